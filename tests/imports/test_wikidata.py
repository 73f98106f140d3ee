"""Wikidata: properties both ways round, qualifiers, ranks, references, values that are nobody."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.imports.support import DATA, read, related, report, statements

ITEMS = DATA / "wikidata" / "items.json"


def test_owners_with_proportions_as_fractions_per_cent_and_bounds() -> None:
    found = {
        (c["subject"], c.get("approx")): c.get("share") for c in related(read("wikidata", ITEMS), "holds-stake-in")
    }
    assert found == {
        ("meridian-cloud", None): 0.49,
        ("wikidata-q900003", None): 0.6,
        ("wikidata-q900006", "at-least"): 0.08,
        ("wikidata-q900006", "up-to"): 0.12,
    }


def test_parents_boards_officers_and_employers() -> None:
    records = read("wikidata", ITEMS)
    assert [(c["subject"], c["object"]) for c in related(records, "subsidiary-of")] == [
        ("wikidata-q900004", "lumen-labs")
    ]
    assert [c.get("role") for c in related(records, "board-member-of")] == ["Chairperson", None]
    assert {
        (c["subject"], c["object"], c["role"], c.get("from"), c.get("to")) for c in related(records, "holds-role")
    } == {
        ("wikidata-q900007", "lumen-labs", "Director or manager", None, None),
        ("ada-example", "lumen-labs", "Chief executive officer", None, None),
        ("ada-example", "meridian-cloud", "chief scientist", "2016", "2019-02"),
        ("ada-example", "lumen-labs", "chief scientist", None, None),
    }
    assert [c["subject"] for c in related(records, "founded")] == ["ada-example"]


def test_a_deprecated_statement_is_doubtful_and_says_why() -> None:
    (claim,) = (each for each in read("wikidata", ITEMS).claims if each.doubt)
    assert (claim.share, claim.comment) == (0.6, "Deprecated at Wikidata: error in referenced source")


def test_a_reference_is_whose_reporting_is_relayed() -> None:
    records = read("wikidata", ITEMS)
    origins = {source.id: source.origin for source in records.sources}
    owner = next(claim for claim in records.claims if claim.share == 0.49)
    officer = next(claim for claim in records.claims if claim.role == "Chief executive officer")
    assert (origins[owner.source_id], origins[officer.source_id]) == ("Example Gazette", "example.net")
    assert {source.published for source in records.sources} == {"2025-03-04", "2025-03-05"}


def test_nobody_and_somebody_unknown_are_said_in_words() -> None:
    said = statements(read("wikidata", ITEMS), "lumen-labs")
    assert "Owned by: an unknown value" in said
    assert "Parent organization: none" in said


def test_a_number_is_never_a_name() -> None:
    records = read("wikidata", ITEMS)
    assert {each.name for each in records.entities if "Q9" in each.name} == {
        f"[Wikidata Q90000{n}]" for n in (3, 4, 6, 7)
    }
    assert "Holds the position Q900011" in statements(records, "ada-example")
    assert report(records)["assumed", "a company, where the item is not in the file"] == (3, "item 1")


def test_identity_outside() -> None:
    (lumen,) = (each for each in read("wikidata", ITEMS).entities if each.slug == "lumen-labs")
    assert (lumen.wikidata, lumen.identifiers) == ("Q900001", ("XI-LEI:529900T8BM49AURSDO55",))
    assert (lumen.name_ar, lumen.aliases) == ("لومن", ("Lumen",))


@pytest.mark.parametrize("form", ["lines", "dump", "one"])
def test_one_a_line_the_lines_of_a_dump_and_a_single_item(form: str, tmp_path: Path) -> None:
    entities = list(json.loads(ITEMS.read_text("utf-8"))["entities"].values())
    lines = [json.dumps(each) for each in entities]
    file = tmp_path / "items.json"
    text = {"lines": "\n".join(lines), "dump": "[\n" + ",\n".join(lines) + "\n]\n", "one": lines[0]}[form]
    file.write_text(text, "utf-8")
    whole, found = read("wikidata", ITEMS), read("wikidata", file)
    if form == "one":
        assert {claim.relation for claim in found.claims} >= {"holds-stake-in", "holds-role"}
    else:
        assert found.claims == whole.claims


@pytest.mark.parametrize("claims", [[], {"P127": None}, {"P127": [None]}, {"P127": [{"mainsnak": {"datavalue": 3}}]}])
def test_broken_statements_are_passed_over(claims: Any, tmp_path: Path) -> None:
    file = tmp_path / "items.json"
    good = json.loads(ITEMS.read_text("utf-8"))["entities"]["Q900005"]
    file.write_text(json.dumps({"entities": {"Q1": {"id": "Q1", "claims": claims}, "Q900005": good}}))
    assert related(read("wikidata", file), "holds-role")
