"""Vendors, differences, what-if, dispositions, explanations, memos and withdrawals, through the commands."""

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import SMALL, Run
from vendorgraph.analysis.model import LEVELS

EXAMPLES = Path(__file__).parents[1] / "data" / "examples"
WHAT_IF, DECIDED = str(EXAMPLES / "what-if.yaml"), str(EXAMPLES / "dispositions.yaml")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def answer(run: Run, *args: str, code: int = 0) -> Any:
    done = run(*args, "--format", "json")
    assert done.code == code
    return json.loads(done.out)


def flat(text: str) -> str:
    return " ".join(text.split())


# --- vendors ----------------------------------------------------------------------------------------------------------


def test_vendors_are_ranked_clean_ones_first_with_reasons(run: Run) -> None:
    found = rows(run("vendors", "--for", "northgate", "--as-of", "2025-06-01", "--format", "csv").out)
    entities = yaml.safe_load((Path(SMALL) / "entities.yaml").read_text(encoding="utf-8"))["entities"]
    vendors = {each["slug"] for each in entities if "data-vendor" in each.get("roles", ())}
    assert len(vendors) >= 5 and {row["vendor_id"] for row in found} == vendors
    order = ["clean", *reversed(LEVELS)]
    assert [row["level"] for row in found] == sorted((row["level"] for row in found), key=order.index)
    last = found[-1]
    assert (last["vendor_id"], last["level"], last["buys there"]) == ("pinecrest", "critical", "ending")
    assert "Halcyon AI: Dana Whitlock kept a board seat" in last["conflicts there"]


def test_what_is_supposed_of_a_vendor_is_marked(run: Run) -> None:
    found = answer(run, "vendors", "--for", "northgate", "--as-of", "2025-06-01")
    vendors = {each["vendor"]: each for each in found["vendors"]}
    assert (vendors["pinecrest"]["supposed"], vendors["oakline"]["supposed"]) == (False, True)
    paths = [each["exposure"]["path"] for each in vendors["oakline"]["conflicts"]]
    assert paths and all(id.startswith("what-if#") for path in paths for hop in path for id in hop["claims"])
    table = run("vendors", "--for", "northgate", "--as-of", "2025-06-01")
    assert table.out.startswith("Vendors for Northgate Labs, clean ones first\n")
    assert "it is supposed to" in flat(table.out) and max(map(len, table.out.splitlines())) <= 80


def test_vendors_as_markdown(run: Run) -> None:
    assert (
        "| level | vendor | buys there | conflicts there |" in run("vendors", "--for", "tessera", "--format", "md").out
    )


def test_owners_of_both_of_whose_stakes_no_size_is_known_are_told_together(run: Run) -> None:
    done = run("conflicts", "microsoft", "--as-of", "2026-11-22", "--min-level", "low", "--format", "csv", data=None)
    why = [row["why"] for row in rows(done.out)]
    assert any(each.startswith("4 common owners: Amazon, Nvidia, ") for each in why)
    assert any(each.startswith("common owner ") for each in why)
    assert not any("unknown size in the vendor and a stake of unknown size" in each for each in why)


# --- diff -------------------------------------------------------------------------------------------------------------


def test_a_file_of_differences_has_every_tie_and_cause(run: Run) -> None:
    asked = ("diff", "--from", "2025-03-01", "--to", "2025-06-01", "--for", "northgate")
    told = answer(run, *asked)["appeared"][0]
    [row] = [
        each for each in csv.DictReader(io.StringIO(run(*asked, "--format", "csv").out)) if each["rival"] == "halcyon"
    ]
    assert row["because"].count(" → ") >= len(told["because"]) > 2
    assert " more" not in row["what"] and " more" in flat(run(*asked).out)


def test_a_difference_between_two_days(run: Run) -> None:
    found = answer(run, "diff", "--from", "2025-03-01", "--to", "2025-06-01", "--for", "northgate")
    assert (found["from"]["as_of"], found["to"]["as_of"]) == ("2025-03-01", "2025-06-01")
    assert found["from"]["known_by"] == found["to"]["known_by"] == "2026-06-30"
    [appeared] = [each for each in found["appeared"] if each["conflict"]["vendor"] == "pinecrest"]
    assert (appeared["conflict"]["rival"], appeared["conflict"]["level"]) == ("halcyon", "critical")
    stakes = [each for each in appeared["because"] if each["after"]["subject"] == "halcyon"]
    stakes = [each for each in stakes if each["after"]["relation"] == "holds-stake-in"]
    assert [(cause["before"], cause["after"]["status"]) for cause in stakes] == [(None, "current")]
    assert "harborwire-2025-03-10-halcyon-stake#01" in stakes[0]["claims"]


