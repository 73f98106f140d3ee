"""Our own RDF and Parquet: export then import gives the same market, claim for claim."""

import zipfile
from pathlib import Path

import msgspec
import pytest

from tests.formats.test_select import whole as relations_of_a_day
from tests.imports.support import read, report, sound
from tests.markets import bundled, market
from vendorgraph import formats, imports, pipeline
from vendorgraph.formats import Selection
from vendorgraph.imports import Refused
from vendorgraph.model import Market
from vendorgraph.rdf import terms
from vendorgraph.rdf.views import relation_quads

#: Exports from which the same market comes back, with the suffix of their files.
SUFFIXES = {
    "trig": "trig", "nquads": "nq", "jsonld": "jsonld", "turtle": "ttl", "rdfxml": "rdf", "rdf12": "trig",
    "parquet": "zip",
}  # fmt: skip


def importer(name: str) -> str:
    return "parquet" if name == "parquet" else "rdf"


def exported(whole: Market, name: str, folder: Path) -> Path:
    file = folder / f"market.{SUFFIXES[name]}"
    with file.open("wb") as out:
        formats.FORMATS[name].write(Selection(whole, None), out)
    return file


@pytest.mark.parametrize("name", SUFFIXES)
def test_the_bundled_market_comes_back_claim_for_claim(name: str, tmp_path: Path) -> None:
    whole = bundled()
    records = read(importer(name), exported(whole, name, tmp_path))
    assert {claim.id: claim for claim in records.claims} == whole.claims
    assert {entity.slug: entity for entity in records.entities} == whole.entities
    assert {source.id: source for source in records.sources} == whole.sources
    assert (records.info, records.identities) == (whole.info, whole.identities)
    assert records.report == ()


