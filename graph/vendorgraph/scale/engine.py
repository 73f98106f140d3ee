"""What runs the plans: DuckDB inside this process; `vendorgraph.scale.spark` has what goes beyond one machine.

A plan is a row of stages, each an expression over those before it. An engine works a stage out and keeps it, so that
what builds on it starts from a table: a planner has never more than one stage before it, however long the whole is.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from itertools import count
from typing import TYPE_CHECKING, Any

from vendorgraph.extras import need
from vendorgraph.scratch import Scratch

if TYPE_CHECKING:
    from ibis.backends import BaseBackend
    from ibis.expr.types import Table


class NoEngine(Exception):
    """An engine cannot be started; the message says why, and what to do."""


class Engine(ABC):
    """Where tables are, and where what is asked of them is worked out; `backend` is ibis's own view of it.

    Tables are gone when the engine is closed; it closes itself at the end of a `with`.
    """

    #: What it raises where it cannot go on: no memory or disk left, a file that cannot be read.
    errors: tuple[type[Exception], ...]

    #: Told the name of each stage before it is worked out.
    watch: Callable[[str], object]

    def __init__(self, backend: "BaseBackend") -> None:
        self.backend = backend
        self.watch = lambda stage: None
        self._numbers = count()

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, place: str) -> "Table":
        """Return the rows of a Parquet file, or of all that a pattern (`claims/*.parquet`) names, where they are."""
        return self.backend.read_parquet(place)

    @abstractmethod
    def table(self, rows: Any) -> "Table":
        """Return rows of this process, a `pyarrow.Table`, as a table of the engine."""

    def keep(self, stage: str, table: "Table") -> "Table":
        """Return a stage worked out; two stages may have the same name."""
        self.watch(stage)
        return self._kept(self._named(stage), table)

    @abstractmethod
    def fetch(self, table: "Table") -> Any:
        """Return the rows of a table in this process, as a `pyarrow.Table`."""

    def size(self, table: "Table") -> int:
        """Return how many rows a table has."""
        return int(self.fetch(table.aggregate(size=table.count()))["size"][0].as_py())

    @abstractmethod
    def batches(self, table: "Table", rows: int) -> Iterator[list[dict[str, Any]]]:
        """Yield the rows of a table, up to so many at a time, and never hold all of them in this process."""

    @abstractmethod
    def bound(self, memory: str) -> None:
        """Take no more than `memory` ("1GB") from now on: the disk takes what there is no room for."""

    @abstractmethod
    def interrupt(self) -> None:
        """Stop what is being worked out, as another thread may ask: who waits for it gets one of `errors`."""

    def why(self, error: Exception) -> str:
        """Return what one of `errors` says, in a line."""
        return " ".join(str(error).split())[:300]

    def close(self) -> None:
        """Let go of all tables."""
        self.backend.disconnect()

    @abstractmethod
    def _kept(self, name: str, table: "Table") -> "Table":
        """Return a table worked out and kept under a name of its own."""

    def _named(self, stage: str) -> str:
        return f"{stage}_{next(self._numbers)}"


class DuckDB(Engine):
    """DuckDB inside this process; stages are temporary tables.

    What there is no room for in memory goes into a folder of its own among the temporary files, gone when it is closed.
    """

    def __init__(self, *, memory: str | None = None) -> None:
        import ibis
        from duckdb import Error

        self._spilled = Scratch("vendorgraph-")
        limit = {"memory_limit": memory} if memory else {}
        super().__init__(ibis.duckdb.connect(temp_directory=str(self._spilled.path), **limit))
        if self._asked("SELECT current_setting('enable_progress_bar')"):  # it goes to standard output, where results go
            self.backend.raw_sql("SET enable_progress_bar = false")
        self.errors = (Error,)

    def close(self) -> None:
        """See `Engine.close`."""
        super().close()
        self._spilled.close()

    def table(self, rows: Any) -> "Table":
        """See `Engine.table`."""
        import ibis

        return ibis.memtable(rows)

    def fetch(self, table: "Table") -> Any:
        """See `Engine.fetch`."""
        return self.backend.to_pyarrow(table)

    def batches(self, table: "Table", rows: int) -> Iterator[list[dict[str, Any]]]:
        """See `Engine.batches`."""
        found = self.backend.con.execute(self.backend.compile(table))
        while some := found.fetchmany(rows):
            yield [dict(zip(table.columns, row, strict=True)) for row in some]

    def _asked(self, question: str) -> Any:
        (answer,) = self.backend.raw_sql(question).fetchall()
        return answer[0]

    def bound(self, memory: str) -> None:
        """See `Engine.bound`."""
        self.backend.raw_sql(f"SET memory_limit = '{memory}'")

    def interrupt(self) -> None:
        """See `Engine.interrupt`."""
        self.backend.con.interrupt()

    def _kept(self, name: str, table: "Table") -> "Table":
        return self.backend.create_table(name, table, temp=True)


def connect(*, memory: str | None = None) -> Engine:
    """Return an engine, which takes no more than `memory` ("2GB") where that is given.

    Raises `extras.MissingExtra` where its libraries are not installed.
    """
    need("ibis", "scale")
    need("duckdb", "scale")
    return DuckDB(memory=memory)
