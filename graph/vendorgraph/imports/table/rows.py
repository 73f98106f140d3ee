"""Rows of a table to records, cell by cell; what is wrong with a cell is said, never guessed at."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from vendorgraph.dates import is_date, is_period
from vendorgraph.imports import limits, text
from vendorgraph.imports.builder import Builder
from vendorgraph.imports.percent import percentage
from vendorgraph.imports.table.mapping import COLUMN, MONEY, EntityRule, Mapping
from vendorgraph.model import CURRENCY

Row = dict[str, str]

_DATES = ("date", "from", "to", "as_of", "status_since", "published", "withdrawn")
_SHARES = ("share", "voting_share")
_TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class Wrong(Exception):
    """What is wrong with a cell."""


class Rows:
    """Adds rows to the builder by the rules of a mapping."""

    def __init__(self, builder: Builder, rules: Mapping) -> None:
        self._builder, self._rules = builder, rules
        schemes = builder.vocabulary.schemes
        self._words = {key: set(schemes[key]) for key in ("status", "certainty", "approx", "polarity", "per", "basis")}
        self._words |= {"relation": set(builder.vocabulary.relations), "attribute": set(builder.vocabulary.attributes)}
        self._words |= {"kind": set(schemes["kind"]), "reliability": set(schemes["reliability"])}

    def add(self, row: Row, place: str) -> Iterator[str]:
        """Add what a row says; yield what is wrong with it."""
        try:
            cells = self._translated(row)
            for rule in self._rules.entities:
                self._entity(rule, cells)
            source = self._source(cells)
        except Wrong as wrong:
            yield str(wrong)
            return
        for claim in self._rules.claims:
            try:
                self._claim(claim, cells, source, place)
            except Wrong as wrong:
                yield str(wrong)

    def _translated(self, row: Row) -> Row:
        """The row with the words of the mapping for those of its cells."""
        for column, words in self._rules.words.items():
            if row[column] and row[column] not in words:
                raise Wrong(f"{column} is {row[column]!r}, for which [words.{column}] has no word")
            row = row | {column: words.get(row[column], "")}
        return row

    def _entity(self, rule: EntityRule, row: Row) -> None:
        name = _filled(rule.name, row)
        if name is None:
            return
        type = _filled(rule.type, row)
        if type not in self._builder.vocabulary.schemes["type"]:
            raise Wrong(
                f"the type of {name} is {type!r}: write one of {', '.join(self._builder.vocabulary.schemes['type'])}"
            )
        wikidata, country = (_filled(each, row) if each else None for each in (rule.wikidata, rule.country))
        if country and text.country(country) is None:
            raise Wrong(f"the country of {name} is {country!r}: write a code of two letters")
        self._builder.entity(
            (_filled(rule.key, row) if rule.key else None) or name,
            name,
            str(type),
            aliases=filter(None, (_filled(each, row) for each in rule.aliases)),
            identifiers=filter(None, (_filled(each, row) for each in rule.identifiers)),
            roles=filter(None, (_filled(each, row) for each in rule.roles)),
            country=text.country(country),
            wikidata=wikidata,
        )

    def _source(self, row: Row) -> str:
        about = {
            key: self._value(key, value) for key, words in self._rules.source.items() if (value := _filled(words, row))
        }
        if not about.get("title"):
            raise Wrong("the source has no title in this row")
        key = "|".join(f"{name}={value}" for name, value in sorted(about.items()))
        return self._builder.source(key, **{"id": text.slug(str(about["title"])), **about})

    def _claim(self, claim: dict[str, Any], row: Row, source: str, place: str) -> None:
        if "when" in claim and _filled(claim["when"], row) is None:
            return
        said: dict[str, Any] = {}
        for key, words in claim.items():
            if key == "when":
                continue
            value = self._money(key, words, row) if key in MONEY else self._cell(key, words, row)
            if value is not None:
                said[key] = value
        subject = said.pop("subject", None)
        if subject is None or ("object" in claim and "object" not in said):
            self._builder.findings.add("left out", "a claim without subject or object in its row", place)
            return
        said.setdefault("certainty", "reported")
        for bounds in self._bounds(said):
            self._builder.claim(source, place, subject, **{**said, **bounds})

    def _cell(self, key: str, words: Any, row: Row) -> Any:
        if not isinstance(words, str):
            return words  # a number or a truth value of the mapping itself
        filled = _filled(words, row)
        return None if filled is None else self._value(key, filled)

    def _value(self, key: str, filled: str) -> Any:
        """A filled value as its key needs it."""
        if key in self._words and filled not in self._words[key]:
            raise Wrong(f"{key} is {filled!r}: write one of {', '.join(sorted(self._words[key]))}")
        if key in _DATES:
            return self._date(key, filled)
        if key == "period" and not is_period(filled):
            raise Wrong(f"period is {filled!r}: write 2025, 2025-Q2, 2025-H1 or 2024/2025")
        return self._reader(key)(key, filled)

    def _reader(self, key: str) -> Callable[[str, str], Any]:
        if key in _SHARES:
            return self._share
        if key in ("voting", "doubt", "published_estimated"):
            return _truth
        return self._number if key == "value" else lambda _, filled: text.clean(filled)

    def _date(self, key: str, filled: str) -> str:
        if self._rules.dates:
            try:
                return datetime.strptime(filled, self._rules.dates).date().isoformat()
            except ValueError:
                raise Wrong(f"{key} is {filled!r}, no date of the form {self._rules.dates}") from None
        if not is_date(filled):
            raise Wrong(f"{key} is {filled!r}, no date: write YYYY, YYYY-MM or YYYY-MM-DD, or set dates in the mapping")
        return filled

    def _share(self, key: str, filled: str) -> list[tuple[float, str | None]]:
        """A percentage with its sign ("49 %", "25-50 %"), or a fraction from 0 to 1."""
        if "%" in filled and (bounds := percentage(filled)):
            return bounds
        try:
            share = round(float(Decimal(self._point(filled))), limits.DIGITS)
        except (ArithmeticError, ValueError):
            share = -1.0
        if "%" in filled or not 0 <= share <= 1:
            raise Wrong(f"{key} is {filled!r}, no share: write 49 % or 0.49")
        return [(share, None)]

    def _bounds(self, said: dict[str, Any]) -> list[dict[str, Any]]:
        """One claim for each bound of a range of shares."""
        key = next((key for key in _SHARES if isinstance(said.get(key), list)), None)
        if key is None:
            return [{}]
        return [{key: value, "approx": approx or said.get("approx")} for value, approx in said[key]]

    def _number(self, key: str, filled: str) -> int | float:
        try:
            number = Decimal(self._point(filled))
            large = not number.is_finite() or abs(number) >= 10**18
        except ArithmeticError:
            raise Wrong(f"{key} is {filled!r}, no number") from None
        if large:
            raise Wrong(f"{key} is {filled!r}, no number of at most 18 digits")
        return int(number) if number == number.to_integral_value() else round(float(number), limits.DIGITS)

    def _money(self, key: str, words: Any, row: Row) -> dict[str, Any] | None:
        if not isinstance(words, dict) or words.keys() != {"value", "currency"}:
            raise Wrong(f'{key} of the mapping: write {{value = "{{column}}", currency = "USD"}}')
        value, currency = (_filled(str(words[name]), row) for name in ("value", "currency"))
        if value is None or currency is None:
            return None
        number = self._number(key, value)
        if not isinstance(number, int) or number < 0 or not CURRENCY.fullmatch(currency):
            raise Wrong(f"{key} is {value} {currency}: write a whole sum from 0 on, and a currency such as USD")
        return {"value": number, "currency": currency}

    def _point(self, filled: str) -> str:
        plain = filled.strip().replace(" ", "")
        return plain.replace(".", "").replace(",", ".") if self._rules.decimal == "," else plain.replace(",", "")


def _filled(words: str, row: Row) -> str | None:
    """The words with the cells of a row; None where a cell that they name is empty."""
    cells = {column: row[column] for column in COLUMN.findall(words)}
    if not all(cells.values()):
        return None
    return text.clean(COLUMN.sub(lambda match: cells[match[1]], words)) or None


def _truth(key: str, filled: str) -> bool:
    if filled.lower() not in _TRUTHS:
        raise Wrong(f"{key} is {filled!r}: write true or false")
    return _TRUTHS[filled.lower()]
