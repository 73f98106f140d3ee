"""Whether a columnar market is sound: its columns and their types, its keys, its words, its shares and its dates.

Each violation is one message that says in which table, what was found, where first, and how often.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vendorgraph.dates import is_date, is_period
from vendorgraph.formats import rows
from vendorgraph.model import CURRENCY
from vendorgraph.scale.columns import Columns
from vendorgraph.scale.folder import OPTIONAL, TABLES, files

if TYPE_CHECKING:
    from ibis.expr.types import Table

#: Columns that must say something in every row, the key of the table first.
REQUIRED = {
    "entities": ("slug", "name", "type"),
    "sources": ("id", "title", "language", "kind", "reliability"),
    "claims": ("id", "source", "subject", "certainty"),
}
_LISTS = {
    "entities": ("type",),
    "sources": ("kind", "reliability"),
    "claims": ("certainty", "status", "polarity", "approx", "relation", "attribute"),
}
_SHARES = ("share", "voting_share")
_DATES = {
    "sources": ("published", "withdrawn"),
    "claims": ("date", "from", "to", "as_of", "status_since"),
}


class Unsound(Exception):
    """A columnar market cannot be used; the message says why, a line for each violation."""


def check_files(folder: Path) -> None:
    """Raise Unsound unless the tables can be read and have the columns of `formats.rows` with their types.

    FileNotFoundError when a table is missing.
    """
    import pyarrow
    from pyarrow import parquet

    found: list[str] = []
    for table in (*TABLES, *OPTIONAL):
        for file in files(folder, table):
            try:
                wrong = list(_columns(file, table, parquet.read_schema(file)))
                if table == "market" and not wrong:
                    wrong = list(_market(file, parquet.read_table(file).to_pylist()))
                found += wrong
            except (pyarrow.ArrowException, OSError) as error:
                found.append(f"{file}: cannot be read as Parquet: {' '.join(str(error).split())[:200]}")
    if found:
        raise Unsound("\n".join(found))


def _market(file: Path, rows: list[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with the one row about the whole."""
    if len(rows) != 1:
        yield f"{file}: has {len(rows):,} rows: write one, about the whole market"
        return
    read = rows[0]["read"]
    if rows[0]["title"] is None:
        yield f"{file}: has no title"
    if read is None or not is_date(read) or len(read) != len("2026-11-22"):
        yield f"{file}: the column 'read' says {read!r}: write the day up to which documents were read"


def check(columns: Columns) -> None:
    """Raise Unsound unless keys are there and each once, and words, shares and dates are what they should be."""
    found = list(_found(columns))
    if found:
        raise Unsound("\n".join(found))


def _columns(file: Path, table: str, schema: Any) -> Iterator[str]:
    for name, kind in rows.COLUMNS[table].items():
        if name not in schema.names:
            yield f"{file}: has no column {name!r}: write one of {_WORDS[kind]}"
        elif not _fits(schema.field(name).type, kind):
            yield f"{file}: the column {name!r} is {schema.field(name).type}: write {_WORDS[kind]}"


_WORDS: dict[type, str] = {
    str: "text",
    int: "whole numbers",
    float: "numbers",
    bool: "truth values",
    list: "lists of texts",
}


def _fits(found: Any, kind: type) -> bool:
    """Whether a type of Parquet holds values of a kind; a list is one of texts."""
    from pyarrow import types

    if kind is list:
        return bool(types.is_list(found) or types.is_large_list(found)) and _fits(found.value_type, str)
    texts = (types.is_string, types.is_large_string)
    tests: dict[type, tuple[Any, ...]] = {
        str: texts,
        int: (types.is_integer,),
        float: (types.is_floating,),
        bool: (types.is_boolean,),
    }
    if types.is_dictionary(found):
        found = found.value_type
    return any(test(found) for test in tests[kind])


def _found(columns: Columns) -> Iterator[str]:
    tables = {"entities": columns.entities, "sources": columns.sources, "claims": columns.claims}
    for name, table in tables.items():
        yield from _table(columns, name, table)
    yield from _lost(columns)


