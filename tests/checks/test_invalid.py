"""Every example in tests/data/invalid breaks exactly the rule, on exactly the line, that expected.csv says."""

import csv
import shutil
from pathlib import Path

import pytest

from vendorgraph import checks
from vendorgraph.reading.yaml import LARGEST

INVALID = Path(__file__).parents[1] / "data" / "invalid"
BASE = INVALID / "base"
ASIDE = {"base", "expected.csv", "README.md"}
#: Examples too large to keep in the repository.
MADE = {"VG003-too-large.yaml": b"#" * (LARGEST + 1)}

with (INVALID / "expected.csv").open(encoding="utf-8", newline="") as table:
    ROWS = [(row["file"], row["code"], int(row["line"])) for row in csv.DictReader(table)]


def overlay(example: str, folder: Path) -> Path:
    """Lay out an example as a folder; return the file in it that has the problem."""
    name, _, within = example.partition("/")
    if within:
        shutil.copytree(INVALID / name, folder)
        return folder / within
    file = folder / "sources" / name.lower()
    file.parent.mkdir(parents=True)
    file.write_bytes(MADE[name] if name in MADE else (INVALID / name).read_bytes())
    return file


@pytest.mark.parametrize(("example", "code", "line"), ROWS, ids=[row[0] for row in ROWS])
def test_example_breaks_one_rule(example: str, code: str, line: int, tmp_path: Path) -> None:
    file = overlay(example, tmp_path / "overlay")
    found = [(problem.file, problem.code, problem.line) for problem in checks.check([BASE], [tmp_path / "overlay"])]
    assert found == [(str(file), code, line)]


def test_base_is_sound() -> None:
    assert checks.check([BASE]) == []


def test_table_and_files_are_the_same() -> None:
    files = {each.name for each in INVALID.iterdir()} - ASIDE | MADE.keys()
    assert files == {file.partition("/")[0] for file, _, _ in ROWS}
    assert len(files) == len(ROWS) == 138


def test_every_rule_has_an_example_and_every_example_is_named_after_its_rule() -> None:
    assert {code for _, code, _ in ROWS} == checks.RULES.keys()
    assert all(file.startswith(f"{code}-") for file, code, _ in ROWS)
