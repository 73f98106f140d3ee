"""The commands import and match."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.imports.support import DATA

BODS = str(DATA / "bods" / "everything.json")


def test_a_foreign_file_becomes_a_folder_with_which_every_command_works(run: Run, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    done = run("import", "bods", BODS, "--out", out)
    assert done.code == 0
    assert "kept in words" in done.out
    assert done.err == f"{out}: 8 entities, 1 sources, 32 claims\n"
    for args in (
        ("check", out),
        ("show", "Quarry Data Ltd"),
        ("paths", "harbour-trust", "quarry-data-ltd"),
        ("stats",),
        ("sources",),
        ("contradictions",),
        ("conflicts", "lumen-labs-inc", "--min-level", "low"),
        ("export", "turtle", str(tmp_path / "a.ttl")),
    ):
        assert run(*args, data=out).code == 0, args
    assert run("--with", out, "show", "Quarry Data Ltd").code == 0


def test_ownership_and_sparql_on_an_import(run: Run, tmp_path: Path) -> None:
    """P holds half of B, B 60 % of A, and A 7 % of B: P's share of A goes round the loop, .3 / (1 - .6 * .07)."""
    out = str(tmp_path / "out")
    assert run("import", "bods", str(DATA / "bods" / "chain.json"), "--out", out).code == 0
    answer = json.loads(run("control", "--format", "json", data=out).out)
    assert answer["control"] == [["company-b", "company-a"]]
    (share,) = (
        each["share"]
        for each in answer["integrated"]
        if each["holder"] == "person-p" and each["company"] == "company-a"
    )
    assert share["min"] == share["max"] == pytest.approx(0.3 / (1 - 0.6 * 0.07))
    query = tmp_path / "q.rq"
    query.write_text("SELECT ?share { ?claim vg:share ?share } ORDER BY ?share")
    found = json.loads(run("query", str(query), "--format", "json", data=out).out)
    assert [each["share"]["value"] for each in found["results"]["bindings"]] == ["0.07", "0.5", "0.6"]


def test_the_report_as_json(run: Run, tmp_path: Path) -> None:
    done = run("import", "bods", BODS, "--out", str(tmp_path / "out"), "--format", "json")
    answer = json.loads(done.out)
    assert (answer["entities"], answer["claims"]) == (8, 32)
    assert {
        "kind": "not understood",
        "what": "a statement of the type 'teapot'",
        "count": 1,
        "first": "item 21",
    } in answer["report"]


def test_several_files_of_one_space_of_ids(run: Run, tmp_path: Path) -> None:
    files = [str(DATA / "gleif" / f"{name}.csv") for name in ("level1", "level2", "exceptions")]
    assert run("import", "gleif-csv", *files, "--out", str(tmp_path / "out")).err.endswith("4 sources, 9 claims\n")


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (("bods", "missing.json", "--out", "OUT"), 2, "missing.json"),
        (("nope", BODS, "--out", "OUT"), 2, "'nope' is not one of 'bods'"),
        (("bods", BODS), 2, "--out"),
        (("ftm", BODS, "--out", "OUT"), 1, "everything.json: holds no FollowTheMoney entity"),
        (("csv", str(DATA / "table" / "stakes.csv"), "--out", "OUT"), 1, "needs a mapping"),
        (("bods", BODS, "--out", "FULL"), 2, "is not empty, and no import made it"),
    ],
)
def test_what_is_wrong_is_one_line_and_leaves_nothing(
    args: tuple[str, ...], code: int, message: str, run: Run, tmp_path: Path
) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "a.txt").write_text("mine")
    named = {"OUT": str(tmp_path / "out"), "FULL": str(full)}
    done = run("import", *(named.get(each, each) for each in args))
    assert done.code == code
    assert message in done.err
    assert done.err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["full"]
    assert (full / "a.txt").read_text() == "mine"


def test_every_wrong_cell_of_a_table_is_one_line(run: Run, tmp_path: Path) -> None:
    table, mapping = (str(DATA / "table" / name) for name in ("wrong.csv", "stakes.toml"))
    done = run("import", "csv", table, "--mapping", mapping, "--out", str(tmp_path / "out"))
    assert done.code == 1
    assert [line.split(": ")[-2:] for line in done.err.splitlines()] != []
    assert done.err.count("wrong.csv: line ") == 2


def test_a_person_says_what_is_the_same(run: Run, tmp_path: Path) -> None:
    file, folder, out = tmp_path / "t.jsonl", str(tmp_path / "in"), str(tmp_path / "out")
    thing = {"id": "h", "schema": "Company", "properties": {"name": ["Halcyon"]}, "datasets": ["r"]}
    file.write_text(json.dumps({**thing, "first_seen": "2024-01-01"}))
    assert run("import", "ftm", str(file), "--out", folder).code == 0
    listed = json.loads(run("match", folder, "--format", "json").out)
    ((market, imported),) = [(pair["market"], pair["imported"]) for pair in listed["pairs"]]
    assert market == "halcyon"
    done = run("match", folder, "--same", market, imported, "--out", out)
    assert (done.code, "1 pairs, 0 undecided" in done.err) == (0, True)
    assert run("check", out).code == 0
    assert run("--with", out, "show", "halcyon").code == 0
    assert "1 undecided" in run("match", folder, "--undo").err
    wrong = run("match", folder, "--same", market, "nobody")
    assert (wrong.code, "nobody" in wrong.err) == (2, True)


def test_a_person_names_a_pair_that_was_not_proposed(run: Run, tmp_path: Path) -> None:
    file, folder, out = tmp_path / "t.jsonl", str(tmp_path / "in"), str(tmp_path / "out")
    properties = {"name": ["Zenith Holding"], "leiCode": ["529900T8BM49AURSDO55"]}
    thing = {"id": "z", "schema": "Company", "properties": properties, "datasets": ["r"]}
    file.write_text(json.dumps({**thing, "first_seen": "2024-01-01"}))
    assert run("import", "ftm", str(file), "--out", folder).code == 0
    assert json.loads(run("match", folder, "--format", "json").out)["pairs"] == []
    done = run("match", folder, "--same", "Halcyon", "zenith holding", "--out", out, "--format", "json")
    ((pair,), (step,)) = json.loads(done.out).values()
    assert (pair["market"], pair["judgement"], pair["why"]) == ("halcyon", "same", "named by hand")
    assert step["became"] == "same"
    assert (
        "named by hand; imported as Zenith Holding, XI-LEI:529900T8BM49AURSDO55. Kept: halcyon"
        in (tmp_path / "out" / "identity.yaml").read_text()
    )
    assert "1 pairs, 0 undecided" in run("match", folder).err  # it stays, though it would not be proposed
    run("match", folder, "--undo")
    assert json.loads(run("match", folder, "--format", "json").out) == {"pairs": [], "steps": []}
