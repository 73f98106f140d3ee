"""Rows of both engines in one form: terms as (text, datatype, language), and as short text for the expected files."""

from decimal import Decimal

import pyoxigraph
import rdflib

from vendorgraph import queries
from vendorgraph.rdf.terms import PREFIXES

Term = tuple[str, str, str] | None
Rows = tuple[list[str], list[list[Term]]]

_DECIMAL = PREFIXES["xsd"] + "decimal"
_STRING = PREFIXES["xsd"] + "string"
_IRI = "IRI"


def oxigraph(store: pyoxigraph.Store, text: str) -> Rows:
    """Columns and rows as Oxigraph answers."""
    solutions = queries.run(store, text)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    columns = [variable.value for variable in solutions.variables]
    return columns, [[_of_oxigraph(solution[column]) for column in columns] for solution in solutions]


def by_rdflib(dataset: rdflib.Dataset, text: str) -> Rows:
    """Columns and rows as rdflib answers; it is given no prefixes."""
    result = dataset.query(text)
    columns = [str(variable) for variable in result.vars or ()]
    return columns, [[_of_rdflib(row.get(column)) for column in columns] for row in result.bindings]


def short(term: Term) -> str:
    """A term as it stands in the expected files: `id:pinecrest`, `0.49`, `2025-03`; nothing where it is unbound."""
    if term is None:
        return ""
    text, kind, _ = term
    if kind == _IRI:
        prefix, iri = max(PREFIXES.items(), key=lambda item: len(item[1]) if text.startswith(item[1]) else 0)
        return f"{prefix}:{text.removeprefix(iri)}"
    return text


def _of_oxigraph(term: object) -> Term:
    if term is None:
        return None
    if isinstance(term, pyoxigraph.NamedNode):
        return term.value, _IRI, ""
    assert isinstance(term, pyoxigraph.Literal)
    return _literal(term.value, term.datatype.value, term.language or "")


def _of_rdflib(term: object) -> Term:
    if term is None:
        return None
    if isinstance(term, rdflib.URIRef):
        return str(term), _IRI, ""
    assert isinstance(term, rdflib.Literal)
    kind = str(term.datatype or (rdflib.RDF.langString if term.language else _STRING))
    return _literal(str(term), kind, term.language or "")


def _literal(text: str, kind: str, language: str) -> Term:
    """Engines may write one decimal with more or fewer noughts."""
    return (format(Decimal(text).normalize(), "f") if kind == _DECIMAL else text), kind, language
