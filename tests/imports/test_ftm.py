"""FollowTheMoney: things, links, strict percentages, nested entities, statements with their first day."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.imports.support import DATA, read, related, report, sound, statements
from vendorgraph.imports.percent import percentage

ENTITIES, STATEMENTS = DATA / "ftm" / "entities.jsonl", DATA / "ftm" / "statements.csv"


def test_things_have_types_names_and_identifiers() -> None:
    records = read("ftm", ENTITIES)
    assert {each.slug: each.type for each in records.entities} == {
        "ada-example": "person",
        "harbour-fund": "fund",
        "lumen-labs": "company",
        "ministry-of-data": "government",
        "nested-ltd": "company",
        "quarry-data": "company",
    }
    named = {each.slug: each for each in records.entities}
    assert named["lumen-labs"].identifiers == ("XI-LEI:529900T8BM49AURSDO55",)
    assert named["quarry-data"].identifiers == ("GB-REG:771",)
    assert (named["ada-example"].wikidata, named["ada-example"].identifiers) == ("Q42", ())


def test_links_become_relations() -> None:
    records = read("ftm", ENTITIES)
    found = {(claim.subject, claim.relation, claim.object, claim.role) for claim in records.claims if claim.relation}
    assert found == {
        ("lumen-labs", "holds-stake-in", "quarry-data", None),
        ("harbour-fund", "holds-stake-in", "quarry-data", None),
        ("harbour-fund", "holds-stake-in", "lumen-labs", None),
        ("nested-ltd", "holds-stake-in", "quarry-data", None),
        ("ada-example", "board-member-of", "quarry-data", "Director"),
        ("ada-example", "holds-role", "lumen-labs", "Secretary"),
        ("ada-example", "holds-role", "lumen-labs", "Chief Executive Officer"),
        ("harbour-fund", "controls", "lumen-labs", None),
        ("ministry-of-data", "customer-of", "quarry-data", None),
    }


def test_an_award_is_a_customer_with_the_value_of_its_contract() -> None:
    (claim,) = related(read("ftm", ENTITIES), "customer-of")
    assert (claim["attribute"], claim["amount"]) == ("contract-value", {"value": 250000, "currency": "GBP"})


def test_a_start_without_an_end_says_nothing_of_now_and_an_end_in_the_past_is_an_end() -> None:
    status = {claim["subject"]: claim.get("status") for claim in related(read("ftm", ENTITIES), "holds-stake-in")}
    assert status["lumen-labs"] is None
    records = read("ftm", ENTITIES)
    ended = next(claim for claim in records.claims if claim.to == "2023-12-31")
    assert ended.status == "ended"


def test_a_thing_that_is_no_entity_keeps_its_name_in_words() -> None:
    said = statements(read("ftm", ENTITIES), "ada-example")
    assert "Ada Example holds a stake in Sea Wolf (a vessel); share 100 %" in said


def test_what_is_not_taken_is_reported() -> None:
    found = report(read("ftm", ENTITIES))
    assert found["not understood", "a percentage that is not surely a share"] == (2, "line 8")
    assert found["not understood", "property Company:futureThing"] == (1, "line 1")
    assert found["not understood", "schema Wormhole"] == (1, "line 19")
    assert found["kept in words", "UnknownLink"] == (1, "line 15")
    assert found["left out", "schema Family"] == (1, "line 16")
    assert not any("P1" in str(each) or "1980" in str(each) for each in read("ftm", ENTITIES).claims)


def test_links_without_ends_and_unknown_properties_of_links_are_reported(tmp_path: Path) -> None:
    file = tmp_path / "links.jsonl"
    properties: list[tuple[str, str, dict[str, list[str]]]] = [
        ("a", "Company", {"name": ["Alpha"]}),
        ("b", "Ownership", {"owner": ["a"]}),
        ("c", "Control", {"owner": ["a"], "asset": ["a"], "recordId": ["7"]}),
        ("d", "Directorship", {"director": ["a"], "organization": ["a"], "mood": ["fine"], "role": ["Chair"]}),
    ]
    file.write_text("\n".join(json.dumps({"id": i, "schema": s, "properties": p}) for i, s, p in properties))
    found = report(read("ftm", file))
    assert found["not understood", "Ownership without owner or asset"] == (1, "line 2")
    assert found["not understood", "Control without controller or controlled"] == (1, "line 3")
    assert found["not understood", "property Control:asset"] == (1, "line 3")
    assert found["left out", "property Control:recordId"] == (1, "line 3")
    assert found["not understood", "property Directorship:mood"] == (1, "line 4")
    assert ("not understood", "property Directorship:role") not in found


def test_statements_are_known_when_all_of_them_had_been_seen() -> None:
    records = read("ftm", STATEMENTS)
    claim = next(claim for claim in records.claims if claim.relation == "holds-stake-in")
    published = {source.id: source.published for source in records.sources}
    assert published[claim.source_id] == "2024-03-01"
    assert (claim.share, claim.subject) == (0.3, "lumen-laboratories")
    (lumen,) = (each for each in records.entities if each.slug == "lumen-laboratories")
    assert lumen.aliases == ("Lumen Labs",)


def test_what_nobody_approved_is_doubtful() -> None:
    (claim,) = (each for each in read("ftm", STATEMENTS).claims if each.relation == "controls")
    assert claim.doubt


def test_an_earlier_time_does_not_end_a_stake_that_began_again(tmp_path: Path) -> None:
    things = [{"id": each, "schema": "Company", "properties": {"name": [each.title()]}} for each in ("lumen", "quarry")]
    times = [{"startDate": ["2010"], "endDate": ["2015-01-01"]}, {"startDate": ["2018-05-01"]}]
    links = [
        {"id": f"o{n}", "schema": "Ownership", "properties": {"owner": ["lumen"], "asset": ["quarry"], **time}}
        for n, time in enumerate(times)
    ]
    file = tmp_path / "again.jsonl"
    file.write_text(
        "\n".join(json.dumps({**each, "datasets": ["a"], "first_seen": "2024-01-01"}) for each in things + links)
    )
    records = read("ftm", file)
    assert [(claim.get("from"), claim.get("status")) for claim in related(records, "holds-stake-in")] == [
        ("2018-05-01", None)
    ]
    assert any("until 2015-01-01" in each for each in statements(records, "lumen"))
    sound(records, tmp_path / "out", file, name="ftm")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("49%", [(0.49, None)]),
        ("49,5 %", [(0.495, None)]),
        ("100", [(1.0, None)]),
        ("0.5%", [(0.005, None)]),
        ("25-50%", [(0.25, "at-least"), (0.5, "up-to")]),
        ("25 % – 50 %", [(0.25, "at-least"), (0.5, "up-to")]),
        (">=75", [(0.75, "at-least")]),
        ("more than 25 percent", [(0.25, "over")]),
        ("less than 5%", [(0.05, "under")]),
        ("0.5", None),
        ("1", None),
        ("50-25%", None),
        ("101", None),
        ("-5", None),
        ("1,000", None),
        ("about half", None),
        ("49% of votes", None),
        ("", None),
    ],
)
def test_percentages_are_read_strictly(words: str, expected: object) -> None:
    assert percentage(words) == expected


@given(st.text())
def test_any_text_is_a_share_between_0_and_1_or_none(words: str) -> None:
    for value, _ in percentage(words) or []:
        assert 0 <= value <= 1
