"""A language: its table of words, and how it writes numbers, shares and dates."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from vendorgraph.dates import is_date, span
from vendorgraph.relations.model import Share

#: Codes of the languages there are, the first by default.
LANGUAGES = ("en", "ar")


class Forms(Struct, frozen=True, forbid_unknown_fields=True):
    """A pattern for what holds or took place, for what is over, and for what is planned."""

    now: str
    past: str
    planned: str


class Plural(Struct, frozen=True, forbid_unknown_fields=True):
    """A counted thing for the numbers 1, 2, 3 to 10 (also from 103 on, by hundreds), and all others."""

    one: str
    other: str
    two: str | None = None
    few: str | None = None


class Conflicts(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Patterns for what a conflict consists of."""

    exposure: Forms
    exposure_through: Forms
    rivalry_stated: str
    rivalry_derived: str
    summary: str
    possible: str
    refuted: str
    stale: str
    window: str
    window_possible: str
    window_open: str
    window_until: str
    window_between: str
    window_always: str
    clears: str
    that: str
    weakest: str


class DateWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Names of months and patterns of dates and intervals."""

    months: tuple[str, ...]
    short: tuple[str, ...]
    day: str
    month: str
    since: str
    until: str
    between: str
    on: str
    in_: str = msgspec.field(name="in")
    unrecorded: str
    planned: str
    now: str


class Language(Struct, frozen=True, forbid_unknown_fields=True):
    """All words of one language, as in its file."""

    code: str
    direction: str
    digits: str
    decimal: str
    comma: str
    grouping: str
    conjunction: str
    more: str
    hedge: str
    dates: DateWords
    shares: dict[str, str]
    counts: dict[str, Plural]
    statuses: dict[str, str]
    relations: dict[str, Forms]
    verbs: dict[str, str]
    ties: dict[str, Forms | str]
    conflict: Conflicts
    verdicts: dict[str, str]
    timings: dict[str, str]
    missing: dict[str, str]
    grades: dict[str, str]
    rules: dict[str, str]
    sources: dict[str, str]
    notices: dict[str, str]
    roles: dict[str, str]
    facts: dict[str, str]
    contradictions: dict[str, str]
    currencies: dict[str, str]
    signs: dict[str, str]

    def figures(self, text: str | int | float) -> str:
        """Return a number with the digits and the decimal sign of the language."""
        return str(text).translate(_digits(self.digits, self.decimal))

    def grouped(self, number: int | float) -> str:
        """Return a number with its thousands set apart: "14,300,000,000"."""
        whole, dot, rest = f"{number:,}".partition(".")
        return whole.replace(",", self.grouping).translate(_digits(self.digits, self.decimal)) + self.figures(
            dot + rest
        )

    def count(self, number: int, thing: str) -> str:
        """Return how many of a thing of `counts` there are: "2 sources", "3 independent origins"."""
        forms = self.counts[thing]
        pattern = forms.one if number == 1 else forms.two if number == 2 else None
        if pattern is None:
            pattern = (forms.few if 3 <= number % 100 <= 10 else None) or forms.other
        return pattern.format(n=self.grouped(number))

    def percent(self, share: Share, about: bool = False) -> str:
        """Return a share in per cent: "49 %", "25 to 50 %", "over 50 %"; with `about` "about 14 %"."""
        if about:
            return self.shares["about"].format(share=self.percent(share))
        low, high = (self.figures(f"{end * 100:.4g}") for end in (share.min, share.max))
        if share.min == share.max:
            key = "exact"
        elif share.max == 1.0:
            key = "over" if share.min_open else "at_least"
        elif share.min == 0.0:
            key = "under" if share.max_open else "up_to"
        else:
            key = "between"
        return self.shares[key].format(min=low, max=high)

    def date(self, printed: str, short: bool = False) -> str:
        """Return a date as printed, in words: "12 June 2025", "June 2025", "2025"; months in short on request."""
        year, month, day = [*printed.split("-"), "", ""][:3]
        if not month:
            return self.figures(year)
        name = (self.dates.short if short else self.dates.months)[int(month) - 1]
        if not day:
            return self.dates.month.format(month=name, year=self.figures(year))
        return self.dates.day.format(day=self.figures(int(day)), month=name, year=self.figures(year))

    def period(self, printed: str) -> str:
        """Return a period as printed: a date in words, or a quarter or half of a year with the digits: "2025-Q2"."""
        return self.date(printed) if is_date(printed) else self.figures(printed)

    def interval(self, since: str | None, until: str | None, short: bool = False) -> str:
        """Return from when to when: "since June 2025", "2019 to March 2024"; nothing where neither is known."""
        start, end = (self.date(each, short) if each else None for each in (since, until))
        if start and end:
            return start if since == until else self.dates.between.format(since=start, until=end)
        if start:
            return self.dates.since.format(date=start)
        return self.dates.until.format(date=end) if end else ""

    def moment(self, printed: str, short: bool = False) -> str:
        """Return when something happened: "on 12 June 2025", "in 2025"."""
        pattern = self.dates.on if span(printed).is_day else self.dates.in_
        return pattern.format(date=self.date(printed, short))


@cache
def language(code: str) -> Language:
    """Return the language of a code; KeyError when there is none."""
    if code not in LANGUAGES:
        raise KeyError(code)
    text = files(__package__).joinpath(f"{code}.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Language)


@cache
def _digits(digits: str, decimal: str) -> dict[int, str]:
    return str.maketrans(dict(zip("0123456789", digits, strict=True)) | {".": decimal})
