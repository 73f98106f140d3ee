"""Holdings as arrays: entities are numbers, and every step along holdings is taken for many of them at once.

Importing this module needs numpy (the extra `scale`).
"""

from functools import cached_property
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Shares = NDArray[np.float64]

#: Shares are compared and added as whole numbers of this part of the whole: .1 + .2 + .2 is a half.
UNIT = 1_000_000_000


class Stakes(Struct, frozen=True, dict=True, eq=False):
    """Holdings, one for each pair, in the order of (holder, company): `low` to `high` are fractions, ends may be open.

    `size` is how many entities there are; a holder and a company are numbers below it.
    """

    size: int
    holder: Numbers
    company: Numbers
    low: Shares
    high: Shares
    low_open: Flags
    high_open: Flags

    def __len__(self) -> int:
        return len(self.holder)

    @cached_property
    def out(self) -> Numbers:
        """Where the holdings of each holder begin."""
        return np.searchsorted(self.holder, np.arange(self.size + 1))

    @cached_property
    def into(self) -> tuple[Numbers, Numbers]:
        """The places of the holdings in the order of the companies, and where those in each company begin."""
        order = np.argsort(self.company, kind="stable")
        return order, np.searchsorted(self.company[order], np.arange(self.size + 1))

    @cached_property
    def keys(self) -> Numbers:
        """The pairs as one number each, ascending: holder * size + company."""
        return self.holder * self.size + self.company

    def of(self, holders: Numbers) -> Numbers:
        """Return the places of all holdings of `holders`, holder by holder."""
        return spans(self.out, holders)

    def held_in(self, companies: Numbers) -> Numbers:
        """Return the places of all holdings in `companies`, company by company."""
        order, start = self.into
        return order[spans(start, companies)]

    def below(self, names: Numbers) -> Flags:
        """Return who is held by one of `names`, directly or through others."""
        return self._walk(names, self.of, self.company)

    def with_below(self, names: Numbers) -> Flags:
        """Return `names` with who is held by one of them, directly or through others."""
        found = self.below(names)
        found[names] = True
        return found

    def above(self, names: Numbers) -> Flags:
        """Return who holds one of `names`, directly or through others."""
        return self._walk(names, self.held_in, self.holder)

    def kept(self, which: Flags | Numbers) -> "Stakes":
        """Return some of the holdings, given by place or by a flag for each, in the same order."""
        columns = (getattr(self, name)[which] for name in self.__struct_fields__[1:])
        return Stakes(self.size, *columns)

    def _walk(self, names: Numbers, step: Any, ends: Numbers) -> Flags:
        found: Flags = np.zeros(self.size, bool)
        names = distinct(names)
        while len(names):
            names = distinct(ends[step(names)])
            names = names[~found[names]]
            found[names] = True
        return found


def made(size: int, holder: Any, company: Any, low: Any, high: Any, low_open: Any, high_open: Any) -> Stakes:
    """Return holdings in any order as `Stakes`; each pair once. Arrays or lists of the same length."""
    holder, company = np.asarray(holder, np.int64), np.asarray(company, np.int64)
    order = np.lexsort((company, holder))
    low, high = (np.asarray(end, np.float64)[order] for end in (low, high))
    low_open, high_open = (np.asarray(end, bool)[order] for end in (low_open, high_open))
    return Stakes(size, holder[order], company[order], low, high, low_open, high_open)


def spans(start: Numbers, which: Numbers) -> Numbers:
    """Return the places from start[w] up to start[w + 1] for each w of `which`, one after the other."""
    counts = start[which + 1] - start[which]
    ends = np.cumsum(counts)
    return np.repeat(start[which] - ends + counts, counts) + np.arange(ends[-1] if len(ends) else 0)


def distinct(numbers: Numbers) -> Numbers:
    """Return numbers in ascending order, each once; by sorting, since numpy's tables of hashes are slow with pairs."""
    numbers = np.sort(numbers)
    return numbers[np.concatenate([[True], numbers[1:] != numbers[:-1]])] if len(numbers) else numbers


def places(wanted: Numbers, ascending: Numbers) -> tuple[Numbers, Flags]:
    """Return where each of `wanted` stands in an ascending array, and whether it does; else the place means nothing."""
    if not len(ascending):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), bool)
    at = np.minimum(np.searchsorted(ascending, wanted), len(ascending) - 1)
    return at, ascending[at] == wanted


def among(wanted: Numbers, ascending: Numbers) -> Flags:
    """Return which of `wanted` are among the numbers of an array in ascending order."""
    return places(wanted, ascending)[1]


def units(shares: Shares) -> Numbers:
    """Return shares as whole numbers of a `UNIT`, which add up exactly."""
    return np.rint(shares * UNIT).astype(np.int64)
