"""The picture of a conflict: its path lit among dimmed surroundings."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from msgspec import structs

from vendorgraph.analysis.model import Conflict, Tie
from vendorgraph.explorer.drawing import curves, layout, measure, pills, styles
from vendorgraph.explorer.drawing.curves import Curve, Point
from vendorgraph.explorer.drawing.dots import NAME_MOST, NAMES, RADIUS, Written, dots
from vendorgraph.explorer.drawing.labels import Box
from vendorgraph.explorer.drawing.layout import ARC, RING, Layout
from vendorgraph.explorer.drawing.model import Dot, Drawing, Pill, Stroke
from vendorgraph.explorer.drawing.surroundings import NONE, Surroundings, surroundings
from vendorgraph.explorer.drawing.trail import Segment, Trail, trail
from vendorgraph.relations.model import Relation, Relations
from vendorgraph.wording import LANGUAGES, Voice, language
from vendorgraph.wording import relations as said

#: Size of the arrow heads by rank.
HEAD = {"lit": 15.0, "near": 7.5, "far": 6.0}

_PADDING = 34.0

Lit = tuple[Segment, Curve, Stroke]


def draw(
    voice: Voice, all_relations: Relations, conflict: Conflict, tie: Tie | None = None, alone: bool = False
) -> Drawing:
    """Return the picture of a conflict by way of `tie` (the leading one by default); `alone` leaves out the rest."""
    path = trail(conflict, tie)
    own = [each.step.relation for each in path.segments]
    around = NONE if alone else surroundings(voice.market, all_relations, path.lit, own)
    found = layout.layout(path, around, _room(voice, path), voice.language.direction == "rtl")
    lit = list(_lit(voice, path, found.places))
    written = [_pill(voice, segment, curve) for segment, curve, _ in lit if segment.main]
    taken = Written(tuple(written), tuple(curve for _, curve, _ in lit))
    shown = tuple(dots(voice, conflict, path, around, found, taken))
    frame = _cropped(found, shown) if around.near else found.box
    return Drawing(
        left=frame.left,
        top=frame.top,
        width=frame.right - frame.left,
        height=frame.bottom - frame.top,
        direction=voice.language.direction,
        dots=shown,
        strokes=(*_context(voice, path, around, found.places), *(stroke for _, _, stroke in lit)),
        pills=tuple(written),
    )


def _room(voice: Voice, path: Trail) -> dict[tuple[str, str], float]:
    """The room between neighbours of the spine that names and pills want, in whatever language needs more."""
    voices = [Voice(voice.market, language(code)) for code in LANGUAGES]
    wanted = {}
    for pair in pairwise(path.spine):
        names = max(sum(min(_name_width(each, slug), NAME_MOST) for slug in pair) / 2 + 30 for each in voices)
        steps = [each.step.relation for each in path.segments if each.main and {each.tail, each.head} == set(pair)]
        widths = (pills.width(each, relation) for each in voices for relation in steps)
        wanted[pair] = max(names, max(widths, default=0.0) + 2 * RING + 14)
    over = [each.step.relation for each in path.segments if {each.tail, each.head} & set(path.arc)]
    widest = max((pills.width(each, relation) for each in voices for relation in over), default=0.0)
    wanted[ARC] = widest + 2 * RING + 14 if path.arc else 0.0
    return wanted


def _name_width(voice: Voice, slug: str) -> float:
    return measure.width(voice.name(slug).text, NAMES["lit"], bold=True)


def _cropped(found: Layout, shown: Iterable[Dot]) -> Box:
    """The frame without what is empty above and below."""
    heights = [dot.y for dot in shown]
    top = max(found.box.top, min(heights) - _PADDING)
    bottom = min(found.box.bottom, max(heights) + _PADDING + 12)
    return structs.replace(found.box, top=top, bottom=bottom)


def _lit(voice: Voice, path: Trail, places: Mapping[str, Point]) -> Iterable[Lit]:
    for each in path.segments:
        curve = _lit_curve(path, each.tail, each.head, places)
        yield each, curve, stroke(voice, each.step.relation, each.tail, each.head, curve, "lit", each.step.number)


def _lit_curve(path: Trail, tail: str, head: str, places: Mapping[str, Point]) -> Curve:
    """A line along the spine, an arch over it, or a bend between the spine and the arc."""
    a, b = places[tail], places[head]
    on_arc = [slug for slug in (tail, head) if slug in path.arc]
    if len(on_arc) == 1:
        low, high = (a, b) if head in path.arc else (b, a)
        bend = curves.quarter(low, high, RING, RING)
        return bend if head in path.arc else curves.reversed_(bend)
    if tail in path.spine and head in path.spine and _is_arch(path, tail, head):
        return curves.arch(a, b, RING, layout.ARCH)
    return curves.between(a, b, RING, RING)


def _is_arch(path: Trail, tail: str, head: str) -> bool:
    """Whether a relation between two of the spine goes over it: they are no neighbours, or the spine has one there."""
    apart = abs(path.spine.index(tail) - path.spine.index(head))
    between = [each for each in path.segments if {each.tail, each.head} == {tail, head}]
    return apart != 1 or any(each.step.part == "rivalry" for each in between)


def _pill(voice: Voice, segment: Segment, curve: Curve) -> Pill:
    """On a bend the pill stands nearer to the arc, where the line is flat; on the spine it stands over the line."""
    level = abs(curve.start[1] - curve.end[1]) < 1
    part = 0.5 if level else 0.56 if curve.start[1] > curve.end[1] else 0.44
    on_spine = level and abs(curve.start[1]) < 1
    return pills.pill(voice, segment.step.relation, segment.step.number, curve.at(part), over=on_spine)


def _context(voice: Voice, path: Trail, around: Surroundings, places: Mapping[str, Point]) -> Iterable[Stroke]:
    """The lines of the surroundings; those that would cross the path without ending at it are left out."""
    lit, near = set(path.lit), set(around.near)
    seen: dict[frozenset[str], int] = {}
    for relation in around.relations:
        ends = (relation.subject, relation.object)
        inside = [end for end in ends if end in lit]
        if len(inside) == 2 or (not inside and _crosses(places[ends[0]], places[ends[1]])):
            continue
        turn = seen[frozenset(ends)] = seen.get(frozenset(ends), -1) + 1
        rank = "near" if inside and any(end in near for end in ends) else "far"
        rims = [RING + 1 if end in lit else RADIUS["near" if end in near else "far"] + 4 for end in ends]
        bow = 12.0 + 16.0 * turn if turn or rank == "near" else 8.0
        a, b = places[ends[0]], places[ends[1]]
        curve = curves.between(a, b, rims[0], rims[1], bow if a < b else -bow)
        yield stroke(voice, relation, *ends, curve, rank)


def stroke(
    voice: Voice, relation: Relation, tail: str, head: str, curve: Curve, rank: str, number: int | None = None
) -> Stroke:
    """Return the line of a relation along a curve, with an arrow head unless it goes both ways."""
    symmetric = voice.market.vocabulary.relations[relation.relation].symmetric
    line, arrow = (curve, "") if symmetric else curves.headed(curve, HEAD[rank])
    return Stroke(
        relation=relation,
        tail=tail,
        head=head,
        path=line.path,
        arrow=arrow,
        family=styles.family(relation.relation),
        rank=rank,
        number=number,
        said=str(said.said(voice, relation)),
    )


def _crosses(a: Point, b: Point) -> bool:
    return (a[1] < 0) != (b[1] < 0)
