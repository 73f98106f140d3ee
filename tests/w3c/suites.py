"""The W3C's SPARQL suites: where they are, and the cases that their manifests list."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

ROOT = Path(__file__).resolve().parents[2]
VARIABLE = "VENDORGRAPH_W3C"
BASE = "http://example.org/w3c/"  # stands for the folder, so that no path of this machine is in the data

#: The manifests of what a read-only endpoint answers. Updates, federation, entailment and the Graph Store are left out.
MANIFESTS = (
    "sparql10/manifest.ttl",
    "sparql11/manifest-sparql11-query.ttl",
    "sparql11/manifest-sparql11-results.ttl",
)

_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
_UT = "http://www.w3.org/2009/sparql/tests/test-update#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"

Node = NamedNode | BlankNode | Literal


@dataclass(frozen=True)
class Case:
    """A test: its kind, the query, the files of its data by the graph that they go to, and the file of its result."""

    id: str
    kind: str
    query: str
    data: tuple[tuple[str | None, str], ...] = ()
    result: str | None = None
    lax: bool = False


@dataclass(frozen=True)
class Manifest:
    """The triples of a manifest, and ways to walk them."""

    store: Store = field(repr=False)
    iri: str

    def one(self, subject: Node, property: str) -> Node | None:
        """Return the value of a property; None when it has none."""
        return next(iter(self.all(subject, property)), None)

    def all(self, subject: Node, property: str) -> list[Node]:
        """Return all values of a property."""
        found = self.store.quads_for_pattern(subject, NamedNode(property), None, None)
        return [quad.object for quad in found]

    def items(self, node: Node | None) -> Iterator[Node]:
        """Yield the items of an RDF list."""
        while node is not None and node != NamedNode(_RDF + "nil"):
            first = self.one(node, _RDF + "first")
            assert first is not None
            yield first
            node = self.one(node, _RDF + "rest")

    def entries(self) -> list[Node]:
        """Return the tests that this manifest lists itself."""
        return list(self.items(self.one(NamedNode(self.iri), _MF + "entries")))

    def included(self) -> list[str]:
        """Return the IRIs of the manifests that it includes."""
        return [each.value for each in self.items(self.one(NamedNode(self.iri), _MF + "include"))]


def folder() -> Path | None:
    """Return the folder of the suites: that of the environment, or the one beside the checkout; None without either."""
    named = os.environ.get(VARIABLE)
    place = Path(named) if named else ROOT.parent / "shared" / "w3c"
    return place if (place / MANIFESTS[0]).is_file() else None


def path_of(iri: str) -> Path:
    """Return the file that an IRI below `BASE` stands for."""
    home = folder()
    assert home is not None and iri.startswith(BASE)
    return home / iri.removeprefix(BASE)


@cache
def manifest(iri: str) -> Manifest:
    """Read a manifest."""
    store = Store()
    store.load(path=str(path_of(iri)), base_iri=iri)
    return Manifest(store, iri)


def cases(paths: Sequence[str] = MANIFESTS) -> Iterator[Case]:
    """Yield the cases of manifests and of those that they include."""
    for path in paths:
        read = manifest(BASE + path)
        yield from cases([iri.removeprefix(BASE) for iri in read.included()])
        for entry in read.entries():
            yield _case(read, entry)


def _case(read: Manifest, entry: Node) -> Case:
    kind = read.one(entry, _RDF + "type")
    action = read.one(entry, _MF + "action")
    assert isinstance(kind, NamedNode) and action is not None, entry
    result = read.one(entry, _MF + "result")
    query = read.one(action, _QT + "query") or action
    return Case(
        id=f"{Path(read.iri.removeprefix(BASE)).parent}/{entry.value.rpartition('#')[2]}",
        kind=kind.value.removeprefix(_MF),
        query=query.value,
        data=tuple(_data(read, action)),
        result=result.value if isinstance(result, NamedNode) else None,
        lax=read.one(entry, _MF + "resultCardinality") == NamedNode(_MF + "LaxCardinality"),
    )


def _data(read: Manifest, action: Node) -> Iterator[tuple[str | None, str]]:
    for each in read.all(action, _QT + "data"):
        yield None, each.value
    for each in read.all(action, _QT + "graphData"):
        yield each.value, each.value


def protocol_cases() -> list[tuple[Manifest, Node]]:
    """Return the manifest of the protocol with each of its entries."""
    read = manifest(BASE + "sparql11/protocol/manifest.ttl")
    return [(read, entry) for entry in read.entries()]


def load(case: Case, extra: Sequence[str] = ()) -> Store:
    """Return a store of the data of a case, and of further files as the graphs named as they are."""
    store = Store()
    for graph, iri in (*case.data, *((each, each) for each in extra)):
        name = None if graph is None else NamedNode(graph)
        store.load(path=str(path_of(iri)), base_iri=iri, to_graph=name)
    return store


__all__ = ["Case", "Manifest", "Quad", "cases", "folder", "load", "manifest", "path_of", "protocol_cases"]
