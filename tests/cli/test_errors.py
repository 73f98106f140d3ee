"""What users get wrong: one clear line on standard error, the right exit code, nothing on standard output."""

import os
import re
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import SMALL, Run

#: Arguments, exit code, and words of the one line that they give.
WRONG = [
    (["bogus"], 2, "no command is called 'bogus': the commands are conflicts, scan, vendors, diff"),
    (["conflict", "northgate"], 2, "did you mean conflicts?"),
    (["--nonsense"], 2, "--nonsense"),
    (["conflicts"], 2, "name a lab, such as google, or write --all"),
    (["conflicts", "northgate", "--all"], 2, "write northgate or --all, not both"),
    (["conflicts", "lena-fisch"], 2, "Lena Fisch is a person and buys from no vendor: name a company"),
    (["vendors", "--for", "lena-fisch"], 2, "buys from no vendor"),
    (["diff", "--from", "2025-06-01", "--to", "2025-06-02", "--for", "lena-fisch"], 2, "buys from no vendor"),
    (["conflicts", "nortgate"], 2, "no entity is called 'nortgate': did you mean northgate"),
    (["conflicts", "zzzz"], 2, "no entity is called 'zzzz': none has a name like it"),
    (["show", "compass"], 2, "'compass' may be compass (Compass, product), meridian"),
    (["show", ""], 2, "no entity is called ''"),
    (["show"], 2, "Missing argument"),
    (["conflicts", "northgate", "--vendor", "nobody"], 2, "no entity is called 'nobody'"),
    (["conflicts", "northgate", "--as-of", "2025-06"], 2, "'2025-06' is not exact to the day: write a day of it"),
    (["conflicts", "northgate", "--as-of", "2025"], 2, "such as 2025-01-01 or 2025-12-31"),
    (["show", "northgate", "--known-by", "2025-02-30"], 2, "--known-by: '2025-02-30' is not in the calendar"),
    (["show", "northgate", "--as-of", "20 June 2025"], 2, "'20 June 2025' is not a day: write YYYY-MM-DD"),
    (["show", "northgate", "--as-of", "٢٠٢٥-٠٦-٢٠"], 2, "--as-of"),
    (["conflicts", "northgate", "--min-level", "severe"], 2, "'severe' is none of critical, high, medium, low"),
    (["conflicts", "northgate", "--fail-on", "severe"], 2, "--fail-on: 'severe' is none of"),
    (["conflicts", "northgate", "--format", "yaml"], 2, "'yaml'"),
    (["conflicts", "northgate", "--max-hops", "0"], 2, "0 is not in the range x>=1"),
    (["conflicts", "northgate", "--levels", "no.toml"], 2, "'no.toml' does not exist"),
    (["conflicts", "northgate", "--explain", "--format", "json"], 2, "--explain writes sentences: write"),
    (["conflicts", "northgate", "--lang", "ar"], 2, "--lang is that of explanations and memos"),
    (["conflicts", "northgate", "--explain", "--lang", "fr"], 2, "'fr' is not one of 'en', 'ar'"),
    (["conflicts", "northgate", "--what-if", "no.yaml"], 2, "'no.yaml' does not exist"),
    (["conflicts", "northgate", "--dispositions", "no.yaml"], 2, "'no.yaml' does not exist"),
    (["vendors"], 2, "Missing option '--for'"),
    (["vendors", "--for", "nortgate"], 2, "did you mean northgate"),
    (["diff", "--from", "2025-06-02", "--to", "2025-06-01"], 2, "--from 2025-06-02 is after --to 2025-06-01"),
    (["diff", "--from", "2025-06", "--to", "2025-07-01"], 2, "--from: '2025-06' is not exact to the day"),
    (["diff", "--from", "2025-06-01"], 2, "Missing option '--to'"),
    (["diff", "--from", "2025-06-01", "--to", "2025-06-02", "--as-of", "2025-06-01"], 2, "--as-of goes from --from to"),
    (["diff", "--from", "2025-06-01", "--to", "2025-06-02", "--clock", "wall"], 2, "'wall' is not one of 'as-of'"),
    (["paths", "halcyon", "halcyon"], 2, "both ends are halcyon: name two entities"),
    (["paths", "halcyon", "pinecrest", "--status", "live"], 2, "--status: 'live' is none of current, planned"),
    (["paths", "halcyon", "pinecrest", "--certainty", "sure"], 2, "--certainty: 'sure' is none of official"),
    (["paths", "halcyon", "pinecrest", "--since", "2025"], 2, "--since: '2025' is not exact to the day"),
    (
        ["paths", "halcyon", "pinecrest", "--since", "2025-06-02", "--until", "2025-06-01"],
        2,
        "--since 2025-06-02 is after --until 2025-06-01: write the earlier day first",
    ),
    (["paths", "halcyon", "pinecrest", "--relation", "owns"], 2, "'owns' is none of customer-of"),
    (["query", "stakes-in-vendr"], 2, "did you mean stakes-in-vendor"),
    (["query", "zzzz"], 2, "no query is called 'zzzz': `vendorgraph query` lists all"),
    (["query", "no-such-file.rq"], 2, "no-such-file.rq: no such file"),
    (["query", "stakes-in-vendor", "--param", "vendor"], 2, "'vendor' has no '=': write KEY=VALUE"),
    (["query", "stakes-in-vendor", "--param", "seller=x"], 2, "seller"),
    (["query", "stakes-in-vendor", "--param", "vendor=nobody"], 2, "no entity is called 'nobody'"),
    (["query", "stakes-in-vendor", "--format", "ttl"], 2, "the query gives rows, not ttl: write table, md, json"),
    (["export", "excel", "out.xls"], 2, "'excel' is not one of 'turtle'"),
    (["export", "turtle"], 2, "Missing argument"),
    (["export", "turtle", "no/such/folder/out.ttl"], 2, "the folder no/such/folder does not exist: make it"),
    (["export", "turtle", "-", "--as-of", "2025-06-20"], 2, "add --view relations"),
    (["export", "turtle", "-", "--view", "claims", "--conflicts", "northgate"], 2, "write --view relations"),
    (["export", "graphml", "-", "--hops", "2"], 2, "add --around ENTITY"),
    (["export", "graphml", "-", "--around", "halcyon", "--conflicts", "northgate"], 2, "write one of them"),
    (["export", "graphml", "."], 2, ". is a folder: name a file"),
    (["view", "halcyon"], 2, "Missing option '--out'"),
    (["sources", "--kind", "rumour"], 2, "--kind: 'rumour' is none of"),
    (["formats", "--schema", "nothing"], 2, "'nothing' is not one of"),
    (["check", "no-such-folder"], 2, "does not exist"),
    (["--data", "no-such-folder", "stats"], 2, "'no-such-folder' does not exist"),
    (["--with", "no-such-folder", "stats"], 2, "'no-such-folder' does not exist"),
]  # fmt: skip


