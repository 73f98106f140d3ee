"""Spark as an engine: on this machine, on a cluster, or behind a Spark Connect address.

A stage is written as Parquet to a folder that all workers see, and read back from there. That cuts the plan, which
Spark's planner would otherwise go through again for all that builds on it. And it outlives a worker: what a lost one
was working on is worked out by another, and what it had finished is in the folder.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from threading import Event, Thread
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from vendorgraph.extras import need
from vendorgraph.scale import sparksession
from vendorgraph.scale.engine import Engine, NoEngine
from vendorgraph.scratch import Scratch

if TYPE_CHECKING:
    from ibis.expr.types import Table

#: All cores of this machine.
LOCAL = "local[*]"

#: Seconds without a worker after which nobody waits for one any longer.
ALONE = 60.0

#: Seconds that a session has to end.
LAST = 20.0


class Spark(Engine):
    """A Spark session that this engine ends; stages are Parquet files below `stages`, which all workers see.

    `scratch` is the folder of this process to remove at the end.
    """

    def __init__(self, session: Any, master: str, stages: str, scratch: Scratch) -> None:
        import ibis
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        super().__init__(ibis.pyspark.connect(session))
        self.session, self.master = session, master
        self._stages, self._scratch = stages, scratch
        self.errors = (PySparkException, Py4JError)
        self._ended, self._alone = Event(), Event()
        if master.startswith("spark://"):
            Thread(target=self._look_after_workers, daemon=True).start()

    def close(self) -> None:
        """See `Engine.close`; what is left in a folder of stages behind a Spark Connect address stays there."""
        self._ended.set()
        # In a thread of its own, which has its own connection to Java: Ctrl-C may have cut that of this one in a reply.
        last = Thread(target=self._stop, daemon=True)
        last.start()
        last.join(LAST)
        self._scratch.close()

    def read(self, place: str) -> "Table":
        """See `Engine.read`; also of an address that Spark reads, such as s3a://bucket/claims.parquet."""
        return self._table("read", self.session.read.parquet(place))

    def table(self, rows: Any) -> "Table":
        """See `Engine.table`."""
        from pyspark.sql.pandas.types import from_arrow_schema

        return self._table("given", self.session.createDataFrame(rows, from_arrow_schema(rows.schema)))

    def fetch(self, table: "Table") -> Any:
        """See `Engine.fetch`."""
        return self._frame(table).toArrow()

    def batches(self, table: "Table", rows: int) -> Iterator[list[dict[str, Any]]]:
        """See `Engine.batches`."""
        found = (row.asDict() for row in self._frame(table).toLocalIterator())
        while some := list(islice(found, rows)):
            yield some

    def bound(self, memory: str) -> None:
        """Change nothing: a session has the memory that it was given at its start (spark.driver.memory)."""

    def interrupt(self) -> None:
        """See `Engine.interrupt`."""
        if self.master.startswith("sc://"):
            self.session.interruptAll()
        else:
            self.session.sparkContext.cancelAllJobs()

    def why(self, error: Exception) -> str:
        """See `Engine.why`."""
        if self._alone.is_set():
            return f"all workers of {self.master} are lost, and none has come back for {ALONE:g} seconds"
        return sparksession.told(error)

    def _kept(self, name: str, table: "Table") -> "Table":
        frame, place = self._frame(table), f"{self._stages}/{name}"
        frame.write.parquet(place)
        return self._table(name, self.session.read.schema(frame.schema).parquet(place))

    def _stop(self) -> None:
        with suppress(*self.errors):
            self.interrupt()
            if not self.master.startswith("sc://"):
                sparksession.remove(self.session, self._stages)
            self.session.stop()

    def _table(self, name: str, frame: Any) -> "Table":
        view = self._named(name)
        frame.createOrReplaceTempView(view)
        return self.backend.table(view)

    def _frame(self, table: "Table") -> Any:
        """The rows with the types of the plan: Spark counts in 32 bits, and gives an empty array no type."""
        from ibis.backends.pyspark.datatypes import PySparkType

        frame = self.session.sql(self.backend.compile(table))
        return frame.select(*(frame[name].cast(PySparkType.from_ibis(kind)) for name, kind in table.schema().items()))

    def _look_after_workers(self) -> None:
        """Spark waits for a worker for ever: end that wait when all have been lost for a while."""
        patience = ALONE
        while not self._ended.wait(1.0):
            try:
                patience = ALONE if sparksession.workers(self.session) else patience - 1.0
                if patience <= 0:
                    self._alone.set()
                    self.interrupt()
            except self.errors:
                return  # the session is no more


def connect(master: str = LOCAL, *, stages: str | None = None, settings: Mapping[str, str] | None = None) -> Spark:
    """Return an engine on `master`: "local[2]", "spark://host:port", any other master, or "sc://host:port" for Connect.

    `stages` is a folder or an address that all workers see; without one it is a temporary folder, which is enough
    where all of them are on this machine. `settings` are Spark's own. Raises NoEngine where nothing answers, no worker
    is free or there is no Java, and `extras.MissingExtra` where PySpark is not installed.
    """
    need("ibis", "spark")
    need("pyspark", "spark")
    if not (sparksession.is_here(master) or stages):
        raise NoEngine(f"{master} is not on this machine: name a folder that all its workers see with --stages")
    session = sparksession.start(master, dict(settings or {}))
    scratch = Scratch("vendorgraph-")
    place = stages.rstrip("/") if stages else f"file://{scratch.path}"
    return Spark(session, master, f"{place}/vendorgraph-{uuid4().hex}", scratch)
