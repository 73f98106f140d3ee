"""`run` runs a command in this process: with the small market, unless it is given other folders.

Snapshots go to a folder of the test session. Commands that need a process of their own are in `test_processes.py`.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from vendorgraph.cli import app
from vendorgraph.cli.session import CACHE

SMALL = str(Path(__file__).parents[1] / "data" / "small")


class Done(NamedTuple):
    """What a command left: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("snapshots")


@pytest.fixture
def run(cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv(CACHE, str(cache))

    def run(*args: str, data: str | None = SMALL) -> Done:
        capsys.readouterr()
        code = app.run([*(["--data", data] if data else []), *args])
        return Done(code, *capsys.readouterr())

    return run
