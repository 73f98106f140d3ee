"""RDF exports are parsed again and compared with the quads of the market."""

import io

import pyoxigraph as ox
import pytest
import rdflib

from tests.formats import cases
from vendorgraph.formats import FORMATS, VIEWS
from vendorgraph.rdf import terms
from vendorgraph.rdf.quads import quads

PARSERS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def written(name: str, view: str) -> bytes:
    out = io.BytesIO()
    FORMATS[name].write(cases.selection(view), out)
    return out.getvalue()


def test_parsers_cover_the_rdf_formats_of_the_registry() -> None:
    assert set(PARSERS) == {name for name, format in FORMATS.items() if format.views[0] == "claims"}


@pytest.mark.parametrize("name", set(PARSERS) - {"turtle"})
def test_quads_come_back(name: str) -> None:
    found = set(ox.parse(written(name, "claims"), format=PARSERS[name]))
    assert found == set(quads(cases.market())) and len(found) > 100


def test_turtle_is_the_union_of_the_graphs() -> None:
    found = {quad.triple for quad in ox.parse(written("turtle", "claims"), format=PARSERS["turtle"])}
    assert found == {quad.triple for quad in quads(cases.market())}


@pytest.mark.parametrize("name", PARSERS)
def test_relations_view_has_what_holds_and_the_names(name: str) -> None:
    found = {quad.triple for quad in ox.parse(written(name, "relations"), format=PARSERS[name])}
    stake = ox.Triple(terms.entity("quotes"), terms.term("vg:holdsStakeIn"), terms.entity("markup"))
    label = ox.Triple(terms.entity("arabic"), terms.term("skos:prefLabel"), terms.text(cases.LABELS["arabic"], "en"))
    assert {stake, label} <= found
    denied = ox.Triple(terms.entity("emoji"), terms.term("vg:customerOf"), terms.entity("lines"))
    assert denied not in found


@pytest.mark.parametrize("name", PARSERS)
def test_another_library_reads_the_labels(name: str) -> None:
    parser = {"jsonld": "json-ld"}.get(name, name)
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(io.BytesIO(written(name, "claims")), format=parser)
    found = {str(o) for o in dataset.objects(None, rdflib.SKOS.prefLabel)}
    assert {*cases.LABELS.values(), cases.CONTROL[0]} <= found


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("view", VIEWS)
def test_every_format_writes_every_view_alike_each_time(name: str, view: str) -> None:
    assert written(name, view) == written(name, view)
