"""RDF exports are parsed again, by Oxigraph and by rdflib, and compared with the quads of the market."""

import io
import zipfile
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from tests.formats import cases
from tests.formats.test_select import whole
from vendorgraph import pipeline
from vendorgraph.formats import VIEWS, Selection
from vendorgraph.model import Claim
from vendorgraph.rdf import layers, terms
from vendorgraph.rdf.quads import quads

REIFIES = terms.term("rdf:reifies")
PARSERS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}

UNIONS = {"turtle", "rdfxml"}


@pytest.mark.parametrize("name", sorted(set(PARSERS) - UNIONS))
def test_quads_come_back(name: str) -> None:
    found = set(ox.parse(cases.written(name, "claims"), format=PARSERS[name]))
    assert found == set(quads(cases.market())) and len(found) > 100


@pytest.mark.parametrize("name", sorted(UNIONS))
def test_formats_of_triples_have_the_union_of_the_graphs(name: str) -> None:
    found = {quad.triple for quad in ox.parse(cases.written(name, "claims"), format=PARSERS[name])}
    label = ox.Triple(terms.entity("control"), terms.term("skos:prefLabel"), terms.text(cases.CONTROL[0], "en"))
    shown = ox.Triple(label.subject, label.predicate, terms.text(cases.CONTROL[1], "en"))
    expected = {quad.triple for quad in quads(cases.market())}
    assert label in expected
    assert found == (expected - {label} | {shown} if name == "rdfxml" else expected)


@pytest.mark.parametrize("name", PARSERS)
def test_relations_view_has_what_holds_and_the_names(name: str) -> None:
    found = {quad.triple for quad in ox.parse(cases.written(name, "relations"), format=PARSERS[name])}
    stake = ox.Triple(terms.entity("quotes"), terms.term("vg:holdsStakeIn"), terms.entity("markup"))
    label = ox.Triple(terms.entity("arabic"), terms.term("skos:prefLabel"), terms.text(cases.LABELS["arabic"], "en"))
    assert {stake, label} <= found
    denied = ox.Triple(terms.entity("emoji"), terms.term("vg:customerOf"), terms.entity("lines"))
    assert denied not in found


@pytest.mark.parametrize("name", PARSERS)
def test_another_library_reads_the_labels(name: str) -> None:
    parser = {"jsonld": "json-ld", "rdfxml": "xml"}.get(name, name)
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(io.BytesIO(cases.written(name, "claims")), format=parser)
    found = {str(o) for o in dataset.objects(None, rdflib.SKOS.prefLabel)}
    assert {*cases.LABELS.values(), cases.CONTROL[name == "rdfxml"]} <= found


@pytest.mark.parametrize("name", sorted(set(PARSERS) - UNIONS))
def test_relations_bring_what_follows_from_them(name: str) -> None:
    found = set(ox.parse(cases.written_of(name, whole()), format=PARSERS[name]))
    market, relations, basis = whole().market, whole().relations, whole().basis
    assert relations is not None and basis is not None
    graphs = {terms.layer(name, relations.as_of, relations.known_by) for name in ("relations", *layers.LAYERS)}
    assert graphs <= {quad.graph_name for quad in found}
    assert set(layers.quads(market.vocabulary, relations, basis, whole().conflicts)) < found


@pytest.mark.parametrize("name", sorted(set(PARSERS) - UNIONS))
def test_relations_bring_the_claims_and_documents_that_they_point_to(name: str) -> None:
    found = set(ox.parse(cases.written(name, "relations"), format=PARSERS[name]))
    assert set(quads(cases.market())) < found
    cited = {quad.object for quad in found if quad.predicate in map(terms.term, ("vg:supportedBy", "vg:deniedBy"))}
    certain = {quad.subject for quad in found if quad.predicate == terms.term("vg:certainty")}
    assert len(cited) > 9 and cited <= certain


def stored(chosen: Selection, folder: Path) -> ox.Store:
    """The store that is written, opened by its engine."""
    with zipfile.ZipFile(io.BytesIO(cases.written_of("store", chosen))) as archive:
        archive.extractall(folder / "store")
    return ox.Store.read_only(str(folder / "store"))


