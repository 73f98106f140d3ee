"""Folders to work in do not outlive their processes for long."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from vendorgraph.scratch import Scratch, scratch

KILLED = """
import os, signal, sys
from pathlib import Path
from vendorgraph.scratch import Scratch

made = Scratch("work-", Path(sys.argv[1]))
(made.path / "half").write_text("half")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_process_left_goes_when_the_next_folder_is_made(tmp_path: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], env=os.environ | path())
    assert killed.returncode == -signal.SIGKILL and len(list(tmp_path.iterdir())) == 1
    with scratch("work-", tmp_path) as mine:
        assert list(tmp_path.iterdir()) == [mine]
    assert not list(tmp_path.iterdir())


def test_a_folder_that_somebody_works_in_stays(tmp_path: Path) -> None:
    first = Scratch("work-", tmp_path)
    second = Scratch("work-", tmp_path)
    assert {first.path, second.path} == set(tmp_path.iterdir())
    first.close()
    second.close()


def test_the_lock_goes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So a removal that is killed is one that the next sweep finishes."""
    made = Scratch("work-", tmp_path)
    for number in range(30):
        (made.path / f"file{number}").touch()
    (made.path / "folder").mkdir()
    (made.path / "folder" / "file").touch()
    unlink, left = os.unlink, []

    def watched(name: Any, **options: Any) -> None:
        if Path(name).name == ".vendorgraph-lock":
            left.extend(each.name for each in made.path.iterdir())
        unlink(name, **options)

    monkeypatch.setattr(os, "unlink", watched)
    made.close()
    assert left == [".vendorgraph-lock"] and not list(tmp_path.iterdir())


def path() -> dict[str, str]:
    """Where a process of its own finds the package."""
    return {"PYTHONPATH": os.pathsep.join(sys.path)}
