"""Integrated shares of one holder and in one company, and close links of a holder, in a market of any size.

The formulas are those of `vendorgraph.ownership` (Baldone's or Brioschi's convention); what is computed is the part of
the market below the holder, or above the company. Lower ends come from Neumann's series (`ownership.neumann`).
"""

from typing import Literal

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from vendorgraph.ownership import neumann
from vendorgraph.ownership.closelinks import CLOSE
from vendorgraph.ownership.ranges import DECIMALS, Threshold
from vendorgraph.scale.reach import Reach, reach
from vendorgraph.scale.sound import Sound
from vendorgraph.scale.stakes import Flags, Numbers, Shares, distinct

Convention = Literal["baldone", "brioschi"]


class Ends(Struct, frozen=True, eq=False):
    """Shares as intervals."""

    low: Shares
    high: Shares
    low_open: Flags
    high_open: Flags


class Integrated(Struct, frozen=True, eq=False):
    """Integrated shares above nothing: who (`names`, ascending) holds, or is held, and how much.

    `terms` is how many terms of the series were added and `residual` the greatest part of a sum that the last of them
    made; `settled` is false where that is still too much: companies that own one another almost whole, in `cycles`, let
    the series go on, and the shares are too low.
    """

    names: Numbers
    ends: Ends
    terms: int
    residual: float
    settled: bool
    cycles: Numbers


def of_holder(sound: Sound, holder: int, convention: Convention = "baldone") -> Integrated:
    """Return what `holder` has of every company, directly and through others; nothing for one who holds nothing."""
    part = _Part(sound, sound.stakes.with_below(np.array([holder])))
    place = int(np.searchsorted(part.names, holder))
    found = neumann.of_holder(part.weights, place, corrected=convention == "baldone")
    low = np.round(found.sums, DECIMALS)
    upper = reach(part.stakes, place, part.wide)
    high = np.where(upper.found, np.maximum(_most(upper, place, convention), low), low)
    return _integrated(found, part, Ends(low, high, upper.low_open, upper.high_open))


def in_company(sound: Sound, company: int, convention: Convention = "baldone") -> Integrated:
    """Return what everybody has of `company`, directly and through others; nothing where nobody holds it.

    Upper ends, where shares are intervals, are found holder by holder.
    """
    above = sound.stakes.above(np.array([company]))
    above[company] = True
    part = _Part(sound, above)
    place = int(np.searchsorted(part.names, company))
    found = neumann.in_company(part.weights, place, corrected=convention == "baldone")
    low = np.round(found.sums, DECIMALS)
    ends = Ends(low, low.copy(), np.zeros(len(low), bool), np.zeros(len(low), bool))
    for holder in np.flatnonzero(part.stakes.above(np.array([place]))).tolist() if part.wide[place] else []:
        upper = reach(part.stakes, holder, part.wide)
        ends.high[holder] = max(_most(upper, holder, convention)[place], low[holder])
        ends.low_open[holder], ends.high_open[holder] = upper.low_open[place], upper.high_open[place]
    return _integrated(found, part, ends)


def close_links(sound: Sound, holder: int, convention: Convention = "baldone", threshold: Threshold = CLOSE) -> Numbers:
    """Return the companies of which `holder` certainly has enough for a close link, ascending.

    Each is closely linked with the holder (case a), and each two of them through the holder (case c).
    """
    found = of_holder(sound, holder, convention)
    low, bound = found.ends.low, threshold.value
    enough = (low > bound) | ((low == bound) & (threshold.inclusive | found.ends.low_open))
    linked: Numbers = found.names[enough & (found.names != holder)]
    return linked


class _Part:
    """The holdings in some of the companies, with the names of these and of their holders, numbered anew from 0."""

    def __init__(self, sound: Sound, companies: Flags) -> None:
        places = np.sort(sound.stakes.held_in(np.flatnonzero(companies)))
        holder, company = sound.stakes.holder[places], sound.stakes.company[places]
        self.names = distinct(np.concatenate([np.flatnonzero(companies), holder]))
        self.wide = sound.wide[self.names]
        self.stakes = replace(
            sound.stakes.kept(places),
            size=len(self.names),
            holder=np.searchsorted(self.names, holder),
            company=np.searchsorted(self.names, company),
        )
        held = self.stakes
        self.weights = neumann.matrix(held.size, held.holder, held.company, held.low)


def _most(upper: Reach, holder: int, convention: Convention) -> Shares:
    """The upper ends of a holder's shares; by Brioschi V[i, i] = 1 / (1 - y_ii) times those by Baldone."""
    high, own = upper.high, upper.high[holder]
    if convention == "baldone":
        return high
    return np.round(high / (1 - own), DECIMALS) if own < 1 else np.where(high > 0, np.inf, 0.0)


def _integrated(found: neumann.Series, part: _Part, ends: Ends) -> Integrated:
    some = np.flatnonzero(ends.high > 0)
    cycles = np.empty(0, np.int64) if found.settled else part.names[neumann.cyclic(part.weights)]
    return Integrated(
        part.names[some],
        Ends(ends.low[some], ends.high[some], ends.low_open[some], ends.high_open[some]),
        found.terms,
        found.residual,
        found.settled,
        cycles,
    )
