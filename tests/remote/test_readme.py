"""The README's commands against a server of one's own, as they stand there."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.remote.foreign import free_port, program, wait
from tests.web.servers import environment

README = Path(__file__).resolve().parents[2] / "README.md"
ADDRESS = "localhost:7878"


def run(line: str, folder: Path) -> str:
    """Run one line in a folder and return what it prints."""
    name, *args = shlex.split(line)
    command = [program(), *args] if name == "oxigraph" else [sys.executable, "-m", name, *args]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, (line, done.stderr)
    return done.stdout


def test_the_commands_of_the_readme(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = README.read_text(encoding="utf-8").partition("### Against your own SPARQL server")[2].partition("\n## ")[0]
    port = free_port()
    text = text.replace(ADDRESS, f"127.0.0.1:{port}")
    loading, asking = (block.splitlines() for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL))
    (script,) = re.findall(r"```py\n(.*?)```", text, re.DOTALL)
    *before, serving = loading
    for line in before:
        run(line, tmp_path)
    with subprocess.Popen([program(), *shlex.split(serving)[1:]], cwd=tmp_path, stderr=subprocess.DEVNULL) as process:
        try:
            wait(process, port)
            assert len(asking) == 4
            for line in asking:
                there = run(line, tmp_path)
                assert len(there.splitlines()) > 3
                assert there == run(re.sub(r"--endpoint \S+ ", "", line), tmp_path)
            exec(script, {})
        finally:
            process.terminate()
    assert "Conflicts of interest of Google" in capsys.readouterr().out
