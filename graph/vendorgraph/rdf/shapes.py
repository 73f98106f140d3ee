"""The shapes of `ontology/shapes.ttl` held against a graph, each fault traced to the record that has it.

References: SHACL, https://www.w3.org/TR/shacl/ (core constraints alone, as SPARQL constraints take minutes).
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from vendorgraph import resources
from vendorgraph.model import Market
from vendorgraph.rdf import terms
from vendorgraph.rdf.quads import quads
from vendorgraph.rdf.store import ontology_quads

if TYPE_CHECKING:
    from pyoxigraph import Quad
    from rdflib import Graph
    from rdflib.term import Node

SHAPES = terms.BASE + "shapes#"

_SH = "http://www.w3.org/ns/shacl#"


class Fault(Struct, frozen=True, order=True):
    """A shape that a record does not have.

    `record` is the id of a claim or a source, or the slug of an entity; the IRI of anything else. `shape` is the local
    name of the shape ("claim-share"), `severity` is "violation" or "warning", `message` says what to do.
    """

    record: str
    shape: str
    severity: str
    message: str


def validate(market: Market) -> list[Fault]:
    """Return the faults of a market's graph by record and shape, each once; ImportError without pySHACL."""
    return faults(quads(market))


def faults(graph: Iterable["Quad"]) -> list[Fault]:
    """Return the faults of any graph in our vocabulary, the ontology read beside it; none for an empty one."""
    try:
        from pyshacl import validate
    except ImportError as error:
        raise ImportError("checking shapes needs pySHACL: pip install 'vendorgraph[shapes]'") from error
    from rdflib import Graph

    shapes = Graph().parse(resources.folder("ontology") / "shapes.ttl")
    conforms, report, _ = validate(_rdflib(graph), shacl_graph=shapes, inference="none", inplace=True)
    if not isinstance(report, Graph):
        raise RuntimeError(f"the shapes cannot be checked: {report}")
    return [] if conforms else _read(report)


def _rdflib(graph: Iterable["Quad"]) -> "Graph":
    """Copy quads and ontology into one rdflib graph; N-Triples is the fastest way over."""
    from pyoxigraph import RdfFormat, serialize
    from rdflib import Graph

    triples = (quad.triple for part in (graph, ontology_quads()) for quad in part)
    return Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")


def _read(report: "Graph") -> list[Fault]:
    from rdflib import URIRef

    def one(result: "Node", name: str) -> str:
        return str(report.value(result, URIRef(_SH + name)) or "")

    return sorted(
        {
            Fault(
                record=_record(one(result, "focusNode"), one(result, "value")),
                shape=one(result, "sourceShape").removeprefix(SHAPES),
                severity=one(result, "resultSeverity").removeprefix(_SH).lower(),
                message=one(result, "resultMessage"),
            )
            for result in report.objects(None, URIRef(_SH + "result"))
        }
    )


def _record(focus: str, value: str) -> str:
    """Which record a result is about: shapes of a relation have its property as focus, and the claim as value."""
    return terms.id_of(focus) or terms.id_of(value) or focus
