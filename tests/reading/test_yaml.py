"""YAML to values with lines: the core schema, refusals, and bounds."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorgraph.problems import Invalid, Problem
from vendorgraph.reading.yaml import LARGEST, YamlList, YamlMap, load, parse

LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\ufeff\u2028\u2029")
TEXT = st.text(LETTERS, max_size=20)
SCALARS = st.none() | st.booleans() | st.integers(-(10**17), 10**17) | TEXT | st.floats(1e-90, 1e90)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4), max_leaves=12
)


def problem(text: str) -> Problem:
    with pytest.raises(Invalid) as caught:
        parse(text, "file.yaml")
    [only] = caught.value.problems
    return only


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-7", -7),
        ("0.49", 0.49),
        ("1e3", 1000.0),
        ("no", "no"),
        ("NO", "NO"),
        ("yes", "yes"),
        ("2025-02-30", "2025-02-30"),
        ("2025-06-12", "2025-06-12"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("0x1f", "0x1f"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("٢٠٢٥", "٢٠٢٥"),
        ("9" * 400, "9" * 400),
        ('"12"', "12"),
        ("'true'", "true"),
        ("ميتا", "ميتا"),
        ('"say \\"hi\\" <b> \U0001f600\\n"', 'say "hi" <b> \U0001f600\n'),
    ],
)
def test_plain_values_are_those_of_the_core_schema(text: str, value: object) -> None:
    assert parse(f"key: {text}", "file.yaml") == {"key": value}


def test_lines_count_from_one() -> None:
    says = parse("a: 1\nb:\n  c: 2\n  d: [x,\n    y]\ne:\n- f: 3\n- g\n", "file.yaml")
    assert isinstance(says, YamlMap)
    assert says.lines == {"a": 1, "b": 2, "e": 6}
    assert (says["b"].line, says["b"].lines) == (3, {"c": 3, "d": 4})
    assert isinstance(says["b"]["d"], YamlList)
    assert says["b"]["d"].lines == [4, 5]
    assert (says["e"].lines, says["e"][0].lines) == ([7, 8], {"f": 7})


@given(VALUES)
def test_json_is_read_as_json(value: object) -> None:
    assert parse(json.dumps(value, ensure_ascii=False), "file.yaml") == value


@given(st.text(st.sampled_from("ab:-#[]{},&*!|>'\"%@`?\n \t.0é\x01"), max_size=60))
def test_any_text_gives_values_or_one_problem(text: str) -> None:
    try:
        parse(text, "file.yaml")
    except Invalid as error:
        [only] = error.problems
        assert 1 <= only.line <= text.count("\n") + 2
        assert "\n" not in str(only)


@given(st.binary(max_size=60))
def test_any_bytes_give_values_or_one_problem(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "bytes.yaml"
    file.write_bytes(data)
    try:
        load(file)
    except Invalid as error:
        assert len(error.problems) == 1


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb: [1,\nc: 2\n", "VG004", 2),
        ('a: 1\nb: "open\nc: 2\n', "VG004", 2),
        ("a: 1\nb: c: d\n", "VG004", 2),
        ("ä: é\nb: \x01\n", "VG004", 2),
        ("a: 1\nb:\n  c: 1\n  c: 2\n", "VG005", 4),
        ("a: &x 1\n", "VG006", 1),
        ("a: 1\n<<: *x\n", "VG006", 2),
        ("a: !!binary aGk=\n", "VG007", 1),
        ("a: !!set {x}\n", "VG007", 1),
        ("a: 1\n---\nb: 2\n", "VG009", 2),
        ("? {a: 1}\n: 2\n", "VG010", 1),
    ],
)
def test_what_no_record_needs_is_refused(text: str, code: str, line: int) -> None:
    found = problem(text)
    assert (found.code, found.line) == (code, line)


@pytest.mark.parametrize("text", ["a:\n\tb: 1\n", "\ta: 1\n", "a:\n- \tb: 1\n\tc: 2\n"])
def test_a_tab_is_called_a_tab(text: str) -> None:
    assert problem(text).message == "not YAML, a tab: indent with spaces"


def test_deep_nesting_is_refused_without_going_deep() -> None:
    assert problem("a: " + "[" * 20 + "]" * 20).code == "VG008"
    assert problem("[" * 1_000_000).code in ("VG004", "VG008")
    assert problem("- " * 1_000_000).code in ("VG004", "VG008")
    assert problem("{a: " * 1_000_000).code in ("VG004", "VG008")


def test_a_million_laughs_take_no_time() -> None:
    lines = ["a0: &a0 [" + ", ".join(["ha"] * 10) + "]"]
    lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 10) + "]" for n in range(1, 10)]
    start = time.perf_counter()
    found = problem("\n".join(lines))
    assert (found.code, found.line) == ("VG006", 1)
    assert time.perf_counter() - start < 1


def test_a_line_of_50_megabytes_is_not_even_read(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    with file.open("wb") as out:
        out.truncate(50_000_000)
    start = time.perf_counter()
    with pytest.raises(Invalid) as caught:
        load(file)
    assert [(each.code, each.line) for each in caught.value.problems] == [("VG003", 1)]
    assert time.perf_counter() - start < 1


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    file.write_bytes(b"a: " + b"x" * (LARGEST - 3))
    assert load(file) == {"a": "x" * (LARGEST - 3)}


def test_bytes_that_are_not_utf_8_are_named_with_their_line(tmp_path: Path) -> None:
    file = tmp_path / "latin.yaml"
    file.write_bytes("a: 1\nb: Málaga\n".encode("latin-1"))
    with pytest.raises(Invalid) as caught:
        load(file)
    assert str(caught.value) == f"{file}:2: VG002: byte 0xe1 is not UTF-8: save the file as UTF-8"


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "marked.yaml"
    file.write_bytes("\ufeffa: 1\n".encode())
    assert load(file) == {"a": 1}


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="VG001"):
        load(tmp_path / "missing.yaml")
