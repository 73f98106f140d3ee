"""A scan ends at its deadline or when it is interrupted, in a line, and leaves nothing half-written."""

import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.benchmarks.generated import write

MAIN = (sys.executable, "-c", "import sys; from vendorgraph.cli import main; sys.exit(main())")


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large") / "market"
    write(folder, 20_000)
    return folder


def asked(market: Path, out: Path, *more: str) -> Sequence[str]:
    return (*MAIN, "--data", str(market), "scan", "--out", str(out), *more)


@pytest.fixture(scope="module")
def whole(market: Path, tmp_path_factory: pytest.TempPathFactory) -> float:
    """How many seconds a scan takes here that nothing ends: the tests end one well within them."""
    start = monotonic()
    subprocess.run(asked(market, tmp_path_factory.mktemp("whole") / "conflicts.parquet"), check=True)
    return monotonic() - start


@pytest.mark.parametrize("part", [0.01, 0.4])
def test_the_deadline(part: float, market: Path, whole: float, tmp_path: Path) -> None:
    seconds = f"{whole * part:.2f}"
    out = tmp_path / "conflicts.parquet"
    out.write_bytes(b"what was there before")
    start = monotonic()
    done = subprocess.run(asked(market, out, "--deadline", seconds), capture_output=True, text=True)
    assert done.returncode == 2
    said = f"vendorgraph: stopped after {float(seconds):g} seconds, as --deadline says; nothing was written\n"
    assert done.stderr == said
    assert monotonic() - start < 60
    assert out.read_bytes() == b"what was there before"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("part", [0.3, 0.55])
def test_an_interruption(part: float, market: Path, whole: float, tmp_path: Path) -> None:
    running = subprocess.Popen(asked(market, tmp_path / "conflicts.parquet"), stderr=subprocess.PIPE, text=True)
    sleep(whole * part)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert said.strip() == "vendorgraph: interrupted"
    assert not list(tmp_path.iterdir())


def test_a_terminal_shows_how_far_it_is(tmp_path: Path) -> None:
    write(tmp_path / "market", 500)
    outer, inner = pty.openpty()
    shown = b""
    with subprocess.Popen(
        asked(tmp_path / "market", tmp_path / "conflicts.parquet"),
        stdout=subprocess.DEVNULL,
        stderr=inner,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "200"},
    ):
        os.close(inner)
        try:
            while part := os.read(outer, 10_000):
                shown += part
        except OSError:  # as Linux tells that nobody writes there any longer
            os.close(outer)
    text = shown.decode()
    assert re.findall(r"Resolving the relations: [a-z]+ \.\.\.", text) or "Looking for conflicts" in text
    assert "conflicts.parquet: " in text
