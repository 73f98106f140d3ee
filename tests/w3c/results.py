"""Results in one form, so that any two can be compared up to the names of blank nodes."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from tests.w3c.suites import path_of

_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_FORMATS = {
    "srx": QueryResultsFormat.XML,
    "srj": QueryResultsFormat.JSON,
    "tsv": QueryResultsFormat.TSV,
    "csv": QueryResultsFormat.CSV,
}

Term = NamedNode | BlankNode | Literal | Triple
Row = dict[str, Term]


@dataclass(frozen=True)
class Table:
    """Solutions: the variables, the rows without blank nodes as often as they occur, and the others as a graph.

    `order` is given where the order counts.
    """

    variables: frozenset[str]
    ground: Counter[frozenset[tuple[str, str]]]
    others: Dataset
    order: tuple[frozenset[tuple[str, str]], ...] | None = None

    def equals(self, other: "Table", lax: bool) -> bool:
        """Whether both are the same; `lax` allows fewer duplicates than `self` has."""
        fewer = set(self.ground) == set(other.ground) and self.ground >= other.ground
        same = self.ground == other.ground or (lax and fewer)
        ordered = self.order is None or self.order == other.order
        return self.variables == other.variables and same and self.others == other.others and ordered


Result = bool | Table | Dataset


def table(variables: Iterable[str], rows: Iterable[Row], ordered: bool) -> Table:
    """Return solutions in the form that is compared."""
    listed = list(rows)
    blank = [row for row in listed if any(isinstance(term, BlankNode) for term in row.values())]
    keys = [_key(row) for row in listed if row not in blank]
    return Table(frozenset(variables), Counter(keys), _graph(blank), tuple(keys) if ordered else None)


def received(content: bytes, media_type: str, ordered: bool) -> Result:
    """Return what an endpoint sent, in the form that is compared."""
    kind = media_type.partition(";")[0]
    form = QueryResultsFormat.from_media_type(kind)
    if form == QueryResultsFormat.CSV:
        return _csv(content.decode())
    if form is not None:
        return _solutions(parse_query_results(content, form), ordered)
    return _canonical(quad.triple for quad in parse(content, RdfFormat.from_media_type(kind)))


def expected(iri: str) -> Result:
    """Return the result that a file of the suites holds."""
    path = path_of(iri)
    suffix = path.suffix.removeprefix(".")
    if suffix == "csv":
        return _csv(path.read_bytes().decode())
    if suffix in _FORMATS:
        return _solutions(parse_query_results(path=str(path), format=_FORMATS[suffix]), ordered=False)
    store = Store()
    store.load(path=str(path), base_iri=iri)
    sets = list(store.quads_for_pattern(None, _RDF_TYPE, NamedNode(_RS + "ResultSet")))
    return _result_set(store, sets[0].subject) if sets else _canonical(quad.triple for quad in store)


def media_type(iri: str | None) -> str:
    """Return what to ask for, so that all formats of results have their turn; for graphs Turtle."""
    suffix = (iri or "").rpartition(".")[2]
    wanted = _FORMATS.get(suffix, QueryResultsFormat.JSON).media_type.partition(";")[0]
    return f"{wanted}, text/turtle"


def _solutions(found: object, ordered: bool) -> Result:
    if isinstance(found, QueryBoolean):
        return bool(found)
    names = [variable.value for variable in found.variables]
    rows = ({name: row[name] for name in names if row[name] is not None} for row in found)
    return table(names, rows, ordered)


def _result_set(store: Store, node: Term) -> Result:
    """Return a result that is written as RDF."""
    truth = _values(store, node, "boolean")
    if truth:
        return truth[0].value == "true"
    names = [each.value for each in _values(store, node, "resultVariable")]
    found = _values(store, node, "solution")
    indexed = all(_values(store, each, "index") for each in found) and bool(found)
    if indexed:
        found.sort(key=lambda each: int(_values(store, each, "index")[0].value))
    return table(names, (dict(_bindings(store, each)) for each in found), ordered=indexed)


def _bindings(store: Store, solution: Term) -> Iterator[tuple[str, Term]]:
    for each in _values(store, solution, "binding"):
        yield _values(store, each, "variable")[0].value, _values(store, each, "value")[0]


def _values(store: Store, node: Term, name: str) -> list[Term]:
    return [quad.object for quad in store.quads_for_pattern(node, NamedNode(_RS + name), None, None)]


def _key(row: Mapping[str, Term]) -> frozenset[tuple[str, str]]:
    return frozenset((name, str(_by_value(term))) for name, term in row.items())


def _by_value(term: Term) -> Term:
    """Return a number in one way of writing it, with its own datatype: the suites compare numbers by value."""
    if not isinstance(term, Literal) or term.datatype.value.removeprefix(_XSD) not in ("decimal", "double", "float"):
        return term
    return Literal(_number(term.value), datatype=term.datatype)


def _number(text: str) -> str:
    try:
        return str(Decimal(text).normalize())
    except InvalidOperation:
        return text


def _graph(rows: Iterable[Row]) -> Dataset:
    nodes = [(BlankNode(), row) for row in rows]
    return _canonical(
        Triple(node, NamedNode(f"http://example.org/{name}"), _by_value(term))
        for node, row in nodes
        for name, term in row.items()
    )


def _canonical(triples: Iterable[Triple]) -> Dataset:
    found = Dataset([Quad(each.subject, each.predicate, each.object) for each in triples])
    found.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return found


def _csv(text: str) -> Table:
    """Return CSV, in which terms are but strings, and numbers are compared by value."""
    names, *rows = csv.reader(text.splitlines())
    plain = [{name: _cell(value) for name, value in zip(names, row, strict=True)} for row in rows]
    return table(names, plain, ordered=False)


def _cell(text: str) -> Term:
    return BlankNode(text.removeprefix("_:")) if text.startswith("_:") else Literal(_number(text))
