"""What is said of one thing, as pairs of predicate and object; a value that is not there gives no pair."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, Quad

from vendorgraph import dates
from vendorgraph.rdf import terms
from vendorgraph.rdf.terms import term
from vendorgraph.vocabulary import Vocabulary

Node = NamedNode | Literal
Pairs = Iterator[tuple[NamedNode, Node]]
T = TypeVar("T")


def about(subject: NamedNode, pairs: Pairs, graph: NamedNode) -> Iterator[Quad]:
    """Make a quad of every pair."""
    return (Quad(subject, predicate, object, graph) for predicate, object in pairs)


def types(*curies: str) -> Pairs:
    """Say what the thing is."""
    return ((term("rdf:type"), term(curie)) for curie in curies)


def each(curie: str, make: Callable[[T], Node], values: Iterable[T | None]) -> Pairs:
    """Say one thing for every value that is there."""
    return ((term(curie), make(value)) for value in values if value is not None)


def dated(curie: str, ends: str, text: str | None) -> Pairs:
    """Say a date as printed, and the first and the last day that it can mean ("vg:from" gives vg:fromFirst)."""
    if text is not None:
        yield term(curie), terms.partial_date(text)
        yield from days(ends, dates.span(text))


def days(curie: str, span: dates.Span) -> Pairs:
    """Say the first and the last day of an interval."""
    yield term(curie + "First"), terms.day(span.first)
    yield term(curie + "Last"), terms.day(span.last)


def code(vocabulary: Vocabulary, scheme: str, slug: str) -> NamedNode:
    """Return the concept of a code list, or the class of a type of entity; KeyError for an unknown word."""
    return term("vg:" + vocabulary.schemes[scheme][slug].local)


def property_of(vocabulary: Vocabulary, relation: str) -> NamedNode:
    """Return the property of a kind of relation ("customer-of" is vg:customerOf); KeyError for an unknown one."""
    return term("vg:" + vocabulary.relations[relation].local)
