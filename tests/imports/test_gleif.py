"""GLEIF: RDF and CSV say the same; relation and record are two clocks; consolidation is no share."""

from pathlib import Path

from tests.imports.support import DATA, read, related, report, sound, statements

RDF = DATA / "gleif" / "small.ttl"
CSV = tuple(DATA / "gleif" / f"{name}.csv" for name in ("level1", "level2", "exceptions"))


def test_a_relationship_and_its_record_are_two_clocks() -> None:
    records = read("gleif-csv", *CSV)
    (claim,) = (each for each in records.claims if each.relation == "subsidiary-of")
    (source,) = (each for each in records.sources if each.id == claim.source_id)
    assert (claim.subject, claim.object, claim.from_, claim.status) == (
        "lei-529900aaaaaaaaaaaa03", "lumen-labs", "2020-05-01", "current",
    )  # fmt: skip
    assert (source.published, source.publisher) == ("2024-01-15", "Global Legal Entity Identifier Foundation")
    assert "accounting period 2022-01-01/2022-12-31" in str(claim.note)
    assert "first registered 2020-06-01" in str(claim.note)


def test_consolidation_gives_no_share() -> None:
    for records in (read("gleif", RDF), read("gleif-csv", *CSV)):
        assert related(records, "holds-stake-in") == []
        assert all(claim.share is None for claim in records.claims)


def test_a_record_that_was_annulled_is_doubtful() -> None:
    (claim,) = (each for each in read("gleif", RDF).claims if each.relation == "subsidiary-of")
    assert (claim.doubt, claim.status, claim.to) == (True, "ended", "2023-12-31")
    assert claim.comment == "The record is annulled"


def test_rdf_and_csv_name_the_same_entities() -> None:
    rdf = {each.slug: (each.type, each.country) for each in read("gleif", RDF).entities}
    csv = {each.slug: (each.type, each.country) for each in read("gleif-csv", *CSV).entities}
    assert rdf == {
        "lumen-labs": ("company", "US"),
        "harbour-fund": ("fund", None),
        "lei-529900aaaaaaaaaaaa03": ("company", None),
    }
    assert csv == {**rdf, "harbour-fund": ("fund", "IE"), "ministry-of-data": ("government", "GB")}


def test_names_and_identifiers() -> None:
    (lumen,) = (each for each in read("gleif", RDF).entities if each.slug == "lumen-labs")
    assert (lumen.name_ar, lumen.aliases) == ("لومن", ("Lumen Systems",))
    assert lumen.identifiers == ("RA000602:771", "XI-LEI:529900AAAAAAAAAAAA01")


def test_funds_and_exceptions_are_said_in_words() -> None:
    records = read("gleif-csv", *CSV)
    assert "Harbour Fund is managed by Lumen Labs; current" in statements(records, "harbour-fund")
    assert "No ultimate parent is reported: no known person" in statements(records, "lumen-labs")
    said = statements(records, "lei-529900aaaaaaaaaaaa03")
    assert said == ["No direct parent is reported: natural persons, non consolidating; Article 5"]


def test_what_is_unknown_is_counted() -> None:
    found = report(read("gleif", RDF))
    assert found["not understood", "class Teapot"][0] == 1
    assert found["not understood", "relationship TelepathicRelationship"][0] == 1
    csv = report(read("gleif-csv", *CSV))
    assert csv["not understood", "a relationship of nodes that are no LEIs"] == (1, "level2.csv: line 4")
    assert csv["left out", "columns Entity.LegalAddress"] == (1, "level1.csv: line 2")
    assert csv["assumed", "a company, where only the LEI is in the file"] == (1, "level2.csv: line 2")


def test_a_year_before_the_age_of_firms_is_said_in_words(tmp_path: Path) -> None:
    records = read("gleif-csv", *CSV)
    assert "Founded 1701-01-01" in statements(records, "ministry-of-data")
    sound(records, tmp_path / "out", *CSV, name="gleif-csv")
