"""Whether a columnar market is sound: its columns and their types, its keys, its words, its shares and its dates.

Each violation is one message that says in which table, what was found, where first, and how often.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vendorgraph.dates import is_date, is_period
from vendorgraph.formats import rows
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
    from pyarrow import types

    texts = (types.is_string, types.is_large_string)
    tests: dict[type, tuple[Any, ...]] = {
        str: texts,
        int: (types.is_integer,),
        float: (types.is_floating,),
        bool: (types.is_boolean,),
        list: (types.is_list, types.is_large_list),
    }
    if types.is_dictionary(found):
        found = found.value_type
    return any(test(found) for test in tests[kind])


def _found(columns: Columns) -> Iterator[str]:
    tables = {"entities": columns.entities, "sources": columns.sources, "claims": columns.claims}
    words = {"relation": set(columns.vocabulary.relations), "attribute": set(columns.vocabulary.attributes)}
    for name, table in tables.items():
        key = REQUIRED[name][0]
        for column in REQUIRED[name]:
            yield from _rows(columns, name, key, table.filter(table[column].isnull()), f"has no {column}")
        twice = table.group_by(key).aggregate(times=table.count())
        yield from _rows(columns, name, key, twice.filter(twice["times"] > 1), "is there more than once")
        for column in _DATES.get(name, ()):
            yield from _texts(columns, name, table, column, is_date, "a date")
        for column in _LISTS[name]:
            known = words.get(column) or set(columns.vocabulary.schemes[column])
            yield from _texts(columns, name, table, column, known.__contains__, f"one of {', '.join(sorted(known))}")
    yield from _texts(columns, "claims", columns.claims, "period", is_period, "a period")
    yield from _claims(columns)


def _claims(columns: Columns) -> Iterator[str]:
    claims = columns.claims
    for column in _SHARES:
        outside = claims.filter(claims[column].isnan() | (claims[column] < 0) | (claims[column] > 1))
        yield from _rows(columns, "claims", "id", outside, f"has a {column} that is no fraction from 0 to 1")
        nothing = ((claims[column] == 1) & (claims["approx"] == "over")) | (
            (claims[column] == 0) & (claims["approx"] == "under")
        )
        yield from _rows(columns, "claims", "id", claims.filter(nothing), f"has a {column} over 1 or under 0")
    ids = claims.filter(~claims["id"].startswith(claims["source"].concat("#")))
    yield from _rows(columns, "claims", "id", ids, "is no id of its source: write the source, # and a number")
    nothing = claims.filter(claims["relation"].isnull() & claims["attribute"].isnull())
    yield from _rows(columns, "claims", "id", nothing, "has neither a relation nor an attribute")
    alone = claims.filter(claims["relation"].notnull() & claims["object"].isnull())
    yield from _rows(columns, "claims", "id", alone, "has a relation and no object")
    for amount, currency in (("amount", "currency"), ("round_amount", "round_currency")):
        lost = claims.filter(claims[amount].notnull() != claims[currency].notnull())
        yield from _rows(columns, "claims", "id", lost, f"has one of {amount} and {currency} alone")
    for column, table, key in (
        ("source", columns.sources, "id"),
        ("subject", columns.entities, "slug"),
        ("object", columns.entities, "slug"),
        ("from_org", columns.entities, "slug"),
        ("product", columns.entities, "slug"),
    ):
        lost = claims.filter(claims[column].notnull()).anti_join(table, [(column, key)])
        yield from _rows(columns, "claims", "id", lost, f"is a row whose {column} is in no table")


def _texts(columns: Columns, name: str, table: "Table", column: str, good: Any, wanted: str) -> Iterator[str]:
    """The texts of a column that are not what is wanted."""
    texts = columns.engine.fetch(table.select(text=table[column]).distinct())["text"].to_pylist()
    bad = sorted(text for text in texts if text is not None and not good(text))
    if bad:
        yield f"{name}: the column {column!r} says {bad[0]!r} ({len(bad)} such): write {wanted}"


def _rows(columns: Columns, name: str, key: str, bad: "Table", what: str) -> Iterator[str]:
    found = columns.engine.fetch(bad.aggregate(count=bad.count(), first=bad[key].min())).to_pylist()[0]
    if found["count"]:
        yield f"{name}: {found['first'] or 'a row'} {what} ({found['count']:,} such)"
