"""All control sets of a market at once: the least fixpoint of `vendorgraph.ownership.control`, over arrays.

A worklist of pairs (holder, company): each new one hands the holdings of its company on to its holder, and whoever has
enough of a company together is a new pair. A pair is taken up once, so that cycles of majorities end.
"""

from itertools import count

import numpy as np
from msgspec import Struct

from vendorgraph.ownership.ranges import MAJORITY, Threshold
from vendorgraph.scale.stakes import UNIT, Flags, Numbers, Stakes, among, places, units

#: An open end counts a little, so that it is more than the same end closed and less than any further share.
_OPEN = 1 << 20


class Controls(Struct, frozen=True, eq=False):
    """Who certainly controls whom, in the order of (holder, company), and the round in which it was found.

    What is found in a round rests on holdings of the holder and of companies found in rounds before: no circle.
    """

    holder: Numbers
    company: Numbers
    round: Numbers


def control_sets(votes: Stakes, threshold: Threshold = MAJORITY) -> Controls:
    """Return every holder and every company that it certainly controls; nothing for no holdings.

    `votes` are holdings with shares of the votes, whose lower ends decide. Nobody controls itself.
    """
    size, bound = votes.size, _bound(threshold)
    parts = units(votes.low) * _OPEN + votes.low_open
    found = new = votes.keys[(parts >= bound) & (votes.holder != votes.company)]
    rounds, joint = np.zeros(len(found), np.int64), _Sums()
    for round_ in count(1):
        through = new % size
        places = votes.of(through)
        holder = np.repeat(new // size, votes.out[through + 1] - votes.out[through])
        touched, sums = joint.add(holder * size + votes.company[places], parts[places])
        touched = touched[(sums + _own(votes.keys, parts, touched) >= bound) & (touched % (size + 1) != 0)]
        new = touched[~among(touched, found)]
        if not len(new):
            break
        at = np.searchsorted(found, new)
        found, rounds = np.insert(found, at, new), np.insert(rounds, at, round_)
    return Controls(found // size, found % size, rounds)


def majorities(stakes: Stakes) -> Flags:
    """Return which of the holdings are certainly more than half by themselves."""
    return units(stakes.low) * _OPEN + stakes.low_open >= _bound(MAJORITY)


def _bound(threshold: Threshold) -> int:
    return round(threshold.value * UNIT) * _OPEN + (not threshold.inclusive)


class _Sums:
    """What the companies that a holder controls have of a company together, by pair."""

    def __init__(self) -> None:
        self.pairs, self.sums = np.empty(0, np.int64), np.empty(0, np.int64)

    def add(self, pairs: Numbers, parts: Numbers) -> tuple[Numbers, Numbers]:
        """Add parts to pairs; return these pairs, each once, with their sums."""
        order = np.argsort(pairs)
        once, first = np.unique(pairs[order], return_index=True)
        more = np.add.reduceat(parts[order], first) if len(once) else parts
        fresh = once[~among(once, self.pairs)]
        places = np.searchsorted(self.pairs, fresh)
        self.pairs, self.sums = np.insert(self.pairs, places, fresh), np.insert(self.sums, places, 0)
        at = np.searchsorted(self.pairs, once)
        self.sums[at] += more
        return once, self.sums[at]


def _own(keys: Numbers, parts: Numbers, pairs: Numbers) -> Numbers:
    """What the holder of each pair has of its company itself."""
    if not len(keys):
        return np.zeros(len(pairs), np.int64)
    at, held = places(pairs, keys)
    return np.where(held, parts[at], 0)