def _table(columns: Columns, name: str, table: "Table") -> Iterator[str]:
    """What is wrong within a table, all of it asked at once."""
    key, said = REQUIRED[name][0], dict(_said(columns, name))
    wrong = {f"has no {column}": table[column].isnull() for column in REQUIRED[name]}
    wrong |= _of_claims(table) if name == "claims" else {}
    asked = {f"count_{place}": rows.sum() for place, rows in enumerate(wrong.values())}
    asked |= {f"first_{place}": table[key].min(where=rows) for place, rows in enumerate(wrong.values())}
    asked |= {f"texts_{column}": table[column].collect(distinct=True) for column in said}
    found = columns.engine.fetch(table.aggregate(**asked)).to_pylist()[0]
    for place, what in enumerate(wrong):
        yield from _told(name, what, found[f"count_{place}"], found[f"first_{place}"])
    for column, (good, wanted) in said.items():
        bad = sorted(text for text in found[f"texts_{column}"] or () if not good(text))
        if bad:
            yield f"{name}: the column {column!r} says {bad[0]!r} ({len(bad)} such): write {wanted}"
    named = table.filter(table[key].notnull()).select(key=table[key])
    keys = named.group_by("key").aggregate(times=named.count())
    twice = keys.filter(keys["times"] > 1)
    found = columns.engine.fetch(twice.aggregate(count=twice.count(), first=twice["key"].min())).to_pylist()[0]
    yield from _told(name, "is there more than once", found["count"], found["first"])


def _said(columns: Columns, name: str) -> Iterator[tuple[str, tuple[Any, str]]]:
    """The columns of a table that say dates, periods or words of a list, with what tells that one is, and its name."""
    words = {"relation": set(columns.vocabulary.relations), "attribute": set(columns.vocabulary.attributes)}
    for column in _DATES.get(name, ()):
        yield column, (is_date, "a date")
    for column in _LISTS[name]:
        known = words.get(column) or set(columns.vocabulary.schemes[column])
        yield column, (known.__contains__, f"one of {', '.join(sorted(known))}")
    if name == "claims":
        yield "period", (is_period, "a period")


def _of_claims(claims: "Table") -> dict[str, Any]:
    """What a claim must not be, in words and as an expression."""
    wrong = {}
    for column in _SHARES:
        share, approx = claims[column], claims["approx"]
        wrong[f"has a {column} that is no fraction from 0 to 1"] = share.isnan() | (share < 0) | (share > 1)
        wrong[f"has a {column} over 1 or under 0"] = ((share == 1) & (approx == "over")) | (
            (share == 0) & (approx == "under")
        )
    own = claims["id"].startswith(claims["source"].concat("#"))
    wrong["is no id of its source: write the source, # and a number"] = ~own
    wrong["has neither a relation nor an attribute"] = claims["relation"].isnull() & claims["attribute"].isnull()
    wrong["has a relation and no object"] = claims["relation"].notnull() & claims["object"].isnull()
    for amount, currency in (("amount", "currency"), ("round_amount", "round_currency")):
        wrong[f"has one of {amount} and {currency} alone"] = claims[amount].notnull() != claims[currency].notnull()
        wrong[f"has a negative {amount}"] = claims[amount] < 0
        wrong[f"has a {currency} that is no code, such as USD"] = ~claims[currency].re_search(f"^{CURRENCY.pattern}$")
    return {what: rows.fill_null(False) for what, rows in wrong.items()}


def _lost(columns: Columns) -> Iterator[str]:
    """What claims name that is in no table."""
    import ibis

    asked, claims = [], columns.claims
    for column, table, key in (
        ("source", columns.sources, "id"),
        ("subject", columns.entities, "slug"),
        ("object", columns.entities, "slug"),
        ("from_org", columns.entities, "slug"),
        ("product", columns.entities, "slug"),
    ):
        lost = claims.filter(claims[column].notnull()).anti_join(table, [(column, key)])
        asked.append(lost.aggregate(count=lost.count(), first=lost["id"].min()).mutate(column=ibis.literal(column)))
    for row in columns.engine.fetch(ibis.union(*asked)).to_pylist():
        yield from _told("claims", f"is a row whose {row['column']} is in no table", row["count"], row["first"])


def _told(name: str, what: str, count: int | None, first: str | None) -> Iterator[str]:
    if count:
        yield f"{name}: {first or 'a row'} {what} ({count:,} such)"
