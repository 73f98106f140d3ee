"""The answer of `concentration`: JSON and tables."""

import math
from collections.abc import Iterable, Sequence
from typing import Annotated

from msgspec import Meta

from vendorgraph.analysis.amounts import ABOUT, Told
from vendorgraph.analysis.concentration import Concentration, CustomerShare, Period
from vendorgraph.analysis.words import name, percent
from vendorgraph.answers import parts
from vendorgraph.answers.parts import About, Answer, Day, Share, Sides
from vendorgraph.model import Entity, Market
from vendorgraph.ownership.concentration import Hhi
from vendorgraph.relations.contradictions import Contradiction
from vendorgraph.relations.model import Relation, Relations
from vendorgraph.tables import Table

Points = Annotated[float, Meta(ge=0, le=10_000, description="Herfindahl-Hirschman index")]


class MoneyRange(Answer, frozen=True, kw_only=True):
    """A sum in whole units of a currency, from `min` to `max` (null: nobody gives an upper end), and its claims."""

    min: float
    max: float | None
    currency: str
    claims: tuple[str, ...]


class CustomerAnswer(Answer, frozen=True, kw_only=True):
    """One customer: its statuses as of the day, its spend, and which part of the revenue of which period that is."""

    customer: str
    includes: tuple[str, ...]
    status: tuple[str, ...]
    at_risk: bool
    spend: MoneyRange
    share: Share | None
    revenue_period: str | None
    why_none: str | None


class IndexAnswer(Answer, frozen=True, kw_only=True):
    """A Herfindahl-Hirschman index in points; customers without a stated spend count as dispersed."""

    min: Points
    max: Points


class PeriodAnswer(Answer, frozen=True, kw_only=True):
    """One period (null: none is stated); `at_risk` is the share of the customers that are ending or under review."""

    period: str | None
    planned: bool
    revenue: MoneyRange | None
    customers: tuple[CustomerAnswer, ...]
    hhi: IndexAnswer | None
    at_risk: Share | None


class UnstatedAnswer(Answer, frozen=True, kw_only=True):
    """A customer of whom no spend is stated."""

    customer: str
    status: str
    claims: tuple[str, ...]


class WordsAnswer(Answer, frozen=True, kw_only=True):
    """What a source says of the concentration in words."""

    says: str
    claims: tuple[str, ...]


class ConcentrationAnswer(Answer, frozen=True, kw_only=True):
    """The parts of a vendor's revenue that its customers make, newest period first."""

    vendor: str
    as_of: Day
    known_by: Day
    market: About
    periods: tuple[PeriodAnswer, ...]
    unstated: tuple[UnstatedAnswer, ...]
    words: tuple[WordsAnswer, ...]
    contradictions: tuple[Sides, ...]


def answer(
    market: Market, relations: Relations, found: Concentration, contradicting: Iterable[Contradiction]
) -> ConcentrationAnswer:
    """Return the answer; `contradicting` are the contradictions about the sums."""
    return ConcentrationAnswer(
        vendor=found.vendor,
        as_of=relations.as_of.isoformat(),
        known_by=relations.known_by.isoformat(),
        market=parts.about(market),
        periods=tuple(map(_period, found.periods)),
        unstated=tuple(map(_unstated, found.unstated)),
        words=tuple(
            WordsAnswer(says=str(each.value if each.text is None else each.text), claims=(each.id,))
            for each in found.words
        ),
        contradictions=tuple(map(parts.sides, contradicting)),
    )


def about_sums(found: Iterable[Contradiction], vendor: str) -> list[Contradiction]:
    """Return the contradictions about what is spent with the vendor or about its revenue."""
    return [
        each
        for each in found
        if (each.about[1] in ("spend", "planned-spend") and each.about[2] == vendor)
        or (each.about[1] == "revenue" and each.about[0] == vendor)
    ]


def tables(
    market: Market, relations: Relations, vendor: Entity, found: Concentration, contradicting: Sequence[Contradiction]
) -> list[Table]:
    """Return a row for every customer and period, a row for every period, and the customers without a stated spend."""
    customers = Table(
        title=f"Customers of {vendor.name}, by their part of its revenue",
        columns=("period", "customer", "status", "spend", "share"),
        extra=("planned", "at_risk", "revenue_period", "customer_id", "claims"),
        rows=tuple(_customer_row(market, period, each) for period in found.periods for each in period.customers),
        notes=tuple(_notes(market, relations, found, contradicting)),
        empty="Nobody states what a customer spends there.",
    )
    periods = Table(
        title="By period",
        columns=("period", "revenue", "HHI, at least", "at risk"),
        extra=("claims",),
        rows=tuple(_period_row(each) for each in found.periods if each.revenue),
        notes=(
            "HHI: 10,000 for a single customer; customers without a stated spend count as dispersed.",
            "At risk: customers that are ending, paused or under review, or were when last heard of.",
        ),
    )
    unstated = Table(
        title="Customers of whom no spend is stated",
        columns=("customer", "status"),
        extra=("customer_id", "claims"),
        rows=tuple(
            (name(market, each.subject), each.label, each.subject, " ".join(parts.claims(each)))
            for each in found.unstated
        ),
    )
    return [customers, *(table for table in (periods, unstated) if table.rows)]