def test_a_store_has_the_claims_and_the_words(tmp_path: Path) -> None:
    found = set(stored(cases.selection("claims"), tmp_path))
    ontology = {quad for quad in found if quad.graph_name == terms.ONTOLOGY}
    assert found == set(quads(cases.market())) | ontology and len(ontology) > 2_000


def test_a_store_of_relations_is_what_the_market_is_asked_as(tmp_path: Path) -> None:
    found, asked = stored(whole(), tmp_path), pipeline.store(whole().market, whole().relations)
    assert named(found) == named(asked) and len(found) == len(asked)


def named(store: ox.Store) -> set[ox.Quad]:
    """The quads without blank nodes, which the ontology has, and which differ from store to store."""
    return {quad for quad in store if not {type(quad.subject), type(quad.object)} & {ox.BlankNode}}


def test_rdf12_asserts_what_holds_and_reifies_what_is_said() -> None:
    found = set(ox.parse(cases.written("rdf12", "claims"), format=ox.RdfFormat.TRIG))
    reified = {(quad.subject, quad.object, quad.graph_name) for quad in found if quad.predicate == REIFIES}
    plain = set(quads(cases.market()))
    expected = {
        (q.subject, ox.Triple(terms.entity(c.subject), property_of(c), terms.entity(c.object or "")), q.graph_name)
        for q in plain
        for c in [cases.market().claims.get(terms.id_of(q.subject.value) or "")]  # type: ignore[union-attr]
        if c and q.predicate == terms.term("rdf:subject")
    }
    assert reified == expected and len(reified) == 12
    ends = {terms.term(f"rdf:{end}") for end in ("subject", "predicate", "object")}
    rest = {q for q in plain if q.predicate not in ends and q.object != terms.term("rdf:Statement")}
    assert {quad for quad in found if quad.predicate != REIFIES} == rest


def test_rdf12_keeps_what_nobody_claims_to_hold_unasserted() -> None:
    store = ox.Store()
    store.load(cases.written("rdf12", "relations"), format=ox.RdfFormat.TRIG)
    stake, customer = "id:quotes vg:holdsStakeIn id:markup", "id:emoji vg:customerOf id:lines"
    for triple, asserted in ((stake, True), (customer, False)):
        assert bool(asked(store, f"ASK {{ {triple} }}")) is asserted
        assert bool(asked(store, f"ASK {{ ?r rdf:reifies <<( {triple} )>> ; vg:status ?s }}"))


def asked(store: ox.Store, query: str) -> object:
    return store.query(query, prefixes=terms.PREFIXES, use_default_graph_as_union=True)


def property_of(claim: Claim) -> ox.NamedNode:
    return terms.term("vg:" + cases.market().vocabulary.relations[claim.relation or ""].local)


@pytest.mark.parametrize("view", VIEWS)
def test_rdflib_gives_the_same_graph_in_every_notation(view: str) -> None:
    graphs = {}
    for name in ("turtle", "rdfxml"):
        graphs[name] = rdflib.Graph()
        graphs[name].parse(io.BytesIO(cases.written(name, view)), format={"rdfxml": "xml"}.get(name, name))
    for name in ("trig", "nquads", "jsonld"):
        dataset = rdflib.Dataset()
        dataset.parse(io.BytesIO(cases.written(name, view)), format={"jsonld": "json-ld"}.get(name, name))
        graphs[name] = rdflib.Graph()
        for triple in {quad[:3] for quad in dataset.quads()}:
            graphs[name].add(triple)
    union = graphs["turtle"]
    for name, graph in graphs.items():
        if name != "rdfxml":  # XML cannot carry what the label of this one holds
            control = rdflib.URIRef(terms.entity("control").value)
            graph.set((control, rdflib.SKOS.prefLabel, rdflib.Literal(cases.CONTROL[1], lang="en")))
    assert len(union) > 100
    for name, graph in graphs.items():
        assert len(graph) == len(union) and isomorphic(graph, union), name
