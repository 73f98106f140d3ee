"""No room on the disk, no memory, an end in the middle: one line, exit code 2, nothing half-written or left behind."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.benchmarks.generated import write
from tests.imports.large import bods, gleif_nt

#: Bytes that a file may have, fewer than each command writes.
ROOM = 5_000

_RUN = "import sys; from vendorgraph.cli import main; sys.argv[0] = 'vendorgraph'; sys.exit(main())"


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("resources") / "market"
    write(folder, 10_000)
    return folder


@pytest.fixture(scope="module")
def statements(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("statements") / "statements.jsonl"
    bods(file, 20_000, "lines")
    return file


@pytest.fixture(scope="module")
def triples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("triples") / "triples.nt"
    gleif_nt(file, 5_000, "")
    return file


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Starts the command in a process of its own; its temporary files are in the folder `temporary`."""
    (tmp_path / "temporary").mkdir()
    environment = {**os.environ, "PYTHONPATH": ":".join(sys.path), "TMPDIR": str(tmp_path / "temporary")}

    def start(*args: object, room: int | None = None) -> "subprocess.Popen[str]":
        def limited() -> None:
            if room is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

        command = [sys.executable, "-c", _RUN, *map(str, args)]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=environment, stderr=pipe, stdout=pipe, text=True, preexec_fn=limited)

    return start


def left(folder: Path) -> list[str]:
    """What is in a folder, and in its folder `temporary`."""
    names = {path.name for path in folder.iterdir()} - {"temporary"}
    return sorted({*names, *(path.name for path in (folder / "temporary").glob("vendorgraph-*"))})


WRITES = {
    "an import of lines": ("import", "bods", "{statements}", "--columnar", "--out", "{out}"),
    "an import by a process of its own": ("import", "gleif", "{triples}", "--columnar", "--out", "{out}"),
    "a network": ("--data", "{market}", "export", "graphml", "{out}"),
    "tables": ("--data", "{market}", "export", "parquet", "{out}", "--view", "claims"),
    "a scan": ("--data", "{market}", "scan", "--chains", "--memory", "120MB", "--out", "{out}"),
}


@pytest.mark.parametrize("asked", WRITES.values(), ids=WRITES)
def test_a_full_disk(
    asked: tuple[str, ...], market: Path, statements: Path, triples: Path, start: Start, tmp_path: Path
) -> None:
    places = {"market": market, "statements": statements, "triples": triples, "out": tmp_path / "out"}
    process = start(*(each.format(**places) for each in asked), room=ROOM)
    out, said = process.communicate()
    assert process.returncode == 2, said
    assert not out and len(said.strip().splitlines()) == 1
    assert any(words in said.lower() for words in ("too large", "no space left", "the engine gave up"))
    assert left(tmp_path) == []


def test_what_was_there_stays_when_the_disk_is_full(statements: Path, start: Start, tmp_path: Path) -> None:
    few = tmp_path / "few.jsonl"
    bods(few, 10, "lines")
    asked = ("import", "bods", few, "--columnar", "--out", tmp_path / "out")
    assert start(*asked).wait() == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert start("import", "bods", statements, *asked[3:], room=ROOM).wait() == 2
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_too_little_memory_is_said_of_every_command(market: Path, start: Start, tmp_path: Path) -> None:
    process = start("--data", market, "scan", "--memory", "5MB", "--out", tmp_path / "out.parquet")
    _, said = process.communicate()
    assert process.returncode == 2
    assert "the engine gave up" in said and "Traceback" not in said
    assert left(tmp_path) == []


@pytest.mark.parametrize("kill", [signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("command", ["import", "scan"])
def test_a_process_that_is_ended_leaves_nothing_for_ever(
    command: str, kill: signal.Signals, statements: Path, market: Path, start: Start, tmp_path: Path
) -> None:
    few, out = tmp_path / "few.jsonl", tmp_path / "out"
    bods(few, 10, "lines")
    if command == "import":
        slow, quick = (("import", "bods", file, "--columnar", "--out", out) for file in (statements, few))
    else:
        slow = ("--data", market, "scan", "--out", out)
        quick = (*slow, "--chains")
    process = start(*slow)
    _wait_for(lambda: left(tmp_path) != ["few.jsonl"], process)
    process.send_signal(kill)
    process.communicate()
    assert process.returncode == (128 + kill if kill == signal.SIGTERM else -kill)
    assert not out.exists()
    assert (left(tmp_path) == ["few.jsonl"]) == (kill == signal.SIGTERM)
    again = start(*quick)
    again.communicate()
    assert again.returncode == 0
    assert left(tmp_path) == ["few.jsonl", "out"]


def test_a_folder_that_somebody_works_in_is_left_alone(market: Path, start: Start, tmp_path: Path) -> None:
    asked = ("--data", market, "scan", "--chains", "--out")
    first = start(*asked, tmp_path / "first.parquet")
    _wait_for(lambda: bool(left(tmp_path)), first)
    second = start(*asked, tmp_path / "second.parquet")
    for process in (first, second):
        process.communicate()
        assert process.returncode == 0
    assert left(tmp_path) == ["first.parquet", "second.parquet"]


def _wait_for(holds: Callable[[], bool], process: "subprocess.Popen[str]") -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.01)
