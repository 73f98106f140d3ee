"""IRIs and literals: what is named, what is said, and that Oxigraph gives literals back as they were written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, Quad, RdfFormat, Store

from vendorgraph.rdf import terms

BASE = "https://w3id.org/vendorgraph/"
XSD = "http://www.w3.org/2001/XMLSchema#"


def test_iris_of_the_contract() -> None:
    assert terms.entity("scale-ai").value == BASE + "id/scale-ai"
    assert terms.source("cnbc-2025").value == BASE + "source/cnbc-2025"
    assert terms.claim("cnbc-2025#07").value == BASE + "claim/cnbc-2025/07"
    assert terms.speaker("cnbc-2025#07").value == BASE + "claim/cnbc-2025/07/speaker"
    assert terms.relation("meta", "holds-stake-in", "scale-ai", None).value == (
        BASE + "relation/meta/holds-stake-in/scale-ai"
    )
    assert terms.relation("a", "holds-role", "b", "director").value == BASE + "relation/a/holds-role/b/director"
    assert terms.layer("relations", date(2025, 6, 20), date(2026, 11, 22)).value == (
        BASE + "graph/relations/2025-06-20/2026-11-22"
    )
    assert terms.term("vg:customerOf").value == BASE + "ontology#customerOf"


def test_an_unknown_prefix_is_an_error() -> None:
    with pytest.raises(KeyError):
        terms.term("nope:thing")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.integers(1, 99))
def test_ids_come_back_from_their_iris(id: str, number: int) -> None:
    source_id = id.replace("#", "")
    assert terms.id_of(terms.entity(id).value) == id
    assert terms.id_of(terms.source(id).value) == id
    claim = f"{source_id}#{number:02}"
    assert terms.id_of(terms.claim(claim).value) == claim
    assert terms.id_of(terms.speaker(claim).value) == claim


def test_other_iris_have_no_id() -> None:
    assert terms.id_of(terms.term("vg:customerOf").value) is None


@pytest.mark.parametrize(
    ("printed", "datatype"), [("2025", "gYear"), ("2025-06", "gYearMonth"), ("2025-06-12", "date")]
)
def test_dates_have_the_datatype_of_their_precision(printed: str, datatype: str) -> None:
    literal = terms.partial_date(printed)
    assert (literal.value, literal.datatype.value) == (printed, XSD + datatype)
    assert stored(literal) == literal


@pytest.mark.parametrize(
    ("number", "written"), [(0.49, "0.49"), (1.0, "1"), (0.0, "0"), (0.5, "0.5"), (1e-07, "0.0000001"), (14.3, "14.3")]
)
def test_decimals_are_written_as_the_store_gives_them_back(number: float, written: str) -> None:
    assert terms.decimal(number).value == written
    assert stored(terms.decimal(number)) == terms.decimal(number)


@given(st.floats(0, 1).map(lambda number: round(number, 6)))
def test_a_share_is_read_back_as_the_same_number(share: float) -> None:
    assert float(terms.decimal(share).value) == share
    assert stored(terms.decimal(share)) == terms.decimal(share)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from([None, "en", "ar"]))
def test_texts_of_any_letters_survive_the_store_and_its_files(text: str, language: str | None) -> None:
    literal = terms.text(text, language)
    assert stored(literal) == literal
    for format in (RdfFormat.TRIG, RdfFormat.N_QUADS, RdfFormat.JSON_LD):
        copy = Store()
        copy.load(dump(literal).dump(format=format), format=format)
        assert {quad.object for quad in copy} == {literal}


def test_an_address_is_kept_as_found() -> None:
    assert stored(terms.address("https://example.org/a b")).value == "https://example.org/a b"


def dump(literal: Literal) -> Store:
    store = Store()
    store.add(Quad(terms.entity("x"), terms.term("vg:text"), literal, terms.ENTITIES))
    return store


def stored(literal: Literal) -> Literal:
    (quad,) = dump(literal)
    assert isinstance(quad.object, Literal)
    return quad.object
