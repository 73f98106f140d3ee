"""Walls, interlocks, concentration and evidence."""

from math import inf

import pytest

from vendorgraph.dates import span
from vendorgraph.ownership.concentration import (
    Amount,
    Hhi,
    effective_number,
    hhi,
    merger_delta,
    revenue_share,
)
from vendorgraph.ownership.evidence import Support, support
from vendorgraph.ownership.interlocks import (
    IndirectInterlock,
    Interlock,
    Seat,
    Shared,
    indirect_interlocks,
    interlocks,
    overlap,
)
from vendorgraph.ownership.wall import WallExposure, may_read, wall_exposures
from vendorgraph.relations.model import Share


def seat(company: str, since: str | None = None, until: str | None = None, person: str = "Ada") -> Seat:
    return Seat(person, company, since and span(since), until and span(until))  # type: ignore[arg-type]


def test_rivals_that_share_a_vendor_are_found_once_whatever_their_order() -> None:
    found = wall_exposures({"W": ["B", "A", "A"], "V": ["A"]}, [("A", "B"), ("B", "A")])
    assert found == (WallExposure("W", "A", "B"),)
    assert wall_exposures({}, [("A", "B")]) == wall_exposures({"V": ["A", "B"]}, []) == ()


def test_one_who_has_read_nothing_may_read_anything() -> None:
    assert may_read("A", [], [("A", "B")])
    assert not may_read("A", ["C", "B"], [("A", "B")])


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (("2019", "2022"), ("2020-06", "2021"), "certain"),
        (("2019", "2020"), ("2020", "2021"), "possible"),
        (("2019", "2020-06-30"), ("2020-06-30", "2021"), "certain"),
        (("2019", "2020-06-30"), ("2020-07", "2021"), "no"),
        (("2019", None), ("2020", None), "possible"),
        (("2021", None), (None, "2020"), "no"),
        ((None, "2020"), ("2019", "2021"), "possible"),
        ((None, None), (None, None), "possible"),
    ],
)
def test_overlap_is_certain_only_when_every_reading_has_it(
    one: tuple[str | None, str | None], other: tuple[str | None, str | None], verdict: str
) -> None:
    assert overlap(seat("A", *one), seat("B", *other)) == verdict
    assert overlap(seat("B", *other), seat("A", *one)) == verdict


def test_seats_that_never_overlap_do_not_interlock() -> None:
    assert interlocks([seat("A", "2010", "2012"), seat("B", "2013", "2015")]) == ()
    assert interlocks([]) == indirect_interlocks([]) == ()


def test_several_seats_of_one_person_count_once() -> None:
    seats = [seat("A", "2010", "2012"), seat("A", "2014", "2018"), seat("B", "2015", "2016"), seat("B")]
    assert interlocks(seats) == (Interlock("A", "B", (Shared("Ada", "certain"),)),)


def test_companies_that_share_nobody_may_meet_at_a_third() -> None:
    seats = [seat("A"), seat("B"), seat("B", person="Bob"), seat("C", person="Bob")]
    assert indirect_interlocks(interlocks(seats)) == (IndirectInterlock("A", "C", ("B",)),)


def test_an_index_of_intervals_is_an_interval() -> None:
    assert hhi([Share(0.4, 0.6), 0.5]) == Hhi(4100.0, 5000.0)
    assert hhi([Share(0.0, 1.0, True, True)] * 2) == Hhi(0.0, 10_000.0)


def test_no_shares_have_no_concentration() -> None:
    assert hhi([]) == Hhi(0.0, 0.0)
    assert effective_number(hhi([])) == (inf, inf)
    assert effective_number(hhi([1.0])) == (1.0, 1.0)


def test_shares_above_the_whole_have_no_index() -> None:
    with pytest.raises(ValueError, match=r"shares make 1\.1 of the whole: write at most 1"):
        hhi([0.6, 0.5])


def test_a_merger_adds_twice_the_product() -> None:
    assert merger_delta(0.1, 0.2) == 400.0


def usd(low: float, high: float, period: str = "2025") -> Amount:
    return Amount(low, high, "USD", period)


def test_spend_over_revenue_is_an_interval_with_both_periods() -> None:
    found = revenue_share(usd(150, 200), usd(800, 1000))
    assert (found.share, found.spend_period, found.revenue_period, found.same_period) == (
        Share(0.15, 0.25),
        "2025",
        "2025",
        True,
    )


def test_periods_that_are_the_same_days_are_the_same() -> None:
    assert revenue_share(usd(1, 1, "FY2025"), usd(10, 10)).same_period


def test_spend_of_one_year_over_revenue_of_another_is_refused_or_says_so() -> None:
    with pytest.raises(ValueError, match="spend of 2025 over revenue of 2024 is not a share: name one period"):
        revenue_share(usd(150, 150), usd(870, 870, "2024"))
    found = revenue_share(usd(150, 150), usd(750, 750, "2024"), across_periods=True)
    assert (found.share, found.spend_period, found.revenue_period, found.same_period) == (
        Share(0.2, 0.2),
        "2025",
        "2024",
        False,
    )


def test_a_sum_without_an_upper_end_leaves_the_share_open_on_that_side() -> None:
    assert revenue_share(usd(150, inf), usd(1000, 1000)).share == Share(0.15, 1.0)
    assert revenue_share(usd(150, 150), usd(1000, inf)).share == Share(0.0, 0.15)


@pytest.mark.parametrize(
    ("spend", "revenue", "words"),
    [
        (Amount(1, 1, "EUR", "2025"), usd(2, 2), "spend in EUR over revenue in USD: write one currency"),
        (usd(1, 1), usd(0, 2), "revenue: found 0, write an amount above 0"),
        (usd(2, 1), usd(3, 3), "spend: found 2 to 1, write the lower end first, at least 0"),
        (usd(5, 6), usd(3, 4), "spend of 5 is more than revenue of 4 in 2025"),
    ],
)
def test_amounts_that_make_no_share_are_refused(spend: Amount, revenue: Amount, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        revenue_share(spend, revenue)


def test_documents_are_not_origins() -> None:
    assert support({}) == Support(0, ())
    assert support({"a": "Reuters", "b": "Reuters"}).independent == 1
