"""The result of a scan as one Parquet file, written as it is found and put in its place when it is whole."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from vendorgraph import files
from vendorgraph.extras import need
from vendorgraph.formats import rows


def write(path: Path, found: Iterable[list[rows.Row]]) -> Counter[str]:
    """Write rows of conflicts with the columns of `formats.rows`; return how many there are of each level.

    Raises OSError, after which nothing has changed.
    """
    need("pyarrow", "scale")
    counts: Counter[str] = Counter()

    def fill(out: BinaryIO) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        from vendorgraph.formats.parquet import schema

        columns = schema(rows.Sheet("conflicts", rows.COLUMNS["conflicts"], iter(())))
        with parquet.ParquetWriter(out, columns) as writer:
            for group in found:
                writer.write_table(pa.Table.from_pylist(group, columns))
                counts.update(row["level"] for row in group)

    files.write(path, fill)
    return counts
