"""Concentration: how few customers, suppliers or holders make most of the whole."""

import math
from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from vendorgraph.dates import period
from vendorgraph.ownership.ranges import exact, limit, total
from vendorgraph.relations.model import Share

#: The index of a single seller that has the whole: shares are counted in percent.
POINTS = 10_000


class Amount(Struct, frozen=True):
    """A sum of money in whole units of `currency`, for a period as printed ("2025", "2025-Q2").

    It lies from `low` to `high`, which is infinite where nothing bounds it.
    """

    low: float
    high: float
    currency: str
    period: str


class RevenueShare(Struct, frozen=True):
    """The part of a vendor's revenue that one customer's spend makes, with the period of each.

    Unless `same_period`, the two are of different times and the share is none of either: show both periods with it.
    """

    share: Share
    spend_period: str
    revenue_period: str
    same_period: bool


class Hhi(Struct, frozen=True):
    """A Herfindahl-Hirschman index from `low` to `high`, in points from 0 to 10,000."""

    low: float
    high: float


def hhi(shares: Sequence[Share | float]) -> Hhi:
    """Return the Herfindahl-Hirschman index: 10,000 times the sum of s^2 over the shares s (fractions of one whole).

    .4, .3, .2, .1 make 3,000. An interval counts with its lower end and with what its upper end can be while all make
    at most the whole: a bound that need not be reached. What the shares leave of the whole counts as dispersed, 0. No
    shares: 0. ValueError when the shares make more than the whole.

    Reference: Hirschman 1964 (after).
    """
    parts = [_share(share) for share in shares]
    lows = [part.min for part in parts]
    limits = [limit(part, total([*parts[:i], *parts[i + 1 :]])) for i, part in enumerate(parts)]
    highs = [part.max for part in limits if part is not None]
    if len(highs) < len(parts):
        raise ValueError(f"shares make {float(sum(map(exact, lows))):g} of the whole: write at most 1")
    squares = [sum((end * end for end in ends), Fraction(0)) for ends in (map(exact, lows), map(exact, highs))]
    return Hhi(float(POINTS * squares[0]), float(POINTS * min(squares[1], Fraction(1))))


def effective_number(index: Hhi) -> tuple[float, float]:
    """Return how many equal parts make the same index, at least and at most: 10,000 / HHI (infinite for none)."""
    low, high = (POINTS / end if end else float("inf") for end in (index.high, index.low))
    return low, high


def merger_delta(a: float, b: float) -> float:
    """Return the points that an index gains when the shares `a` and `b` (fractions) become one: 10,000 x 2ab."""
    return float(POINTS * 2 * exact(a) * exact(b))


def revenue_share(spend: Amount, revenue: Amount, *, across_periods: bool = False) -> RevenueShare:
    """Return the part of `revenue` that `spend` makes, as an interval: low / high to high / low, cut at 1.

    ValueError when the periods are not the same days (unless `across_periods`, and then the result says so), when the
    currencies differ, when an amount is not in order or revenue is not above 0, or when the spend of the same period is
    more than the revenue even at the ends that bring them nearest.

    Disclosure: a customer of 10 % of revenue or more is reportable, ASC 280-10-50-42 (after).
    """
    _check(spend, revenue)
    same = period(spend.period) == period(revenue.period)
    if not same and not across_periods:
        raise ValueError(f"spend of {spend.period} over revenue of {revenue.period} is not a share: name one period")
    low = Fraction(0) if math.isinf(revenue.high) else exact(spend.low) / exact(revenue.high)
    high = Fraction(1) if math.isinf(spend.high) else exact(spend.high) / exact(revenue.low)
    if low > 1 and same:
        raise ValueError(f"spend of {spend.low:,.0f} is more than revenue of {revenue.high:,.0f} in {spend.period}")
    return RevenueShare(
        Share(float(min(low, Fraction(1))), float(min(high, Fraction(1)))),
        spend.period,
        revenue.period,
        same_period=same,
    )


def _check(spend: Amount, revenue: Amount) -> None:
    if spend.currency != revenue.currency:
        raise ValueError(f"spend in {spend.currency} over revenue in {revenue.currency}: write one currency")
    for name, amount in (("spend", spend), ("revenue", revenue)):
        if not 0 <= amount.low <= amount.high:
            raise ValueError(f"{name}: found {amount.low:g} to {amount.high:g}, write the lower end first, at least 0")
    if revenue.low == 0:
        raise ValueError("revenue: found 0, write an amount above 0")


def _share(value: Share | float) -> Share:
    return value if isinstance(value, Share) else Share(float(value), float(value))
