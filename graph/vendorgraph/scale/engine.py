"""The engine that runs the plans: DuckDB inside this process."""

from itertools import count
from typing import TYPE_CHECKING

from vendorgraph.extras import need

if TYPE_CHECKING:
    from ibis.backends import BaseBackend
    from ibis.expr.types import Table

_NUMBERS = count()


def connect(*, memory: str | None = None) -> "BaseBackend":
    """Return a connection to the engine, which takes no more than `memory` ("2GB") where that is given.

    Raises `extras.MissingExtra` where its libraries are not installed.
    """
    need("ibis", "scale")
    need("duckdb", "scale")
    import ibis

    return ibis.duckdb.connect(**({"memory_limit": memory} if memory else {}))


def kept(backend: "BaseBackend", table: "Table") -> "Table":
    """Return `table` worked out and kept in the engine until the connection ends, for what several plans build on."""
    return backend.create_table(f"kept_{next(_NUMBERS)}", table, temp=True)
