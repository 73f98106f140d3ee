"""Control as a table: who has a majority where, certainly or possibly, and by which holdings.

The fixpoint and the smallest sets of holdings need rounds without end, so they are worked out here over arrays and in
Python (`scale.control`, `analysis.ties.control.ways`), for those alone who may act for a rival, and go back to the
engine. Importing this module needs numpy (the extra `scale`).
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from vendorgraph.analysis import holdings as readable
from vendorgraph.analysis.ties.control import ways
from vendorgraph.relations.model import Relation, Share
from vendorgraph.scale import holdings
from vendorgraph.scale.control import control_sets
from vendorgraph.scale.stakes import UNIT, Flags, Numbers, Stakes, among, distinct, made, places, units
from vendorgraph.scale.ties.arrays import Arrays, only
from vendorgraph.scale.ties.fold import folded
from vendorgraph.scale.ties.hops import Ground

if TYPE_CHECKING:
    from ibis.expr.types import Table

HALF = UNIT // 2


class Controls(Struct, frozen=True, eq=False):
    """The pairs of a holder and a company that it controls, as numbers (`holder * size + company`), ascending."""

    size: int
    certain: Numbers
    possible: Numbers


def controls(arrays: Arrays, holders: Numbers) -> Controls:
    """Return whom `holders` control, certainly and (these included) possibly, by a majority of the votes."""
    counted = only(arrays, _counts(arrays))
    size = len(arrays.held.names)
    sets = control_sets(holdings.votes(counted.held))
    mine = among(sets.holder, distinct(holders))
    certain = np.sort(sets.holder[mine] * size + sets.company[mine])
    votes = _votes(counted)
    return Controls(size, certain, np.union1d(certain, _possible(votes, distinct(holders))))


def majorities(ground: Ground, arrays: Arrays, found: Controls, companies: Numbers, certain: bool) -> "Table":
    """Return how the holders of `found` control `companies`, a row for each way: `holder`, `company`, `certain`.

    A row also has the columns of a way, `through`, whom the holder controls on the way, and only ways with a stake are
    there. With `certain`, what is merely possible is left out.
    """
    pairs = found.certain if certain else found.possible
    pairs = pairs[among(pairs % found.size, distinct(companies))]
    counted = _Counted(only(arrays, _counts(arrays)), found)
    rows = [
        {
            "holder": holder,
            "company": company,
            "certain": sure,
            "through": _through(company, way),
            "path": counted.path(way),
        }
        for holder, company, sure in zip(*_ends(pairs, found), strict=True)
        for way in counted.ways(holder, company, sure)
        if any(each.stake for each in way)
    ]
    return folded(ground, rows)


def _ends(pairs: Numbers, found: Controls) -> tuple[list[int], list[int], list[bool]]:
    return (pairs // found.size).tolist(), (pairs % found.size).tolist(), among(pairs, found.certain).tolist()


def _through(company: int, way: list[readable.Holding]) -> list[int]:
    return [int(each) for each in dict.fromkeys(holding.company for holding in way) if int(each) != company]


def _counts(arrays: Arrays) -> Flags:
    """The holdings whose size is stated, and parents."""
    held = arrays.held
    unknown = (held.low == 0) & (held.high == 1) & held.low_open & held.high_open
    counts: Flags = ~unknown | ~np.isnan(held.votes_low)
    return counts


class _Counted:
    """The holdings that count for control, as the readable analysis has them, taken up where they are asked for."""

    def __init__(self, arrays: Arrays, found: Controls) -> None:
        self.arrays = arrays
        held = arrays.held
        self.order = np.argsort(held.company, kind="stable")
        self.start = np.searchsorted(held.company[self.order], np.arange(len(held.names) + 1))
        self.hops: dict[tuple[str, str, str, str | None], int] = {}
        self.below: dict[int, set[int]] = {}
        for pair in found.possible.tolist():
            self.below.setdefault(pair // found.size, set()).add(pair % found.size)

    def ways(self, holder: int, company: int, certain: bool) -> list[list[readable.Holding]]:
        """The smallest sets of holdings that make the majority."""
        controlled, near = self.below[holder], [company]
        held = []
        for name in near:
            for each in self.into(name):
                held.append(each)
                above = int(each.holder)
                if above in controlled and above not in near:
                    near.append(above)
        return ways(_slug(holder), _slug(company), held, certain=certain)

    def path(self, way: list[readable.Holding]) -> list[int]:
        """The numbers of the relations that say so."""
        return [self.hops[holding.relation.key] for holding in way]

    def into(self, company: int) -> Iterable[readable.Holding]:
        """The holdings in a company."""
        rows = self.order[self.start[company] : self.start[company + 1]]
        return map(self._holding, rows.tolist())

    def _holding(self, row: int) -> readable.Holding:
        held = self.arrays.held
        holder, company = _slug(held.holder[row]), _slug(held.company[row])
        ends = [getattr(held, f"votes_{end}")[row].item() for end in ("low", "high", "low_open", "high_open")]
        subject, object = (
            (company, holder) if held.via[row] == holdings.VIA.index("subsidiary-of") else (holder, company)
        )
        relation = Relation(
            subject=subject, relation=holdings.VIA[held.via[row]], object=object, status="current",
            voting_share=None if np.isnan(ends[0]) else Share(*ends),
        )  # fmt: skip
        self.hops[relation.key] = int(self.arrays.hop[row])
        share = Share(*(getattr(held, end)[row].item() for end in ("low", "high", "low_open", "high_open")))
        voting = None if held.voting[row] < 0 else bool(held.voting[row])
        return readable.Holding(holder, company, share, voting, relation, relation, held.via[row] < 2)


def _slug(number: Any) -> str:
    """A number as a name, in the order of the numbers."""
    return f"{number:012}"


def _votes(arrays: Arrays) -> Stakes:
    """One holding for each pair, the larger of a stake and a parent, with both ends of its share of the votes."""
    held = arrays.held
    rows = holdings.larger(held)
    held = only(arrays, rows).held
    silent, stated = held.voting == 0, ~np.isnan(held.votes_low)
    size = len(held.names)
    ends = {}
    for end in ("low", "high"):
        share = getattr(held, end)
        none = np.bincount(held.company[silent], share[silent], size)[held.company]
        scaled = np.where(share > 0, share / np.maximum(1 - none, np.maximum(share, 1e-12)), 0.0)
        ends[end] = np.where(
            silent, 0.0, np.where(stated, getattr(held, f"votes_{end}"), np.where(none > 0, scaled, share))
        )
    opened = [
        np.where(stated, getattr(held, f"votes_{end}_open"), getattr(held, f"{end}_open")) & ~silent
        for end in ("low", "high")
    ]
    return made(size, held.holder, held.company, ends["low"], ends["high"], *opened)


def _possible(votes: Stakes, seeds: Numbers) -> Numbers:
    """The pairs of a seed and a company that it may control: `ownership.control` with the upper ends."""
    size = votes.size
    least = np.bincount(votes.company, units(votes.low), size).astype(np.int64)
    opens = np.bincount(votes.company[votes.low_open], minlength=size)
    found = np.empty(0, np.int64)
    joint = _Joint()
    new = seeds * size + seeds
    while len(new):
        through = new % size
        rows = votes.of(through)
        holder = np.repeat(new // size, votes.out[through + 1] - votes.out[through])
        touched, sums = joint.add(holder * size + votes.company[rows], votes, rows)
        company = touched % size
        enough = _enough(sums, least[company], opens[company]) & (touched // size != company)
        touched = touched[enough]
        new = touched[~among(touched, found)]
        found = np.union1d(found, new)
    return found


def _enough(sums: Numbers, least: Numbers, opens: Numbers) -> Flags:
    """Whether what a holder has together may be a majority, as far as the other holders leave room."""
    low, high = np.minimum(sums[0], UNIT), np.minimum(sums[1], UNIT)
    low_open = (sums[0] < UNIT) & (sums[2] > 0)
    room = UNIT - np.minimum(least - sums[0], UNIT)
    others_open = opens > sums[2]
    same = (high < room) | ((high == room) & ~others_open)
    room = np.where((room < low) & (low <= room + 1), low, room)
    none = (room < low) | ((room == low) & (low_open | others_open))
    limited = np.where((low == high) | same | none, high, room)
    enough: Flags = (low > HALF) | ((low == HALF) & low_open) | (limited > HALF)
    return enough


class _Joint:
    """What a holder and those whom it may control have of a company together, by pair."""

    def __init__(self) -> None:
        self.pairs, self.sums = np.empty(0, np.int64), np.empty((3, 0), np.int64)

    def add(self, pairs: Numbers, votes: Stakes, rows: Numbers) -> tuple[Numbers, Numbers]:
        """Add holdings to pairs; return these pairs, each once, with their sums: low ends, high ends, open ones."""
        once, place = np.unique(pairs, return_inverse=True)
        parts = (units(votes.low[rows]), units(votes.high[rows]), votes.low_open[rows].astype(np.int64))
        more = np.stack([np.bincount(place, part, len(once)).astype(np.int64) for part in parts])
        fresh = once[~among(once, self.pairs)]
        at = np.searchsorted(self.pairs, fresh)
        self.pairs, self.sums = np.insert(self.pairs, at, fresh), np.insert(self.sums, at, 0, axis=1)
        at, _ = places(once, self.pairs)
        self.sums[:, at] += more
        return once, self.sums[:, at]
