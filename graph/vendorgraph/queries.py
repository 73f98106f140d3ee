"""The questions that the graph is asked again and again: SPARQL 1.1 in `queries/`, with typed parameters.

A file runs as it stands on any engine of SPARQL 1.1 that holds the market, whatever its default graph is: each part
names the graph that it asks (a source, the entities, the relations of a day as `?_view`). Its header, YAML in lines
that begin with "#+" (grlc's convention), gives summary, description and params. The parameter "vendor" is the variable
?_vendor, and `VALUES ?_vendor { ... }` in the text holds its default; UNDEF there means all. To bind a parameter is to
put another RDF term between those braces: typed, checked against the market, and written by the RDF library.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from vendorgraph import dates, guard, names, resources
from vendorgraph.model import Market

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store, Triple

    Term = NamedNode | Literal
    Result = QuerySolutions | QueryBoolean | QueryTriples | list[Triple]


_VIEW = "view"
_FOUND = re.compile(r"vg:(?:Exposure|Rivalry|Tie|Conflict|Hop|WeighedTie|ClearingSet|customer|vendor|rival|tie|hop)\b")
_DERIVED = re.compile(rf"vg:(?:knownBy|Relation)\b|{_FOUND.pattern}")


class QueryError(Exception):
    """A query or one of its parameters cannot be used; the message says what to write instead."""


class UnknownQuery(QueryError):
    """No query has this name; the message offers near ones."""


class Parameter(Struct, frozen=True):
    """One parameter; `type` is a key of `TYPES`, `default` a term as written in the query, None when it means all."""

    name: str
    type: str
    about: str
    default: str | None


class UnusableValue(QueryError):
    """The `text` is no value of a parameter; `near` are values like it, the nearest first."""

    def __init__(self, message: str, param: Parameter, text: str, near: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.param = param
        self.text = text
        self.near = tuple(near)


class Query(Struct, frozen=True):
    """One query; `text` is its whole file, `params` are in the order of its header."""

    name: str
    summary: str
    description: str
    params: tuple[Parameter, ...]
    text: str

    @property
    def views(self) -> bool:
        """Whether it asks the relations of one graph, which `viewed` names."""
        return _values(_VIEW).search(self.text) is not None

    @property
    def derives(self) -> bool:
        """Whether it also asks graphs that follow from those relations."""
        return self.views and f"prov:wasDerivedFrom ?_{_VIEW}" in self.text

    @property
    def asks_relations(self) -> bool:
        """Whether it may ask derived graphs: all may, but those on claims that name nothing of such graphs."""
        return _DERIVED.search(self.text) is not None or "vg:Claim" not in self.text

    @property
    def asks_findings(self) -> bool:
        """Whether it may ask for exposures, rivalries, ties and conflicts, and not for relations alone."""
        return self.derives or _FOUND.search(self.text) is not None or (self.asks_relations and not self.views)


def all_queries(folder: Path | None = None) -> dict[str, Query]:
    """Return the queries of `folder` (the bundled ones when None) by name, in the order of their numbers."""
    return {name: read(path) for name, path in _files(folder).items()}


def find(name: str, folder: Path | None = None) -> Query:
    """Return the query called `name` ("stakes-in-vendor", also "cq01_stakes_in_vendor" or "cq01"); or UnknownQuery."""
    files = _files(folder)
    wanted = name.strip().lower().replace("_", "-")
    by_number = {_dashed(path).partition("-")[0]: path for path in files.values()}
    path = files.get(_without_number(wanted)) or by_number.get(wanted)
    if path is None:
        near = get_close_matches(_without_number(wanted), files, n=3, cutoff=0.5)
        hint = f"did you mean {', '.join(near)}? " if near else ""
        raise UnknownQuery(f"no query is called {name!r}: {hint}`vendorgraph query` lists all")
    return read(path)


def read(path: Path) -> Query:
    """Return the query in a file, which may have no header; QueryError when it is not UTF-8 or its header is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise QueryError(f"{path.name} is not UTF-8 text: save it as UTF-8") from None
    return parse(_without_number(_dashed(path)), text)


def parse(name: str, text: str) -> Query:
    """Return the query that `text` holds, header and all; QueryError when its header is wrong."""
    header = _header(name, text)
    params = tuple(_parameter(name, given, text) for given in header.params)
    return Query(name, header.summary, header.description.strip(), params, text)


def bind(query: Query, values: Mapping[str, object], market: Market) -> str:
    """Return the text of the query with `values` in place of the defaults.

    Entities are given by slug or any name, sources by id, relations as in "customer-of", dates as exact days. Raises
    QueryError for an unknown parameter or a value of the wrong type, and what `names.find` raises for names.
    """
    params = {param.name: param for param in query.params}
    if unknown := [name for name in values if name not in params]:
        known = f"it has {', '.join(params)}" if params else "it has none"
        raise QueryError(f"query {query.name} has no parameter {unknown[0]!r}: {known}")
    text = query.text
    for name, value in values.items():
        text = _put(text, name, _term(params[name], str(value), market))
    return text


def viewed(text: str, view: "NamedNode") -> str:
    """Return the text of a query asked of the relations in the graph `view`; one that does not ask them as it was."""
    return _put(text, _VIEW, view)


