"""All ties at a vendor, found once for everyone who reaches it, and those of one rival with its corporate group."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from msgspec import Struct, structs

from vendorgraph.analysis import corporate, timing
from vendorgraph.analysis.ground import Ground
from vendorgraph.analysis.model import Limit, Path, Tie
from vendorgraph.analysis.ties.control import majorities
from vendorgraph.analysis.ties.made import between, made, name
from vendorgraph.analysis.ties.registry import KINDS, TieKind

#: Ties of one kind that are looked at for one vendor; the answer says so when there were more.
LIMIT = 5000


class Reach(Struct, frozen=True):
    """The ties at one vendor by the entity that has them, and the limits that were met."""

    vendor: str
    ties: dict[str, list[Tie]]
    notes: tuple[Limit, ...]


def reach(ground: Ground, vendor: str) -> Reach:
    """Return all ties at `vendor`, those at its parents that reach down to it included.

    An entity of which nothing is said is reached by nobody but itself.
    """
    ties: dict[str, list[Tie]] = {}
    doubtful = ground.owners_of(vendor).doubtful
    notes = [Limit(kind="shares", vendor=vendor, companies=doubtful)] if doubtful else []
    for kind in KINDS.values():
        here = kind.function(ground, vendor)
        found = list(islice(chain(here, _at_parents(ground, vendor, kind)), LIMIT + 1))
        if len(found) > LIMIT:
            notes.append(Limit(kind="ties", vendor=vendor, tie=kind.name, shown=LIMIT))
        for each in found[:LIMIT]:
            for tie in (each, *(_of_controllers(ground, each) if kind.controlled else ())):
                ties.setdefault(tie.rival, []).append(tie)
    return Reach(vendor, ties, tuple(notes))


def of_rival(ground: Ground, reached: Reach, rival: str) -> list[Tie]:
    """Return the ties of `rival` at the vendor: its own, and those of the other members of its corporate group."""
    return telling(ground, with_hidden(ground, reached, rival))


def telling(ground: Ground, ties: Iterable[Tie]) -> list[Tie]:
    """Return the ties without those at a parent of the vendor by a company of the vendor's own group.

    That they are of one group is a tie that says it all; the others count again if that were wrong.
    """
    return [tie for tie in ties if not tie.after or tie.actor not in ground.members(tie.vendor)]


def with_hidden(ground: Ground, reached: Reach, rival: str) -> list[Tie]:
    """Return the ties of `rival`, those included that say nothing more within one group."""
    found = list(reached.ties.get(rival, []))
    for member, ways in ground.members(rival).items():
        if member not in (rival, reached.vendor):
            for way in ways:
                for own in reached.ties.get(member, []):
                    found.extend(_of_member(ground, rival, way, own))
    return found


def _at_parents(ground: Ground, vendor: str, kind: TieKind) -> Iterator[Tie]:
    """The ties at parents of the vendor that reach down: who sits at the top looks into what is below."""
    for parent, ways in corporate.above(ground.relations, vendor).items() if kind.reach_down else ():
        for own in kind.function(ground, parent) if parent != vendor else ():
            for way in ways if own.degree in kind.reach_down else ():
                yield from _handed_down(ground, vendor, way[::-1], own)


def _handed_down(ground: Ground, vendor: str, way: Path, own: Tie) -> Iterator[Tie]:
    joined = ground.course(way)
    draft = structs.replace(
        own,
        vendor=vendor,
        rule=f"{own.rule}; at a parent of the vendor",
        path=own.path + way,
        strength=f"{own.strength} (at {name(ground, own.vendor)})",
        at=own.vendor,
        after=len(way),
        through=(*own.through, own.vendor, *between(own.vendor, way)[:-1]),
    )
    yield from made(ground, draft, timing.both(joined, own.course) if joined else None)


def _of_controllers(ground: Ground, own: Tie) -> Iterator[Tie]:
    """The tie of a company as one of whoever has a majority of its votes, alone or with companies it controls."""
    for holder, way, through in majorities(ground, own.rival):
        if holder != own.vendor:
            yield from _handed_on(
                ground, holder, way, (*through, own.rival), own, "of a company that the rival controls"
            )


def _of_member(ground: Ground, rival: str, way: Path, own: Tie) -> Iterator[Tie]:
    """The tie of another member of the rival's group as one of the rival; closed ties are found for all members."""
    if own.degree not in KINDS[own.kind].closed or own.course.state != "holds":
        yield from _handed_on(ground, rival, way, between(rival, way), own, "of the rival's corporate group")


def _handed_on(ground: Ground, rival: str, way: Path, through: tuple[str, ...], own: Tie, whose: str) -> Iterator[Tie]:
    """The tie of another as one of `rival`, which is joined to it by `way`; no entity is met twice."""
    if {rival, own.vendor, *through[:-1]} & set(own.through) or own.vendor in through:
        return
    joined = ground.course(way)
    draft = structs.replace(
        own,
        rival=rival,
        rule=f"{own.rule}; {whose}",
        path=way + own.path,
        strength=f"{own.strength} (through {name(ground, own.rival)})",
        by=own.actor,
        before=len(way) + own.before,
        through=(*through, *own.through),
    )
    yield from made(ground, draft, timing.both(joined, own.course) if joined else None)
