"""All ties at a vendor, found once for everyone who reaches it, and those of one rival with its corporate group."""

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct, structs

from vendorgraph.analysis import timing
from vendorgraph.analysis.ground import Ground
from vendorgraph.analysis.model import Path, Tie
from vendorgraph.analysis.ties.made import between, made, name
from vendorgraph.analysis.ties.registry import KINDS

#: Ties of one kind that are looked at for one vendor; the answer says so when there were more.
LIMIT = 5000


class Reach(Struct, frozen=True):
    """The ties at one vendor by the entity that has them, and the limits that were met, in words."""

    vendor: str
    ties: dict[str, list[Tie]]
    notes: tuple[str, ...]


def reach(ground: Ground, vendor: str) -> Reach:
    """Return all ties at `vendor`; an entity of which nothing is said is reached by nobody but itself."""
    ties: dict[str, list[Tie]] = {}
    notes = []
    for kind in KINDS.values():
        found = list(islice(kind.function(ground, vendor), LIMIT + 1))
        if len(found) > LIMIT:
            notes.append(f"only the first {LIMIT} ties of kind {kind.name} at {name(ground, vendor)} were looked at")
        for each in found[:LIMIT]:
            ties.setdefault(each.rival, []).append(each)
    return Reach(vendor, ties, tuple(notes))


def of_rival(ground: Ground, reached: Reach, rival: str) -> list[Tie]:
    """Return the ties of `rival` at the vendor: its own, and those of the other members of its corporate group."""
    found = list(reached.ties.get(rival, []))
    for member, ways in ground.members(rival).items():
        if member not in (rival, reached.vendor):
            for way in ways:
                if reached.vendor not in between(rival, way):
                    for own in reached.ties.get(member, []):
                        found.extend(_of_member(ground, rival, way, own))
    return found


def _of_member(ground: Ground, rival: str, way: Path, own: Tie) -> Iterator[Tie]:
    """The tie of another member of the rival's group as one of the rival; a group's own ties are closed already."""
    if not KINDS[own.kind].grouped and own.course.state == "holds":
        return
    group = ground.course(way)
    draft = structs.replace(
        own,
        rival=rival,
        rule=f"{own.rule}; of the rival's corporate group",
        path=way + own.path,
        strength=f"{own.strength} (through {name(ground, own.rival)})",
        through=(*between(rival, way), *own.through),
    )
    yield from made(ground, draft, timing.both(group, own.course) if group else None)