def _period(period: Period) -> PeriodAnswer:
    return PeriodAnswer(
        period=period.printed,
        planned=period.planned,
        revenue=_money(period.revenue),
        customers=tuple(map(_customer, period.customers)),
        hhi=IndexAnswer(min=period.index.low, max=period.index.high) if period.index else None,
        at_risk=parts.share(period.at_risk),
    )


def _customer(customer: CustomerShare) -> CustomerAnswer:
    spend = _money(customer.spending.sum)
    assert spend is not None
    return CustomerAnswer(
        customer=customer.spending.customer,
        includes=customer.spending.includes,
        status=tuple(each.label for each in customer.purchases),
        at_risk=customer.at_risk,
        spend=spend,
        share=parts.share(customer.share.share) if customer.share else None,
        revenue_period=customer.share.revenue_period if customer.share else None,
        why_none=customer.why_none,
    )


def _money(told: Told | None) -> MoneyRange | None:
    if told is None:
        return None
    high = None if math.isinf(told.high) else told.high
    return MoneyRange(min=told.low, max=high, currency=told.currency, claims=told.claims)


def _unstated(purchase: Relation) -> UnstatedAnswer:
    return UnstatedAnswer(customer=purchase.subject, status=purchase.label, claims=parts.claims(purchase))


def _notes(
    market: Market, relations: Relations, found: Concentration, contradicting: Iterable[Contradiction]
) -> Iterable[str]:
    yield f"As of {relations.as_of}, as known by {relations.known_by}."
    for each in found.words:
        said_by = parts.said_by(market, [each.id])
        yield f"Concentration in words, by {said_by}: {each.value if each.text is None else each.text}."
    summed = {id for each in found.periods for id in (each.revenue.claims if each.revenue else ())}
    if any(market.claims[id].approx == "about" for id in summed if id in market.claims):
        yield f"A revenue that a source gives with “about” counts as within {ABOUT * 100:g} % of it."
    for clash in contradicting:
        sides = " / ".join(side.says for side in clash.sides)
        yield f"Sources disagree: {parts.in_words(market, *clash.about)}: {sides}."


def _customer_row(market: Market, period: Period, customer: CustomerShare) -> tuple[str, ...]:
    spending, share = customer.spending, customer.share
    included = [name(market, slug) for slug in spending.includes]
    return (
        _label(period),
        name(market, spending.customer) + (f" (with {', '.join(included)})" if included else ""),
        _statuses(market, customer),
        _sum(spending.sum),
        _part(customer),
        "yes" if period.planned else "no",
        "yes" if customer.at_risk else "no",
        share.revenue_period if share else "",
        spending.customer,
        " ".join(spending.sum.claims),
    )


def _statuses(market: Market, customer: CustomerShare) -> str:
    """The status of the customer, and those of companies that it includes under their names."""
    own = customer.spending.customer
    told = [
        each.label if each.subject == own else f"{name(market, each.subject)}: {each.label}"
        for each in customer.purchases
    ]
    return "; ".join(told) or "not stated"


def _part(customer: CustomerShare) -> str:
    if customer.share is None:
        return customer.why_none or ""
    of = "" if customer.share.same_period else f" of the revenue of {customer.share.revenue_period}"
    return percent(customer.share.share) + of


def _period_row(period: Period) -> tuple[str, ...]:
    assert period.revenue is not None
    return (
        _label(period),
        _sum(period.revenue),
        _points(period.index) if period.index else "",
        percent(period.at_risk) if period.at_risk else "",
        " ".join(period.revenue.claims),
    )


def _label(period: Period) -> str:
    printed = period.printed or "not stated"
    return f"{printed}, planned" if period.planned else printed


def _points(index: Hhi) -> str:
    low, high = f"{index.low:,.0f}", f"{index.high:,.0f}"
    return low if low == high else f"{low} to {high}"


def _sum(told: Told) -> str:
    """A sum in words, in millions where it is large: "150 million USD", "at least 450 million USD"."""
    if math.isinf(told.high):
        return f"at least {_number(told.low)} {told.currency}"
    if told.low == told.high:
        return f"{_number(told.low)} {told.currency}"
    return f"{_number(told.low)} to {_number(told.high)} {told.currency}"


def _number(value: float) -> str:
    return f"{value / 1e6:,.6g} million" if value >= 1e6 else f"{value:,.0f}"
