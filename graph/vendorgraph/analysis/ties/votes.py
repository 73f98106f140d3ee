"""Votes: what a holder and the companies that it controls have of the votes of the vendor, and what that decides.

Votes are not shares: a stake counts here only where a source says that it carries votes, or which. The power of the
block is its Shapley-Shubik index, the other holders counted one by one and the rest dispersed (oceanic); it is given
where the votes of every holder that is told of are known.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from vendorgraph.analysis import words
from vendorgraph.analysis.ground import Ground
from vendorgraph.analysis.holdings import Holding, votes_of
from vendorgraph.analysis.model import Path, Tie
from vendorgraph.analysis.ties.control import majorities
from vendorgraph.analysis.ties.made import made, names
from vendorgraph.analysis.timing import state
from vendorgraph.ownership import holdings as ownership
from vendorgraph.ownership.power import power_of_block
from vendorgraph.ownership.ranges import total
from vendorgraph.relations.model import Share

RULE = "votes of a stake, with those of companies that the holder controls"


class Part(Struct, frozen=True):
    """A holding of a block: `way` is how the holder of the block controls that of the holding, through `through`."""

    way: Path
    through: tuple[str, ...]
    holding: Holding


def votes(ground: Ground, vendor: str) -> Iterator[Tie]:
    """Yield a tie for every stake with votes in `vendor`, of its holder and of those who control that holder.

    Its share is that of the whole block.
    """
    blocks: dict[str, list[Part]] = {}
    for holding in _voting(ground, vendor):
        if state(holding.standing) == "holds":
            blocks.setdefault(holding.holder, []).append(Part((), (), holding))
            for holder, way, through in majorities(ground, holding.holder):
                blocks.setdefault(holder, []).append(Part(way, (*through, holding.holder), holding))
        else:
            yield from _tie(ground, vendor, holding.holder, Part((), (), holding), votes_of(holding), None)
    for holder, parts in blocks.items():
        if holder != vendor:
            yield from _block(ground, vendor, holder, parts)


def power(ground: Ground, vendor: str, holder: str, members: Iterable[str]) -> float | None:
    """Return the voting power of `holder` with the holdings of `members` in `vendor`; None where it cannot be said."""
    block = {holder, *members}
    merged: dict[str, list[ownership.Holding]] = {}
    for each in ground.votes(vendor):
        merged.setdefault(holder if each.holder in block else each.holder, []).append(each)
    rows = []
    for owner, held in merged.items():
        share = total(each.share for each in held)
        known = all(each.voting is not None or each.voting_share is not None for each in held)
        rows.append(ownership.Holding(owner, vendor, share, True if known else None, share if known else None))
    found = power_of_block(ownership.Holdings.of(rows), holder, vendor)
    return found.power if found else None


def _voting(ground: Ground, vendor: str) -> list[Holding]:
    return [each for each in ground.holdings.into.get(vendor, []) if each.stake and votes_of(each) is not None]


def _block(ground: Ground, vendor: str, holder: str, parts: list[Part]) -> Iterator[Tie]:
    members = {part.holding.holder for part in parts}
    share = total(each.share for each in ground.votes(vendor) if each.holder in members)
    strength = power(ground, vendor, holder, members)
    for part in parts:
        yield from _tie(ground, vendor, holder, part, share, strength, len(members) > 1)


def _tie(
    ground: Ground, vendor: str, holder: str, part: Part, share: Share | None, power: float | None, joint: bool = False
) -> Iterator[Tie]:
    path = (*part.way, part.holding.relation)
    told = [f"{words.percent(share)} of the votes{' in all' if joint else ''}"]
    told += [f"through {names(ground, part.through)}"] if part.through else []
    strength = " ".join(told)
    draft = Tie(
        kind="votes",
        degree="votes",
        rival=holder,
        vendor=vendor,
        rule=RULE,
        path=path,
        strength=strength if power is None else f"{strength}, voting power {power:.2g}",
        through=part.through,
        share=share,
        voting=True,
        power=power,
    )
    yield from made(ground, draft, ground.course(path))
