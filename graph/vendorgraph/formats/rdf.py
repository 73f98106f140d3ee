"""RDF: the quads of the market through Oxigraph's serialisers, in the order of the records."""

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from msgspec import structs

from vendorgraph.formats.model import Selection

if TYPE_CHECKING:
    from pyoxigraph import Quad, RdfFormat


def turtle(selection: Selection, out: BinaryIO) -> None:
    """Write the union of all graphs as Turtle."""
    from pyoxigraph import RdfFormat, serialize

    triples = (quad.triple for quad in _quads(selection))
    serialize(triples, out, RdfFormat.TURTLE, prefixes=_prefixes())


def trig(selection: Selection, out: BinaryIO) -> None:
    """Write the named graphs as TriG."""
    from pyoxigraph import RdfFormat

    _graphs(selection, out, RdfFormat.TRIG)


def nquads(selection: Selection, out: BinaryIO) -> None:
    """Write the named graphs as N-Quads."""
    from pyoxigraph import RdfFormat

    _graphs(selection, out, RdfFormat.N_QUADS)


def jsonld(selection: Selection, out: BinaryIO) -> None:
    """Write the named graphs as JSON-LD 1.0, which JSON-LD 1.1 reads too."""
    from pyoxigraph import RdfFormat

    _graphs(selection, out, RdfFormat.JSON_LD)


def _graphs(selection: Selection, out: BinaryIO, format: "RdfFormat") -> None:
    from pyoxigraph import serialize

    serialize(_quads(selection), out, format, prefixes=_prefixes())


def _quads(selection: Selection) -> "Iterator[Quad]":
    """The market with all its claims; or its entities, and what is resolved from the claims."""
    from vendorgraph.rdf.quads import quads
    from vendorgraph.rdf.views import relation_quads

    market, relations = selection.market, selection.relations
    if relations is None:
        return quads(market)
    entities = quads(structs.replace(market, sources={}, claims={}))
    return chain(entities, relation_quads(market.vocabulary, relations))


def _prefixes() -> dict[str, str]:
    from vendorgraph.rdf.terms import PREFIXES

    return PREFIXES
