"""A sign of life for slow work on a terminal, and silence everywhere else."""

import io
import sys
import time

import pytest

from vendorgraph.cli import progress
from vendorgraph.cli.progress import slow


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error as a terminal, and work that counts as slow at once; called in the test, as pytest sets it too."""
    stream = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "DELAY", 0.02)
    monkeypatch.setattr(sys, "stderr", stream)
    return stream


def test_slow_work_is_announced_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = terminal(monkeypatch)
    with slow("Reading the market"):
        time.sleep(0.3)
    assert "Reading the market ..." in stream.getvalue()


def test_quick_work_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = terminal(monkeypatch)
    with slow("Reading the market"):
        pass
    time.sleep(0.1)
    assert stream.getvalue() == ""


def test_files_and_pipes_stay_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "DELAY", 0.0)
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with slow("Reading the market"):
        time.sleep(0.1)
    assert stream.getvalue() == ""


def test_an_error_stops_the_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = terminal(monkeypatch)
    with pytest.raises(ValueError, match="broken"), slow("Reading the market"):
        time.sleep(0.2)
        raise ValueError("broken")
    written = stream.getvalue()
    time.sleep(0.2)
    assert stream.getvalue() == written
