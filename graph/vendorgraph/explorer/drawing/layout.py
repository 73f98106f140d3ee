"""Where the entities of a conflict stand: the path as a spine on one line, the arc above it, the rest around both.

The room between two entities of the spine follows from what is written there in any language, so that Arabic mirrors
the very same map.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from vendorgraph.explorer.drawing import forces
from vendorgraph.explorer.drawing.curves import Point
from vendorgraph.explorer.drawing.forces import Body, Spring, Zone
from vendorgraph.explorer.drawing.labels import Box
from vendorgraph.explorer.drawing.surroundings import Surroundings
from vendorgraph.explorer.drawing.trail import Trail

#: Radius of the ring around an entity of the path; height of the arc, and of the entities on it, over the spine.
RING, ARCH, OVER = 37.0, 143.0, 150.0

#: In place of two neighbours of the spine: the room that neighbours on the arc want.
ARC = ("arc", "arc")

_SPINE, _LEAST, _MOST = 830.0, 236.0, 370.0
_WIDTH = 1120.0
_BRANCH = 168.0
_MARGIN = 96.0
_ABOVE, _BELOW = -392.0, 352.0
_KEEP_ABOVE, _KEEP_BELOW = -194.0, 104.0


class Layout(Struct, frozen=True):
    """The place of every entity, and the frame around all of them."""

    places: dict[str, Point]
    box: Box


def layout(trail: Trail, around: Surroundings, wanted: Mapping[tuple[str, str], float], mirrored: bool) -> Layout:
    """Return where everything stands; `wanted` is the room that two neighbours of the spine want between them."""
    held = _spine(trail, wanted)
    width = held[trail.spine[-1]][0]
    held |= _arc(trail, held)
    held |= _branches(trail, held)
    margin = max(_MARGIN, (_WIDTH - width) / 2)
    zone = _zone(trail, width, margin)
    places = held | _free(held, around, zone)
    left, right = -margin, width + margin
    top, bottom = zone.height
    if not around.near:
        top, bottom = -OVER - 92 if trail.arc else -ARCH - 44, 240.0 if trail.branches else 112.0
    if mirrored:
        places = {slug: (width - x, y) for slug, (x, y) in places.items()}
    return Layout(places, Box(left, top, right, bottom))


def _spine(trail: Trail, wanted: Mapping[tuple[str, str], float]) -> dict[str, Point]:
    usual = min(max(_SPINE / max(len(trail.spine) - 1, 1), _LEAST), _MOST)
    places, x = {trail.spine[0]: (0.0, 0.0)}, 0.0
    for pair in pairwise(trail.spine):
        x += max(usual, wanted.get(pair, 0.0))
        places[pair[1]] = (x, 0.0)
    stretch = _stretch(trail, places, wanted.get(ARC, 0.0))
    return {slug: (place[0] * stretch, 0.0) for slug, place in places.items()}


def _stretch(trail: Trail, places: Mapping[str, Point], wanted: float) -> float:
    """By how much the spine is longer than it would be for its own sake, so that the arc has room."""
    span = abs(places[trail.arc_to][0] - places[trail.arc_from][0])
    return max(1.0, wanted * (len(trail.arc) + 1) / span) if span else 1.0


def _arc(trail: Trail, held: Mapping[str, Point]) -> dict[str, Point]:
    """The entities of the arc, evenly between its ends and above the spine."""
    start, end = held[trail.arc_from][0], held[trail.arc_to][0]
    step = (end - start) / (len(trail.arc) + 1)
    return {slug: (start + step * number, -OVER) for number, slug in enumerate(trail.arc, 1)}


def _branches(trail: Trail, held: Mapping[str, Point]) -> dict[str, Point]:
    """Each branch below the middle of what it is joined to, side by side where several would share a place."""
    placed: dict[str, Point] = {}
    for slug in trail.branches:
        touching = [each for each in trail.segments if slug in (each.tail, each.head)]
        joined = [each.head if each.tail == slug else each.tail for each in touching]
        ends = [held[other][0] for other in joined if other in held] or [0.0]
        x = sum(ends) / len(ends)
        while any(abs(x - other) < _LEAST / 2 for other, _ in placed.values()):
            x += _LEAST / 2
        placed[slug] = (x, _BRANCH)
    return placed


def _zone(trail: Trail, width: float, margin: float) -> Zone:
    side = 52.0
    return Zone(
        width=(-margin + side, width + margin - side),
        height=(_ABOVE - (60 if trail.arc else 0), _BELOW + (90 if trail.branches else 0)),
        left=-margin,
        right=width + margin,
        top=_KEEP_ABOVE - (88 if trail.arc else 0),
        bottom=_KEEP_BELOW + (_BRANCH - 24 if trail.branches else 0),
    )


def _free(held: Mapping[str, Point], around: Surroundings, zone: Zone) -> dict[str, Point]:
    """What the forces give for the entities that are not of the path."""
    slugs = [*held, *around.near, *around.far]
    numbers = {slug: number for number, slug in enumerate(slugs)}
    near = set(around.near)
    bodies = [
        Body(held[slug], RING + 12, -420.0) if slug in held else Body(None, 33 if slug in near else 23, -230.0)
        for slug in slugs
    ]
    springs = list(_springs(held, around, numbers))
    inner = Zone(zone.width, (zone.height[0] + 26, zone.height[1] - 26), zone.left, zone.right, zone.top, zone.bottom)
    settled = forces.settle(bodies, springs, inner)
    return {slug: settled[numbers[slug]] for slug in slugs if slug not in held}


def _springs(held: Mapping[str, Point], around: Surroundings, numbers: Mapping[str, int]) -> Iterable[Spring]:
    for relation in around.relations:
        ends: Sequence[str] = (relation.subject, relation.object)
        lit = sum(end in held for end in ends)
        if lit < 2:
            yield Spring(numbers[ends[0]], numbers[ends[1]], 250.0 if lit else 80.0)
