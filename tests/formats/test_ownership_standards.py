"""BODS statements and FollowTheMoney entities are checked by the libraries of their standards, and imported again."""

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from libcovebods.additionalfields import AdditionalFields
from libcovebods.data_reader import DataReader
from libcovebods.jsonschemavalidate import JSONSchemaValidator
from libcovebods.schema import SchemaBODS

from tests import markets
from tests.formats import cases
from tests.formats.test_select import small
from vendorgraph import imports, network, pipeline
from vendorgraph.formats import VIEWS, Selection

STAKE = {"subject": "acme", "relation": "holds-stake-in", "object": "bolt", "status": "current", "published": "2025-06"}


def chosen(view: str) -> Selection:
    """The small market, which has parents, votes apart from shares, observers, and much that nobody owns."""
    return Selection(small(), pipeline.relations(small()) if view == "relations" else None)


@pytest.mark.parametrize("view", VIEWS)
def test_bods_statements_are_valid_and_have_no_other_fields(view: str, tmp_path: Path) -> None:
    for number, selection in enumerate((chosen(view), cases.selection(view))):
        path = tmp_path / f"{number}.json"
        path.write_bytes(cases.written_of("bods", selection))
        reader = DataReader(str(path))
        schema = SchemaBODS(reader)
        assert schema.schema_version == "0.4"
        assert [each.json() for each in JSONSchemaValidator(schema).validate(reader)] == []
        assert AdditionalFields(schema).process(reader) == {}


def bods(*claims: dict[str, Any], view: str = "relations", **entities: str) -> list[dict[str, Any]]:
    market = markets.market(*claims, entities=entities)
    selection = Selection(market, pipeline.relations(market) if view == "relations" else None)
    found: list[dict[str, Any]] = json.loads(cases.written_of("bods", selection))
    return found


def relationships(statements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for each in statements if each["recordType"] == "relationship"]


SHARES = {
    "exact": ({"share": 0.29}, {"exact": 29.0}),
    "over": ({"share": 0.5, "approx": "over"}, {"exclusiveMinimum": 50.0}),
    "at least": ({"share": 0.25, "approx": "at-least"}, {"minimum": 25.0}),
    "up to": ({"share": 0.25, "approx": "up-to"}, {"maximum": 25.0}),
    "about": ({"share": 0.25, "approx": "about"}, {"exact": 25.0}),
    "unknown": ({}, None),
}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("keys", "share"), SHARES.values(), ids=SHARES)
def test_bods_shares_are_per_cent_and_bounds(keys: dict[str, Any], share: dict[str, float] | None, view: str) -> None:
    [interest] = relationships(bods({**STAKE, **keys}, view=view))[0]["recordDetails"]["interests"]
    if view == "claims" or "approx" not in keys:
        assert (interest["type"], interest.get("share")) == ("shareholding", share)


def test_bods_says_who_holds_whom_with_status_claims_and_documents() -> None:
    parent = {
        "subject": "bolt",
        "relation": "subsidiary-of",
        "object": "acme",
        "published": "2025-06-01",
        "from": "2024",
    }
    found = bods(parent)
    [said] = relationships(found)
    assert [each["recordId"] for each in found] == ["acme", "bolt", "bolt/subsidiary-of/acme"]
    details = said["recordDetails"]
    assert (details["subject"], details["interestedParty"]) == ("bolt", "acme")
    [interest] = details["interests"]
    assert interest["type"] == "otherInfluenceOrControl" and "startDate" not in interest
    assert interest["details"] == "is a subsidiary of; from 2024"
    [comment] = said["annotations"]
    for words in ("status: current", "grade: B", "supports: source-1#01", "sources: source-1"):
        assert words in comment["description"]


def test_bods_has_no_statement_of_a_day_after_that_of_reading() -> None:
    days = {each["statementDate"] for each in bods({**STAKE, "published": markets.READ[:4]}, view="claims")}
    assert days == {markets.READ}


def test_bods_leaves_out_what_is_planned_denied_or_no_ownership() -> None:
    claims = [
        {**STAKE, "status": "planned"},
        {**STAKE, "subject": "core", "polarity": "denies", "status": None},
        {**STAKE, "subject": "dune", "relation": "customer-of"},
        {"subject": "eve", "relation": "holds-role", "object": "bolt", "role": "engineer", "published": "2025-06"},
    ]
    for view in VIEWS:
        assert bods(*claims, view=view, eve="person") == []


def test_bods_only_posts_of_persons_are_said_to_be_held_directly() -> None:
    at = {"object": "bolt", "published": "2025-06-01"}
    found = bods(
        STAKE,
        {**at, "subject": "core", "relation": "board-member-of"},
        {**at, "subject": "ann", "relation": "holds-role", "role": "Chief Executive Officer"},
        {**at, "subject": "bob", "relation": "board-member-of", "role": "board observer"},
        {**at, "subject": "bob", "relation": "holds-stake-in", "share": 0.3, "status": "current"},
        ann="person", bob="person",
    )  # fmt: skip
    said = {
        each["recordId"]: {interest["directOrIndirect"] for interest in each["recordDetails"]["interests"]}
        for each in relationships(found)
    }
    assert said == {
        "acme/holds-stake-in/bolt": {"unknown"},
        "core/board-member-of/bolt/director": {"unknown"},
        "ann/holds-role/bolt/chief-executive": {"direct"},
        "bob/board-member-of/bolt/observer": {"direct"},
        "bob/holds-stake-in/bolt": {"unknown"},
    }


