"""A market as tables in an engine, with the columns of `vendorgraph.formats.rows`: of a folder, or one in memory."""

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, convert

from vendorgraph.dates import span
from vendorgraph.formats import rows
from vendorgraph.formats.model import Selection
from vendorgraph.model import Identity, Market, MarketInfo
from vendorgraph.scale.folder import OPTIONAL, TABLES, files, path_of
from vendorgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from ibis.expr.types import Table

    from vendorgraph.scale.engine import Engine


class Columns(Struct, frozen=True):
    """The tables of a market in an engine, and the little of it that is always in memory.

    `digest` is the sha256 of the records as who wrote the tables has noted it, else (`noted` is false) that of their
    files.
    """

    engine: "Engine"
    entities: "Table"
    sources: "Table"
    claims: "Table"
    info: MarketInfo
    identities: tuple[Identity, ...]
    vocabulary: Vocabulary
    digest: str
    noted: bool

    @property
    def read(self) -> date:
        """The day up to which the documents were read."""
        return span(self.info.read).last


def open_folder(folder: Path, engine: "Engine", vocabulary: Vocabulary) -> Columns:
    """Return the market in a folder whose files have the columns (see `check.check_files`); not looked into further.

    FileNotFoundError for a table that is missing.
    """
    tables = {name: _open(engine, folder, name) for name in TABLES}
    about = engine.fetch(tables["market"].select("title", "licence", "read", "sha256")).to_pylist()[0]
    noted = about.pop("sha256")
    return Columns(
        engine,
        tables["entities"],
        tables["sources"],
        tables["claims"],
        convert({name: value for name, value in about.items() if value is not None}, MarketInfo),
        _identities(engine, folder),
        vocabulary,
        noted or _digest(folder),
        noted is not None,
    )


def of_market(market: Market, engine: "Engine") -> Columns:
    """Return a market that is in memory as tables in an engine."""
    import pyarrow as pa

    from vendorgraph.formats.parquet import schema

    made = {
        sheet.name: engine.table(pa.Table.from_pylist(list(sheet.rows), schema(sheet)))
        for sheet in rows.sheets(Selection(market))
    }
    tables = (made["entities"], made["sources"], made["claims"])
    return Columns(engine, *tables, market.info, market.identities, market.vocabulary, market.digest, True)


def slugs(columns: Columns, names: Iterable[str]) -> "Table":
    """Return slugs as a table with the one column `name`, each once."""
    import pyarrow as pa

    return columns.engine.table(pa.table({"name": pa.array(sorted(set(names)), pa.string())}))


def _open(engine: "Engine", folder: Path, name: str) -> "Table":
    files(folder, name)
    place = path_of(folder, name)
    return engine.read(str(place / "*.parquet" if place and place.is_dir() else place))


def _identities(engine: "Engine", folder: Path) -> tuple[Identity, ...]:
    if path_of(folder, "identities") is None:
        return ()
    found = engine.fetch(_open(engine, folder, "identities")).to_pylist()
    return tuple(convert({name: value for name, value in row.items() if value}, Identity) for row in found)


def _digest(folder: Path) -> str:
    """The sha256 of the files of the tables."""
    total = hashlib.sha256()
    for file in (file for table in (*TABLES, *OPTIONAL) for file in files(folder, table)):
        with file.open("rb") as stream:
            total.update(hashlib.file_digest(stream, "sha256").digest())
    return total.hexdigest()
