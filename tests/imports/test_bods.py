"""BODS: each kind of statement and interest, ranges, unknown parties, history, versions."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.imports.support import DATA, SAMPLES, read, related, report, sound, statements
from vendorgraph import imports, pipeline
from vendorgraph.formats import FORMATS, Selection
from vendorgraph.imports.bods.shares import bounds

EVERYTHING = DATA / "bods" / "everything.json"


def stakes(file: Path) -> list[dict[str, Any]]:
    return related(read("bods", file), "holds-stake-in")


def test_a_range_with_an_open_end_is_two_claims_and_votes_are_not_shares() -> None:
    found = [claim for claim in stakes(EVERYTHING) if claim["subject"] == "lumen-labs-inc"]
    common = {
        "subject": "lumen-labs-inc", "relation": "holds-stake-in", "object": "quarry-data-ltd", "from": "2020-05-01",
        "as_of": "2024-01-10", "status": "current",
    }  # fmt: skip
    assert found == [
        {**common, "approx": "over", "share": 0.25},
        {**common, "approx": "up-to", "share": 0.5},
        {**common, "approx": "over", "voting_share": 0.25, "voting": True},
        {**common, "approx": "up-to", "voting_share": 0.5, "voting": True},
    ]


def test_an_end_that_every_share_keeps_is_left_out() -> None:
    found = [claim for claim in stakes(EVERYTHING) if claim["subject"] == "harbour-trust"]
    assert [(claim["approx"], claim["share"]) for claim in found] == [("at-least", 0.75)]


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ({"exact": 49}, [(0.49, None)]),
        ({"exact": 26.79}, [(0.2679, None)]),
        ({"minimum": 25, "maximum": 25}, [(0.25, None)]),
        ({"exclusiveMinimum": 25, "exclusiveMaximum": 50}, [(0.25, "over"), (0.5, "under")]),
        ({"minimum": 25, "exclusiveMinimum": True, "maximum": 50}, [(0.25, "over"), (0.5, "up-to")]),
        ({"minimum": 0, "maximum": 10}, [(0.1, "up-to")]),
        ({"minimum": 50, "maximum": 25}, None),
        ({"exclusiveMinimum": 25, "exclusiveMaximum": 25}, None),
        ({"exact": 140}, None),
        ({"exact": "half"}, None),
        ("49 %", None),
        ({}, []),
        (None, []),
    ],
)
def test_shares_as_bounds(share: Any, expected: Any) -> None:
    assert bounds(share) == expected


@given(st.floats(0, 100), st.floats(0, 100))
def test_a_range_is_never_wider_or_narrower_than_stated(one: float, other: float) -> None:
    low, high = sorted((one, other))
    found = bounds({"minimum": low, "maximum": high})
    assert found is not None
    ends = {approx: value for value, approx in found}
    if None in ends:
        assert low / 100 == pytest.approx(ends[None])
    else:
        assert ends.get("at-least", 0.0) == pytest.approx(low / 100)
        assert ends.get("up-to", 1.0) == pytest.approx(high / 100)


def test_rights_over_the_board_and_posts() -> None:
    records = read("bods", EVERYTHING)
    assert [claim["subject"] for claim in related(records, "appoints-directors-of")] == ["ben-example"]
    assert [claim.get("role") for claim in related(records, "board-member-of")] == [None, "Chair"]
    roles = {(claim["object"], claim["role"]) for claim in related(records, "holds-role")}
    assert roles == {("quarry-data-ltd", "Senior managing official"), ("harbour-trust", "Trustee")}


def test_influence_is_control_only_where_it_is_flagged() -> None:
    assert related(read("bods", EVERYTHING), "controls") == []
    said = statements(read("bods", EVERYTHING), "odd-body")
    assert "Ada Example: other influence or control, direct, not beneficial; from 2020-05-01" in said


def test_what_our_relations_cannot_say_is_kept_in_words() -> None:
    records = read("bods", EVERYTHING)
    assert "Ben Example: rights to profit or income, 12 %, direct, not beneficial; from 2020-05-01" in statements(
        records, "lumen-labs-inc"
    )
    assert statements(records, "republic-of-example")[1].startswith("Republic of Example controls Lumen Labs Inc")
    kept = {what for kind, what in report(records) if kind == "kept in words"}
    assert "controls from a government to a company" in kept


def test_unknown_parties_keep_their_reason() -> None:
    records = read("bods", EVERYTHING)
    unknown = next(each for each in records.entities if each.name.startswith("[unknown person"))
    assert unknown.name == "[unknown person: information unknown to publisher; record nobody]"
    assert [c["share"] for c in stakes(EVERYTHING) if c["subject"] == unknown.slug] == [0.05]
    words = "No interested party is named: no beneficial owners, Widely held; shareholding, 3 %, direct, not beneficial"
    assert words in statements(records, "lumen-labs-inc")


def test_what_is_not_understood_is_counted_with_its_first_place() -> None:
    found = {
        what: where for (kind, what), where in report(read("bods", EVERYTHING)).items() if kind == "not understood"
    }
    assert found == {
        "a share that is no number or range from 0 to 100": (1, "item 20"),
        "a statement of the type 'teapot'": (1, "item 21"),
        "an object that is no statement": (1, "item 22"),
        "field 'colour' of an entity record": (1, "item 5"),
        "field 'strength' of an interest": (1, "item 18"),
        "interest of the type 'telepathy'": (1, "item 18"),
    }


def test_identifiers_country_founding_and_annotations() -> None:
    records = read("bods", EVERYTHING)
    quarry = next(each for each in records.entities if each.slug == "quarry-data-ltd")
    assert quarry.identifiers == ("GB-COH:01234567", "XI-LEI:529900T8BM49AURSDO55")
    assert (quarry.country, quarry.aliases) == ("GB", ("Quarry",))
    assert [claim.value for claim in records.claims if claim.attribute == "founded-year"] == [2015]
    assert any("annotation (commenting) Filed late" in (claim.note or "") for claim in records.claims)


def test_addresses_and_birthdays_are_not_taken() -> None:
    records = read("bods", EVERYTHING)
    assert report(records)["left out", "field 'birthDate' of a person record"] == (1, "item 6")
    assert not any("1980" in str(each) for each in (*records.entities, *records.claims))


def test_an_indirect_stake_counts_only_where_no_chain_carries_it(tmp_path: Path) -> None:
    records = read("bods", DATA / "bods" / "chain.json")
    held = {(claim["subject"], claim["object"]): claim["share"] for claim in related(records, "holds-stake-in")}
    assert held == {("person-p", "company-b"): 0.5, ("company-b", "company-a"): 0.6, ("company-a", "company-b"): 0.07}
    assert "Person P holds a stake in Company A; share 30 %; from 2020-05-01; current" in statements(
        records, "person-p"
    )
    assert report(records)["not understood", "a component that is not in the file"] == (1, "item 6")


def test_level_record_and_all_components_are_kept_in_the_note(tmp_path: Path) -> None:
    file = tmp_path / "long_chain.json"
    parts = [f"part-{number}" for number in range(30)]
    interest = {"type": "shareholding", "directOrIndirect": "indirect", "share": {"exact": 30}, "details": "by trust"}
    note = {
        "statementPointerTarget": "/recordDetails", "motivation": "correcting", "description": "Share",
        "transformedContent": "30", "createdBy": {"name": "Clerk"}, "creationDate": "2024-01-11",
    }  # fmt: skip
    details = {
        "subject": "r1", "interestedParty": "r2", "componentRecords": parts,
        "interests": [{**interest, "beneficialOwnershipOrControl": False}],
    }  # fmt: skip
    relation = statement(
        3, recordId="chain", recordType="relationship", recordDetails=details, annotations=[note], declaration="d-1",
        source={"type": ["thirdParty"], "retrievedAt": "2024-01-09"},
    )  # fmt: skip
    file.write_text(json.dumps([statement(1), statement(2), relation]))
    records = read("bods", file)
    (stake,) = (claim for claim in records.claims if claim.relation == "holds-stake-in")
    assert stake.note == (
        "statement s3; record chain; declaration d-1; shareholding, 30 %, indirect, not beneficial, by trust; "
        f"through {', '.join(parts)}; retrieved 2024-01-09; "
        "annotation (correcting of /recordDetails) Share, 30, by Clerk 2024-01-11"
    )


def test_a_note_that_is_cut_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "long.json"
    file.write_text(json.dumps([statement(1, annotations=[{"motivation": "commenting", "description": "x" * 3000}])]))
    assert report(read("bods", file))["left out", "the end of a note of more than 2,000 characters"] == (1, "item 1")


def test_a_range_comes_back_from_an_export_of_what_was_imported(tmp_path: Path) -> None:
    records = read("bods", EVERYTHING)
    imports.save(records, tmp_path / "out", "bods", [EVERYTHING])
    market = pipeline.read([tmp_path / "out"])
    selection = Selection(market, pipeline.relations(market))
    again = tmp_path / "again.json"
    with again.open("wb") as out:
        FORMATS["bods"].write(selection, out)
    said = next(each for each in json.loads(again.read_text()) if each["recordId"].startswith("lumen-labs-inc/holds"))
    shares = {each["type"]: each["share"] for each in said["recordDetails"]["interests"]}
    bounds = {"exclusiveMinimum": 25.0, "maximum": 50.0}
    assert shares == {"shareholding": bounds, "votingRights": bounds}
    twice = [claim for claim in stakes(again) if claim["subject"] == "lumen-labs-inc"]
    assert [(claim["approx"], claim.get("share"), claim.get("voting_share")) for claim in twice] == [
        ("over", 0.25, None), ("up-to", 0.5, None), ("over", None, 0.25), ("up-to", None, 0.5),
    ]  # fmt: skip


@pytest.mark.skipif(not SAMPLES.exists(), reason=f"this checkout has no real files in {SAMPLES}")
def test_an_indirect_stake_without_a_chain_of_shares_stands_for_itself() -> None:
    found = stakes(SAMPLES / "bods" / "indirect-ownership.json")
    assert {(claim["subject"], claim["share"]) for claim in found} == {("company-b", 0.6), ("person-1", 0.3)}


def test_the_two_clocks_and_the_end_of_a_record(tmp_path: Path) -> None:
    file = DATA / "bods" / "history.jsonl"
    records = read("bods", file)
    sound(records, tmp_path / "out", file)
    assert [source.published for source in records.sources] == ["2019-01-02", "2021-06-03", "2022-04-02"]
    market = pipeline.read([tmp_path / "out"])
    day = pipeline.read_day(market)

    def relation(known_by: str, subject: str) -> Any:
        found = pipeline.relations(market, day, day.fromisoformat(known_by)).all
        return next(each for each in found if each.subject == subject)

    before, after = relation("2021-06-02", "lumen-labs-inc"), relation("2021-06-04", "lumen-labs-inc")
    assert (before.share.min, after.share.min) == (0.4, 0.3)
    assert relation("2022-04-02", "ada-example").status == "ended"
    assert relation("2022-04-02", "ada-example").until == "2022-03-31"
    assert relation("2022-04-01", "ada-example").status == "unconfirmed"


def test_an_interest_that_an_update_no_longer_lists_does_not_end_the_stake() -> None:
    records = read("bods", DATA / "bods" / "history.jsonl")
    assert "Lumen Labs Inc: voting rights, 40 %, direct, not beneficial; ended" in statements(
        records, "quarry-data-ltd"
    )
    assert [claim.get("status") for claim in related(records, "holds-stake-in")] == ["current"] * 3


def test_older_versions_say_the_same_in_other_words() -> None:
    records = read("bods", DATA / "bods" / "version_0_2.json")
    assert [(claim.get("approx"), claim.get("share")) for claim in related(records, "holds-stake-in")] == [
        ("over", 0.25),
        ("up-to", 0.5),
        (None, None),
        (None, 0.6),
    ]
    (quarry,) = (each for each in records.entities if each.type == "company")
    assert (quarry.name, quarry.aliases) == ("Quarry Data International Ltd", ("Quarry Data Ltd",))
    assert statements(records, quarry.slug)[-1].startswith("No interested party is named: subject unable to confirm")


def test_a_register_and_the_parties_themselves_are_official() -> None:
    assert {claim.certainty for claim in read("bods", EVERYTHING).claims} == {"official"}


def statement(number: int, **more: Any) -> dict[str, Any]:
    details = {"entityType": {"type": "registeredEntity"}, "name": "Quarry Data"}
    return {
        "statementId": f"s{number}", "recordId": f"r{number}", "recordType": "entity", "recordDetails": details,
        "statementDate": "2024-01-10", **more,
    }  # fmt: skip


def test_a_third_party_reports(tmp_path: Path) -> None:
    file = tmp_path / "third.json"
    publication = {"publicationDate": "2024-01-12", "publisher": {"name": "A paper"}}
    file.write_text(json.dumps([statement(1, source={"type": ["thirdParty"]}, publicationDetails=publication)]))
    (claim,) = read("bods", file).claims
    assert claim.certainty == "reported"


def test_two_records_of_one_name_stay_two_entities(tmp_path: Path) -> None:
    file = tmp_path / "twins.json"
    file.write_text(json.dumps([statement(1), statement(2)]))
    records = read("bods", file)
    assert [each.name for each in records.entities] == ["Quarry Data (r1)", "Quarry Data (r2)"] or [
        each.name for each in records.entities
    ] == ["Quarry Data (r2)", "Quarry Data (r1)"]
    sound(records, tmp_path / "out", file)


def test_a_statement_made_after_its_publication_is_known_when_it_was_made(tmp_path: Path) -> None:
    file = tmp_path / "early.json"
    publication = {"publicationDate": "2023-01-01", "publisher": {"name": "A register"}}
    file.write_text(json.dumps([statement(1, publicationDetails=publication)]))
    records = read("bods", file)
    assert [(source.published, source.published_estimated) for source in records.sources] == [("2024-01-10", True)]
    sound(records, tmp_path / "out", file)


def test_ids_with_blanks_and_text_from_right_to_left(tmp_path: Path) -> None:
    file = tmp_path / "ids.json"
    share = {"type": "shareholding", "share": {"exact": 10}}
    relation = {"subject": "a b", "interestedParty": "ب\u202eج", "interests": [share]}
    items = [
        statement(1, recordId="a b"),
        statement(2, recordId="ب\u202eج", recordDetails={"entityType": {"type": "legalEntity"}, "name": "شركة\u202e"}),
        statement(3, recordId="r", recordType="relationship", recordDetails=relation),
    ]
    file.write_text(json.dumps(items))
    records = read("bods", file)
    (holder,) = (each for each in records.entities if each.name == "شركة")
    assert [claim["subject"] for claim in related(records, "holds-stake-in")] == [holder.slug]
    sound(records, tmp_path / "out", file)


def test_a_later_version_is_read_as_far_as_it_is_alike_and_said_to_be(tmp_path: Path) -> None:
    file = tmp_path / "later.json"
    versions = ("0.4", "0.7", "0.7", "0.2.0")
    made = [statement(number, publicationDetails={"bodsVersion": each}) for number, each in enumerate(versions)]
    file.write_text(json.dumps(made))
    records = read("bods", file)
    assert len(records.entities) == 4
    assert report(records)["assumed", "what 0.4 means, in a statement of BODS 0.7"] == (2, "item 2")
    assert sum("BODS" in what for _, what in report(records)) == 1