@pytest.mark.parametrize(("args", "code", "words"), WRONG, ids=[" ".join(args) for args, _, _ in WRONG])
def test_wrong_usage(
    run: Run, args: list[str], code: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*args)
    assert (done.code, done.out) == (code, "")
    assert words in done.err and done.err.count("\n") == 1
    assert "Traceback" not in done.err and "unexpected" not in done.err
    assert list(tmp_path.iterdir()) == []


def market(folder: Path, source: bytes) -> str:
    """A folder with one source file."""
    (folder / "sources").mkdir(parents=True)
    (folder / "sources" / "page-2025.yaml").write_bytes(source)
    return str(folder)


BAD = {
    "half-written": b"source: {id: page-2025",
    "not utf-8": b"\xff\xfe\x00",
    "empty": b"",
    "a list": b"- a\n- b\n",
    "wrong types": b"source: {id: page-2025}\nclaims: 3\n",
    "aliases": b"a: &a [*a]\n",
}


@pytest.mark.parametrize("content", BAD)
def test_bad_records_are_listed_by_file_and_line(run: Run, tmp_path: Path, content: str) -> None:
    folder = market(tmp_path / "data", BAD[content])
    for args in (["stats"], ["conflicts", "google"], ["export", "turtle", str(tmp_path / "out.ttl")]):
        done = run(*args, data=folder)
        assert (done.code, done.out) == (1, "")
        assert all("page-2025.yaml:" in line or "yaml:" in line for line in done.err.splitlines()) and done.err
    checked = run("check", folder, data=None)
    assert checked.code == 1 and re.search(r"page-2025.yaml:\d: VG\d{3}: ", checked.out) and "problem" in checked.err
    assert not (tmp_path / "out.ttl").exists()


