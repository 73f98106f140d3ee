"""Stored queries with their parameters, and room for one's own: as a form, and with its answer beside it."""

from collections.abc import Mapping

from msgspec import Struct

from vendorgraph import queries
from vendorgraph.explorer.address import State, Wrong, unknown
from vendorgraph.explorer.answered import Result, result
from vendorgraph.explorer.desk import Desk
from vendorgraph.explorer.elsewhere import File, NeedsAnswer
from vendorgraph.explorer.words import query_words
from vendorgraph.names import AmbiguousName, UnknownName
from vendorgraph.queries import Query, UnusableValue
from vendorgraph.tables import Table, csv

#: What the text field holds when nothing else is asked.
EXAMPLE = """\
PREFIX vg: <https://w3id.org/vendorgraph/ontology#>

SELECT ?type (COUNT(*) AS ?number)
WHERE { ?thing a ?type }
GROUP BY ?type ORDER BY DESC(?number)
"""

#: The words for what is no value of a type of parameter, where they are not called like the type.
_WRONG = {"date": "day"}


class Given(Struct, frozen=True):
    """A parameter of a stored query with the value that the address gives it."""

    name: str
    type: str
    about: str
    value: str


def show(desk: Desk, state: State) -> Mapping[str, object]:
    """Return the stored queries and, with `query` in the address, one's own and its answer."""
    text = state.get("query")
    return _page(desk, state, None, text or EXAMPLE, bool(text))


def stored(desk: Desk, state: State, name: str) -> Mapping[str, object]:
    """Return a stored query with its parameters and, when the address says `ask`, its answer; Wrong for no query."""
    query = _found(desk, name)
    try:
        text = queries.bind(query, _values(query, state), desk.market)
    except UnusableValue as error:
        key, found = _WRONG.get(error.param.type, error.param.type), error.text
        raise Wrong(key, missed=found, near=error.near, name=error.param.name, found=found[:80]) from None
    except (UnknownName, AmbiguousName) as error:
        desk.named(error.text)
        raise
    called = query_words(state.language)
    given = [Given(each.name, each.type, called.about(each), state.get(each.name) or "") for each in query.params]
    page = _page(desk, state, query, text, state.get("ask") is not None)
    return {**page, "given": given}


def file(desk: Desk, state: State, format: str) -> File:
    """Return the answer to the query in the address as a file: rows as CSV, triples as Turtle."""
    text = state.get("query")
    if format not in ("csv", "ttl") or not text:
        raise Wrong("format", 404, found=format[:40])
    found = _answer(state, text)
    if isinstance(found, str):
        code = state.answered.code if state.answered else None
        raise Wrong("answer", found=query_words(state.language).refusals.get(code or "", found)[:300])
    if found.triples is not None:
        return File("answer.ttl", "text/turtle; charset=utf-8", found.triples.encode())
    rows = tuple(tuple(cell.text for cell in row) for row in found.rows)
    table = Table(title="", columns=found.columns or ("answer",), rows=rows or ((str(found.yes).lower(),),))
    return File("answer.csv", "text/csv; charset=utf-8", csv(table).encode())


def _page(desk: Desk, state: State, query: Query | None, text: str, asked: bool) -> dict[str, object]:
    found = _answer(state, text) if asked else None
    return {
        "query": query,
        "stored": desk.queries.values(),
        "called": query_words(state.language),
        "given": [],
        "text": text,
        "result": found if isinstance(found, Result) else None,
        "refusal": found if isinstance(found, str) else None,
        "code": state.answered.code if state.answered else None,
    }


def _answer(state: State, text: str) -> Result | str:
    """What was answered, or why it was not; NeedsAnswer where nobody was asked yet."""
    if state.answered is None:
        raise NeedsAnswer(text)
    if state.answered.refusal is not None:
        return state.answered.refusal
    return result(state.answered)


def _found(desk: Desk, name: str) -> Query:
    if name not in desk.queries:
        raise unknown("query", name, desk.queries)
    return desk.queries[name]


def _values(query: Query, state: State) -> dict[str, str]:
    values = {each.name: state.get(each.name) for each in query.params}
    return {name: value for name, value in values.items() if value is not None}
