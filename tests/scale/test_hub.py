"""Very many relations at one hub: an answer in bounded memory, or a message that says what to ask instead."""

import json
from pathlib import Path

import pytest
from pyarrow import parquet

from tests.benchmarks.generated import write
from vendorgraph.cli import app
from vendorgraph.scale import market, owning
from vendorgraph.scale.ties import owners

HELD = 20_000
HUB, LAB = "e0000000", "e0019951"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hub") / "market"
    write(folder, HELD * 5 // 4, hub=HELD)
    return folder


def test_control_of_the_hub(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["--data", str(folder), "control", HUB, "--format", "json"]) == 0
    out, said = capsys.readouterr()
    found = json.loads(out)
    assert len(found["integrated"]) == HELD
    assert {each["holder"] for each in found["integrated"]} == {HUB}
    assert f"close links through {HUB}, any two of what it holds, are not listed" in said


def test_control_of_one_of_what_it_holds(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["--data", str(folder), "control", "e0001001", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(each["holder"], each["company"]) for each in found["integrated"]] == [(HUB, "e0001001")]


def test_more_shares_than_are_listed(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owning, "SHARES", HELD // 2)
    assert app.run(["--data", str(folder), "control", HUB]) == 2
    assert f"{HUB} has or gives {HELD:,} integrated shares, and 10,000 are listed at most" in capsys.readouterr().err


def test_a_scan_and_the_conflicts_beside_the_hub(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the hub holds is on the ways of many ties, and the answer of one lab stays small."""
    labs, out = tmp_path / "labs", tmp_path / "conflicts.parquet"
    labs.write_text(LAB, encoding="utf-8")
    bounds = ["--customers", str(labs), "--memory", "512MB", "--min-level", "low"]
    assert app.run(["--data", str(folder), "scan", *bounds, "--out", str(out)]) == 0
    capsys.readouterr()
    assert app.run(["--data", str(folder), "conflicts", LAB, "--min-level", "low", "--format", "json"]) == 0
    told = {(each["vendor"], each["rival"]) for each in json.loads(capsys.readouterr().out)["conflicts"]}
    found = parquet.read_table(out, columns=["vendor", "rival"]).to_pylist()
    assert told and {(each["vendor"], each["rival"]) for each in found} == told


def test_a_scan_of_more_common_owners_than_are_looked_at(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owners, "MEETINGS", 10)
    labs, out = tmp_path / "labs", tmp_path / "conflicts.parquet"
    labs.write_text("e0000001", encoding="utf-8")
    scan = ["--data", str(folder), "scan", "--customers", str(labs), "--out", str(out)]
    assert app.run(scan) == 2
    _, said = capsys.readouterr()
    assert "times, and 10 are looked at at most" in said and len(said.splitlines()) == 1
    assert list(tmp_path.iterdir()) == [labs]
    assert app.run([*scan, "--min-level", "high"]) == 0


@pytest.mark.parametrize("args", [["show", HUB], ["paths", HUB, "e0000001"], ["export", "dot", "-"]])
def test_what_does_not_fit_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    for bound in ("WHOLE", "PART"):
        monkeypatch.setattr(market, bound, HELD // 2)
    assert app.run(["--data", str(folder), *args]) == 2
    out, said = capsys.readouterr()
    assert not out
    assert "10,000 are read into memory at most" in said and len(said.splitlines()) == 1
