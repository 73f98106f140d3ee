"""Sessions of Spark: begun with what plans need, or refused in words; workers counted, and errors told in a line."""

import logging
import os
import shutil
import socket
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit

from vendorgraph.extras import need
from vendorgraph.scale.engine import NoEngine

_LOOPBACK = ("127.0.0.1", "localhost", "::1")

#: Seconds within which something must listen at an address, and a worker take up the application.
ANSWER, WORKER = 5.0, 30.0

#: What plans need of any session, so that rows are those of the other engines.
_MEANING = {"spark.sql.caseSensitive": "true", "spark.sql.session.timeZone": "UTC", "spark.sql.ansi.enabled": "false"}

#: How a driver in this process behaves; what a user sets comes after it.
_DRIVER = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.task.maxFailures": "8",
}


def is_here(master: str) -> bool:
    """Whether all that works for `master` is on this machine."""
    return master.startswith("local") or urlsplit(master).hostname in _LOOPBACK


def start(master: str, settings: Mapping[str, str]) -> Any:
    """Return a session on `master` with the settings of Spark; NoEngine where there can be none."""
    if master.startswith("sc://"):
        need("grpc", "spark")
    elif not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise NoEngine("Spark needs Java 17 or later: install it, or set JAVA_HOME")
    _answering(master)
    asked = _settings(master) | dict(settings)
    _hush()
    session = _connected(master, asked) if master.startswith("sc://") else _apart(lambda: _driven(master, asked))
    if master.startswith("spark://"):
        _await_worker(master, session)
    return session


def _hush() -> None:
    """Keep what talks with Java from printing traces of what is told in a line; some of them go to the root logger."""
    logger = logging.getLogger("py4j")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
    if _of_others not in logging.getLogger().filters:
        logging.getLogger().addFilter(_of_others)


def _of_others(record: logging.LogRecord) -> bool:
    return "py4j" not in Path(record.pathname).parts


def _apart(work: Callable[[], Any]) -> Any:
    """Return what `work` gives in a thread of its own.

    In the main one Spark would take Ctrl-C for itself, and ask Java in the middle of another reply of Java.
    """
    done: Future[Any] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:
            done.set_exception(error)

    Thread(target=run, daemon=True).start()
    return done.result()


def workers(session: Any) -> int:
    """Return how many executors work for a session whose driver is this process."""
    return int(session.sparkContext._jsc.sc().getExecutorMemoryStatus().size()) - 1  # the driver is one


def remove(session: Any, place: str) -> None:
    """Remove a folder of the file system that its address names, as the driver in this process sees it."""
    from py4j.protocol import Py4JError

    context = session.sparkContext
    try:
        path = context._jvm.org.apache.hadoop.fs.Path(place)
        path.getFileSystem(context._jsc.hadoopConfiguration()).delete(path, True)
    except Py4JError:
        return  # the driver is gone, or the folder cannot be written to any longer


def told(error: Exception) -> str:
    """Return what an error of Spark says, without the trace of Java."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    said = [line for line in lines if not line.startswith(("at ", "...", "An error occurred while calling"))]
    return " ".join(said[:2])[:300] or type(error).__name__


def _answering(master: str) -> None:
    """Raise NoEngine where nobody listens at the address."""
    if master.startswith("sc://"):
        parts = urlsplit(master)
        places = [(parts.hostname or "", str(parts.port or 15002))]
    elif master.startswith("spark://"):
        places = [each.rpartition(":")[::2] for each in master.removeprefix("spark://").split(",")]
    else:
        return
    if not any(_open(*place) for place in places):
        raise NoEngine(f"nothing answers at {master}: start it, or write another --master")


def _open(host: str, port: str) -> bool:
    try:
        socket.create_connection((host, int(port)), ANSWER).close()
    except (OSError, ValueError):
        return False
    return True


def _settings(master: str) -> dict[str, str]:
    """What a session begins with: a driver on this machine listens to this machine alone where nobody else calls it."""
    if master.startswith("sc://"):
        return dict(_MEANING)
    made = _MEANING | _DRIVER
    if is_here(master):
        made |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
        made["spark.sql.shuffle.partitions"] = str(max(2, os.cpu_count() or 2))
    return made


def _connected(master: str, settings: Mapping[str, str]) -> Any:
    """A session behind a Spark Connect address."""
    from pyspark.errors import PySparkException
    from pyspark.sql.connect.session import SparkSession

    builder = SparkSession.builder.remote(master)
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
        session.sql("SELECT 1").collect()
    except PySparkException as error:
        raise NoEngine(f"Spark Connect does not answer at {master}: {told(error)}") from error
    return session


def _driven(master: str, settings: Mapping[str, str]) -> Any:
    """A session whose driver is a Java of this process; what Java writes is shown only where it does not start."""
    from py4j.protocol import Py4JError
    from pyspark import SparkConf, SparkContext, java_gateway
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    conf = SparkConf(loadDefaults=False).setMaster(master).setAppName("vendorgraph").setAll(list(settings.items()))
    with TemporaryFile() as log:
        try:
            if SparkContext._gateway is None:
                launch: Any = java_gateway.launch_gateway
                gateway = launch(conf, {"stdout": log, "stderr": log})
                return SparkSession(SparkContext(conf=conf, gateway=gateway))
            return SparkSession(SparkContext(conf=conf))
        except (PySparkException, Py4JError, RuntimeError, ValueError) as error:
            log.seek(0)
            wrong = "UnsupportedClassVersionError" in log.read().decode(errors="replace")
            why = "its Java is too old, it needs Java 17 or later" if wrong else told(error)
            raise NoEngine(f"Spark does not start on {master}: {why}") from error


def _await_worker(master: str, session: Any) -> None:
    end = monotonic() + WORKER
    while not workers(session):
        if monotonic() > end:
            session.stop()
            raise NoEngine(
                f"no worker of {master} took up the work within {WORKER:g} seconds: start one, or free one that is busy"
            )
        sleep(0.1)
