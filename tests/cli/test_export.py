"""`vendorgraph export`: parts of the market, several files as a folder or an archive, standard output, compression."""

import gzip
import json
import zipfile
from pathlib import Path

from tests.cli.conftest import SMALL, Run
from tests.cli.test_processes import HEAVY, imported, vendorgraph
from vendorgraph import pipeline
from vendorgraph.dates import day

DAY = ("--as-of", "2025-06-01")


def links(path: Path) -> list[dict[str, object]]:
    return list(json.loads(path.read_text(encoding="utf-8"))["links"])


def ends(link: dict[str, object]) -> tuple[object, object]:
    return (link["source"], link["target"])


def test_around_an_entity_and_further(run: Run, tmp_path: Path) -> None:
    one, two, all_ = (tmp_path / name for name in ("one.json", "two.json", "all.json"))
    done = run("export", "node-link", str(one), "--around", "هالسيون", *DAY)
    assert done.code == 0 and done.out == "" and done.err.startswith(f"{one}: node-link, relations of ")
    assert run("export", "node-link", str(two), "--around", "halcyon", "--hops", "2", *DAY).code == 0
    assert run("export", "node-link", str(all_), *DAY).code == 0
    sizes = [len(links(path)) for path in (one, two, all_)]
    assert 0 < sizes[0] < sizes[1] < sizes[2]
    near = {end for link in links(all_) if "halcyon" in (link["source"], link["target"]) for end in ends(link)}
    assert {end for link in links(one) for end in ends(link)} == near


def test_what_the_conflicts_of_a_lab_rest_on(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "conflicts.json"
    assert run("export", "node-link", str(path), "--conflicts", "northgate", *DAY).code == 0
    market = pipeline.read([Path(SMALL)])
    relations = pipeline.relations(market, day("2025-06-01"))
    shown = [each for each in pipeline.conflicts(market, relations, "northgate") if each.level != "low"]
    hops = {
        (hop.subject, hop.relation, hop.object)
        for each in shown
        for path in (each.exposure.path, each.rivalry.path, *(tie.path for tie in each.ties))
        for hop in path
    }
    assert hops and {(link["source"], link["relation"], link["target"]) for link in links(path)} == hops


def test_conflicts_choose_the_view_of_relations(run: Run, tmp_path: Path) -> None:
    done = run("export", "turtle", str(tmp_path / "a.ttl"), "--conflicts", "northgate", *DAY)
    assert done.code == 0 and "turtle, relations of" in done.err


def test_both_clocks_choose_what_holds(run: Run, tmp_path: Path) -> None:
    stakes = []
    for name, known in (("before", "2025-03-09"), ("after", "2026-06-30")):
        path = tmp_path / f"{name}.json"
        assert run("export", "node-link", str(path), *DAY, "--known-by", known).code == 0
        stakes.append(
            [each for each in links(path) if each["relation"] == "holds-stake-in" and each["source"] == "halcyon"]
        )
    assert stakes[0] == [] and stakes[1][0]["share_min"] == 0.49


def test_several_files_are_a_folder_or_an_archive(run: Run, tmp_path: Path) -> None:
    folder, archive = tmp_path / "tables", tmp_path / "tables.zip"
    assert run("export", "csv", str(folder)).code == run("export", "csv", str(archive)).code == 0
    names = ["market", "entities", "identities", "sources", "claims", "relations", "conflicts"]
    with zipfile.ZipFile(archive) as packed:
        assert packed.namelist() == [f"{name}.csv" for name in names]
        assert {name: packed.read(name) for name in packed.namelist()} == {
            each.name: each.read_bytes() for each in folder.iterdir()
        }
    again = run("export", "csv", str(folder))
    assert (again.code, again.err) == (
        2, f"vendorgraph: {folder} exists already: name a new folder, or remove it first\n",
    )  # fmt: skip


def test_archives_go_to_standard_output_with_the_same_bytes(run: Run, cache: Path, tmp_path: Path) -> None:
    archive = tmp_path / "graph.zip"
    assert run("export", "neo4j", str(archive)).code == 0
    done = vendorgraph("--data", SMALL, "export", "neo4j", "-", cache=cache, text=False)
    assert done.returncode == 0 and done.stdout == archive.read_bytes()


def test_gzip_by_suffix(run: Run, tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.gexf", tmp_path / "a.gexf.gz"
    assert run("export", "gexf", str(plain)).code == run("export", "gexf", str(packed)).code == 0
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
    done = run("export", "csv", str(tmp_path / "a.zip.gz"))
    assert (done.code, done.err) == (
        2, "vendorgraph: csv has several files: name a folder, or an archive that ends in .zip\n"
    )  # fmt: skip
    assert not (tmp_path / "a.zip.gz").exists()


def test_a_view_that_a_format_does_not_have(run: Run, tmp_path: Path) -> None:
    done = run("export", "html", str(tmp_path / "a.html"), "--view", "claims")
    assert (done.code, done.err) == (2, "vendorgraph: html has no view claims: write --view relations\n")


def test_a_part_that_is_too_large_for_a_picture(run: Run, tmp_path: Path) -> None:
    done = run("export", "mermaid", str(tmp_path / "a.mmd"), data=None)
    assert done.code == 2 and done.err.startswith("vendorgraph: mermaid has room for 500 relations and this has 1,")
    assert done.err.count("\n") == 1 and list(tmp_path.iterdir()) == []


def test_the_registry_imports_no_library_of_a_format(cache: Path) -> None:
    heavy = {*HEAVY, "duckdb", "ladybug", "pyarrow", "xlsxwriter", "jinja2"}
    assert imported("formats", cache=cache).isdisjoint(heavy)
    assert imported("--data", SMALL, "export", "graphml", "-", cache=cache).isdisjoint(heavy)
