"""A Spark standalone cluster of processes on loopback: rows equal to DuckDB's, also when a worker dies in mid-scan."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pyspark
import pytest
from pyarrow import parquet

from tests.benchmarks.generated import write

ENTITIES = 10_000
MAIN = (sys.executable, "-c", "import sys; from vendorgraph.cli import main; sys.exit(main())")
SPARK_CLASS = Path(pyspark.__file__).parent / "bin" / "spark-class"
DEPLOY = "org.apache.spark.deploy"


class Cluster:
    """A master and two workers, each with the core and the memory for one executor."""

    def __init__(self, folder: Path, ended: ExitStack) -> None:
        self._folder, self._ended = folder, ended
        port, page = free_ports(2)
        self.address = f"spark://127.0.0.1:{port}"
        self._started("Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", str(page))
        wait_for(lambda: listens(port), 60, "the master does not listen")
        self.workers = [self._worker(name) for name in ("one", "two")]

    def _worker(self, name: str) -> "subprocess.Popen[bytes]":
        page = str(free_ports(1)[0])
        place = ("--work-dir", str(self._folder / name), "--webui-port", page)
        return self._started("Worker", "--host", "127.0.0.1", "-c", "1", "-m", "1g", *place, self.address)

    def _started(self, what: str, *args: str) -> "subprocess.Popen[bytes]":
        log = self._ended.enter_context((self._folder / f"{what}-{len(args)}-{monotonic()}.log").open("wb"))
        command = [str(SPARK_CLASS), f"{DEPLOY}.{what.lower()}.{what}", *args]
        environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "512m"}
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        self._ended.callback(ended, process)
        return process


def ended(process: "subprocess.Popen[bytes]") -> None:
    """End a process and those that it started, each by its id."""
    below = children(process.pid)
    for pid in (process.pid, *below):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait(30)


def children(pid: int) -> list[int]:
    """The processes that one has started, with theirs."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *children(child)]
    return found


def free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_for(ready: Callable[[], Any], seconds: float, otherwise: str) -> None:
    end = monotonic() + seconds
    while not ready():
        assert monotonic() < end, otherwise
        sleep(0.1)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with ExitStack() as ended_:
        yield Cluster(tmp_path, ended_)


def rows(file: Path) -> list[dict[str, Any]]:
    return sorted(parquet.read_table(file).to_pylist(), key=repr)


def test_the_answer_is_right_although_a_worker_dies(cluster: Cluster, tmp_path: Path) -> None:
    write(tmp_path / "market", ENTITIES)
    scan = (*MAIN, "--data", str(tmp_path / "market"), "scan", "--out")
    expected, found = tmp_path / "expected.parquet", tmp_path / "found.parquet"
    subprocess.run([*scan, str(expected)], check=True, capture_output=True)
    stages = tmp_path / "stages"
    stages.mkdir()
    settings = {
        "spark.executor.memory": "768m",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.codegen.wholeStage": "false",
        "spark.executor.extraJavaOptions": "-XX:+UseSerialGC",
        "spark.driver.extraJavaOptions": "-XX:+UseSerialGC",
    }
    spark = ["--engine", "spark", "--master", cluster.address, "--stages", f"file://{stages}"]
    spark += [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
    with subprocess.Popen([*scan, str(found), *spark], stderr=subprocess.PIPE, text=True) as running:
        wait_for(lambda: len(list(stages.glob("*/*/_SUCCESS"))) >= 30 or running.poll() is not None, 200, "no stages")
        assert running.poll() is None, "the scan was over before a worker could be killed"
        victim = cluster.workers[0]
        executors = [pid for pid in children(victim.pid) if "CoarseGrainedExecutor" in command_of(pid)]
        assert executors, "the worker that is killed had no work"
        ended(victim)
        _, said = running.communicate(timeout=500)
    assert running.returncode == 0, said
    assert rows(expected)
    assert rows(found) == rows(expected)
    assert not list(stages.iterdir())


def command_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
