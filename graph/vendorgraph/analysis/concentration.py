"""How much of a vendor's revenue its customers make, period by period, and how much of it is at risk."""

from collections.abc import Mapping

from msgspec import Struct

from vendorgraph.analysis.amounts import Told
from vendorgraph.analysis.spending import Income, Spending, When, incomes, visible
from vendorgraph.model import Claim, Market
from vendorgraph.ownership.concentration import Amount, Hhi, RevenueShare, hhi, revenue_share
from vendorgraph.ownership.ranges import total
from vendorgraph.relations.model import Relation, Relations, Share

#: Statuses of a customer that put what it pays at risk.
AT_RISK = ("ending", "under-review", "paused")

#: The attribute by which sources speak of concentration in words.
WORDS = "customer-concentration"

NO_PERIOD = "no period of the spend is stated"
NO_REVENUE = "no revenue of this period is stated"


class CustomerShare(Struct, frozen=True, kw_only=True):
    """What one customer spends and which part of the revenue that is; None where `why_none` says why.

    `purchases` are the relations by which it, and the companies below it that it includes, are customers as of the day;
    `at_risk` is whether one of them is ending, paused or under review, or was when it was last heard of.
    """

    spending: Spending
    purchases: tuple[Relation, ...]
    at_risk: bool
    share: RevenueShare | None = None
    why_none: str | None = None


class Period(Struct, frozen=True, kw_only=True):
    """One period as printed (None: none is stated), with the largest customers first.

    `index` counts customers of whom no spend is stated as dispersed: the real one may be higher. `at_risk` is what the
    customers at risk make together. Both are None where no customer's share of the same period is known.
    """

    printed: str | None
    planned: bool
    revenue: Told | None
    customers: tuple[CustomerShare, ...]
    index: Hhi | None
    at_risk: Share | None


class Concentration(Struct, frozen=True, kw_only=True):
    """The periods, newest first; the customers of whom no spend is stated; and what sources say of it in words."""

    vendor: str
    periods: tuple[Period, ...]
    unstated: tuple[Relation, ...]
    words: tuple[Claim, ...]


def concentration(market: Market, relations: Relations, vendor: str, *, across_periods: bool = False) -> Concentration:
    """Return the parts of the vendor's revenue that its customers make, as intervals, with their status as of the day.

    Spend is compared with revenue of the same period; with `across_periods` also with that of the nearest period, and
    then the share names both and counts for nothing else. A vendor of which no sum is stated has no periods.
    """
    income = incomes(market, relations, vendor)
    purchases = {relation.subject: relation for relation in relations.into(vendor, "customer-of")}
    periods = []
    for when, sums in income.items():
        if sums.spending:
            revenue = (when, sums) if sums.revenue else _nearest(income, when) if across_periods else None
            customers = [_customer(purchases, sums, spending, revenue) for spending in sums.spending]
            periods.append(_period(when, sums, customers))
    paying = {slug for sums in income.values() for each in sums.spending for slug in (each.customer, *each.includes)}
    return Concentration(
        vendor=vendor,
        periods=tuple(periods),
        unstated=tuple(each for each in purchases.values() if each.ever_held and each.subject not in paying),
        words=tuple(each for each in visible(market, relations) if (each.subject, each.attribute) == (vendor, WORDS)),
    )


def _nearest(income: Mapping[When, Income], when: When) -> tuple[When, Income] | None:
    """The period nearest in time with revenue of the same sort, planned or not."""
    if when.days is None:
        return None
    middle = _middle(when)
    others = [(other, sums) for other, sums in income.items() if sums.revenue and other.planned == when.planned]
    return min(others, key=lambda pair: (abs(_middle(pair[0]) - middle), -_middle(pair[0])), default=None)


def _middle(when: When) -> float:
    return (when.days.first.toordinal() + when.days.last.toordinal()) / 2 if when.days else 0.0


def _customer(
    purchases: Mapping[str, Relation], sums: Income, spending: Spending, revenue: tuple[When, Income] | None
) -> CustomerShare:
    bought = tuple(purchases[slug] for slug in (spending.customer, *spending.includes) if slug in purchases)
    share, why_none = _share(sums, spending, revenue[1] if revenue else None)
    return CustomerShare(
        spending=spending,
        purchases=bought,
        at_risk=any((each.was or each.status) in AT_RISK for each in bought),
        share=share,
        why_none=why_none,
    )


def _share(sums: Income, spending: Spending, income: Income | None) -> tuple[RevenueShare | None, str | None]:
    if sums.printed is None:
        return None, NO_PERIOD
    if income is None or income.revenue is None or income.printed is None:
        return None, NO_REVENUE
    try:
        found = revenue_share(
            _amount(spending.sum, sums.printed), _amount(income.revenue, income.printed), across_periods=True
        )
    except ValueError as error:
        return None, str(error)
    return found, None


def _amount(sum: Told, printed: str) -> Amount:
    return Amount(sum.low, sum.high, sum.currency, printed)


def _period(when: When, sums: Income, customers: list[CustomerShare]) -> Period:
    shares = [each.share.share for each in customers if each.share and each.share.same_period]
    at_risk = [each.share.share for each in customers if each.share and each.share.same_period and each.at_risk]
    return Period(
        printed=sums.printed,
        planned=when.planned,
        revenue=sums.revenue,
        customers=tuple(sorted(customers, key=lambda each: (-each.spending.sum.low, each.spending.customer))),
        index=hhi(shares) if shares else None,
        at_risk=total(at_risk) if shares else None,
    )
