"""A columnar market: a folder of Parquet tables with the columns of `vendorgraph.formats.rows`, or a market in memory.

market.parquet   entities.parquet   sources.parquet   claims.parquet   identities.parquet (optional)
A table may also be a folder of Parquet files of that name (claims/*.parquet).
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from vendorgraph.dates import span
from vendorgraph.formats import rows
from vendorgraph.formats.model import Selection
from vendorgraph.model import Market
from vendorgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from ibis.expr.types import Table

    from vendorgraph.scale.engine import Engine

#: The tables that a columnar market must have.
TABLES = ("market", "entities", "sources", "claims")
OPTIONAL = ("identities",)


class Columns(Struct, frozen=True):
    """The tables of a market in an engine; `read` is the day up to which its documents were read."""

    engine: "Engine"
    entities: "Table"
    sources: "Table"
    claims: "Table"
    read: date
    vocabulary: Vocabulary


def is_columnar(folder: Path) -> bool:
    """Whether a folder holds a market as Parquet tables."""
    return any(path_of(folder, name) is not None for name in TABLES)


def path_of(folder: Path, table: str) -> Path | None:
    """Return the file or the folder of files of one table, or None where there is none."""
    places = (folder / f"{table}.parquet", folder / table)
    return next((p for p in places if p.is_file() or (p.is_dir() and any(p.glob("*.parquet")))), None)


def open_folder(folder: Path, engine: "Engine", vocabulary: Vocabulary) -> Columns:
    """Return the market in a folder; it is not looked into beyond its day of reading (see `check`)."""
    tables = {name: _open(engine, folder, name) for name in TABLES}
    read = engine.fetch(tables["market"].select("read"))["read"][0].as_py()
    return Columns(engine, tables["entities"], tables["sources"], tables["claims"], span(read).last, vocabulary)


def of_market(market: Market, engine: "Engine") -> Columns:
    """Return a market that is in memory as tables in an engine."""
    import pyarrow as pa

    from vendorgraph.formats.parquet import schema

    made = {
        sheet.name: engine.table(pa.Table.from_pylist(list(sheet.rows), schema(sheet)))
        for sheet in rows.sheets(Selection(market))
    }
    read = span(market.info.read).last
    return Columns(engine, made["entities"], made["sources"], made["claims"], read, market.vocabulary)


def slugs(columns: Columns, names: Iterable[str]) -> "Table":
    """Return slugs as a table with the one column `name`, each once."""
    import pyarrow as pa

    return columns.engine.table(pa.table({"name": pa.array(sorted(set(names)), pa.string())}))


def _open(engine: "Engine", folder: Path, name: str) -> "Table":
    place = path_of(folder, name)
    if place is None:
        raise FileNotFoundError(f"the folder {folder} has no {name}.parquet: write one, as `export parquet` does")
    return engine.read(str(place / "*.parquet" if place.is_dir() else place))