def run(store: "Store", text: str) -> "Result":
    """Ask `store`, its default graph being the union of all graphs; the usual prefixes need no declaration.

    Returns what pyoxigraph gives for SELECT, ASK, and CONSTRUCT or DESCRIBE. Raises QueryError for bad SPARQL, and for
    what the endpoint refuses too: a query that calls another server, or that is nested enough to end the process.
    """
    from vendorgraph.rdf.terms import PREFIXES

    try:
        guard.check(text, guard.Bounds())
    except guard.Unsafe as unsafe:
        raise QueryError(str(unsafe)) from None
    try:
        return store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise QueryError(_bad_sparql(str(error.msg), text)) from None


def _bad_sparql(message: str, text: str) -> str:
    """The place and its line; of the parser's reasons only those in words, not the signs that it expected."""
    place = re.match(r"error at (\d+):(\d+): (?:expected (?:one of )?)?", message)
    if place is None:
        return f"the query is not SPARQL 1.1: {message.partition(chr(10))[0]}"
    parts = message[place.end() :].split(", ")
    reasons = "".join(f": {part}" for part in parts if re.fullmatch(r"(The )?[A-Z]+[a-z]*( [A-Za-z]+){2,}", part))
    line = [*text.splitlines(), ""][int(place[1]) - 1].strip()[:60]
    return f"the query is not SPARQL 1.1 at line {place[1]}, column {place[2]}, {line!r}{reasons}"


def _files(folder: Path | None) -> dict[str, Path]:
    paths = sorted((folder or resources.folder("queries")).glob("*.rq"))
    return {_without_number(_dashed(path)): path for path in paths}


def _dashed(path: Path) -> str:
    return path.stem.lower().replace("_", "-")


def _without_number(name: str) -> str:
    return re.sub(r"^cq\d+-", "", name.removesuffix(".rq"))


class _Given(Struct):
    """A parameter as its header gives it."""

    name: str
    type: str
    about: str = ""


class _Header(Struct):
    summary: str = ""
    description: str = ""
    params: tuple[_Given, ...] = ()


def _header(name: str, text: str) -> _Header:
    import msgspec
    import yaml

    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    try:
        return msgspec.convert(yaml.safe_load("\n".join(lines)) or {}, _Header)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise QueryError(f"query {name}: the lines '#+' are not a header: {' '.join(str(error).split())}") from None


def _parameter(query: str, given: _Given, text: str) -> Parameter:
    if given.type not in TYPES:
        raise QueryError(f"query {query}: parameter {given.name} is of type {given.type!r}: write {', '.join(TYPES)}")
    clause = _values(given.name).search(text)
    if clause is None:
        raise QueryError(
            f"query {query}: parameter {given.name} is not in the text: write VALUES ?_{given.name} {{ UNDEF }}"
        )
    default = clause[1].strip()
    return Parameter(given.name, given.type, given.about, None if default == "UNDEF" else default)


def _values(name: str) -> re.Pattern[str]:
    return re.compile(rf"VALUES\s+\?_{re.escape(name)}\s*\{{([^{{}}]*)\}}")


def _put(text: str, name: str, term: "Term") -> str:
    return _values(name).sub(lambda _: f"VALUES ?_{name} {{ {term} }}", text)


def _term(param: Parameter, text: str, market: Market) -> "Term":
    try:
        return TYPES[param.type](text, market)
    except ValueError:
        raise _unusable(param, text, market) from None


def _unusable(param: Parameter, text: str, market: Market) -> UnusableValue:
    kinds = market.vocabulary.relations
    known: dict[str, Iterable[str]] = {"source": market.sources, "relation": kinds}
    near = get_close_matches(text, known.get(param.type, ()), n=3)
    hint = f": did you mean {', '.join(near)}?" if near else ""
    message = _UNUSABLE[param.type].format(name=param.name, text=repr(text), near=hint, kinds=", ".join(sorted(kinds)))
    return UnusableValue(message, param, text, near)


def _entity(text: str, market: Market) -> "Term":
    from vendorgraph.rdf import terms

    return terms.entity(names.find(market, text).slug)


def _source(text: str, market: Market) -> "Term":
    from vendorgraph.rdf import terms

    if text not in market.sources:
        raise ValueError(text)
    return terms.source(text)


def _relation(text: str, market: Market) -> "Term":
    from vendorgraph.rdf.pairs import property_of

    if text not in market.vocabulary.relations:
        raise ValueError(text)
    return property_of(market.vocabulary, text)


def _date(text: str, market: Market) -> "Term":
    from vendorgraph.rdf import terms

    return terms.day(dates.day(text))


def _integer(text: str, market: Market) -> "Term":
    from vendorgraph.rdf import terms

    return terms.integer(int(text))


def _decimal(text: str, market: Market) -> "Term":
    from vendorgraph.rdf import terms

    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return terms.decimal(number)


def _text(text: str, market: Market) -> "Term":
    from vendorgraph.rdf import terms

    return terms.text(text)


#: The types of parameters: how a text becomes an RDF term. A ValueError says that it is not of the type.
TYPES: dict[str, Callable[[str, Market], "Term"]] = {
    "entity": _entity,
    "source": _source,
    "relation": _relation,
    "date": _date,
    "integer": _integer,
    "decimal": _decimal,
    "text": _text,
}
_UNUSABLE = {
    "source": "no source has the id {text}{near}",
    "relation": "no relation is called {text}: write one of {kinds}",
    "date": "parameter {name}: {text} is not a day: write YYYY-MM-DD",
    "integer": "parameter {name}: {text} is not a whole number: write digits alone, such as 1000000",
    "decimal": "parameter {name}: {text} is not a number: write it with a point, such as 0.2",
}
