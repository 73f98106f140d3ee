"""The service description of the endpoint (SPARQL 1.1 Service Description) with the true counts of its data (VoID)."""

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple

from vendorgraph.rdf.terms import PREFIXES, term
from vendorgraph.web import engine
from vendorgraph.web.limits import Limits

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_PREFIXES = {"sd": _SD, "void": _VOID, "formats": _FORMATS, "rdf": PREFIXES["rdf"]}
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG")

#: What is counted of the default graph, by the property of VoID that says it.
_COUNTS = {
    "triples": "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }",
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    "classes": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s a ?o }",
}
_IN_ORDER = " GROUP BY ?is ORDER BY ?is"
_PARTITIONS = {
    "property": "SELECT ?is (COUNT(*) AS ?n) { SELECT DISTINCT ?s (?p AS ?is) ?o { ?s ?p ?o } }" + _IN_ORDER,
    "class": "SELECT ?is (COUNT(DISTINCT ?s) AS ?n) { ?s a ?is }" + _IN_ORDER,
}
_NAMED = "SELECT ?is (COUNT(*) AS ?n) { GRAPH ?is { ?s ?p ?o } }" + _IN_ORDER
_COUNTED_AS = {"property": "triples", "class": "entities"}
_A = term("rdf:type")


def describe(store: Store, union: bool, address: str, media_type: str, limits: Limits) -> tuple[str, bytes]:
    """Return the description of the endpoint at an address, in an RDF format."""
    triples = [*_service(address, union), *_default_graph(store, union), *_named_graphs(store, union)]
    return media_type, engine.rdf(triples, media_type, limits, _PREFIXES)


def _service(address: str, union: bool) -> Iterator[Triple]:
    service, dataset = BlankNode("service"), BlankNode("dataset")
    yield Triple(service, _A, _sd("Service"))
    yield Triple(service, _sd("endpoint"), NamedNode(address))
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for name in (*_RESULTS, *_GRAPHS):
        yield Triple(service, _sd("resultFormat"), NamedNode(_FORMATS + name))
    if union:
        yield Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(dataset, _A, _sd("Dataset"))
    yield Triple(dataset, _A, _void("Dataset"))
    yield Triple(dataset, _void("sparqlEndpoint"), NamedNode(address))
    yield Triple(dataset, _sd("defaultGraph"), BlankNode("default"))


def _default_graph(store: Store, union: bool) -> Iterator[Triple]:
    graph = BlankNode("default")
    yield Triple(graph, _A, _sd("Graph"))
    yield Triple(graph, _A, _void("Dataset"))
    for name, query in _COUNTS.items():
        for (count,) in _rows(store, union, query, "n"):
            yield Triple(graph, _void(name), count)
    for kind, query in _PARTITIONS.items():
        for number, (part, count) in enumerate(_rows(store, union, query, "is", "n")):
            node = BlankNode(f"{kind}{number}")
            yield Triple(graph, _void(kind + "Partition"), node)
            yield Triple(node, _void(kind), part)
            yield Triple(node, _void(_COUNTED_AS[kind]), count)


def _named_graphs(store: Store, union: bool) -> Iterator[Triple]:
    for number, (name, count) in enumerate(_rows(store, union, _NAMED, "is", "n")):
        named, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        yield Triple(BlankNode("dataset"), _sd("namedGraph"), named)
        yield Triple(named, _A, _sd("NamedGraph"))
        yield Triple(named, _sd("name"), name)
        yield Triple(named, _sd("graph"), graph)
        yield Triple(graph, _A, _sd("Graph"))
        yield Triple(graph, _void("triples"), count)


def _rows(store: Store, union: bool, query: str, *names: str) -> Iterator[list[NamedNode | Literal]]:
    """Yield the values of the variables in each row; only IRIs and literals describe data."""
    found = store.query(query, use_default_graph_as_union=union)
    assert isinstance(found, QuerySolutions)
    for row in found:
        values = [row[name] for name in names]
        if all(isinstance(value, NamedNode | Literal) for value in values):
            yield values


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)


def _void(name: str) -> NamedNode:
    return NamedNode(_VOID + name)
