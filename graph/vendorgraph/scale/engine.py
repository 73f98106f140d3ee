"""The engines that run the plans: DuckDB inside this process, or Spark beyond one machine."""

import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vendorgraph.extras import need

if TYPE_CHECKING:
    from ibis.backends import BaseBackend
    from ibis.expr.types import Table

#: Names of engines, the usual one first.
ENGINES = ("duckdb", "spark")

_NUMBERS = count()


def connect(
    engine: str = "duckdb",
    *,
    master: str | None = None,
    memory: str | None = None,
    threads: int | None = None,
    spill: Path | None = None,
) -> "BaseBackend":
    """Return a connection to an engine; raises `extras.MissingExtra` where its libraries are not installed.

    `master` is the address of a Spark master or of a Spark Connect server ("sc://..."), local by default; `memory`
    ("2GB"), `threads` and `spill`, a folder for what does not fit into memory, bound DuckDB.
    """
    need("ibis", "scale")
    return _spark(master) if engine == "spark" else _duckdb(memory, threads, spill)


def kept(backend: "BaseBackend", table: "Table") -> "Table":
    """Return `table` worked out and kept in the engine until the connection ends, for what several plans build on."""
    if backend.name != "duckdb":
        return table.cache()
    return backend.create_table(f"kept_{next(_NUMBERS)}", table, temp=True)


def failures() -> tuple[type[Exception], ...]:
    """Return the errors of the engines in use: no memory or disk left, a file that cannot be read."""
    kinds: list[type[Exception]] = []
    if "duckdb" in sys.modules:
        from duckdb import Error

        kinds.append(Error)
    if "pyspark" in sys.modules:
        from pyspark.errors import PySparkException

        kinds.append(PySparkException)
    return tuple(kinds)


def _duckdb(memory: str | None, threads: int | None, spill: Path | None) -> "BaseBackend":
    import ibis

    limits: dict[str, Any] = {"memory_limit": memory, "threads": threads, "temp_directory": spill and str(spill)}
    return ibis.duckdb.connect(**{name: value for name, value in limits.items() if value is not None})


def _spark(master: str | None) -> "BaseBackend":
    need("pyspark", "spark")
    import ibis
    from pyspark.sql import SparkSession

    builder: Any = SparkSession.builder
    builder = builder.remote(master) if (master or "").startswith("sc://") else builder.master(master or "local[*]")
    builder = builder.appName("vendorgraph").config("spark.ui.enabled", "false")
    return ibis.pyspark.connect(builder.config("spark.sql.session.timeZone", "UTC").getOrCreate())
