"""R15: the table of levels, its cases, and the tables that are refused."""

from pathlib import Path

import pytest

from tests.markets import words
from vendorgraph.analysis.levels import BUNDLED, Case, InvalidLevels, cases, level_of, read_levels
from vendorgraph.analysis.model import LEVELS, TIMINGS, VERDICTS
from vendorgraph.analysis.ties.registry import KINDS


@pytest.mark.parametrize(
    ("verdict", "timing", "tie", "degree", "share", "level"),
    [
        ("established", "concurrent", "control", "majority", None, "critical"),
        ("established", "concurrent", "votes", "votes", 0.05, "critical"),
        ("established", "concurrent", "votes", "votes", 0.04, "medium"),
        ("established", "residual", "votes", "votes", 0.3, "high"),
        ("established", "concurrent", "board", "seat", None, "critical"),
        ("established", "concurrent", "board", "kept seat", None, "critical"),
        ("established", "concurrent", "board", "observer", None, "low"),
        ("established", "concurrent", "same-company", "same company", None, "critical"),
        ("established", "residual", "board", "seat", None, "high"),
        ("possible", "concurrent", "board", "seat", None, "medium"),
        ("established", "past", "board", "seat", None, "medium"),
        ("established", "prospective", "control", "majority", None, "medium"),
        ("established", "concurrent", "ownership", "stake", 0.2, "high"),
        ("established", "residual", "ownership", "stake", 0.49, "high"),
        ("established", "concurrent", "ownership", "stake", 0.19, "medium"),
        ("established", "concurrent", "ownership", "stake", 0.0, "medium"),
        ("possible", "concurrent", "ownership", "stake", 0.49, "medium"),
        ("established", "past", "ownership", "stake", 0.49, "medium"),
        ("established", "residual", "person", "executive moved", None, "high"),
        ("established", "concurrent", "person", "executive in both", None, "high"),
        ("possible", "concurrent", "person", "executive moved", None, "medium"),
        ("established", "past", "person", "executive moved", None, "medium"),
        ("established", "concurrent", "person", "other", None, "low"),
        ("established", "concurrent", "group", "group", None, "medium"),
        ("established", "concurrent", "common-owner", "common owner", 0.2, "medium"),
        ("established", "concurrent", "common-owner", "common owner", 0.19, "low"),
        ("established", "concurrent", "common-owner", "common owner", 0.0, "low"),
        ("established", "concurrent", "commerce", "customer", None, "low"),
        ("established", "concurrent", "supplier-chain", "own supplier", None, "low"),
        ("refuted", "concurrent", "control", "majority", None, "low"),
    ],
)
def test_the_level_of_a_case(verdict: str, timing: str, tie: str, degree: str, share: float | None, level: str) -> None:
    assert level_of(read_levels(), Case(verdict, timing, tie, degree, share)) == level


def test_all_cases_are_gone_through() -> None:
    found = list(cases(read_levels()))
    shares = 3  # nothing, and the two bounds of the table
    sorts = sum(len(kind.degrees) * (shares if kind.measured else 1) for kind in KINDS.values())
    assert len(found) == len(set(found)) == len(VERDICTS) * len(TIMINGS) * sorts


def test_the_words_are_those_of_the_ontology() -> None:
    schemes = words().schemes
    assert (tuple(schemes["verdict"]), tuple(schemes["timing"]), tuple(schemes["level"])) == (VERDICTS, TIMINGS, LEVELS)


def test_the_bundled_table_reads_like_any_other(tmp_path: Path) -> None:
    copy = tmp_path / "levels.toml"
    copy.write_text(BUNDLED.read_text(encoding="utf-8"), encoding="utf-8")
    assert read_levels(copy).rules == read_levels().rules


def rule(level: str, *conditions: str) -> str:
    return "\n".join(["[[rule]]", f'level = "{level}"', 'why = "x"', *conditions, ""])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (rule("high", 'tie = ["control"]'), "no rule covers established, concurrent, same-company (same company)"),
        (rule("low") + rule("high"), "rule 2 (high: x) can never decide: remove it or move it up"),
        (rule("high", 'tie = ["control"]', 'degree = ["seat"]') + rule("low"), "rule 1 (high: x) can never decide"),
        (rule("high", 'tie = ["control"]', "min_share = 0.5") + rule("low"), "rule 1 (high: x) can never decide"),
        (rule("urgent"), "rule 1: level 'urgent' is unknown: write one of critical, high, medium, low"),
        (rule("high", 'tie = ["boad"]'), "rule 1: tie 'boad' is unknown: write one of same-company, control"),
        (rule("high", "min_share = 20"), "rule 1: min_share 20.0 is not a fraction: write 0 to 1"),
        (rule("high", 'kind = "board"'), "unknown field `kind`"),
        ('[[rule]]\nlevel = "high"\n', "missing required field `why`"),
        ("[[rule]\n", "levels.toml: "),
        ("", "missing required field `rule`"),
    ],
)
def test_tables_that_are_refused_say_so_in_one_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "levels.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidLevels) as error:
        read_levels(path)
    assert message in str(error.value) and "levels.toml" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_gap_between_shares_is_found(tmp_path: Path) -> None:
    path = tmp_path / "levels.toml"
    others = ", ".join(f'"{name}"' for name in KINDS if name != "ownership")
    path.write_text(
        f'[[rule]]\nlevel = "low"\nwhy = "others"\ntie = [{others}]\n'
        '[[rule]]\nlevel = "high"\nwhy = "large"\ntie = ["ownership"]\nmin_share = 0.2\n',
        encoding="utf-8",
    )
    with pytest.raises(
        InvalidLevels, match=r"no rule covers established, concurrent, ownership \(stake\), share 0 or more"
    ):
        read_levels(path)


def test_a_file_that_is_not_text_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "levels.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InvalidLevels):
        read_levels(path)
    with pytest.raises(FileNotFoundError):
        read_levels(tmp_path / "none.toml")