def test_bods_posts() -> None:
    at = {"object": "bolt", "published": "2025-06-01"}
    found = bods(
        {**at, "subject": "ann", "relation": "holds-role", "role": "Chief Executive Officer"},
        {**at, "subject": "bob", "relation": "board-member-of"},
        {**at, "subject": "cid", "relation": "board-member-of", "role": "board observer"},
        {**at, "subject": "dan", "relation": "board-member-of", "role": "Chairman of the board", "status": "ended"},
        ann="person", bob="person", cid="person", dan="person",
    )  # fmt: skip
    types = {
        each["recordDetails"]["interestedParty"]: each["recordDetails"]["interests"][0]["type"]
        for each in relationships(found)
    }
    assert types == {
        "ann": "seniorManagingOfficial", "bob": "boardMember", "cid": "otherInfluenceOrControl", "dan": "boardChair",
    }  # fmt: skip
    assert {each["recordStatus"] for each in relationships(found)} == {"new", "closed"}


def imported(name: str, file: Path, selection: Selection) -> imports.Records:
    file.write_bytes(cases.written_of(name, selection))
    return imports.read(name, [file], selection.market.vocabulary)


def test_bods_is_imported_again_with_stakes_and_votes(tmp_path: Path) -> None:
    records = imported("bods", tmp_path / "bods.json", chosen("claims"))
    stakes = {
        (named(records, claim.subject), named(records, claim.object), claim.share)
        for claim in records.claims
        if claim.relation == "holds-stake-in" and claim.share is not None
    }
    expected = {
        (small().entities[claim.subject].name, small().entities[claim.object or ""].name, claim.share)
        for claim in small().claims.values()
        if claim.relation == "holds-stake-in" and claim.share is not None and not claim.denies
        and claim.status != "planned"
    }  # fmt: skip
    assert stakes == expected and len(expected) >= 5


def named(records: imports.Records, slug: str | None) -> str:
    return next(each.name for each in records.entities if each.slug == slug)


@pytest.mark.parametrize("view", VIEWS)
def test_followthemoney_takes_every_value_of_every_entity(view: str, ftm_python: Path, tmp_path: Path) -> None:
    for selection in (chosen(view), cases.selection(view)):
        lines = list(network.lines(selection.market, selection.relations))
        path = tmp_path / "market.ijson"
        path.write_bytes(cases.written_of("ftm", selection))
        reader = Path(__file__).parent / "ftm" / "read.py"
        done = subprocess.run([ftm_python, reader, path], capture_output=True, text=True, timeout=120)
        count = len(selection.market.entities) + len(lines)
        assert (done.returncode, done.stdout) == (0, f"{count} entities read\n"), done.stderr


@pytest.mark.parametrize("view", VIEWS)
def test_followthemoney_carries_claims_and_documents(view: str) -> None:
    found = [json.loads(line) for line in cases.written_of("ftm", chosen(view)).decode().splitlines()]
    links = {each["properties"]["recordId"][0]: each for each in found if "recordId" in each["properties"]}
    for line in network.lines(small(), chosen(view).relations):
        properties = links[line.id]["properties"]
        cited = {
            id
            for key in ("supports", "denies")
            if key in line.attributes
            for id in str(line.attributes[key]).split("; ")
        }
        assert cited <= set(properties["recordId"])
        assert f"sources: {line.attributes['sources']}" in properties["summary"]


def test_followthemoney_asserts_no_ownership_that_is_planned_or_denied() -> None:
    claims = [
        {**STAKE, "status": "planned"},
        {**STAKE, "subject": "core", "polarity": "denies", "status": None},
        {**STAKE, "subject": "dune"},
    ]
    market = markets.market(*claims)
    for selection in (Selection(market), Selection(market, pipeline.relations(market, date(2025, 7, 1)))):
        found = [json.loads(line) for line in cases.written_of("ftm", selection).decode().splitlines()]
        assert [each["properties"]["owner"] for each in found if each["schema"] == "Ownership"] == [["dune"]]
        status = {
            each["properties"]["subject"][0]: each["properties"]["status"]
            for each in found
            if each["schema"] == "UnknownLink"
        }
        assert "planned" in status["acme"][0] and "denied" in status["core"][0]


def test_followthemoney_is_imported_again(tmp_path: Path) -> None:
    records = imported("ftm", tmp_path / "market.ijson", chosen("claims"))
    boards = {
        (named(records, c.subject), named(records, c.object)) for c in records.claims if c.relation == "board-member-of"
    }
    assert boards == {
        (small().entities[c.subject].name, small().entities[c.object or ""].name)
        for c in small().claims.values()
        if c.relation == "board-member-of" and not c.denies and c.status != "planned"
    }
