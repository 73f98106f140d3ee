"""Partial dates as intervals of days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorgraph.dates import Span, is_date, is_period, months_after, period, span

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-06", date(2025, 6, 1), date(2025, 6, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31)),
        ("2025-06-12", date(2025, 6, 12), date(2025, 6, 12)),
    ],
)
def test_span(text: str, first: date, last: date) -> None:
    assert span(text) == Span(first, last)


@pytest.mark.parametrize(
    "text",
    ["", "25", "2025-02-30", "2025-13", "2025-6", "June 2025", "2025-06-12T10:00", "2025/06", "2025-00", "2025-06-00"],
)
def test_what_is_no_date(text: str) -> None:
    assert not is_date(text)
    with pytest.raises(ValueError):
        span(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("FY2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-Q2", date(2025, 4, 1), date(2025, 6, 30)),
        ("2025-H2", date(2025, 7, 1), date(2025, 12, 31)),
        ("2025-06", date(2025, 6, 1), date(2025, 6, 30)),
        ("2024/2025", date(2024, 1, 1), date(2025, 12, 31)),
        ("2024-06/2025-05", date(2024, 6, 1), date(2025, 5, 31)),
    ],
)
def test_period(text: str, first: date, last: date) -> None:
    assert period(text) == Span(first, last)


@pytest.mark.parametrize("text", ["2025-Q5", "2025-H3", "Q2 2025", "2025-13", "", None])
def test_what_is_no_period(text: str | None) -> None:
    assert not is_period(text)


@given(DAYS)
def test_coarser_dates_contain_finer_ones(day: date) -> None:
    exact, month, year = span(day.isoformat()), span(day.isoformat()[:7]), span(day.isoformat()[:4])
    assert year.contains(month) and month.contains(exact) and exact.is_day and not month.is_day


@given(DAYS, DAYS, DAYS, DAYS)
def test_overlap_is_symmetric_and_means_a_common_day(a: date, b: date, c: date, d: date) -> None:
    one, other = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
    assert one.overlaps(other) == other.overlaps(one) == (max(one.first, other.first) <= min(one.last, other.last))


@given(DAYS, st.integers(-60, 60))
def test_months_keep_the_day_or_cut_it(day: date, months: int) -> None:
    moved = months_after(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day <= day.day


def test_the_end_of_a_month_is_cut() -> None:
    assert months_after(date(2025, 1, 31), 1) == date(2025, 2, 28)
    assert months_after(date(2024, 2, 29), -12) == date(2023, 2, 28)
