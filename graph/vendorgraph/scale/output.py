"""The result of a scan as one Parquet file, written as it is found and put in its place when it is whole."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from vendorgraph import files
from vendorgraph.extras import need
from vendorgraph.formats import rows

#: Columns of conflicts by chains of stakes alone.
CHAINS: dict[str, type] = {
    "customer": str,
    "vendor": str,
    "rival": str,
    "low": float,
    "high": float,
    "hops": int,
    "path": list,
}


def write(path: Path, found: Iterable[list[rows.Row]], columns: dict[str, type]) -> Counter[str]:
    """Write rows of conflicts with their columns; return how many there are of each level ("" where they have none).

    Raises OSError, after which nothing has changed.
    """
    need("pyarrow", "scale")
    counts: Counter[str] = Counter()

    def fill(out: BinaryIO) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        from vendorgraph.formats.parquet import schema

        kinds = schema(rows.Sheet("conflicts", columns, iter(())))
        with parquet.ParquetWriter(out, kinds) as writer:
            for group in found:
                writer.write_table(pa.Table.from_pylist(group, kinds))
                counts.update(row.get("level", "") for row in group)

    files.write(path, fill)
    return counts