def test_a_difference_between_two_days_of_reading(run: Run) -> None:
    asked = ("diff", "--from", "2025-03-09", "--to", "2025-03-20", "--clock", "known-by", "--as-of", "2025-03-20")
    found = answer(run, *asked, "--for", "northgate")
    assert (found["from"]["known_by"], found["to"]["known_by"]) == ("2025-03-09", "2025-03-20")
    assert found["from"]["as_of"] == found["to"]["as_of"] == "2025-03-20"
    assert [each["conflict"]["vendor"] for each in found["appeared"]] == ["pinecrest"]


def test_what_changed_and_what_vanished(run: Run) -> None:
    found = answer(run, "diff", "--from", "2025-06-01", "--to", "2025-12-31", "--for", "northgate")
    [changed] = [each for each in found["changed"] if each["vendor"] == "pinecrest"]
    changes = {each["what"]: (each["before"], each["after"]) for each in changed["changes"]}
    assert changes["timing"] == ("concurrent", "residual") and changes["exposure"] == ("ending", "ended")
    table = rows(run("diff", "--from", "2025-06-01", "--to", "2025-12-31", "--for", "northgate", "--format", "csv").out)
    [row] = [each for each in table if each["vendor"] == "pinecrest"]
    assert (row["change"], row["level"]) == ("changed", "critical → high")
    assert row["what"].startswith("timing: concurrent → residual; exposure: ending → ended; ")
    back = answer(run, "diff", "--from", "2025-03-01", "--to", "2025-03-02", "--for", "northgate")
    assert not back["appeared"] + back["vanished"] + back["changed"]


@pytest.mark.parametrize("clock", ["as-of", "known-by"])
@pytest.mark.parametrize("day", ["2025-03-13", "2025-06-01", "2026-06-30"])
def test_a_day_does_not_differ_from_itself(run: Run, day: str, clock: str) -> None:
    found = answer(run, "diff", "--from", day, "--to", day, "--clock", clock, "--min-level", "low")
    assert (found["appeared"], found["vanished"], found["changed"]) == ([], [], [])
    assert "Nothing has changed." in run("diff", "--from", day, "--to", day, "--clock", clock).out


# --- what if ----------------------------------------------------------------------------------------------------------


def test_what_a_file_would_change(run: Run) -> None:
    asked = ("conflicts", "halcyon", "--as-of", "2025-12-31", "--what-if", WHAT_IF)
    found = answer(run, *asked)
    assert [(each["id"], each["relation"], each["status"]) for each in found["supposed"]] == [
        ("what-if#01", "holds-stake-in", "current"),
        ("what-if#02", "competitor-of", "current"),
    ]
    assert found["without_claims"] == ["techledger-2025-05-20-marlow-profile#05"]
    [appeared] = found["appeared"]
    assert (appeared["conflict"]["vendor"], appeared["conflict"]["rival"]) == ("marlow", "quillon")
    assert {id for cause in appeared["because"] for id in cause["claims"]} == {"what-if#01", "what-if#02"}
    gone = [tie["before"]["kind"] for each in found["changed"] for tie in each["ties"] if tie["after"] is None]
    assert gone == ["common-owner"]
    plain = answer(run, "conflicts", "halcyon", "--as-of", "2025-12-31")
    assert found["market"] == plain["market"]


def test_what_is_supposed_is_said_to_be_so_and_nothing_is_stored(run: Run, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in Path(SMALL).rglob("*.yaml")}
    text = flat(run("conflicts", "halcyon", "--as-of", "2025-12-31", "--what-if", WHAT_IF).out)
    assert text.startswith("What would change for Halcyon AI")
    assert "Supposed, and said by nobody: Quillon Research holds a stake in Marlow Data (current)." in text
    assert "Left out: techledger-2025-05-20-marlow-profile#05, whisperblog-2025-07-04-rumours." in text
    assert {path: path.read_bytes() for path in Path(SMALL).rglob("*.yaml")} == before


