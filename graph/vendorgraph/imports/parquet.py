"""Tables that `vendorgraph export parquet` wrote, a folder or a zip of it, back to records: claim for claim."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from vendorgraph.extras import need
from vendorgraph.imports import limits, text
from vendorgraph.imports.builder import Builder
from vendorgraph.imports.limits import Refused
from vendorgraph.model import Claim, Entity, Identity, MarketInfo, Source

T = TypeVar("T", bound=Struct)
Row = dict[str, Any]

#: Columns that follow from others, or say of what the derived tables are.
_DERIVED = {"sources": {"origin"}, "claims": {"source"}, "market": {"as_of", "known_by", "sha256"}}


def read(file: Path, builder: Builder) -> None:
    """Read a folder or a zip of Parquet tables; Refused when the tables of records are not among them."""
    need("pyarrow", "export")
    entities = list(_records(file, "entities", Entity, text.SLUG, "slug", builder))
    sources = list(_records(file, "sources", Source, text.SLUG, "id", builder))
    claims = list(_records(file, "claims", Claim, text.CLAIM, "id", builder))
    info = next(_values(file, "market", MarketInfo, builder), None)
    builder.take(entities, sources, claims, info, _values(file, "identities", Identity, builder))


def _records(file: Path, table: str, model: type[T], form: re.Pattern[str], key: str, builder: Builder) -> Iterator[T]:
    """The records of a table whose ids are ids; others are counted."""
    for value in _values(file, table, model, builder):
        if form.fullmatch(str(getattr(value, key))):
            yield value
        else:
            builder.findings.add("not understood", f"an id of the table {table}", str(getattr(value, key))[:60])


def _values(file: Path, table: str, model: type[T], builder: Builder) -> Iterator[T]:
    known = {field.encode_name for field in msgspec.structs.fields(model)}
    for number, row in enumerate(_rows(file, table), 1):
        record = _record(row) if table == "claims" else row
        said = {key: value for key, value in record.items() if value not in (None, [])}
        for column in said.keys() - known - _DERIVED.get(table, set()):
            builder.findings.add("not understood", f"column {column[:60]!r} of {table}", f"row {number}")
        try:
            yield msgspec.convert({key: said[key] for key in said.keys() & known}, model, strict=False)
        except msgspec.ValidationError as error:
            builder.findings.add("not understood", f"a row of {table}: {error}", f"row {number}")


def _record(row: Row) -> Row:
    """A claim's row with its sums and its value as its record has them."""
    record = dict(row)
    for amount, currency in (("amount", "currency"), ("round_amount", "round_currency")):
        value, code = record.pop(amount, None), record.pop(currency, None)
        if value is not None:
            record[amount] = {"value": value, "currency": code}
    numbers = [record.pop(name, None) for name in ("whole_number", "number")]
    record["value"] = next((each for each in (*numbers, record.get("value")) if each is not None), None)
    return record


def _rows(file: Path, table: str) -> Iterator[Row]:
    import pyarrow
    from pyarrow import parquet

    try:
        whole = parquet.ParquetFile(_table(file, table))
        for batch in whole.iter_batches(batch_size=10_000):
            yield from batch.to_pylist()
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        said = " ".join(str(error).split())[:200]
        raise Refused(file, f"{table}.parquet cannot be read: {said}") from error


def _table(file: Path, table: str) -> Path | io.BytesIO:
    """The bytes of a table: a file of the folder, or a member of the archive, unpacked within bounds."""
    name = f"{table}.parquet"
    if file.is_dir():
        if not (file / name).is_file():
            raise Refused(file, f"has no {name}: `vendorgraph export parquet` writes it")
        return file / name
    try:
        with zipfile.ZipFile(file) as archive, archive.open(name) as member:
            data = member.read(limits.WHOLE + 1)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError) as error:
        raise Refused(file, f"has no {name}: a folder or a zip of `vendorgraph export parquet` has it") from error
    if len(data) > limits.WHOLE:
        raise Refused(file, f"unpacks to more than {limits.WHOLE >> 20} MiB: unpack it yourself if you trust it")
    return io.BytesIO(data)
