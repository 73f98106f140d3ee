"""The folder of a large import: Parquet tables, written a group of rows at a time and put in place when all are there.

market.parquet  entities.parquet  sources.parquet  claims.parquet  identities.parquet
import.yaml: where it came from, the report, a digest of the rest
"""

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from vendorgraph.extras import need
from vendorgraph.formats import rows
from vendorgraph.imports import write
from vendorgraph.imports.limits import Refused
from vendorgraph.imports.records import Finding, Records, Written
from vendorgraph.model import Claim, Entity, Identity, MarketInfo, Source
from vendorgraph.scratch import scratch

if TYPE_CHECKING:
    from vendorgraph.imports.settled import Settled

T = TypeVar("T")

#: Rows that are written together.
GROUP = 20_000


class Content(Struct, frozen=True):
    """What is written: the market as a whole, and its records one after the other, each in the order of its ids.

    `report` gives what the import found, once all records were taken.
    """

    info: MarketInfo | None
    sources: Iterable[Source]
    claims: Iterable[Claim]
    entities: Iterable[Entity]
    identities: tuple[Identity, ...]
    report: Callable[[], tuple[Finding, ...]]


def of_settled(settled: "Settled") -> Content:
    """Return what was gathered on the disk."""
    parts = (settled.sources(), settled.claims(), settled.entities())
    return Content(settled.info, *parts, (), settled.findings.report)


def of_records(records: Records) -> Content:
    """Return records that are in memory."""
    sources = sorted(records.sources, key=lambda each: each.id)
    claims = sorted(records.claims, key=lambda each: (each.source_id, int(each.id.partition("#")[2])))
    return Content(records.info, sources, claims, records.entities, records.identities, lambda: records.report)


def fill(folder: Path, content: Content) -> Written:
    """Write the tables of a market into a folder that is there.

    Raises Refused for numbers that have no room in a table and where no document has a day, and OSError.
    """
    need("pyarrow", "export")
    from vendorgraph.reading.building import digest

    info, counts = content.info, dict[str, int]()
    if info is None:
        raise Refused(folder, "no document has a date, so nobody knows up to which day was read")
    parts = {name: getattr(content, name) for name in ("sources", "claims", "entities", "identities")}
    passed = [_passed(folder, name, records, counts) for name, records in parts.items()]
    about = {"title": info.title, "licence": info.licence, "read": info.read, "sha256": digest(info, *passed)}
    list(_passed(folder, "market", [about], counts))
    return Written(counts["entities"], counts["sources"], counts["claims"], content.report())


def _passed(folder: Path, table: str, records: Iterable[T], counts: dict[str, int]) -> Iterator[T]:
    """Yield the records of a table as they are written to it."""
    import pyarrow as pa
    from pyarrow import parquet

    from vendorgraph.formats.parquet import schema

    columns = schema(rows.Sheet(table, rows.COLUMNS[table], iter(())))
    row, waiting = rows.ROW_OF.get(table, dict), iter(records)
    counts[table] = 0
    with (folder / f"{table}.parquet").open("xb") as raw:
        with parquet.ParquetWriter(raw, columns) as writer:
            while group := list(islice(waiting, GROUP)):
                try:
                    writer.write_table(pa.Table.from_pylist(list(map(row, group)), columns))
                except (pa.ArrowInvalid, OverflowError) as error:
                    raise Refused(folder, f"a number of the table {table} is too large: {error}") from error
                counts[table] += len(group)
                yield from group
        raw.flush()
        os.fsync(raw.fileno())


def save(folder: Path, origin: dict[str, Any], filled: Callable[[Path], Written], checked: bool) -> Written:
    """Write a market as a folder of tables in one step; see `write.check` for the folders that it refuses.

    `filled` writes the tables into the folder `new` of one that it is given, where it may put other things aside. With
    `checked`, tables that are not sound are refused. Raises Refused, also where there is no claim, and OSError, after
    which nothing has changed.
    """
    write.check(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with scratch(f".{folder.name}-", folder.parent) as workplace:
        new = workplace / "new"
        new.mkdir()
        written = filled(workplace)
        if not written.claims:
            raise nothing(next(iter(origin["files"])), written.report)
        write.mark(new, {**origin, "columnar": True}, written.report)
        if checked:
            _refuse_unsound(folder, new)
        write.put_in_place(folder, new, workplace / "old")
    return written


def nothing(file: str | Path, report: Iterable[Finding]) -> Refused:
    """Return the refusal of a file that says nothing that could be imported, with the first of what was found."""
    first = next(iter(report), None)
    why = f": {first.kind}: {first.what} ({first.first})" if first else ""
    return Refused(file, f"says nothing that could be imported{why}")


def _refuse_unsound(folder: Path, new: Path) -> None:
    from vendorgraph.scale.check import Unsound
    from vendorgraph.scale.engine import connect
    from vendorgraph.scale.opened import opened

    try:
        with connect() as engine:
            opened([new], (), engine)
    except Unsound as unsound:
        first, *more = str(unsound).replace(f"{new}/", "").splitlines()
        raise Refused(
            folder, f"the records are not sound: {first}{f' (and {len(more)} more)' if more else ''}"
        ) from None
