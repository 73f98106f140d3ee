"""The protocol suite and the service-description suite, against `vendorgraph serve --dataset` over HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from tests.w3c import results, suites
from tests.w3c.suites import Manifest, Node
from tests.web.servers import Answer, Server, serving

_HT = "http://www.w3.org/2011/http#"
_CNT = "http://www.w3.org/2011/content#"
_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_UT = "http://www.w3.org/2009/sparql/tests/test-update#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SD = "http://www.w3.org/ns/sparql-service-description#"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ),
    "RDF": ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"),
}


@dataclass(frozen=True)
class Exchange:
    """A request of the suite, and what its answer must be like."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: frozenset[int]  # hundreds
    format: str | None
    truth: bool | None


def _exchanges(read: Manifest, entry: Node) -> list[Exchange]:
    action = _node(read, entry, _MF + "action")
    return [_exchange(read, request) for request in read.items(read.one(action, _HT + "requests"))]


def _exchange(read: Manifest, request: Node) -> Exchange:
    response, body = _node(read, request, _HT + "resp"), read.one(request, _HT + "body")
    truth = read.one(response, _MF + "expectedBoolean")
    form = read.one(response, _MF + "expectedFormat")
    parts = urlsplit(_node(read, request, _HT + "absolutePath").value)
    headers = [
        (_node(read, each, _HT + "fieldName").value, _node(read, each, _HT + "fieldValue").value)
        for each in read.items(read.one(request, _HT + "headers"))
    ]
    return Exchange(
        method=_node(read, request, _HT + "methodName").value,
        path="/sparql" + (f"?{parts.query}" if parts.query else ""),
        headers=dict(headers),
        body=None if body is None else _body(read, body),
        statuses=frozenset(int(each.value[-3]) for each in read.all(response, _MF + "expectedStatus")),
        format=None if form is None else form.value,
        truth=None if truth is None else truth.value == "true",
    )


def _body(read: Manifest, body: Node) -> bytes:
    encoding = _node(read, body, _CNT + "characterEncoding").value
    return _node(read, body, _CNT + "chars").value.encode(encoding)


def _node(read: Manifest, subject: Node, property: str) -> Node:
    found = read.one(subject, property)
    assert found is not None, (subject, property)
    return found


ENTRIES = suites.protocol_cases() if suites.folder() else []
CASES = {
    f"{entry.value.rpartition('#')[2]}-{number}": exchange
    for read, entry in ENTRIES
    for number, exchange in enumerate(_exchanges(read, entry), start=1)
}
QUERIES = {id: each for id, each in CASES.items() if "update" not in id}
UPDATES = {id: each for id, each in CASES.items() if "update" in id}


def _datasets() -> Iterator[str]:
    """Yield the graphs of the suite's entries as IRI=FILE."""
    for read, entry in ENTRIES:
        for each in read.all(entry, _UT + "graphData"):
            label, file = _node(read, each, _RDFS + "label"), _node(read, each, _UT + "graph")
            yield f"{label.value}={suites.path_of(file.value)}"


@pytest.fixture(scope="module")
def server(_suites: None) -> Iterator[Server]:
    with serving("--dataset", *sorted(set(_datasets()))) as running:
        yield running


def test_all_exchanges_are_found() -> None:
    assert len(ENTRIES) == 34 and len(QUERIES) == 20 and len(UPDATES) == 19


@pytest.mark.parametrize("id", QUERIES)
def test_query_protocol(server: Server, id: str) -> None:
    exchange = QUERIES[id]
    answer = _send(server, exchange)
    assert answer.status // 100 in exchange.statuses, answer.text
    kind = answer.headers["content-type"].partition(";")[0]
    assert exchange.format is None or kind in FORMATS[exchange.format]
    if exchange.truth is not None:
        assert results.received(answer.content, kind, ordered=False) is exchange.truth


@pytest.mark.parametrize("id", UPDATES)
def test_updates_are_refused(server: Server, id: str) -> None:
    """The suite's updates, sound and broken, are refused; the queries after them are answered from unchanged data."""
    answer = _send(server, UPDATES[id])
    assert answer.status // 100 == (2 if UPDATES[id].truth is not None else 4)
    assert server.ask("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").values == [{"n": "3"}]


def _send(server: Server, exchange: Exchange) -> Answer:
    return server.request(exchange.method, exchange.path, exchange.headers, exchange.body)


@pytest.fixture(scope="module")
def description(server: Server) -> Store:
    """What a GET of the endpoint returns."""
    answer = server.get("/sparql")
    assert answer.status == 200
    store = Store()
    store.extend(
        parse(answer.content, RdfFormat.from_media_type(answer.headers["content-type"]), base_iri=server.address)
    )
    return store


def test_description_cases_are_the_known_ones() -> None:
    read = suites.manifest(suites.BASE + "sparql11/service-description/manifest.ttl")
    names = {entry.value.rpartition("#")[2] for entry in read.entries()}
    assert names == {"returns-rdf", "has-endpoint-triple", "conforms-to-schema"}


def test_returns_rdf(description: Store) -> None:
    assert len(description) > 0


def test_has_endpoint_triple(description: Store, server: Server) -> None:
    found = list(description.quads_for_pattern(None, NamedNode(_SD + "endpoint"), NamedNode(server.address)))
    assert len(found) == 1
    assert description.quads_for_pattern(found[0].subject, _TYPE, NamedNode(_SD + "Service")).__next__()


def test_conforms_to_schema(description: Store) -> None:
    """Each property joins what the schema of service descriptions says that it joins."""
    joins = {
        "endpoint": ("Service", None),
        "supportedLanguage": ("Service", None),
        "resultFormat": ("Service", None),
        "defaultDataset": ("Service", "Dataset"),
        "defaultGraph": ("Dataset", "Graph"),
        "namedGraph": ("Dataset", "NamedGraph"),
        "name": ("NamedGraph", None),
        "graph": ("NamedGraph", "Graph"),
    }
    for name, (domain, range_) in joins.items():
        found = list(description.quads_for_pattern(None, NamedNode(_SD + name), None))
        assert found, name
        for quad in found:
            assert next(description.quads_for_pattern(quad.subject, _TYPE, NamedNode(_SD + domain)), None)
            assert range_ is None or next(
                description.quads_for_pattern(quad.object, _TYPE, NamedNode(_SD + range_)), None
            )
    used = {quad.predicate.value.removeprefix(_SD) for quad in description if quad.predicate.value.startswith(_SD)}
    assert used - {"feature"} <= set(joins)
