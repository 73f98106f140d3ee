"""Partial dates: "2025", "2025-06" and "2025-06-12" are intervals of days, and keep their printed precision.

A period may also be a quarter ("2025-Q2"), a half ("2025-H1"), a fiscal year ("FY2025", read as the calendar
year for want of better) or a range ("2023/2024").
"""

import re
from datetime import date, timedelta
from functools import cache

from msgspec import Struct

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_PERIOD = re.compile(r"(?:FY)?(\d{4})(?:-(Q[1-4]|H[12]|\d\d))?(?:/(\d{4}(?:-\d\d)?))?", re.ASCII)


class Span(Struct, frozen=True, order=True):
    """The first and the last day that a date can mean, both inclusive."""

    first: date
    last: date

    @property
    def is_day(self) -> bool:
        """Whether the date is exact to the day."""
        return self.first == self.last

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies within this interval (an interval contains itself)."""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: "Span") -> bool:
        """Whether some day belongs to both intervals."""
        return self.first <= other.last and other.first <= self.last


@cache
def span(text: str) -> Span:
    """Return the days that an ISO date of any precision can mean; ValueError when it is not one."""
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if day is not None:
        assert month is not None  # no day without a month
        exact = date(year, month, day)
        return Span(exact, exact)
    if month is not None:
        return Span(date(year, month, 1), _month_end(year, month))
    return Span(date(year, 1, 1), date(year, 12, 31))


@cache
def period(text: str) -> Span:
    """Return the days that a period ("2025", "2025-Q2", "2025-H1", "2025-06", "2023/2024") covers."""
    match = _PERIOD.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a period: write 2025, 2025-Q2, 2025-H1, 2025-06 or 2024/2025")
    year, part, until = int(match[1]), match[2], match[3]
    first, last = _part_of_year(part)
    head = Span(date(year, first, 1), _month_end(year, last))
    return Span(head.first, span(until).last) if until else head


def day(text: str) -> date:
    """Return the day that an ISO date names; ValueError when it is none, or a month or a year."""
    if not _DATE.fullmatch(text):
        raise ValueError(f"{text!r} is not a day: write YYYY-MM-DD")
    try:
        days = span(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is not in the calendar: {error}") from None
    if not days.is_day:
        raise ValueError(f"{text!r} is not exact to the day: write a day of it, such as {days.first} or {days.last}")
    return days.first


def is_date(text: object) -> bool:
    """Whether `text` is an ISO date of any precision that exists in the calendar."""
    return _parses(span, text)


def is_period(text: object) -> bool:
    """Whether `text` is a period as `period` reads it."""
    return _parses(period, text)


def months_after(day: date, months: int) -> date:
    """Return the day `months` later (negative: earlier), cut to the length of that month."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, _month_end(year, month + 1).day))


def _parses(parser: object, text: object) -> bool:
    if not isinstance(text, str):
        return False
    try:
        parser(text)  # type: ignore[operator]
    except ValueError:
        return False
    return True


def _part_of_year(part: str | None) -> tuple[int, int]:
    """First and last month of "Q2", "H1" or "06"; the whole year when there is no part."""
    if part is None:
        return 1, 12
    if part[0] == "Q":
        return 3 * int(part[1]) - 2, 3 * int(part[1])
    if part[0] == "H":
        return 6 * int(part[1]) - 5, 6 * int(part[1])
    return int(part), int(part)


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
