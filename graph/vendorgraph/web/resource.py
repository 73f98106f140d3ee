"""What the data say of one IRI, and the ontology: as RDF, or as a page for people."""

from collections.abc import Iterable, Iterator
from functools import cache

from pyoxigraph import Literal, NamedNode, Store, Triple

from vendorgraph.rdf import reference, referencepage
from vendorgraph.rdf.store import ontology_quads
from vendorgraph.rdf.terms import PREFIXES, term
from vendorgraph.web import engine, pages
from vendorgraph.web.limits import Limits
from vendorgraph.web.refusals import Refused

HTML = "text/html"

_LABELS = [term(name) for name in ("skos:prefLabel", "rdfs:label", "dct:title")]


def about(store: Store, iri: str, media_type: str | None, limits: Limits) -> tuple[str, bytes]:
    """Return the triples with the IRI as subject or object, or of nodes below it, in a format; Refused when none.

    Without a media type nothing is returned, only whether there are any.
    """
    node = _node(iri)
    if node is None or not _known(store, node):
        raise Refused("not-found", f"The data say nothing of {iri}.", "Look for its name with a query.")
    if media_type is None:
        return "", b""
    triples = sorted(set(_triples(store, node)), key=lambda each: (each.subject != node, str(each)))
    if media_type == HTML:
        return media_type, pages.resource(node, triples, _labels(store, triples))
    return media_type, engine.rdf(triples, media_type, limits, PREFIXES)


def vocabulary(media_type: str, limits: Limits) -> tuple[str, bytes]:
    """Return the ontology in a format."""
    if media_type == HTML:
        return media_type, _reference()
    return media_type, engine.rdf(_ontology(), media_type, limits, PREFIXES)


def warm() -> None:
    """Read the ontology, for a process that can open files no more."""
    _ontology()
    _reference()


@cache
def _ontology() -> tuple[Triple, ...]:
    return tuple(quad.triple for quad in ontology_quads())


@cache
def _reference() -> bytes:
    """The page of the ontology; a page that is served has no style of its own."""
    return referencepage.page(reference.read(), served=True).encode()


def _node(iri: str) -> NamedNode | None:
    try:
        return NamedNode(iri)
    except ValueError:
        return None


def _known(store: Store, node: NamedNode) -> bool:
    return any(
        next(iter(found), None) is not None
        for found in (
            store.quads_for_pattern(node, None, None, None),
            store.quads_for_pattern(None, None, node, None),
        )
    )


def _triples(store: Store, node: NamedNode) -> Iterator[Triple]:
    for quad in store.quads_for_pattern(node, None, None, None):
        yield quad.triple
        value = quad.object
        if isinstance(value, NamedNode) and value.value.startswith(node.value + "/"):
            yield from (below.triple for below in store.quads_for_pattern(value, None, None, None))
    for quad in store.quads_for_pattern(None, None, node, None):
        yield quad.triple


def _labels(store: Store, triples: Iterable[Triple]) -> dict[str, str]:
    """Return a label for each IRI in the triples that has one: English, else the first."""
    named: dict[str, str] = {}
    for triple in triples:
        for each in (triple.subject, triple.predicate, triple.object):
            if isinstance(each, NamedNode) and each.value not in named:
                named[each.value] = _label(store, each)
    return {iri: label for iri, label in named.items() if label}


def _label(store: Store, node: NamedNode) -> str:
    found = [
        quad.object
        for name in _LABELS
        for quad in store.quads_for_pattern(node, name, None, None)
        if isinstance(quad.object, Literal)
    ]
    return next((each.value for each in found if each.language == "en"), found[0].value if found else "")