def test_a_supposed_deal_that_is_not_yet_says_so(run: Run, tmp_path: Path) -> None:
    deal = tmp_path / "deal.yaml"
    deal.write_text('claims:\n- {subject: halcyon, relation: acquired, object: oakline, date: "2027-01-05"}\n')
    asked = ("conflicts", "meridian", "--what-if", str(deal))
    assert answer(run, *asked)["supposed"][0]["status"] is None
    assert "says nothing of it as of the day" in flat(run(*asked).out)
    assert answer(run, *asked, "--as-of", "2027-02-01")["supposed"][0]["status"] == "completed"


def test_a_gate_on_what_would_be(run: Run) -> None:
    asked = ("conflicts", "tessera", "--as-of", "2025-06-01", "--fail-on", "critical")
    assert run(*asked).code == 0
    done = run("conflicts", "halcyon", "--as-of", "2025-12-31", "--what-if", WHAT_IF, "--fail-on", "critical")
    assert (done.code, done.err) == (1, "2 conflicts of level critical or worse.\n")


def test_what_would_change_can_be_explained(run: Run) -> None:
    text = run("conflicts", "halcyon", "--as-of", "2025-12-31", "--what-if", WHAT_IF, "--explain").out
    assert "\nHalcyon AI at Marlow Data, with Quillon Research\n" in text
    assert (
        "- Supposed here, and said by nobody (status: current; share: 33 %; votes: with votes; since: December" in text
    )
    marked = run(
        "conflicts", "halcyon", "--as-of", "2025-12-31", "--what-if", WHAT_IF, "--explain", "--format", "md"
    ).out
    assert "\n### Halcyon AI at Marlow Data, with Quillon Research\n" in marked


@pytest.mark.parametrize("option", ["--what-if", "--dispositions"])
def test_a_bad_file_is_one_line_for_each_problem_and_nothing_else(run: Run, tmp_path: Path, option: str) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("claims:\n- {subject: nobody}\ndispositions:\n- {customer: nobody}\n")
    done = run("conflicts", "northgate", option, str(bad))
    assert (done.code, done.out) == (1, "")
    lines = done.err.splitlines()
    assert len(lines) >= 2 and all(line.startswith(f"{bad}:") and ": VG" in line for line in lines)


# --- dispositions -----------------------------------------------------------------------------------------------------


def test_dispositions_stand_beside_the_verdict(run: Run) -> None:
    asked = ("conflicts", "--all", "--as-of", "2025-06-01")
    plain, decided = answer(run, *asked), answer(run, *asked, "--dispositions", DECIDED)
    told = {each["customer"]: each["disposition"] for each in decided["conflicts"] if each["disposition"]}
    assert {customer: each["decision"] for customer, each in told.items()} == {
        "northgate": "accepted",
        "meridian": "mitigated",
    }
    assert told["northgate"] == {
        "decision": "accepted",
        "reason": "All work at Pinecrest ends in November; nothing new is sent there",
        "by": "Risk committee, minutes of 2025-05-20",
        "until": "2025-11-30",
        "expired": False,
    }
    bare = [{**each, "disposition": None} for each in decided["conflicts"]]
    assert bare == plain["conflicts"]


def test_they_are_shown_with_their_reason_and_an_expired_one_says_so(run: Run) -> None:
    asked = ("conflicts", "northgate", "--dispositions", DECIDED)
    [row] = rows(run(*asked, "--as-of", "2025-06-01", "--format", "csv").out)
    assert (row["verdict"], row["disposition"]) == ("established", "accepted until 2025-11-30")
    text = flat(run(*asked, "--as-of", "2025-06-01").out)
    assert "accepted by Risk committee, minutes of 2025-05-20. Reason: All work at Pinecrest" in text
    assert "accepted until 2025-11-30, expired" in flat(run(*asked, "--as-of", "2025-12-31", "--format", "csv").out)
    assert "(expired)" in run(*asked, "--as-of", "2025-12-31", "--format", "md").out
    late = flat(run(*asked, "--as-of", "2025-12-31").out)
    assert re.search(r"accepted by [^.]+, which expired after 2025-11-30\. Reason: ", late)