@pytest.mark.parametrize("name", SUFFIXES)
def test_exports_of_relations_bring_the_claims_back_too(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"market.{SUFFIXES[name]}"
    with file.open("wb") as out:
        formats.FORMATS[name].write(relations_of_a_day(), out)
    records, market = read(importer(name), file), relations_of_a_day().market
    assert {claim.id: claim for claim in records.claims} == market.claims
    assert {entity.slug: entity for entity in records.entities} == market.entities
    assert (records.info, records.identities, records.report) == (market.info, market.identities, ())


@pytest.mark.parametrize(("name", "sum"), [("parquet", 2**63 - 1), ("trig", 2**63), ("jsonld", 10**18 - 1)])
def test_large_sums_come_back_exactly(name: str, sum: int, tmp_path: Path) -> None:
    amount = {"value": sum, "currency": "IDR"}
    whole = market(
        {"subject": "a", "relation": "holds-stake-in", "object": "b", "attribute": "stake-price", "amount": amount}
    )
    (claim,) = read(importer(name), exported(whole, name, tmp_path)).claims
    assert claim == whole.claims[claim.id]


def test_a_sum_beyond_all_bounds_is_refused_in_one_line(tmp_path: Path) -> None:
    amount = {"value": 10**30, "currency": "IDR"}
    whole = market(
        {"subject": "a", "relation": "holds-stake-in", "object": "b", "attribute": "stake-price", "amount": amount}
    )
    with pytest.raises(Refused, match=r"market\.trig: has a whole number of more than 64 bits"):
        read("rdf", exported(whole, "trig", tmp_path))


def test_it_is_sound_as_a_folder_and_the_same_market_to_the_digest(tmp_path: Path) -> None:
    file = exported(bundled(), "nquads", tmp_path)
    sound(read("rdf", file), tmp_path / "out", file, name="rdf")
    assert pipeline.read([tmp_path / "out"]) == bundled()


@pytest.mark.parametrize("said", ["kept> <http://example.org/elsewhere>", 'why> "no names"@en', 'hue> "red"'])
def test_a_decision_on_names_that_is_not_whole_is_told_of(said: str, tmp_path: Path) -> None:
    whole = market({"subject": "a", "relation": "customer-of", "object": "b"})
    file = exported(whole, "nquads", tmp_path)
    line = f"<{terms.BASE}identity/1> <{terms.BASE}ontology#{said} <{terms.BASE}graph/market> ."
    file.write_text(file.read_text("utf-8") + line + "\n", "utf-8")
    records = read("rdf", file)
    if records.report:
        assert [each.first for each in records.report] == [f"{terms.BASE}identity/1"]
    with pytest.raises(Refused, match=r"the records are not sound: identity\.yaml: "):
        imports.save(records, tmp_path / "out", "rdf", [file])


@pytest.mark.parametrize("name", SUFFIXES)
def test_every_key_of_a_claim_survives(name: str, tmp_path: Path) -> None:
    given = {
        "subject": "a", "relation": "holds-stake-in", "object": "b", "attribute": "stake-price", "share": 0.4999,
        "voting_share": 0.25, "voting": True, "amount": {"value": 10**15, "currency": "USD"}, "approx": "about",
        "status": "ending", "status_since": "2025-06", "from": "2025", "to": "2027-01-01", "as_of": "2025-06-12",
        "polarity": "denies", "certainty": "rumoured", "doubt": True, "note": "“quoted” \n new line", "comment": "é",
        "attributed_to": "somebody",
    }  # fmt: skip
    attribute = {"subject": "a", "attribute": "headcount", "value": 12, "per": "year", "basis": "run-rate", "text": "x"}
    whole = market(
        {**given, "published": "2025-06-13", "relays": ["Reuters", "AP"]}, {**attribute, "period": "2025-Q2"}
    )
    records = read(importer(name), exported(whole, name, tmp_path))
    assert list(records.claims) == list(whole.claims.values())
    assert {source.id: source for source in records.sources} == whole.sources


def test_derived_graphs_are_passed_over(tmp_path: Path) -> None:
    from pyoxigraph import RdfFormat, serialize

    from vendorgraph.rdf.quads import quads

    whole = bundled()
    file = tmp_path / "both.nq"
    both = [*quads(whole), *relation_quads(whole.vocabulary, pipeline.relations(whole))]
    serialize(both, str(file), RdfFormat.N_QUADS)
    assert len(read("rdf", file).claims) == len(whole.claims)


def test_foreign_rdf_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "foreign.ttl"
    file.write_text("<http://example.org/a> a <http://example.org/B> .")
    with pytest.raises(Refused, match="holds no claim of the vendorgraph vocabulary"):
        read("rdf", file)


def test_a_claim_that_lacks_what_it_needs_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    whole = market({"subject": "a", "relation": "customer-of", "object": "b"})
    file = exported(whole, "nquads", tmp_path)
    (claim,) = whole.claims
    base = terms.BASE
    lines = [
        f'<{base}claim/source-1/07> <{base}ontology#note> "no subject" <{base}source/source-1> .',
        f'<{base}claim/..%2F..%2Fevil/01> <{base}ontology#note> "no" <{base}source/source-1> .',
        f'<{base}claim/source-1/01> <{base}ontology#hue> "red" <{base}source/source-1> .',
    ]
    file.write_text(file.read_text("utf-8") + "\n".join(lines) + "\n", "utf-8")
    records = read("rdf", file)
    assert [each.id for each in records.claims] == [claim]
    found = {what for kind, what in report(records) if kind == "not understood"}
    assert found == {
        "a claim: Object missing required field `subject`",
        "the address of a claim",
        f"property {base}ontology#hue",
    }


def test_no_id_leaves_the_folder(tmp_path: Path) -> None:
    whole = market({"subject": "a", "relation": "customer-of", "object": "b"})
    records = read("rdf", exported(whole, "nquads", tmp_path))
    (source,) = records.sources
    evil = msgspec.structs.replace(records, sources=(msgspec.structs.replace(source, id="../../evil"),), claims=())
    with pytest.raises(Refused, match="is no slug"):
        imports.save(evil, tmp_path / "out", "rdf", [])
    assert not (tmp_path / "out").exists()


def test_parquet_brings_title_licence_and_decisions_too(tmp_path: Path) -> None:
    records = read("parquet", exported(bundled(), "parquet", tmp_path))
    assert records.info == bundled().info
    assert records.identities == bundled().identities
    imports.save(records, tmp_path / "out", "parquet", [tmp_path / "market.zip"])
    again = pipeline.read([tmp_path / "out"])
    assert (again.claims, again.identities, again.info) == (bundled().claims, bundled().identities, bundled().info)


def test_parquet_as_a_folder(tmp_path: Path) -> None:
    with zipfile.ZipFile(exported(bundled(), "parquet", tmp_path)) as archive:
        archive.extractall(tmp_path / "tables")
    records = read("parquet", tmp_path / "tables")
    assert len(records.claims) == len(bundled().claims)
    imports.save(records, tmp_path / "out", "parquet", [tmp_path / "tables"])


@pytest.mark.parametrize("what", ["garbage", "no table", "no zip", "cut"])
def test_damaged_tables_are_refused(what: str, tmp_path: Path) -> None:
    good = exported(bundled(), "parquet", tmp_path)
    file = tmp_path / "bad.zip"
    with zipfile.ZipFile(good) as archive, zipfile.ZipFile(file, "w") as bad:
        for name in archive.namelist():
            data = archive.read(name)
            if name == "claims.parquet":
                data = {"garbage": b"PAR1" + b"x" * 5000 + b"PAR1", "cut": data[:-500]}.get(what, data)
            if name != "claims.parquet" or what != "no table":
                bad.writestr(name, data)
    if what == "no zip":
        file.write_bytes(b"PK\x03\x04")
    with pytest.raises(Refused, match=r"^bad\.zip: ") as refused:
        read("parquet", file)
    assert "\n" not in str(refused.value)


def test_records_that_are_not_sound_are_not_kept(tmp_path: Path) -> None:
    whole = market({"subject": "a", "relation": "holds-stake-in", "object": "b", "share": 7.0})
    file = exported(whole, "trig", tmp_path)
    with pytest.raises(Refused, match=r"the records are not sound: .*share is 7.0: write a fraction"):
        imports.save(read("rdf", file), tmp_path / "out", "rdf", [file])
    assert not (tmp_path / "out").exists()
