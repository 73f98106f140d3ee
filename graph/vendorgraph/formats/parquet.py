"""The tables as Parquet: lists as lists, nothing as null; `vendorgraph import parquet` reads the same market back.

Rows are written in groups, so that a large market needs no copy of itself.
"""

from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from vendorgraph.extras import need
from vendorgraph.formats import rows
from vendorgraph.formats.model import Files, Selection
from vendorgraph.formats.rows import Sheet

if TYPE_CHECKING:
    import pyarrow as pa

_GROUP = 50_000  # rows


def files(selection: Selection) -> Files:
    """Yield a file for each table; needs pyarrow."""
    need("pyarrow", "export")
    return ((f"{sheet.name}.parquet", _writer(sheet)) for sheet in rows.sheets(selection))


def schema(sheet: Sheet) -> "pa.Schema":
    """Return the columns of a table with their types."""
    import pyarrow as pa

    types = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), list: pa.list_(pa.string())}
    return pa.schema([(name, types[type]) for name, type in sheet.columns.items()])


def _writer(sheet: Sheet) -> Callable[[BinaryIO], None]:
    def write(out: BinaryIO) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        columns = schema(sheet)
        with parquet.ParquetWriter(out, columns) as writer:
            while group := list(islice(sheet.rows, _GROUP)):
                writer.write_table(pa.Table.from_pylist(group, columns))

    return write
