"""`control` on a folder of tables answers over arrays what the readable analysis answers, and says how."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.generated import write
from vendorgraph.cli import app
from vendorgraph.scale import owning

Control = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def control(capsys: pytest.CaptureFixture[str]) -> Control:
    def run(folder: Path, *args: str) -> tuple[int, Any, str]:
        code = app.run(["--data", str(folder), "control", *args, "--format", "json"])
        out, err = capsys.readouterr()
        return code, json.loads(out) if out else None, err

    return run


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("owning") / "market"
    write(folder, 200)
    return folder


def rounded(said: Any) -> Any:
    if isinstance(said, float):
        return round(said, 9)
    if isinstance(said, list):
        return [rounded(each) for each in said]
    return {key: rounded(each) for key, each in said.items()} if isinstance(said, dict) else said


@pytest.mark.parametrize("args", [["e0000000"], ["e0000051"], ["e0000120"], ["e0000012", "--convention", "brioschi"]])
def test_the_same_answer_as_the_readable_one(
    generated: Path, control: Control, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    code, wanted, said = control(generated, *args)
    assert code == 0 and wanted["integrated"] and not said
    monkeypatch.setattr(owning, "READABLE", 0)
    code, found, said = control(generated, *args)
    assert code == 0 and "the series settled after" in said
    for excess in wanted.get("excess", ()):
        excess["holdings"] = []  # without the claims of each holding
    assert rounded(found) == rounded(wanted)


def test_the_same_control_of_all(generated: Path, control: Control, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = control(generated)[1]["control"]
    monkeypatch.setattr(owning, "READABLE", 0)
    code, found, said = control(generated)
    assert code == 0 and "name an entity" in said
    assert found["control"] == wanted and len(wanted) > 20


def test_a_day_before_anything_was_known(generated: Path, control: Control, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owning, "READABLE", 0)
    code, found, _ = control(generated, "e0000000", "--known-by", "2020-01-01")
    assert code == 0 and found["control"] == found["integrated"] == found["close_links"] == []


def test_what_is_not_answered_at_this_size(generated: Path, control: Control, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owning, "READABLE", 0)
    for option in (["--owners"], ["--explain"], ["--blocked", "e0000000"], ["--convention", "simple"]):
        code, found, said = control(generated, "e0000051", *option)
        assert code == 2 and found is None and "markets of up to 0 holdings" in said


def test_too_many_close_links_are_counted(generated: Path, control: Control, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owning, "READABLE", 0)
    whole = control(generated, "e0000000")[1]["close_links"]
    monkeypatch.setattr(owning, "LINKS", 0)
    _, found, said = control(generated, "e0000000")
    through = [each for each in whole if each["through"] == "e0000000"]
    assert through and f"{len(through)} close links through e0000000" in said
    assert found["close_links"] == [each for each in whole if each not in through]
