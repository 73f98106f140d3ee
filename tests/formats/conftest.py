"""`read_with_node` reads a file by the JavaScript tools of tests/formats/node, which npm installs at the first use."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "node"

ReadWithNode = Callable[[str, bytes], Any]


@pytest.fixture(scope="session")
def readers() -> Path:
    """The script that reads files; without node the test fails in CI, and is skipped elsewhere with the reason."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            missing = f"{program} is not installed: the JavaScript tools cannot read what was exported"
            pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    installed, wanted = FOLDER / "node_modules" / ".package-lock.json", FOLDER / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < wanted.stat().st_mtime:
        done = subprocess.run(["npm", "ci"], cwd=FOLDER, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr
    return FOLDER / "read.mjs"


@pytest.fixture
def read_with_node(readers: Path, tmp_path: Path) -> ReadWithNode:
    def read(format: str, data: bytes) -> Any:
        file = tmp_path / f"exported.{format}"
        file.write_bytes(data)
        done = subprocess.run(["node", readers, format, file], capture_output=True, timeout=120)
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)

    return read


@pytest.fixture(scope="session")
def ftm_python() -> Path:
    """The Python of an environment with the library of FollowTheMoney, made at the first use."""
    folder = Path(__file__).parent / "ftm"
    environment, wanted = folder / ".venv", folder / "requirements.txt"
    python, done = environment / "bin" / "python", environment / "installed.txt"
    if not done.exists() or done.read_text() != wanted.read_text():
        subprocess.run([sys.executable, "-m", "venv", "--clear", environment], check=True)
        install = [python, "-m", "pip", "install", "--quiet", "--only-binary", ":all:", "-r", wanted]
        made = subprocess.run(install, capture_output=True, text=True, timeout=600)
        assert made.returncode == 0, made.stderr
        done.write_text(wanted.read_text())
    return python
