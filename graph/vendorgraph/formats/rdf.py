"""RDF: the quads of the market through Oxigraph's serialisers, in the order of the records."""

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from msgspec import structs

from vendorgraph.formats.model import Kind, Selection
from vendorgraph.formats.xmltext import plain

if TYPE_CHECKING:
    from pyoxigraph import Quad, RdfFormat, Triple


#: What each kind of part leaves to the others.
_KINDS: dict[Kind, dict[str, Any]] = {
    "entities": {"sources": {}, "claims": {}},
    "sources": {"entities": {}, "claims": {}},
    "lines": {"entities": {}, "sources": {}},
}


def derived(selection: Selection) -> "Iterator[Quad]":
    """Yield the graphs of the relations of a selection and of what follows from them; it has relations."""
    from vendorgraph.rdf import layers
    from vendorgraph.rdf.views import relation_quads

    vocabulary, relations = selection.market.vocabulary, selection.relations
    assert relations is not None
    yield from relation_quads(vocabulary, relations)
    if selection.basis is not None:
        yield from layers.quads(vocabulary, relations, selection.basis, selection.conflicts)


def turtle(selection: Selection, out: BinaryIO) -> None:
    """Write the union of all graphs as Turtle."""
    from pyoxigraph import RdfFormat, serialize

    triples = (quad.triple for quad in _quads(selection))
    serialize(triples, out, RdfFormat.TURTLE, prefixes=_prefixes())


def rdfxml(selection: Selection, out: BinaryIO) -> None:
    """Write the union of all graphs as RDF/XML, with U+FFFD for what XML cannot carry."""
    from pyoxigraph import RdfFormat, serialize

    triples = (_in_xml(quad) for quad in _quads(selection))
    serialize(triples, cast(BinaryIO, _Returns(out)), RdfFormat.RDF_XML, prefixes=_prefixes())


class _Returns:
    """A stream that writes carriage returns as references: XML readers would take a line end for a bare one."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self.flush = out, out.flush

    def write(self, data: bytes) -> int:
        self._out.write(data.replace(b"\r", b"&#13;"))
        return len(data)


def _in_xml(quad: "Quad") -> "Triple":
    from pyoxigraph import Literal, Triple

    text = quad.object
    if not isinstance(text, Literal) or plain(text.value) == text.value:
        return quad.triple
    return Triple(quad.subject, quad.predicate, Literal(plain(text.value), language=text.language))


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


def rdf12(selection: Selection, out: BinaryIO) -> None:
    """Write the named graphs as TriG of RDF 1.2: every claim and relation reifies the triple that it speaks of.

    A claim asserts nothing; of the relations, what holds is asserted besides.
    """
    from pyoxigraph import RdfFormat, serialize

    serialize(_reified(_quads(selection)), out, RdfFormat.TRIG, prefixes=_prefixes())


def _reified(quads: "Iterable[Quad]") -> "Iterator[Quad]":
    """The quads with rdf:reifies and a triple term for rdf:subject, rdf:predicate and rdf:object of one thing."""
    from pyoxigraph import Quad, Triple

    from vendorgraph.rdf.terms import term

    ends = [term("rdf:subject"), term("rdf:predicate"), term("rdf:object")]
    statement = (term("rdf:type"), term("rdf:Statement"))
    for (subject, graph), group in groupby(quads, key=lambda quad: (quad.subject, quad.graph_name)):
        said = list(group)
        triple: list[Any] = [quad.object for end in ends for quad in said if quad.predicate == end]
        if len(triple) < len(ends):  # an attribute of one thing: there is no triple
            yield from said
            continue
        yield Quad(subject, term("rdf:reifies"), Triple(*triple), graph)
        yield from (q for q in said if q.predicate not in ends and (q.predicate, q.object) != statement)


def _graphs(selection: Selection, out: BinaryIO, format: "RdfFormat") -> None:
    from pyoxigraph import serialize

    serialize(_quads(selection), out, format, prefixes=_prefixes())


def _quads(selection: Selection) -> "Iterator[Quad]":
    """The market with all its claims; then the relations, which point to them, and what follows from relations."""
    from vendorgraph.rdf.quads import market_quads

    said = chain(market_quads(selection.market), _records(selection))
    return said if selection.relations is None else chain(said, derived(selection))


def _records(selection: Selection) -> "Iterator[Quad]":
    from vendorgraph.rdf.quads import record_quads

    for kind, left_out in _KINDS.items():
        for part in selection.parts(kind):
            yield from record_quads(structs.replace(part.market, **left_out))


def _prefixes() -> dict[str, str]:
    from vendorgraph.rdf.terms import PREFIXES

    return PREFIXES
