"""Customers' parts of a vendor's revenue: as intervals, of one period, with what is at risk."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.markets import bundled, market
from vendorgraph import pipeline
from vendorgraph.analysis.amounts import told
from vendorgraph.analysis.concentration import NO_PERIOD, NO_REVENUE, Concentration, concentration
from vendorgraph.model import Claim, Money
from vendorgraph.relations.model import Share

SMALL = Path(__file__).parents[1] / "data" / "small"
MILLION = 1_000_000


def claim(amount: float, approx: str | None = None, currency: str = "USD") -> Claim:
    return Claim(
        id="s#01", subject="v", certainty="reported", attribute="revenue", approx=approx,
        amount=Money(value=int(amount), currency=currency),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("claims", "ends"),
    [
        ([claim(870)], (870.0, 870.0)),
        ([claim(1000, "about")], (950.0, 1050.0)),
        ([claim(870), claim(870, "about"), claim(1000, "about")], (870.0, 1050.0)),
        ([claim(1000, "over"), claim(1200), claim(1200, "about")], (1200.0, 1200.0)),
        ([claim(1000, "over"), claim(1100, "up-to")], (1000.0, 1100.0)),
        ([claim(450, "at-least")], (450.0, float("inf"))),
        ([claim(50), claim(80)], (50.0, 80.0)),
    ],
)
def test_claims_of_one_sum_narrow_each_other_or_widen_it(claims: list[Claim], ends: tuple[float, float]) -> None:
    found = told(claims)
    assert found is not None and (found.low, found.high) == pytest.approx(ends)


def test_no_sum_and_sums_in_two_currencies_are_none() -> None:
    assert told([]) is None
    assert told([claim(5), claim(5, currency="EUR")]) is None


def bought(customer: str, amount: float, period: str | None = "2024", **more: Any) -> dict[str, Any]:
    money = {"value": int(amount), "currency": "USD"}
    told = {"relation": "customer-of", "object": "v", "attribute": "spend", "amount": money, "period": period}
    return {"subject": customer, "published": "2025-01-10", **told, **more}


def revenue(amount: float, period: str = "2024", **more: Any) -> dict[str, Any]:
    money = {"value": int(amount), "currency": "USD"}
    return {
        "subject": "v",
        "attribute": "revenue",
        "amount": money,
        "period": period,
        "published": "2025-01-10",
        **more,
    }


def buys(customer: str, status: str = "current", **more: Any) -> dict[str, Any]:
    told = {"subject": customer, "relation": "customer-of", "object": "v", "status": status}
    return {**told, "published": "2025-02-01", **more}


def found(*claims: dict[str, Any], as_of: date = date(2025, 3, 1), **more: Any) -> Concentration:
    whole = market(*claims)
    return concentration(whole, pipeline.relations(whole, as_of), "v", **more)


def parts(concentrated: Concentration) -> dict[str, Share | None]:
    [period] = concentrated.periods
    return {each.spending.customer: each.share.share if each.share else None for each in period.customers}


def test_shares_index_and_what_is_at_risk() -> None:
    whole = found(
        bought("a", 40), bought("b", 30), bought("c", 10, approx="about"), revenue(100), buys("a", "ending"), buys("b"),
        buys("c", "under-review"), buys("d"),
    )  # fmt: skip
    assert parts(whole) == {"a": Share(0.4, 0.4), "b": Share(0.3, 0.3), "c": Share(0.095, 0.105)}
    [period] = whole.periods
    assert period.index is not None and (period.index.low, period.index.high) == pytest.approx((2590.25, 2610.25))
    assert period.at_risk is not None
    assert (period.at_risk.min, period.at_risk.max) == pytest.approx((0.495, 0.505))
    assert [each.subject for each in whole.unstated] == ["d"]


def test_an_unconfirmed_leaver_is_at_risk_and_one_that_stays_is_not() -> None:
    whole = found(bought("a", 40), revenue(100), buys("a", "ending"), as_of=date(2026, 9, 1))
    assert [each.at_risk for each in whole.periods[0].customers] == [True]
    assert found(bought("a", 40), revenue(100), buys("a")).periods[0].at_risk == Share(0.0, 0.0)


def test_spend_of_one_year_is_not_divided_by_revenue_of_another_without_saying_so() -> None:
    claims = (bought("a", 40, "2023"), revenue(100, "2024"), revenue(200, "2021"))
    [period] = found(*claims).periods
    assert [(each.share, each.why_none) for each in period.customers] == [(None, NO_REVENUE)]
    assert (period.revenue, period.index, period.at_risk) == (None, None, None)
    [period] = found(*claims, across_periods=True).periods
    [customer] = period.customers
    assert customer.share is not None and customer.share.share == Share(0.4, 0.4)
    assert (customer.share.spend_period, customer.share.revenue_period) == ("2023", "2024")
    assert (period.index, period.at_risk) == (None, None)


def test_run_rates_plans_and_sums_without_a_period_are_kept_apart() -> None:
    whole = found(
        bought("a", 40), revenue(500, basis="run-rate"), revenue(100, status="planned"),
        bought("a", 20, None), bought("a", 25, attribute="planned-spend"),
    )  # fmt: skip
    told = {
        (p.printed, p.planned): [(c.share.share if c.share else None, c.why_none) for c in p.customers]
        for p in whole.periods
    }
    assert told == {
        ("2024", False): [(None, NO_REVENUE)],
        ("2024", True): [(Share(0.25, 0.25), None)],
        (None, False): [(None, NO_PERIOD)],
    }


def test_a_subsidiarys_spend_is_part_of_its_parents() -> None:
    child = {"subject": "a", "relation": "subsidiary-of", "object": "parent", "published": "2025-01-10"}
    whole = found(bought("parent", 40), bought("a", 40), bought("b", 10), revenue(100), child)
    assert parts(whole) == {"parent": Share(0.4, 0.4), "b": Share(0.1, 0.1)}
    assert whole.periods[0].customers[0].spending.includes == ("a",)


def test_sums_that_make_no_share_say_why() -> None:
    euros = {**bought("a", 40), "amount": {"value": 40, "currency": "EUR"}}
    [period] = found(euros, bought("b", 400), revenue(100)).periods
    assert {each.why_none for each in period.customers} == {
        "spend in EUR over revenue in USD: write one currency",
        "spend of 400 is more than revenue of 100 in 2024",
    }


def test_open_sums_make_open_shares() -> None:
    whole = found(bought("a", 40, approx="at-least"), bought("b", 10), revenue(100))
    assert parts(whole) == {"a": Share(0.4, 1.0), "b": Share(0.1, 0.1)}
    assert parts(found(bought("b", 10), revenue(100, approx="over"))) == {"b": Share(0.0, 0.1)}


def test_the_small_market() -> None:
    whole = pipeline.read((SMALL,))
    pinecrest = concentration(whole, pipeline.relations(whole, date(2025, 6, 1)), "pinecrest")
    [year] = [period for period in pinecrest.periods if period.printed == "2024"]
    shares = {each.spending.customer: each.share and each.share.share.min for each in year.customers}
    assert shares == {"northgate": pytest.approx(1 / 7), "meridian": pytest.approx(0.1)}
    assert year.at_risk is not None and year.at_risk.min == pytest.approx(1 / 7 + 0.1)


def test_google_at_scale_and_at_appen() -> None:
    week = pipeline.relations(bundled(), date(2025, 6, 20))
    scale = concentration(bundled(), week, "scale-ai")
    [year] = [period for period in scale.periods if period.printed == "2024"]
    [google] = year.customers
    assert google.at_risk and google.share is not None and google.share.same_period
    assert (google.share.share.min, google.share.share.max) == pytest.approx((150 / 1050, 150 / 870))
    assert year.revenue is not None and year.revenue.low == 870 * MILLION
    assert [claim.id for claim in scale.words] == ["seed-article-2025-06#04"]
    appen = concentration(bundled(), week, "appen")
    assert appen.periods[0].customers[0].spending.includes == ("google",)
