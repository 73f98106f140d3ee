"""The files of the ontology: they parse alike everywhere, every term is documented, and nothing is left over."""

import re
from functools import cache
from pathlib import Path

import owlrl
import pyoxigraph
import pytest
import rdflib.namespace
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import SKOS

from tests import markets
from vendorgraph import pipeline, resources
from vendorgraph.rdf.store import VOCABULARY_FILES

SMALL = Path(__file__).parents[1] / "data" / "small"

SCHEMA = "https://schema.org/"
VG = "https://w3id.org/vendorgraph/ontology#"
ID = "https://w3id.org/vendorgraph/id/"
LANGUAGES = {"en", "ar"}
ARABIC = re.compile("[\u0600-\u06ff]")
FILES = sorted(resources.folder("ontology").glob("*.ttl"))
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual}


@cache
def ontology() -> Graph:
    graph = Graph()
    for name in VOCABULARY_FILES:
        graph.parse(resources.folder("ontology") / name)
    return graph


def terms(*kinds: URIRef) -> list[URIRef]:
    """The terms of ours that are declared as one of `kinds`."""
    found = {each for kind in kinds for each in ontology().subjects(RDF.type, kind)}
    return sorted(each for each in found if isinstance(each, URIRef) and each.startswith(VG))


def test_the_files() -> None:
    assert [each.name for each in FILES] == ["alignments.ttl", "codelists.ttl", "shapes.ttl", "vendorgraph.ttl"]
    assert set(VOCABULARY_FILES) == {each.name for each in FILES} - {"shapes.ttl"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_is_the_same_graph_in_rdflib_and_in_oxigraph(file: Path) -> None:
    copy = pyoxigraph.serialize(
        (quad.triple for quad in pyoxigraph.parse(path=str(file))), format=pyoxigraph.RdfFormat.N_TRIPLES
    )
    ours = Graph().parse(file)
    assert len(ours) > 80
    if file.name == "shapes.ttl":  # thousands of blank nodes: comparing them one by one takes minutes
        assert len(ours) == len(Graph().parse(data=copy, format="nt"))
    else:
        assert isomorphic(ours, Graph().parse(data=copy, format="nt"))


@pytest.mark.parametrize("term", terms(*KINDS), ids=lambda term: term.removeprefix(VG))
def test_every_term_has_label_comment_and_example(term: URIRef) -> None:
    for predicate in (RDFS.label, RDFS.comment):
        texts = list(ontology().objects(term, predicate))
        assert sorted(each.language for each in texts) == sorted(LANGUAGES)
        check_scripts(texts)
    check_example(term)
    assert (term, RDFS.isDefinedBy, URIRef(VG.removesuffix("#"))) in ontology()


@pytest.mark.parametrize("term", terms(SKOS.ConceptScheme, SKOS.Concept), ids=lambda term: term.removeprefix(VG))
def test_every_concept_and_code_list_has_label_and_definition(term: URIRef) -> None:
    for predicate in (SKOS.prefLabel, SKOS.definition):
        texts = list(ontology().objects(term, predicate))
        assert sorted(each.language for each in texts) == sorted(LANGUAGES)
        check_scripts(texts)
    assert ontology().value(term, SKOS.notation)
    if term in terms(SKOS.Concept):
        check_example(term)


def check_example(term: URIRef) -> None:
    """An example is a thing, a value (which has no language), or a text in both languages."""
    examples = list(ontology().objects(term, SKOS.example))
    assert examples
    texts = [each for each in examples if isinstance(each, Literal) and each.language]
    assert not texts or (len(texts) == len(examples) and sorted(each.language for each in texts) == sorted(LANGUAGES))
    check_scripts(texts)
    for each in examples:
        if isinstance(each, URIRef) and each.startswith(ID):
            assert each.removeprefix(ID) in markets.bundled().entities, each


def check_scripts(texts: list[Literal]) -> None:
    for text in texts:
        assert str(text).strip() == str(text) != ""
        assert bool(ARABIC.search(text)) == (text.language == "ar")


def test_how_many_terms_there_are() -> None:
    assert len(terms(*KINDS)) > 120
    assert len(terms(SKOS.ConceptScheme)) == 17
    assert len(terms(SKOS.Concept)) == sum(len(v) for k, v in markets.words().schemes.items() if k != "type") == 74


def test_classes_are_upper_camel_and_properties_lower_camel() -> None:
    for each in terms(OWL.Class):
        assert re.fullmatch("([A-Z][a-z]+)+", each.removeprefix(VG)), each
    for each in terms(OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty):
        assert re.fullmatch("[a-z]+([A-Z][a-z]+)*", each.removeprefix(VG)), each
    for each in terms(OWL.NamedIndividual, SKOS.Concept, SKOS.ConceptScheme):
        assert re.fullmatch("[a-z]+-[a-zA-Z]+(-[a-z]+)*", each.removeprefix(VG)), each


def test_every_term_of_ours_that_is_mentioned_is_declared() -> None:
    declared = set(terms(*KINDS, SKOS.Concept, SKOS.ConceptScheme))
    for file in FILES:
        parts = {part for triple in Graph().parse(file) for part in triple if isinstance(part, URIRef)}
        mentioned = {part for part in parts if part.startswith(VG)}
        assert mentioned and mentioned <= declared, file.name


def test_a_concept_is_named_after_its_list_and_its_word() -> None:
    for each in terms(SKOS.Concept):
        scheme = ontology().value(each, SKOS.inScheme)
        assert (scheme, RDF.type, SKOS.ConceptScheme) in ontology()
        assert (each, SKOS.topConceptOf, scheme) in ontology()
        name = ontology().value(scheme, SKOS.notation)
        assert each == URIRef(f"{VG}{name}-{ontology().value(each, SKOS.notation)}")


def test_no_two_terms_of_one_kind_share_a_slug() -> None:
    relations = [*terms(URIRef(VG + "StateRelation")), *terms(URIRef(VG + "EventRelation"))]
    for group in (relations, terms(URIRef(VG + "Attribute")), terms(OWL.Class)):
        slugs = [str(ontology().value(each, SKOS.notation)) for each in group if ontology().value(each, SKOS.notation)]
        assert slugs and len(slugs) == len(set(slugs))


MISSING_FROM_ITS_LIST = {URIRef(SCHEMA + "funding")}


@pytest.mark.parametrize("name", ["ORG", "PROV", "FOAF", "SKOS", "DCTERMS", "SDO", "TIME", "DCAT"])
def test_the_terms_of_others_exist(name: str) -> None:
    """rdflib lists the terms of the W3C's vocabularies, schema.org and others."""
    namespace = getattr(rdflib.namespace, name)
    used = {part for triple in Graph().parse(aligned()) for part in triple if str(part).startswith(str(namespace))}
    assert used
    for each in used - MISSING_FROM_ITS_LIST:
        assert each in namespace, each


def aligned() -> Path:
    return resources.folder("ontology") / "alignments.ttl"


def test_alignments_reach_the_vocabularies_of_the_field() -> None:
    text = aligned().read_text("utf-8")
    for needed in ("pas:buysFrom", "own:owns", "exec:isDirectorOf", "bods:ownsOrControls", "wdt:P127", "gL2:", "ftm:"):
        assert needed in text.split("# --- Things", 1)[1]


UNALIGNED = {"in-talks-with", "bid-for", "active-in", "receives-data-from", "staff-moved-to"}
UNALIGNED |= {"investigation-requested-at"}  # an event of its own; the matter itself is investigated-by


def test_every_relation_is_aligned_unless_nobody_has_a_term_for_it() -> None:
    others = {
        slug
        for slug, each in markets.words().relations.items()
        if not any(
            not str(object).startswith(VG)
            for predicate in (SKOS.closeMatch, SKOS.relatedMatch, RDFS.subPropertyOf)
            for object in ontology().objects(URIRef(VG + each.local), predicate)
        )
    }
    assert others == UNALIGNED


def test_a_competitor_in_business_is_not_one_in_sports() -> None:
    assert not [each for each in ontology() if URIRef(SCHEMA + "competitor") in each]


def inconsistencies(graph: Graph) -> list[str]:
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    errors = graph.subjects(RDF.type, URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage"))
    return [str(graph.value(each, RDFS.comment) or each) for each in errors]


def test_the_ontology_is_consistent_under_owl_rl() -> None:
    graph = ontology() + Graph()
    assert inconsistencies(graph) == []
    assert (URIRef(VG + "Claim"), RDFS.subClassOf, RDF.Statement) in graph


def test_the_ontology_and_the_small_market_with_all_that_follows_are_consistent_under_owl_rl() -> None:
    """Nothing that is inferred makes a claim of what is none: domains and ranges fit all that is said."""
    market = pipeline.read([SMALL])
    store = pipeline.store(market, pipeline.relations(market))
    text = pyoxigraph.serialize((quad.triple for quad in store), format=pyoxigraph.RdfFormat.N_TRIPLES)
    graph = Graph().parse(data=text, format="nt")
    kinds = [URIRef(VG + name) for name in ("Claim", "Source", "Entity", "Exposure", "Rivalry", "Tie", "Conflict")]
    before = {kind: set(graph.subjects(RDF.type, kind)) for kind in kinds}
    assert inconsistencies(graph) == []
    inferred = {kind: set(graph.subjects(RDF.type, kind)) - before[kind] for kind in kinds}
    entities = {URIRef(ID + slug) for slug in market.entities}
    assert inferred == {kind: entities if kind == URIRef(VG + "Entity") else set() for kind in kinds}


def test_a_company_that_is_a_person_is_found_inconsistent() -> None:
    graph = ontology() + Graph()
    for kind in ("Company", "Person"):
        graph.add((URIRef("https://example.org/x"), RDF.type, URIRef(VG + kind)))
    assert inconsistencies(graph) != []