def test_the_gate_passes_over_what_is_accepted_and_not_expired(run: Run) -> None:
    asked = ("--dispositions", DECIDED, "--fail-on", "high")
    done = run("conflicts", "northgate", "--as-of", "2025-06-01", *asked)
    assert (done.code, done.err) == (0, "1 conflict of level high or worse, 1 of them accepted.\n")
    assert run("conflicts", "northgate", "--as-of", "2025-12-31", *asked).code == 1, "it has expired"
    assert run("conflicts", "meridian", "--as-of", "2025-06-01", *asked).code == 1, "mitigated is not accepted"
    assert run("conflicts", "--all", "--as-of", "2025-06-01", *asked).code == 1, "others are not accepted"


def test_the_gate_on_what_would_be_passes_over_it_too(run: Run, tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.yaml"
    nothing.write_text("claims: []\n")
    asked = ("conflicts", "northgate", "--as-of", "2025-06-01", "--what-if", str(nothing), "--fail-on", "high")
    assert run(*asked).code == 1
    assert run(*asked, "--dispositions", DECIDED).code == 0


def test_a_disposition_of_no_known_conflict_is_named(run: Run) -> None:
    done = run("conflicts", "northgate", "--as-of", "2024-06-01", "--dispositions", DECIDED)
    assert done.code == 0
    [line] = done.err.splitlines()
    assert line.startswith("No such conflict is known: northgate / pinecrest / halcyon (disposition of Risk committee")
    narrowed = run("conflicts", "northgate", "--vendor", "marlow", "--dispositions", DECIDED)
    assert narrowed.err == "", "it was not looked for"


# --- paths ------------------------------------------------------------------------------------------------------------


def test_paths_through_hops_of_a_status_a_certainty_and_a_time(run: Run) -> None:
    asked = ("paths", "halcyon", "pinecrest", "--as-of", "2025-12-31", "--max-hops", "2", "--limit", "1000")
    every = answer(run, *asked)["paths"]
    current = answer(run, *asked, "--status", "current")["paths"]
    assert 0 < len(current) < len(every)
    assert all(hop["status"] in ("current", "unconfirmed (was current)") for path in current for hop in path)
    official = answer(run, *asked, "--certainty", "official")["paths"]
    assert [path for path in every if path in official] == official and len(official) < len(every)
    early = answer(run, *asked, "--until", "2025-03-01")["paths"]
    assert not any(hop["from"] and hop["from"] > "2025-03-01" for path in early for hop in path)
    text = flat(run(*asked, "--status", "current", "--since", "2025-01-01").out)
    assert "Only hops with status current; since 2025-01-01." in text


# --- explanations and memos -------------------------------------------------------------------------------------------


def test_explain_writes_sentences_below_the_table(run: Run) -> None:
    text = run("conflicts", "northgate", "--as-of", "2025-06-01", "--explain").out
    assert text.startswith("Conflicts of interest of Northgate Labs\n")
    assert "\nNorthgate Labs at Pinecrest Labeling, with Halcyon AI\n\n" in text
    assert "\n1. Northgate Labs is a customer of Pinecrest Labeling (coming to an end)" in text
    assert "reported on 13 March 2025" in text and "[agora-2025-03-13-labs-leave-pinecrest#01]" in text
    assert "It would clear the conflict if it were wrong that" in text


def test_explain_in_arabic(run: Run) -> None:
    text = run("conflicts", "northgate", "--as-of", "2025-06-01", "--explain", "--lang", "ar").out
    assert "المستوى: حرج. الحكم: ثابت. التوقيت: متزامن." in text
    assert "١٣ مارس ٢٠٢٥" in text


@pytest.mark.parametrize(("lang", "title"), [("en", "# Conflicts of interest of North"), ("ar", '<div dir="rtl">')])
def test_markdown_is_a_whole_memo(run: Run, lang: str, title: str) -> None:
    asked = ("conflicts", "northgate", "--as-of", "2025-06-01", "--format", "md", "--lang", lang)
    done = run(*asked)
    assert done.code == 0 and done.out.startswith(title)
    assert done.out.count("\n## ") >= 6
    assert run(*asked).out == done.out


def test_another_table_of_levels_is_named_in_the_memo(run: Run, tmp_path: Path) -> None:
    mild = tmp_path / "levels.toml"
    mild.write_text('[[rule]]\nlevel = "low"\nwhy = "we see all alike"\n')
    text = run("conflicts", "northgate", "--levels", str(mild), "--min-level", "low", "--format", "md").out
    assert "- low: we see all alike" in text


GAP = '[[rule]]\nlevel = "high"\nwhy = "x"\nverdict = ["established"]\n'
NEVER = '[[rule]]\nlevel = "low"\nwhy = "all"\n[[rule]]\nlevel = "high"\nwhy = "never"\ntie = ["board"]\n'


@pytest.mark.parametrize(("table", "words"), [(GAP, "no rule covers possible,"), (NEVER, "can never decide")])
@pytest.mark.parametrize(
    "command",
    [
        ("conflicts", "northgate"),
        ("vendors", "--for", "northgate"),
        ("diff", "--from", "2025-06-01", "--to", "2025-06-02"),
        ("levels",),
    ],
    ids=" ".join,
)
def test_a_table_with_a_gap_or_a_dead_rule_is_refused_in_one_line(
    run: Run, tmp_path: Path, command: tuple[str, ...], table: str, words: str
) -> None:
    file = tmp_path / "levels.toml"
    file.write_text(table)
    done = run(*command, "--levels", str(file))
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1 and words in done.err and str(file) in done.err


# --- sources that were withdrawn --------------------------------------------------------------------------------------


@pytest.fixture
def withdrawn(tmp_path: Path) -> str:
    """The small market; the page that tells of Halcyon's stake was withdrawn on 2025-04-01."""
    folder = tmp_path / "market"
    shutil.copytree(SMALL, folder)
    page = folder / "sources" / "harborwire-2025-03-10-halcyon-stake.yaml"
    page.write_text(page.read_text().replace("  language: en", '  withdrawn: "2025-04-01"\n  language: en', 1))
    return str(folder)


def test_a_withdrawn_source_counts_no_longer_from_its_day_on(run: Run, withdrawn: str) -> None:
    def cited(known_by: str) -> set[str]:
        done = run(
            "conflicts", "northgate", "--as-of", "2025-03-20", "--known-by", known_by, "--min-level", "low",
            "--format", "json", data=withdrawn,
        )  # fmt: skip
        paths = [tie["path"] for each in json.loads(done.out)["conflicts"] for tie in each["ties"]]
        return {id.partition("#")[0] for path in paths for hop in path for id in hop["claims"]}

    page = "harborwire-2025-03-10-halcyon-stake"
    assert page in cited("2025-03-31")
    assert page not in cited("2025-04-01")
    assert page not in cited("2026-06-30")


def test_and_the_difference_says_so(run: Run, withdrawn: str) -> None:
    done = run(
        "diff", "--from", "2025-03-31", "--to", "2025-04-01", "--clock", "known-by", "--as-of", "2025-03-20",
        "--for", "northgate", "--format", "json", data=withdrawn,
    )  # fmt: skip
    found = json.loads(done.out)
    told = [cause for key in ("vanished", "changed") for each in found[key] for cause in each["because"]]
    assert any("harborwire-2025-03-10-halcyon-stake#01" in cause["claims"] for cause in told)


def test_show_and_sources_name_the_withdrawal(run: Run, withdrawn: str) -> None:
    listed = json.loads(run("sources", "--format", "json", data=withdrawn).out)["sources"]
    assert {each["id"]: each["withdrawn"] for each in listed if each["withdrawn"]} == {
        "harborwire-2025-03-10-halcyon-stake": "2025-04-01"
    }
    stakes = [
        each
        for each in json.loads(run("show", "halcyon", "--format", "json", data=withdrawn).out)["relations"]
        if each["relation"] == "holds-stake-in" and each["object"] == "pinecrest"
    ]
    assert all("harborwire-2025-03-10-halcyon-stake#01" not in each["supports"] for each in stakes)


def test_the_memo_says_that_a_source_was_withdrawn(run: Run, withdrawn: str) -> None:
    asked = ("conflicts", "northgate", "--as-of", "2025-03-20", "--known-by", "2025-03-31", "--format", "md")
    assert "withdrawn 1 April 2025" in run(*asked, data=withdrawn).out


# --- later days -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("clock", ["--as-of", "--known-by"])
def test_a_day_after_the_last_that_was_read_gets_a_note(run: Run, clock: str) -> None:
    asked = run("vendors", "--for", "northgate", clock, "2999-01-01")
    assert asked.code == 0 and asked.err.count("\n") == 1
    read = re.search(r"read up to (\d{4}-\d{2}-\d{2}): what came later is not known", asked.err)
    assert read and run("vendors", "--for", "northgate", clock, read[1]).err == ""
