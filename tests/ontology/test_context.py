"""The JSON-LD context: records in compact JSON are the same statements, and the whole market fits it."""

import json
from datetime import date

import msgspec
import pyoxigraph
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, SKOS

from tests import markets
from vendorgraph import pipeline, resources
from vendorgraph.model import Claim, Entity, Source
from vendorgraph.rdf import layers, views
from vendorgraph.rdf.quads import quads

VG = "https://w3id.org/vendorgraph/ontology#"
CONTEXT = resources.folder("ontology") / "context.jsonld"

#: The words of one claim as a page would write them under our context.
COMPACT = {
    "@id": "claim:seed-article-2025-06/09",
    "@type": ["Claim", "rdf:Statement", "prov:Entity"],
    "said_in": "source:seed-article-2025-06",
    "subject": "id:google",
    "predicate": "customerOf",
    "object": "id:scale-ai",
    "attribute": "attribute-planned-spend",
    "amount": 200000000,
    "currency": "USD",
    "period": "2025",
    "period_first": "2025-01-01",
    "period_last": "2025-12-31",
    "certainty": "certainty-reported",
    "attributed_to": "one source",
    "speaker": {
        "@id": "claim:seed-article-2025-06/09/speaker",
        "@type": "prov:Agent",
        "label": "one source",
    },
    "note": "For training data labelled by people",
    "line": 4,
}


def bundled_graph() -> Graph:
    triples = (quad.triple for quad in quads(markets.bundled()))
    return Graph().parse(data=pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES), format="nt")


def test_a_claim_in_compact_json_is_the_same_claim() -> None:
    text = json.dumps({**json.loads(CONTEXT.read_text("utf-8")), **COMPACT})
    read = Graph().parse(data=text, format="json-ld")
    claim = "https://w3id.org/vendorgraph/claim/seed-article-2025-06/09"
    expected = {triple for triple in bundled_graph() if triple[0] in (URIRef(claim), URIRef(claim + "/speaker"))}
    assert set(read) == expected
    assert {each.triple for each in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD)} == {
        each.triple for each in quads(markets.bundled()) if each.subject.value in (claim, claim + "/speaker")
    }


def test_the_whole_market_fits_the_context_and_comes_back_from_it() -> None:
    """Every property has a plain key, and compact JSON-LD gives the statements back, with rdflib and with Oxigraph."""
    context = json.loads(CONTEXT.read_text("utf-8"))["@context"]
    graph = bundled_graph()
    text = graph.serialize(format="json-ld", context=context)
    keys = {key for node in json.loads(text)["@graph"] for key in node}
    assert keys <= set(context) | {"@id", "@type"} and len(keys) > 50
    assert set(Graph().parse(data=text, format="json-ld")) == set(graph)
    again = {quad.triple for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD)}
    assert again == {quad.triple for quad in quads(markets.bundled())}


def test_the_context_speaks_with_the_keys_of_the_records() -> None:
    """A property whose notation is a key of the records stands under that key."""
    context = json.loads(CONTEXT.read_text("utf-8"))["@context"]
    vocabulary = Graph().parse(resources.folder("ontology") / "vendorgraph.ttl")
    keys = {str(each) for each in vocabulary.objects(None, SKOS.notation)} & record_keys()
    assert len(keys) > 30
    for key in keys:
        iri = context[key] if isinstance(context[key], str) else context[key]["@id"]
        assert (URIRef(iri.replace("vg:", VG)), SKOS.notation, Literal(key)) in vocabulary, key


def test_every_property_of_the_ontology_has_a_key() -> None:
    """One each; a relation has its word in the records."""
    context = json.loads(CONTEXT.read_text("utf-8"))["@context"]
    vocabulary = Graph().parse(resources.folder("ontology") / "vendorgraph.ttl")
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    properties = {each for kind in kinds for each in vocabulary.subjects(RDF.type, kind) if str(each).startswith(VG)}
    terms = {key: said if isinstance(said, str) else said["@id"] for key, said in context.items() if key[0] != "@"}
    keys = {key: URIRef(iri.replace("vg:", VG)) for key, iri in terms.items() if iri.startswith("vg:")}
    assert len(properties) > 120 and sorted(keys.values()) == sorted(properties)
    assert all(keys[slug] == URIRef(VG + each.local) for slug, each in markets.words().relations.items())


def test_what_follows_from_the_claims_fits_the_context_too() -> None:
    """Relations and the layers after them: every property has a plain key, and compact JSON-LD gives them back."""
    market = markets.bundled()
    relations = pipeline.relations(market, date(2025, 6, 20))
    found = pipeline.conflicts(market, relations, "google")
    of_google = layers.quads(market.vocabulary, relations, pipeline.basis(market, relations), found)
    context = json.loads(CONTEXT.read_text("utf-8"))["@context"]
    quads = [*views.relation_quads(market.vocabulary, relations), *of_google]
    data = pyoxigraph.serialize((quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES)
    graph = Graph().parse(data=data, format="nt")
    text = graph.serialize(format="json-ld", context=context)
    keys = {key for node in json.loads(text)["@graph"] for key in node}
    assert keys <= set(context) | {"@id", "@type"}
    assert {"cleared_by", "customer-of", "hop", "rivalry_kind", "supported_by", "tie", "voting_share_min"} <= keys
    assert set(Graph().parse(data=text, format="json-ld")) == set(graph)
    again = {quad.triple for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD)}
    assert again == {quad.triple for quad in quads}


def record_keys() -> set[str]:
    return {field.encode_name for model in (Claim, Source, Entity) for field in msgspec.structs.fields(model)}
