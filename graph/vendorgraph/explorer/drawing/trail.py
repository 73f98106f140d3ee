"""The lit path of a conflict: a spine from the customer over the vendor to the rival, and an arc that closes it.

The spine holds exposure and tie, the arc the rivalry. A relation that serves twice is drawn once. What is on no way
from end to end (the second leg of a majority held through two companies) is a branch.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from vendorgraph.analysis.model import Conflict, Path, Tie
from vendorgraph.relations.model import Relation
from vendorgraph.wording.steps import Step, steps

Key = tuple[str, str, str, str | None]


class Segment(Struct, frozen=True):
    """A line of the path from entity `tail` to `head` (slugs), the two ends of a step or, of a move, of its parts.

    `main` is true of the one segment of a step that carries its number.
    """

    step: Step
    tail: str
    head: str
    main: bool = True


class Trail(Struct, frozen=True):
    """Slugs along the spine, on the arc between `arc_from` and `arc_to`, and on branches; and all segments."""

    spine: tuple[str, ...]
    arc: tuple[str, ...]
    arc_from: str
    arc_to: str
    branches: tuple[str, ...]
    segments: tuple[Segment, ...]

    @property
    def lit(self) -> tuple[str, ...]:
        """All entities of the path."""
        return (*self.spine, *self.arc, *self.branches)


def trail(conflict: Conflict, tie: Tie | None = None) -> Trail:
    """Return the lit path of a conflict by way of `tie`, the leading one by default."""
    numbered = {step.relation.key: step for step in steps(conflict, tie)}
    by_way = tie or conflict.ties[0]
    ends = {conflict.customer, conflict.vendor, conflict.rival}
    out = _segments(conflict.exposure.path, numbered, ends)
    on = _segments(by_way.path, numbered, ends)
    back = _segments(conflict.rivalry.path, numbered, ends)
    there = _way(conflict.customer, conflict.vendor, out)
    spine = (*there, *(slug for slug in _way(conflict.vendor, conflict.rival, on) if slug not in there))
    arc, arc_from, arc_to = _arc(_way(conflict.customer, conflict.rival, back), spine)
    segments = tuple({(each.step.number, each.tail, each.head): each for each in (*out, *on, *back)}.values())
    placed = {*spine, *arc}
    rest = dict.fromkeys(slug for each in segments for slug in (each.tail, each.head) if slug not in placed)
    return Trail(spine, arc, arc_from, arc_to, tuple(rest), segments)


def _segments(path: Path, numbered: dict[Key, Step], ends: set[str]) -> list[Segment]:
    """The segments of the relations of a path; a move also joins the place that was left where nothing else does."""
    found = [Segment(numbered[hop.key], hop.subject, hop.object) for hop in path]
    for hop in path:
        if hop.relation == "moved-to" and hop.from_org and _needs_origin(hop, path, ends):
            found.append(Segment(numbered[hop.key], hop.from_org, hop.subject, main=False))
    return found


def _needs_origin(move: Relation, path: Path, ends: set[str]) -> bool:
    """Whether the path leads through the place that was left: an end of it, or an end of a neighbouring relation."""
    others = [hop for hop in path if hop is not move]
    near = {slug for hop in others for slug in (hop.subject, hop.object)}
    joined = any(move.subject in (hop.subject, hop.object) for hop in others)
    return (move.from_org in ends or move.from_org in near) and not joined


def _way(start: str, end: str, segments: Sequence[Segment]) -> tuple[str, ...]:
    """The entities on the shortest way from start to end along the segments, in either direction; both included."""
    joined: dict[str, list[str]] = {}
    for each in segments:
        joined.setdefault(each.tail, []).append(each.head)
        joined.setdefault(each.head, []).append(each.tail)
    before: dict[str, str] = {start: start}
    queue = deque([start])
    while queue and end not in before:
        here = queue.popleft()
        for other in joined.get(here, ()):
            if other not in before:
                before[other] = here
                queue.append(other)
    if end not in before:
        return (start,) if start == end else (start, end)
    way = [end]
    while way[-1] != start:
        way.append(before[way[-1]])
    return tuple(reversed(way))


def _arc(way: Iterable[str], spine: tuple[str, ...]) -> tuple[tuple[str, ...], str, str]:
    """What the way of the rivalry has beyond the spine, and the entities of the spine where it leaves and returns."""
    whole = list(way)
    beyond = [slug for slug in whole if slug not in spine]
    if not beyond:
        pairs = [(a, b) for a, b in pairwise(whole) if abs(spine.index(a) - spine.index(b)) != 1]
        return ((), *(pairs[-1] if pairs else (whole[0], whole[-1])))
    first, last = whole.index(beyond[0]), whole.index(beyond[-1])
    return tuple(beyond), whole[first - 1], whole[min(last + 1, len(whole) - 1)]
