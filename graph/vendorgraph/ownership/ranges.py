"""Shares as intervals with open and closed ends: products along a path, sums over holders, tests against a threshold.

Ends are added and multiplied as the decimals they print as (.1 + .2 + .2 is a half), and given back as floats.
"""

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from vendorgraph.relations.model import Share

Verdict = Literal["certain", "possible", "no"]

#: Integrated shares are rounded to so many decimals, which hides the noise of floating point: .5 of .4 is .2.
DECIMALS = 12

#: By how much shares of one company may exceed 1 together through rounding alone.
SLACK = Fraction(1, 10**9)

NOTHING = Share(0.0, 0.0)
WHOLE = Share(1.0, 1.0)


class Threshold(Struct, frozen=True):
    """A bound that a share has to pass: above `value` (a fraction), or at or above it when `inclusive`."""

    value: float
    inclusive: bool = False

    @property
    def label(self) -> str:
        """The bound in words: "more than 50 %", "20 % or more"."""
        percent = f"{float(exact(self.value) * 100):g} %"
        return f"{percent} or more" if self.inclusive else f"more than {percent}"


MAJORITY = Threshold(0.5)
HALF = Threshold(0.5, inclusive=True)


@lru_cache(maxsize=1 << 16)
def exact(value: float) -> Fraction:
    """Return the decimal that `value` prints as, exactly: .1 is one tenth."""
    return Fraction(str(float(value)))


def is_exact(share: Share) -> bool:
    """Whether the share is one number."""
    return share.min == share.max


def problem(share: Share) -> str | None:
    """Say what is wrong with a share as input (None when nothing is): its ends must lie in order within 0 and 1."""
    if not 0 <= share.min <= share.max <= 1:
        return f"found {share.min:g} to {share.max:g}: write fractions from 0 to 1, the lower end first"
    if is_exact(share) and (share.min_open or share.max_open):
        return f"nothing lies between {share.min:g} and {share.max:g}: close the ends"
    return None


def passes(share: Share, threshold: Threshold) -> Verdict:
    """Return `certain` when every value of the share passes the threshold, `possible` when some does, else `no`."""
    low, high, bound = exact(share.min), exact(share.max), exact(threshold.value)
    if low > bound or (low == bound and (threshold.inclusive or share.min_open)):
        return "certain"
    if high > bound or (high == bound and threshold.inclusive and not share.max_open):
        return "possible"
    return "no"


def total(shares: Iterable[Share]) -> Share:
    """Return the sum of shares in one company (nothing for none); an end is open when an end that made it is.

    Nobody holds more than all: both ends are cut at 1. `holdings.check` is what tells of lower ends that exceed it.
    """
    parts = list(shares)
    if len(parts) == 1:
        return parts[0]
    low = sum((exact(part.min) for part in parts), Fraction(0))
    high = sum((exact(part.max) for part in parts), Fraction(0))
    low_open = low < 1 and any(part.min_open for part in parts)
    high_open = high <= 1 and any(part.max_open for part in parts)
    return Share(float(min(low, Fraction(1))), float(min(high, Fraction(1))), low_open, high_open)


def product(shares: Iterable[Share]) -> Share:
    """Return the share handed down a path: the product of its hops (the whole for no hop).

    An end is open when an end that made it is, save that a factor which can be exactly 0 makes a closed 0.
    """
    low, high, low_open, high_open, zero = Fraction(1), Fraction(1), False, False, False
    for part in shares:
        low, high = low * exact(part.min), high * exact(part.max)
        low_open, high_open = low_open or part.min_open, high_open or part.max_open
        zero = zero or (part.min == 0 and not part.min_open)
    return Share(float(low), float(high), low_open and not zero, high_open and high > 0)


def limit(share: Share, others: Share) -> Share | None:
    """Return `share` as far as the lower end of `others` in the same company leaves room: max <= 1 - min(others).

    None when no room is left for its own lower end: the shares contradict each other.
    """
    room = 1 - exact(others.min)
    if exact(share.max) < room or (exact(share.max) == room and not others.min_open):
        return share
    low = exact(share.min)
    room = low if room < low <= room + SLACK else room
    if room < low or (room == low and (share.min_open or others.min_open)):
        return None
    return Share(share.min, float(room), share.min_open, others.min_open)
