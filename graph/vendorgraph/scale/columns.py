"""A columnar market: a folder of Parquet tables with the columns of `vendorgraph.formats.rows`, or a market in memory.

market.parquet   entities.parquet   sources.parquet   claims.parquet   identities.parquet (optional)
A table may also be a folder of Parquet files of that name (claims/*.parquet).
"""

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
    from ibis.backends import BaseBackend
    from ibis.expr.types import Table

#: The tables that a columnar market must have.
TABLES = ("market", "entities", "sources", "claims")
OPTIONAL = ("identities",)


class Columns(Struct, frozen=True):
    """The tables of a market in an engine; `read` is the day up to which its documents were read."""

    backend: "BaseBackend"
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


def open_folder(folder: Path, backend: "BaseBackend", vocabulary: Vocabulary) -> Columns:
    """Return the market in a folder; it is not looked into beyond its day of reading (see `check`)."""
    tables = {name: _open(backend, folder, name) for name in TABLES}
    read = backend.to_pyarrow(tables["market"].select("read"))["read"][0].as_py()
    return Columns(backend, tables["entities"], tables["sources"], tables["claims"], span(read).last, vocabulary)


def of_market(market: Market, backend: "BaseBackend") -> Columns:
    """Return a market that is in memory as tables in an engine."""
    import ibis
    import pyarrow as pa

    from vendorgraph.formats.parquet import schema

    made = {
        sheet.name: ibis.memtable(pa.Table.from_pylist(list(sheet.rows), schema(sheet)))
        for sheet in rows.sheets(Selection(market))
    }
    read = span(market.info.read).last
    return Columns(backend, made["entities"], made["sources"], made["claims"], read, market.vocabulary)


def _open(backend: "BaseBackend", folder: Path, name: str) -> "Table":
    place = path_of(folder, name)
    if place is None:
        raise FileNotFoundError(f"the folder {folder} has no {name}.parquet: write one, as `export parquet` does")
    return backend.read_parquet(str(place / "*.parquet" if place.is_dir() else place))
