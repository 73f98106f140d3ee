"""Each command on the small market, whose README has the known answers; a few on the bundled one."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from vendorgraph.cli.app import COMMANDS
from vendorgraph.rdf import shapes


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_help_lists_every_command_with_its_summary(run: Run) -> None:
    listed = run("--help").out.partition("Commands:\n")[2]
    assert re.findall(r"^  (\S+)", listed, re.MULTILINE) == list(COMMANDS)
    summaries = re.split(r"^  \S+", listed, flags=re.MULTILINE)[1:]
    assert all(len(each.split()) > 3 and "..." not in each for each in summaries)


def test_every_command_has_help(run: Run) -> None:
    for name in COMMANDS:
        done = run(name, "--help")
        assert done.code == 0 and done.out.startswith(f"Usage: vendorgraph {name}"), name


def test_conflicts_of_a_lab(run: Run) -> None:
    done = run("conflicts", "northgate", "--as-of", "2025-06-01")
    assert done.code == 0 and done.err == ""
    lines = done.out.splitlines()
    assert lines[0] == "Conflicts of interest of Northgate Labs"
    assert "Pinecrest" in done.out and "Halcyon AI" in done.out and "49 %, no votes" in " ".join(done.out.split())
    assert "As of 2025-06-01, as known by 2026-06-30." in lines
    assert max(map(len, lines)) <= 80


def test_nothing_is_known_before_it_was_published(run: Run) -> None:
    done = run("conflicts", "northgate", "--as-of", "2025-06-01", "--known-by", "2025-03-09")
    assert (done.code, "No rival is known to reach a vendor of Northgate Labs." in done.out) == (0, True)


def test_no_conflict_shown_is_none_of_that_level(run: Run) -> None:
    narrowed = ("meridian", "--vendor", "oakline", "--as-of", "2025-06-01")
    asked = ("conflicts", *narrowed, "--min-level", "critical", "--fail-on", "low")
    says = "No conflict of level critical is known; 1 lower: --min-level medium."
    done = run(*asked)
    assert (done.code, says in done.out, says in done.err) == (1, True, False)
    assert all(says in run(*asked, "--format", format).err for format in ("csv", "json", "md"))


def test_a_slip_in_a_name_does_not_pass_as_clean(run: Run) -> None:
    done = run("conflicts", "northgate", "--vendor", "meridian", "--format", "csv")
    assert (done.code, done.err) == (0, "Northgate Labs is not known to buy from Meridian Intelligence.\n")
    everyone = run("conflicts", "--all", "--vendor", "meridian", "--format", "csv")
    assert everyone.err == "No lab is known to buy from Meridian Intelligence.\n"
    unlike = run("conflicts", "northgate", "--as-of", "2025-06-01", "--rival", "pinecrest", "--format", "csv")
    assert unlike.err == "Northgate Labs and Pinecrest Labeling are not known to compete.\n"


def test_conflicts_of_all_labs_say_whose_they_are(run: Run) -> None:
    found = json.loads(run("conflicts", "--all", "--as-of", "2025-06-01", "--format", "json").out)
    assert found["customer"] is None
    pairs = {(each["customer"], each["vendor"], each["rival"]) for each in found["conflicts"]}
    assert {(lab, "pinecrest", "halcyon") for lab in ("northgate", "meridian")} <= pairs


def test_conflicts_narrowed_to_a_vendor_and_a_rival(run: Run) -> None:
    wide = rows(run("conflicts", "meridian", "--as-of", "2025-12-31", "--min-level", "low", "--format", "csv").out)
    only = rows(
        run("conflicts", "meridian", "--as-of", "2025-12-31", "--min-level", "low", "--vendor", "oakline",
            "--rival", "Halcyon", "--format", "csv").out
    )  # fmt: skip
    assert {row["vendor_id"] for row in wide} > {"oakline"}
    assert [(row["vendor_id"], row["rival_id"], row["timing"]) for row in only] == [("oakline", "halcyon", "residual")]


def test_min_level_hides_lower_levels(run: Run) -> None:
    levels = {
        level: [row["level"] for row in rows(run("conflicts", "--all", "--min-level", level, "--format", "csv").out)]
        for level in ("critical", "low")
    }
    assert set(levels["critical"]) <= {"critical"} and "low" in levels["low"]


def test_fail_on_is_a_gate(run: Run) -> None:
    asked = ("conflicts", "northgate", "--as-of", "2025-06-01", "--fail-on")
    assert run(*asked, "high").code == 1
    assert "1 conflict of level high or worse." in run(*asked, "high").err
    clean = run("conflicts", "northgate", "--as-of", "2024-06-01", "--fail-on", "high")
    assert (clean.code, clean.err) == (0, "0 conflicts of level high or worse.\n")


def test_fail_on_counts_what_min_level_hides(run: Run) -> None:
    done = run("conflicts", "northgate", "--as-of", "2025-06-01", "--min-level", "critical", "--fail-on", "low")
    assert done.code == 1


def test_another_table_of_levels(run: Run, tmp_path: Path) -> None:
    mild = tmp_path / "levels.toml"
    mild.write_text('[[rule]]\nlevel = "low"\nwhy = "everything"\n')
    done = run("conflicts", "--all", "--min-level", "low", "--levels", str(mild), "--format", "csv")
    assert {row["level"] for row in rows(done.out)} == {"low"}
    assert "everything" in run("levels", "--levels", str(mild)).out


def test_names_resolve_in_any_script_and_case(run: Run) -> None:
    texts = [run("show", name).out for name in ("halcyon", "HALCYON AI", "هالسيون")]
    assert len(set(texts)) == 1 and texts[0].startswith("Halcyon AI\n")


def test_show_has_all_parts(run: Run) -> None:
    text = run("show", "pinecrest", "--as-of", "2025-06-01").out
    for part in ("باينكرست", "Relations as of 2025-06-01", "Timeline", "Attributes", "Contradictions", "Sources"):
        assert part in text
    flat = " ".join(text.split())
    assert "Halcyon AI holds a stake" in flat and "49 %, no" in flat


def test_show_as_markdown(run: Run) -> None:
    assert "| relation | status | when | grade | claims | rule |" in run("show", "halcyon", "--format", "md").out


def test_paths(run: Run) -> None:
    table = run("paths", "halcyon", "pinecrest", "--as-of", "2025-06-01", "--max-hops", "1")
    assert table.out.startswith("Paths from Halcyon AI to Pinecrest Labeling\n") and "current, 49 %" in table.out
    kept = json.loads(
        run(
            "paths", "northgate", "marlow", "--relation", "holds-stake-in", "--as-of", "2025-12-31", "--format", "json"
        ).out
    )
    assert [[hop["object"] for hop in path] for path in kept["paths"]] == [["larkspur", "marlow"]]


def test_paths_say_when_there_are_more(run: Run) -> None:
    done = json.loads(run("paths", "halcyon", "pinecrest", "--limit", "1", "--format", "json").out)
    assert len(done["paths"]) == 1 and not done["complete"] and done["note"]


def test_contradictions(run: Run) -> None:
    about = {row["about"] for row in rows(run("contradictions", "--format", "csv").out)}
    assert "Meridian Intelligence is a customer of Pinecrest Labeling" in about
    marlow = rows(run("contradictions", "marlow", "--format", "csv").out)
    assert {row["says"] for row in marlow if row["kind"] == "amount"} == {
        "50,000,000 EUR for 2024",
        "80,000,000 EUR for 2024",
    }
    assert "No claims contradict each other." in run("contradictions", "joel-tamm").out


def test_query_by_name_file_and_standard_input(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = run("query", "stakes-in-vendor", "--param", "vendor=Pinecrest", "--format", "csv").out
    assert rows(named)[0]["share"] == "0.49"
    text = "SELECT (COUNT(*) AS ?n) WHERE { ?claim a vg:Claim }"
    file = tmp_path / "count.rq"
    file.write_text(text)
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert run("query", str(file), "--format", "csv").out == run("query", "-", "--format", "csv").out
    assert rows(run("query", str(file), "--format", "csv").out) == [{"n": "100"}]


def test_query_formats(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "graph.rq"
    file.write_text("CONSTRUCT { ?a vg:name ?n } WHERE { ?a a vg:Company ; skos:prefLabel ?n }")
    assert "vg:name" in run("query", str(file), "--format", "ttl").out
    assert "halcyon" in run("query", str(file)).out
    file.write_text("ASK { id:halcyon a vg:Company }")
    assert json.loads(run("query", str(file), "--format", "json").out)["boolean"] is True
    assert "yes" in run("query", str(file)).out
    for format, start in {"json": "{", "xml": "<?xml", "csv": "vendor,", "tsv": "?vendor\t"}.items():
        assert run("query", "stakes-in-vendor", "--format", format).out.startswith(start)


def test_query_relations_as_of_a_day(run: Run) -> None:
    asked = ("query", "conflict-triangle", "--format", "csv")
    assert {row["rival"].rpartition("/")[2] for row in rows(run(*asked, "--as-of", "2025-06-01").out)} >= {"halcyon"}
    assert rows(run(*asked, "--as-of", "2025-01-01").out) == []


def test_queries_are_listed(run: Run) -> None:
    assert "stakes-in-vendor" in run("query").out


def test_stats_and_sources(run: Run) -> None:
    stats = json.loads(run("stats", "--format", "json").out)
    assert stats["market"]["claims"] == 100 and stats["market"]["sources"] == 17
    listed = json.loads(run("sources", "--format", "json").out)["sources"]
    assert len(listed) == 17 and listed[0]["published"] == "2024-03-01" and listed[-1]["published"] is None
    assert sum(each["claims"] for each in listed) == 100


def test_sources_are_filtered(run: Run) -> None:
    def ids(*filters: str) -> list[str]:
        return [row["id"] for row in rows(run("sources", *filters, "--format", "csv").out)]

    assert ids("--language", "ar") == ["dailybrief-2025-03-13-northgate-ar"]
    assert ids("--publisher", "harbor") == [
        "harborwire-2024-03-01-pinecrest-round", "harborwire-2025-03-10-halcyon-stake",
        "harborwire-2026-05-13-halcyon-oakline",
    ]  # fmt: skip
    assert ids("--about", "joel-tamm", "--reliability", "low") == ["forum-undated-oakline"]
    assert "No source is like that." in run("sources", "--language", "xx").out


def test_formats_ties_and_levels_read_their_registries(run: Run) -> None:
    from vendorgraph.analysis.levels import read_levels
    from vendorgraph.analysis.ties.registry import KINDS
    from vendorgraph.answers import ANSWERS
    from vendorgraph.formats import FORMATS
    from vendorgraph.imports.registry import IMPORTERS

    listed = json.loads(run("formats", "--format", "json").out)
    assert [each["name"] for each in listed["exports"]] == list(FORMATS)
    assert [each["name"] for each in listed["imports"]] == list(IMPORTERS)
    assert [each["name"] for each in listed["imports"] if each["mapping"]] == ["csv"]
    assert [each["name"] for each in listed["answers"]] == list(ANSWERS)
    printed = run("formats").out
    assert all(f"\n{name} " in printed for name in [*FORMATS, *IMPORTERS])
    assert [each["name"] for each in json.loads(run("ties", "--format", "json").out)["ties"]] == list(KINDS)
    assert len(json.loads(run("levels", "--format", "json").out)["rule"]) == len(read_levels().rules)


def test_rows_of_a_query_as_markdown(run: Run) -> None:
    done = run("query", "stakes-in-vendor", "--param", "vendor=pinecrest", "--format", "md")
    assert done.code == 0 and "\n| --- |" in done.out and "| halcyon |" in done.out


def test_check_is_quiet_on_good_records(run: Run) -> None:
    done = run("check")
    assert (done.code, done.out) == (0, "")
    assert done.err == "No problems in 100 claims of 17 sources.\n"


def test_check_of_the_records_alone_leaves_out_the_shapes(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = shapes.Fault("northgate", "entity-label", "violation", "write a name")
    monkeypatch.setattr(shapes, "validate", lambda market: [fault])
    assert "entity-label: northgate: write a name" in run("check").out
    assert run("check", "--no-shapes") == (0, "", "No problems in 100 claims of 17 sources.\n")


def test_check_of_an_overlay_alone_says_how_to_lay_it_over(run: Run, tmp_path: Path) -> None:
    claim = '{id: "memo-2025#01", subject: northgate, relation: customer-of, object: pinecrest, certainty: reported}'
    source = 'source: {id: memo-2025, title: "Memo", publisher: "Northgate", url: null, published: "2025-06-01", '
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "memo-2025.yaml").write_text(
        f"{source}language: en, kind: news, reliability: medium}}\nclaims:\n- {claim}\n", encoding="utf-8"
    )
    alone = run("check", str(tmp_path), data=None)
    assert (alone.code, alone.out.count("VG312")) == (1, 2)
    assert f"Then write: vendorgraph --with {tmp_path} check" in alone.err
    over = run("--with", str(tmp_path), "check")
    assert (over.code, over.out) == (0, "")


def test_view(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "view.html"
    done = run("view", "pinecrest", "--out", str(out), "--limit", "5")
    assert done.code == 0 and done.out == "" and "left out for want of room" in done.err
    assert "Relations around Pinecrest Labeling" in out.read_text(encoding="utf-8")


def test_the_bundled_market(run: Run) -> None:
    found = json.loads(run("conflicts", "google", "--as-of", "2025-06-20", "--format", "json", data=None).out)
    meta = [each for each in found["conflicts"] if (each["vendor"], each["rival"]) == ("scale-ai", "meta")]
    assert len(meta) == 1
    stake = [tie for tie in meta[0]["ties"] if tie["kind"] == "ownership"]
    assert (stake[0]["share"], stake[0]["voting"]) == ({"min": 0.49, "max": 0.49}, False)
    assert any(hop["subject"] == "alexandr-wang" for tie in meta[0]["ties"] for hop in tie["path"])


def test_an_overlay_is_laid_over_the_market(run: Run, tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "memo-2026-06.yaml").write_text(
        'source: {id: memo-2026-06, title: "Memo", publisher: "Us", url: null, published: "2026-06-01", language: en, '
        "kind: company-statement, reliability: high}\nclaims:\n- {id: memo-2026-06#01, subject: quillon, "
        "relation: customer-of, object: marlow, status: current, certainty: official}\n"
    )
    plain = json.loads(run("stats", "--format", "json").out)["market"]
    laid = json.loads(run("--with", str(tmp_path), "stats", "--format", "json").out)["market"]
    assert laid["claims"] == plain["claims"] + 1 and laid["sha256"] != plain["sha256"]
