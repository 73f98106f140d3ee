"""What only a process of its own shows: start, pipes, full disks, caches, and what is imported."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import SMALL
from vendorgraph import __version__
from vendorgraph.cli.session import CACHE

HEAVY = ("networkx", "numpy", "pandas", "pyoxigraph", "pyvis", "rdflib", "scipy", "yaml")


def vendorgraph(*args: str, cache: Path, **more: object) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, CACHE: str(cache), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "vendorgraph", *args]
    return subprocess.run(command, env=environment, check=False, **{"text": True, "capture_output": True, **more})  # type: ignore[call-overload, no-any-return]


def test_version(tmp_path: Path) -> None:
    for args in (["--version"], ["--data", SMALL, "--version"]):
        done = vendorgraph(*args, cache=tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, f"vendorgraph {__version__}\n", "")


def imported(*args: str, cache: Path) -> set[str]:
    """Top-level modules that a command imports."""
    code = "import sys; from vendorgraph.cli.app import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    environment = {**os.environ, CACHE: str(cache), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code, *args], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout
    return {name.partition(".")[0] for name in done.stderr.split()}


def test_a_warm_start_imports_nothing_heavy(cache: Path) -> None:
    asked = ("--data", SMALL, "conflicts", "northgate")
    vendorgraph(*asked, cache=cache)
    assert imported(*asked, cache=cache).isdisjoint(HEAVY)
    assert "rich" not in imported(*asked, "--format", "json", cache=cache)


def test_help_imports_nothing_heavy(cache: Path) -> None:
    assert imported("--help", cache=cache).isdisjoint(HEAVY)


@pytest.mark.parametrize("args", [("export", "nquads", "-"), ("conflicts", "--all", "--explain")])
def test_a_reader_that_leaves_early_ends_it_quietly_as_shells_do(cache: Path, args: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "vendorgraph", *args]
    environment = {**os.environ, CACHE: str(cache), "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout and process.stderr
    assert process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b"" and process.wait(60) == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("args", [("stats",), ("stats", "--format", "json"), ("export", "graphml", "-")])
def test_a_full_disk_behind_standard_output(cache: Path, args: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123, a device
        done = vendorgraph(
            "--data", SMALL, *args, cache=cache, capture_output=False, stdout=full, stderr=subprocess.PIPE
        )
    assert done.returncode == 2
    assert done.stderr == "vendorgraph: cannot write the output: no space left on device\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_behind_a_file(cache: Path) -> None:
    done = vendorgraph("--data", SMALL, "export", "turtle", "/dev/full", cache=cache)
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and "no space left" in done.stderr
    assert Path("/dev/full").is_char_device()


def test_a_cache_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    done = vendorgraph("--data", SMALL, "stats", cache=blocked / "cache")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_broken_snapshot_is_made_again(tmp_path: Path) -> None:
    first = vendorgraph("--data", SMALL, "stats", cache=tmp_path)
    for file in tmp_path.iterdir():
        file.write_bytes(file.read_bytes()[:100])
    again = vendorgraph("--data", SMALL, "stats", cache=tmp_path)
    assert (again.returncode, again.stderr, again.stdout) == (0, "", first.stdout)


def test_output_is_utf_8_in_any_locale(cache: Path) -> None:
    environment = {**os.environ, CACHE: str(cache), "PYTHONPATH": os.pathsep.join(sys.path), "LC_ALL": "C"}
    environment |= {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for args in (["show", "halcyon"], ["show", "نورثغيتx"]):
        done = subprocess.run(
            [sys.executable, "-m", "vendorgraph", "--data", SMALL, *args],
            env=environment,
            capture_output=True,
            check=False,
        )
        assert b"Traceback" not in done.stderr
        assert "هالسيون" in done.stdout.decode() or done.returncode == 2


def test_interrupted(cache: Path) -> None:
    environment = {**os.environ, CACHE: str(cache), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "vendorgraph", "query", "-"]
    process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(2)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130 and re.fullmatch(r"\s*vendorgraph: interrupted\n", err)


def test_colour_is_for_terminals(cache: Path) -> None:
    done = vendorgraph("--data", SMALL, "conflicts", "northgate", cache=cache)
    assert done.stdout and "\x1b" not in done.stdout
    for settings, coloured in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
        text = on_a_terminal(("--data", SMALL, "conflicts", "northgate"), settings, cache)
        assert "Northgate Labs" in text and ("\x1b[" in text) == coloured, settings


def on_a_terminal(args: tuple[str, ...], settings: dict[str, str], cache: Path) -> str:
    """What a command writes to a terminal of 80 columns."""
    import pty

    main, side = pty.openpty()
    plain = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS", "FORCE_COLOR")}
    environment = {**plain, CACHE: str(cache), "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm", **settings}
    process = subprocess.Popen(
        [sys.executable, "-m", "vendorgraph", *args],
        env=environment,
        stdout=side,
        stderr=side,
        stdin=subprocess.DEVNULL,
    )
    os.close(side)
    read = b""
    try:
        while chunk := os.read(main, 65536):
            read += chunk
    except OSError:  # the other end is closed
        pass
    process.wait(60)
    os.close(main)
    return read.decode()
