"""Very many relations at one hub: an answer in bounded memory, or a message that says what to ask instead."""

import json
from pathlib import Path

import pytest

from tests.benchmarks.generated import write
from vendorgraph.cli import app
from vendorgraph.scale import market, owning

HELD = 20_000
HUB = "e0000000"


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