def test_an_empty_folder_is_no_market(run: Run, tmp_path: Path) -> None:
    done = run("stats", data=str(tmp_path))
    assert (done.code, done.out) == (2, "") and str(tmp_path) in done.err and done.err.count("\n") == 1


def test_check_of_one_file_shows_its_problems_alone(run: Run, tmp_path: Path) -> None:
    folder = market(tmp_path / "data", b"source: {id: page-2025")
    (tmp_path / "data" / "sources" / "other-2025.yaml").write_bytes(b"source: [")
    both = run("check", folder, data=None).out.splitlines()
    one = run("check", f"{folder}/sources/other-2025.yaml", data=None).out.splitlines()
    assert len(both) > len(one) >= 1 and all("other-2025.yaml" in line for line in one)


def test_bad_levels_are_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "levels.toml").write_text('[[rule]]\nlevel = "awful"\nwhy = "x"\n')
    done = run("conflicts", "northgate", "--levels", str(tmp_path / "levels.toml"))
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1) and "awful" in done.err


def test_bad_sparql_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.rq").write_text("SELECT ?a WHERE {")
    done = run("query", str(tmp_path / "bad.rq"))
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1) and "not SPARQL 1.1" in done.err


def test_a_query_that_is_not_text_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.rq").write_bytes(b"\xff\xfe")
    done = run("query", str(tmp_path / "bad.rq"))
    assert (done.code, done.err.count("\n")) == (2, 1) and "UTF-8" in done.err


def test_what_existed_is_kept_when_an_export_fails(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "market.graphml"
    out.write_text("before")

    def full(descriptor: int) -> None:
        raise OSError(28, os.strerror(28), str(out))

    monkeypatch.setattr(os, "fsync", full)
    done = run("export", "graphml", str(out))
    assert done.code == 2 and "no space left on device" in done.err and done.err.count("\n") == 1
    assert out.read_text() == "before" and list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize(("debug", "lines"), [(False, 1), (True, 3)])
def test_the_unforeseen_is_one_line_that_says_how_to_report_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, debug: bool, lines: int
) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("a\nb")

    monkeypatch.setattr("vendorgraph.answers.sources.stats", broken)
    done = run(*(["--debug"] if debug else []), "stats")
    assert done.code == 1 and done.out == ""
    assert "unexpected RuntimeError: a b; please report it with what --debug prints" in done.err
    assert done.err.count("\n") >= lines and ("Traceback" in done.err) == debug


def test_a_missing_extra_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyvis", None)
    monkeypatch.setitem(sys.modules, "pyvis.network", None)
    done = run("view", "halcyon", "--out", str(tmp_path / "v.html"))
    assert (done.code, done.err.count("\n")) == (1, 1) and "pip install 'vendorgraph[view]'" in done.err
    assert list(tmp_path.iterdir()) == []


def test_check_says_when_shapes_cannot_be_checked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    done = run("check", SMALL, data=None)
    assert done.code == 0 and "shapes were not checked" in done.err and "pip install 'vendorgraph[shapes]'" in done.err
