"""Results of SPARQL: the W3C formats through Oxigraph, and a table with short names."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat
from pyoxigraph import serialize as serialize_triples

from vendorgraph.rdf.terms import PREFIXES
from vendorgraph.tables import Table
from vendorgraph.vocabulary import NAMESPACE, Vocabulary

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from vendorgraph.queries import Result

    Term = NamedNode | BlankNode | Literal | Triple

#: What is written for SELECT and ASK, and for CONSTRUCT and DESCRIBE.
TABULAR = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPHS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
}


_XSD = PREFIXES["xsd"]
_VALUES: dict[str, Callable[[str], int | float | bool]] = {
    f"{_XSD}integer": int,
    f"{_XSD}decimal": float,
    f"{_XSD}double": float,
    f"{_XSD}boolean": lambda text: text in ("true", "1"),
}


class WrongFormat(ValueError):
    """The result is of a kind that the format cannot hold; the message names those that can."""


def written(result: "Result", format: str) -> bytes:
    """Return the result in a format of `TABULAR` or `GRAPHS`; WrongFormat when it is a graph or is none."""
    if isinstance(result, QuerySolutions | QueryBoolean):
        kind = "rows" if isinstance(result, QuerySolutions) else "true or false"
        if format not in TABULAR or (isinstance(result, QueryBoolean) and format in ("csv", "tsv")):
            known = [name for name in TABULAR if isinstance(result, QuerySolutions) or name in ("json", "xml")]
            raise WrongFormat(f"the query gives {kind}, not {format}: write table, md, {', '.join(known)}")
        return _bytes(result.serialize(format=TABULAR[format]))
    if format not in GRAPHS:
        raise WrongFormat(f"the query gives triples, not {format}: write table, md, {', '.join(GRAPHS)}")
    return _bytes(serialize_triples(sorted(result, key=str), format=GRAPHS[format], prefixes=PREFIXES))


def _bytes(written: bytes | None) -> bytes:
    assert written is not None  # it is, where no stream to write to was given
    return written


def table(result: "Result", title: str, vocabulary: Vocabulary) -> Table:
    """Return the rows of the result; yes or no of an ASK as one, the triples of a graph as three columns."""
    words = words_of(vocabulary)
    if isinstance(result, QueryBoolean):
        return Table(title=title, columns=("answer",), rows=(("yes" if result else "no",),))
    if isinstance(result, QuerySolutions):
        columns = tuple(variable.value for variable in result.variables)
        rows = tuple(tuple(short(term, words) for term in solution) for solution in result)
        return Table(title=title, columns=columns, rows=rows)
    triples = sorted(tuple(short(term, words) for term in triple) for triple in result)
    return Table(title=title, columns=("subject", "predicate", "object"), rows=tuple(triples))


def words_of(vocabulary: Vocabulary) -> dict[str, str]:
    """Return the words of the records by the IRI that stands for them: "customer-of", "ending", "valuation"."""
    concepts = (concept for scheme in vocabulary.schemes.values() for concept in scheme.values())
    terms = [(each.local, each.slug) for each in concepts]
    terms += [(each.local, each.slug) for each in vocabulary.relations.values()]
    terms += [(each.local, each.slug) for each in vocabulary.attributes.values()]
    return {NAMESPACE + local: slug for local, slug in terms}


def value(term: "Term | None", words: Mapping[str, str]) -> str | int | float | bool | None:
    """Return a term as a Python value: numbers and truth values as such, everything else as `short` has it."""
    if isinstance(term, Literal):
        make = _VALUES.get(term.datatype.value)
        return make(term.value) if make else term.value
    return None if term is None else short(term, words)


def short(term: "Term | None", words: Mapping[str, str]) -> str:
    """Return a term for people: an entity by its slug, an IRI in `words` by its word, another with its prefix.

    A literal gives its text, None nothing.
    """
    if term is None:
        return ""
    if not isinstance(term, NamedNode):
        return term.value if isinstance(term, Literal) else str(term)
    if term.value in words:
        return words[term.value]
    for prefix, base in PREFIXES.items():
        if term.value.startswith(base):
            local = term.value.removeprefix(base)
            return local if prefix == "id" else f"{prefix}:{local}"
    return term.value
