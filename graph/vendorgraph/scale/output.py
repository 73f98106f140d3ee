"""The result of a scan as one Parquet file, written as it is found and put in its place when it is whole."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

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


def write(path: Path, found: Iterable[Any], columns: dict[str, type]) -> Counter[tuple[str, str]]:
    """Write tables of pyarrow with their columns; return how many ties there are of each kind and level.

    With the kind "conflicts", how many conflicts of each level; both are "" where the rows have none. Raises OSError,
    after which nothing has changed.
    """
    need("pyarrow", "scale")
    counts: Counter[tuple[str, str]] = Counter()

    def fill(out: BinaryIO) -> None:
        from pyarrow import parquet

        from vendorgraph.formats.parquet import schema

        kinds = schema(rows.Sheet("conflicts", columns, iter(())))
        with parquet.ParquetWriter(out, kinds) as writer:
            for table in found:
                writer.write_table(table.select(list(columns)).cast(kinds))
                counts.update(_counted(table))

    files.write(path, fill)
    return counts


def _counted(table: Any) -> Counter[tuple[str, str]]:
    if "level" not in table.column_names:
        return Counter({("", ""): table.num_rows})
    import pyarrow.compute as pc

    leading = table.filter(pc.equal(table["nth"], 0)).select(["level"])
    leading = leading.append_column("kind", [["conflicts"] * leading.num_rows])
    counts: Counter[tuple[str, str]] = Counter()
    for each in (table, leading):
        for row in each.group_by(["kind", "level"]).aggregate([([], "count_all")]).to_pylist():
            counts[row["kind"], row["level"]] += row["count_all"]
    return counts
