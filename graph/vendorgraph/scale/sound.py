"""What integrated shares can be computed with, over arrays: `vendorgraph.ownership.sound` for markets of any size."""

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from vendorgraph.scale.stakes import UNIT, Flags, Numbers, Shares, Stakes, distinct, units

#: By how many units shares of one company may exceed the whole through rounding.
_SLACK = 1


class Sound(Struct, frozen=True, eq=False):
    """The holdings that can be computed with, narrowed by what all of them make at most, and what was left out.

    `excess` are the companies of which more than the whole is held even at the lower ends, which make `least`; `loops`
    are the sets of companies that own each other whole. `withheld` flags these and all below them, `wide` the companies
    in which integrated shares are intervals.
    """

    stakes: Stakes
    excess: Numbers
    least: Shares
    loops: tuple[Numbers, ...]
    withheld: Flags
    wide: Flags


def find_sound(stakes: Stakes) -> Sound:
    """Return what can be computed with: no company held above 1 or in a closed loop, nor any below one."""
    least, opens = _minima(stakes)
    excess = np.flatnonzero((least > UNIT + _SLACK) | ((least == UNIT) & (opens > 0)))
    withheld = stakes.with_below(excess)
    left = stakes.kept(~withheld[stakes.company])
    loops = closed_loops(left)
    closed = left.with_below(np.concatenate([np.empty(0, np.int64), *loops]))
    left = tightened(left.kept(~closed[left.company]))
    direct = distinct(left.company[left.low != left.high])
    return Sound(left, excess, least[excess] / UNIT, loops, withheld | closed, left.with_below(direct))


def closed_loops(stakes: Stakes) -> tuple[Numbers, ...]:
    """Return the sets of companies that own each other whole, at their lower ends, as `ownership.sound` finds them."""
    from scipy.sparse.csgraph import connected_components

    from vendorgraph.ownership.neumann import matrix

    least, _ = _minima(stakes)
    held = least >= UNIT - _SLACK
    while len(opened := np.flatnonzero(held & (_sums(stakes, held[stakes.holder]) < UNIT - _SLACK))):
        held[opened] = False
    inside = stakes.kept(held[stakes.holder] & held[stakes.company] & (stakes.low > 0))
    names = np.flatnonzero(held)
    place = np.searchsorted(names, inside.holder), np.searchsorted(names, inside.company)
    _, part = connected_components(matrix(len(names), *place, inside.low), directed=True, connection="strong")
    parts = np.full(stakes.size, -1)
    parts[names] = part
    open_ = names[_sums(stakes, parts[stakes.holder] == parts[stakes.company])[names] < UNIT - _SLACK]
    found = [names[part == each] for each in np.setdiff1d(part, parts[open_])]
    return tuple(sorted(found, key=lambda loop: int(loop[0])))


def tightened(stakes: Stakes) -> Stakes:
    """Narrow each share by what the other holders of its company leave, as `ownership.holdings.tightened` does."""
    least, opens = _minima(stakes)
    low, high = units(stakes.low), units(stakes.high)
    room = UNIT - (least[stakes.company] - low)
    others_open = opens[stakes.company] > stakes.low_open
    same = (high < room) | ((high == room) & ~others_open)
    room = np.where((room < low) & (low <= room + _SLACK), low, room)
    none = ~same & ((room < low) | ((room == low) & (stakes.low_open | others_open)))
    untouched = np.zeros(stakes.size, bool)
    untouched[stakes.company[none]] = True
    narrowed = ~same & ~untouched[stakes.company]
    return replace(
        stakes,
        high=np.where(narrowed, room / UNIT, stakes.high),
        high_open=np.where(narrowed, others_open, stakes.high_open),
    )


def _minima(stakes: Stakes) -> tuple[Numbers, Numbers]:
    """What is held of each company at least, in units, and how many of its holders hold more than their lower end."""
    opens = np.bincount(stakes.company[stakes.low_open], minlength=stakes.size)
    return _sums(stakes, np.ones(len(stakes), bool)), opens


def _sums(stakes: Stakes, which: Flags) -> Numbers:
    """What some of the holdings make of each company at their lower ends."""
    sums = np.zeros(stakes.size, np.int64)
    np.add.at(sums, stakes.company[which], units(stakes.low[which]))
    return sums
