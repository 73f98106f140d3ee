"""A query sent to an endpoint as it stands, with what it leaves to its reader: prefixes, and all of its rows.

A server may cut the rows of an answer and say nothing. So a SELECT without a limit of its own is asked once more for
what comes after its last row. Where it has an order, the rest is asked for page by page; else the cut is an error.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from vendorgraph import queries
from vendorgraph.guard import tokens
from vendorgraph.queries import Query, QueryError
from vendorgraph.remote import market, results
from vendorgraph.remote.client import LARGEST, Client
from vendorgraph.remote.endpoint import Endpoint, EndpointError
from vendorgraph.remote.replies import JSON, TRIPLES, Reply

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from vendorgraph.queries import Result

_FORMS = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))


class _Bindings(msgspec.Struct):
    bindings: list[msgspec.Raw]


class _Rows(msgspec.Struct):
    head: msgspec.Raw
    results: _Bindings


def answer(
    endpoint: Endpoint, query: Query, text: str, as_of: date | None = None, known_by: date | None = None
) -> "Result | None":
    """Return the endpoint's answer to `query`, of which `text` is the text with its parameters.

    The days, which default to the day up to which was read, choose the relations that it asks; None when the endpoint
    does not hold these. Raises QueryError when days are given to a query that may ask relations and does not leave open
    of which day, by `?_view`; and EndpointError as `ask` does.
    """
    from vendorgraph.rdf import terms

    if query.asks_relations and not query.views and (as_of or known_by):
        raise QueryError(
            f"query {query.name} names its own graphs at an endpoint: leave the days out, or ask the relations of a "
            "day by VALUES ?_view { UNDEF } and GRAPH ?_view { ... }"
        )
    with Client(endpoint) as client:
        if query.views:
            read = market.read_day(client) if as_of is None or known_by is None else as_of
            view = terms.layer("relations", as_of or read, known_by or read)
            if not holds(client, view, query.derives):
                return None
            text = queries.viewed(text, view)
        return ask(client, text)


def ask(client: Client, text: str) -> "Result":
    """Return the result of a query, in which the usual prefixes need no declaration.

    Raises EndpointError for what the endpoint refuses, and for an answer that it cuts where there is no order to go by.
    """
    words, text = _words(text), _with_prefixes(text)
    form = next((word for word in words if word in _FORMS), None)
    if form in ("CONSTRUCT", "DESCRIBE"):
        return results.triples(client.endpoint, client.ask(text, TRIPLES))
    reply = client.ask(text)
    if form == "SELECT" and not {"LIMIT", "OFFSET", "VALUES"} & {*words}:
        reply = _whole(client, text, reply, "ORDER" in words)
    return results.solutions(client.endpoint, reply)


def holds(client: Client, view: "NamedNode", derived: bool = False) -> bool:
    """Whether the endpoint holds the relations in the graph `view`, and with `derived` a graph that follows from it."""
    from vendorgraph.rdf.terms import term

    wanted = [f"GRAPH {view} {{ {view} ?p ?o }}"]
    wanted += [f"GRAPH ?layer {{ ?layer {term('prov:wasDerivedFrom')} {view} }}"] if derived else []
    return bool(results.solutions(client.endpoint, client.ask(f"ASK {{ {' '.join(wanted)} }}")))


def _whole(client: Client, text: str, reply: Reply, ordered: bool) -> Reply:
    """The reply with the rows that the server left out of it."""
    results.rows(client.endpoint, reply)  # it is sound
    first = msgspec.json.decode(reply.content, type=_Rows)
    rows, size = first.results.bindings, len(reply.content)
    while rows:
        limit = "" if ordered else " LIMIT 1"
        page = client.ask(f"{text}\nOFFSET {len(rows)}{limit}")
        results.rows(client.endpoint, page)
        more = msgspec.json.decode(page.content, type=_Rows).results.bindings
        if not more:
            break
        size += len(page.content)
        if not ordered or size > LARGEST:
            raise EndpointError(
                f"{client.endpoint} gives only {len(rows):,} rows of this answer: add ORDER BY and LIMIT to the query"
            )
        rows += more
    return Reply(reply.status, {"content-type": JSON}, msgspec.json.encode(first))


def _words(text: str) -> list[str]:
    """The keywords of a query outside all brackets, in capitals."""

    depth, found = 0, []
    for kind, token, _ in tokens(text):
        depth += {"open": 1, "close": -1}.get(kind, 0)
        if kind == "word" and depth == 0:
            found.append(token.upper())
    return found


def _with_prefixes(text: str) -> str:
    """The query with those of the usual prefixes declared that it uses and does not declare, on its first line."""
    from vendorgraph.rdf.terms import PREFIXES

    used, declared, before = dict[str, Any](), set[str](), ""
    for kind, token, _ in tokens(text):
        if kind == "prefixed":
            prefix = token.partition(":")[0]
            declared.update([prefix] if before == "PREFIX" else [])
            used[prefix] = PREFIXES.get(prefix)
        before = token.upper()
    missing = {prefix: iri for prefix, iri in used.items() if iri and prefix not in declared}
    return "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in missing.items()) + text
