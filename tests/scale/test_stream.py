"""Exports of a columnar market a part after the other: the same bytes, in memory that does not grow with the market."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.benchmarks.generated import write
from tests.imports.large import bods
from vendorgraph import pipeline, vocabulary
from vendorgraph.cli import app
from vendorgraph.formats import FORMATS, Format, Selection
from vendorgraph.scale import market, stream
from vendorgraph.scale.columns import open_folder
from vendorgraph.scale.engine import connect
from vendorgraph.scale.market import whole

STREAMS = [(format, view) for format in FORMATS.values() for view in format.streams]


def written(format: Format, selection: Selection) -> bytes:
    out = io.BytesIO()
    format.write(selection, out)
    return out.getvalue()


def test_which_formats_stream() -> None:
    assert {(format.name, view) for format, view in STREAMS} == {
        *((name, view) for name in ("graphml", "gexf", "neo4j", "csv", "parquet") for view in ("relations", "claims")),
        ("nquads", "claims"),
    }


@pytest.mark.parametrize("generated", [False, True])
@pytest.mark.parametrize(("format", "view"), STREAMS)
def test_the_same_bytes(
    format: Format, view: str, generated: bool, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if generated:
        write(folder := tmp_path / "generated", 100)
    monkeypatch.setattr(stream, "ROWS", 37)
    columns = open_folder(folder, connect(), vocabulary.read())
    records = whole(columns) if columns.noted else replace(whole(columns), digest="")
    if view == "claims":
        wanted, found = Selection(records), stream.claims_of(columns)
    else:
        wanted = Selection(records, pipeline.relations(records), searched=False)
        found = stream.relations_of(columns, None, None)
    assert written(format, found) == written(format, wanted)
    assert len(list(found.parts("lines"))) > 1


def test_the_command_streams(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "market.graphml"
    assert app.run(["--data", str(folder), "export", "graphml", str(out)]) == 0
    assert out.read_text("utf-8").rstrip().endswith("</graphml>")
    assert "graphml, relations of" in capsys.readouterr().err


def test_relations_of_a_market_that_is_too_large_for_memory(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All tables but conflicts, which `scan` finds."""
    asked = ["--data", str(folder), "export", "parquet", "--view", "relations"]
    assert app.run([*asked, str(tmp_path / "small")]) == 0
    monkeypatch.setattr(market, "WHOLE", 10)
    capsys.readouterr()
    assert app.run([*asked, str(tmp_path / "large")]) == 0
    assert "`scan` finds them" in capsys.readouterr().err
    small, large = ({path.name: path.read_bytes() for path in (tmp_path / n).iterdir()} for n in ("small", "large"))
    assert set(small) - set(large) == {"conflicts.parquet"}
    assert all(small[name] == content for name, content in large.items())


def test_tables_of_tables_are_the_same_market(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Written from a market that is too large for memory, of which the view need not be named."""
    write(tmp_path / "first", 300)
    with monkeypatch.context() as patch:
        patch.setattr(stream, "ROWS", 37)
        patch.setattr(market, "WHOLE", 100)
        for one, other in (("first", "second"), ("second", "third")):
            assert app.run(["--data", str(tmp_path / one), "export", "parquet", str(tmp_path / other)]) == 0
    first, second, third = (pipeline.read([tmp_path / name]) for name in ("first", "second", "third"))
    assert first.claims and first == second == third
    names = sorted(path.name for path in (tmp_path / "second").iterdir())
    assert names == [f"{name}.parquet" for name in ("claims", "entities", "identities", "market", "sources")]
    assert all((tmp_path / "second" / n).read_bytes() == (tmp_path / "third" / n).read_bytes() for n in names)


def test_an_import_can_be_exported_and_is_the_same_market(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bods(tmp_path / "statements.jsonl", 300, "lines")
    imported = ["import", "bods", str(tmp_path / "statements.jsonl"), "--columnar", "--out", str(tmp_path / "first")]
    assert app.run(imported) == 0
    with monkeypatch.context() as patch:
        patch.setattr(market, "WHOLE", 100)
        assert app.run(["--data", str(tmp_path / "first"), "export", "parquet", str(tmp_path / "second")]) == 0
    first, second = (pipeline.read([tmp_path / name]) for name in ("first", "second"))
    assert len(first.claims) == 600 and first == second


@pytest.mark.parametrize(("format", "view"), [("graphml", ["--view", "claims"]), ("parquet", ["--view", "claims"])])
def test_the_disk_takes_what_memory_has_no_room_for(format: str, view: list[str], tmp_path: Path) -> None:
    """Ten times the market in less than twice the memory."""
    peaks = []
    for size in (10_000, 100_000):
        folder = tmp_path / str(size)
        write(folder, size)
        peaks.append(_peak(["--data", str(folder), "export", format, str(tmp_path / f"{size}.out"), *view]))
    assert peaks[1] < 2 * peaks[0], peaks


def _peak(args: list[str]) -> int:
    """The most memory that a command takes, in MiB."""
    run = "import sys; from tests.benchmarks.memory import peak; from vendorgraph.cli import app; "
    run += "code = app.run(sys.argv[1:]); print(peak()); sys.exit(code)"
    environment = {"PYTHONPATH": ":".join(sys.path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", run, *args], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout.split()[-1])
