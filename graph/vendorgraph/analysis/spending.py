"""What customers spend with a vendor and what it takes in, by period, from the claims that state it.

Sums come from the attributes "spend", "planned-spend" and "revenue" for a period that a page prints. Run rates are not
the revenue of a period and are left out; what is planned is kept apart.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from vendorgraph.analysis import corporate
from vendorgraph.analysis.amounts import Told, told
from vendorgraph.dates import Span, period, span
from vendorgraph.model import Claim, Market
from vendorgraph.relations import rules
from vendorgraph.relations.model import Relations

#: Attributes of spend, and whether they are of what is planned.
SPENDS = {"spend": False, "planned-spend": True}


class When(Struct, frozen=True):
    """The days of a period (None: no period is stated), and whether its sums are planned ones."""

    days: Span | None
    planned: bool


class Spending(Struct, frozen=True, kw_only=True):
    """What one customer spends; `includes` are companies below it whose own stated spend is part of it."""

    customer: str
    includes: tuple[str, ...]
    sum: Told


class Income(Struct, frozen=True, kw_only=True):
    """The sums of one period: it as printed, the spending of each customer, and the revenue where it is stated."""

    printed: str | None
    spending: tuple[Spending, ...]
    revenue: Told | None


def incomes(market: Market, relations: Relations, vendor: str) -> dict[When, Income]:
    """Return the vendor's stated income by period, newest first and those without a period last; else nothing."""
    spend: dict[When, list[Claim]] = {}
    revenue: dict[When, list[Claim]] = {}
    for claim in visible(market, relations):
        if claim.attribute in SPENDS and claim.object == vendor:
            spend.setdefault(_when(claim, SPENDS[claim.attribute]), []).append(claim)
        elif claim.attribute == "revenue" and claim.subject == vendor and claim.period and not claim.basis:
            revenue.setdefault(_when(claim, claim.status == "planned"), []).append(claim)
    return {
        when: Income(
            printed=next(claim.period for claim in (*spend.get(when, []), *revenue.get(when, []))),
            spending=tuple(_spending(relations, spend.get(when, []))),
            revenue=told(revenue.get(when, [])),
        )
        for when in sorted({*spend, *revenue}, key=_newest_first)
    }


def visible(market: Market, relations: Relations) -> Iterator[Claim]:
    """Yield the claims of attributes that count on the day of knowledge, in the order of the records; no denials."""
    read = span(market.info.read).last
    told = (claim for claim in market.claims.values() if claim.attribute and not claim.denies)
    return (each for each in told if rules.r0_visible(each, market.source_of(each), relations.known_by, read))


def _when(claim: Claim, planned: bool) -> When:
    return When(period(claim.period) if claim.period else None, planned)


def _newest_first(when: When) -> tuple[bool, int, bool]:
    return (when.days is None, -when.days.last.toordinal() if when.days else 0, when.planned)


def _spending(relations: Relations, claims: Iterable[Claim]) -> Iterator[Spending]:
    """What each customer spends: that of a subsidiary is part of its parent's, where both are stated."""
    by_customer: dict[str, list[Claim]] = {}
    for claim in claims:
        by_customer.setdefault(claim.subject, []).append(claim)
    above = {slug: by_customer.keys() & corporate.above(relations, slug).keys() - {slug} for slug in by_customer}
    for slug in sorted(slug for slug in by_customer if not above[slug]):
        whole = told(by_customer[slug])
        if whole:
            yield Spending(customer=slug, includes=tuple(sorted(one for one in above if slug in above[one])), sum=whole)
