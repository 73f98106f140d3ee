"""How far the integrated share of a holder can reach, over arrays: `vendorgraph.ownership.bounds.reach` at any size.

Sweeps begin at nothing and only ever rise; each takes up the companies whose holders have risen since the last.
"""

import numpy as np
from msgspec import Struct

from vendorgraph.ownership.bounds import SWEEPS, TOLERANCE
from vendorgraph.ownership.ranges import DECIMALS
from vendorgraph.scale.stakes import Flags, Numbers, Shares, Stakes, distinct


class Reach(Struct, frozen=True, eq=False):
    """The upper ends of what a holder has, for the companies flagged in `found`, and which ends are open."""

    found: Flags
    high: Shares
    low_open: Flags
    high_open: Flags


def reach(stakes: Stakes, holder: int, wide: Flags) -> Reach:
    """Return the upper ends of the integrated shares (Baldone) of `holder` in the companies flagged in `wide`."""
    below = stakes.below(np.array([holder]))
    found = below & wide
    if not found.any():
        nothing = np.zeros(stakes.size, bool)
        return Reach(nothing, np.zeros(stakes.size), nothing, nothing)
    high, settled = _swept(stakes, holder)
    high = np.round(high, DECIMALS) if settled else below.astype(np.float64)
    opened = [_opened(stakes, holder, end, is_open) & found for end, is_open in _ends(stakes)]
    return Reach(found, high, *opened)


def _ends(stakes: Stakes) -> tuple[tuple[Shares, Flags], tuple[Shares, Flags]]:
    return (stakes.low, stakes.low_open), (stakes.high, stakes.high_open)


def _swept(stakes: Stakes, holder: int) -> tuple[Shares, bool]:
    high, own = np.zeros(stakes.size), np.zeros(stakes.size)
    own[holder] = 1.0
    active = distinct(stakes.company[stakes.of(np.array([holder]))])
    for _ in range(SWEEPS):
        value = np.where(own > 0, own, high)
        most = _most(stakes, active, value)
        risen = active[most - high[active] > TOLERANCE]
        high[active] = np.maximum(most, high[active])
        risen = risen[risen != holder]
        if not len(risen):
            return high, True
        active = distinct(stakes.company[stakes.of(risen)])
    return high, False


def _most(stakes: Stakes, companies: Numbers, value: Shares) -> Shares:
    """The most that each company can give, when its holders are given what they can have of the holder."""
    places = stakes.held_in(companies)
    counts = stakes.into[1][companies + 1] - stakes.into[1][companies]
    of = np.repeat(np.arange(len(companies)), counts)
    worth, low = value[stakes.holder[places]], stakes.low[places]
    most: Shares = np.bincount(of, worth * low, len(companies)).astype(np.float64)
    left = np.maximum(0.0, 1.0 - np.bincount(of, low, len(companies)))
    more = stakes.high[places] - low
    open_ = np.flatnonzero((more > 0) & (worth > 0))
    order = open_[np.lexsort((-worth[open_], of[open_]))]
    more, of, worth = more[order], of[order], worth[order]
    before = np.cumsum(more) - more
    start = np.searchsorted(of, of)
    before -= before[start] if len(before) else 0.0
    taken = np.clip(left[of] - before, 0.0, more)
    most += np.bincount(of, worth * taken, len(companies))
    return np.minimum(most, 1.0)


def _opened(stakes: Stakes, holder: int, end: Shares, is_open: Flags) -> Flags:
    """The companies that a walk of positive shares reaches from `holder` over a holding with that end open."""
    passable = stakes.kept((end > 0) | is_open)
    reached = passable.with_below(np.array([holder]))
    opens = stakes.kept(is_open)
    over = distinct(opens.company[opens.of(np.flatnonzero(reached))])
    return passable.kept(passable.holder != holder).with_below(over)
