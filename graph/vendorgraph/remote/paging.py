"""All of some named graphs, whatever a server gives at once.

First each graph is counted. Then graphs are asked for whole, as many at once as make a page. A server that gives fewer
rows than it counted cuts its answers: then fewer graphs are asked for, and at last a part of one graph at a time, in an
order that does not depend on the server. What does not add up in the end is an error, never a smaller market.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from vendorgraph.remote.results import Row

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Quad

#: Sends a SELECT and returns its rows: the values of the variables that are named after it.
Rows = Callable[..., list[Row]]

#: Rows of one page.
PAGE = 10_000
#: Graphs of one page: their names stand in the query.
GRAPHS = 100
#: Triples that are read in all.
MOST = 5_000_000

_ORDER = "STR(?s) STR(?p) STR(?o) LANG(?o) STR(DATATYPE(?o))"


class Incomplete(Exception):
    """Pages and counts do not agree, or are too many; the message says how."""


def sizes(rows: Rows, test: str) -> "dict[NamedNode, int]":
    """Return the number of triples of every named graph ?g of which `test` is true, in the order of their names.

    Raises Incomplete when the server does not name as many graphs as it counts, or they are too large.
    """
    where = f"WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER ({test}) }}"
    totals = rows(f"SELECT (COUNT(DISTINCT ?g) AS ?graphs) (COUNT(*) AS ?triples) {where}", "graphs", "triples")
    graphs, triples = (sum(_count(row[place]) for row in totals) for place in (0, 1))
    if triples > MOST:
        raise Incomplete(f"it has {triples:,} triples of a market, and {MOST:,} are read at most")
    found: dict[NamedNode, int] = {}
    while len(found) < graphs:
        select = f"SELECT ?g (COUNT(*) AS ?n) {where} GROUP BY ?g ORDER BY STR(?g) LIMIT {PAGE} OFFSET {len(found)}"
        before = len(found)
        found |= {graph: _count(size) for graph, size in rows(select, "g", "n")}
        if len(found) == before:
            break
    _agree("graphs", len(found), graphs)
    _agree("triples", sum(found.values()), triples)
    return found


def quads(rows: Rows, sizes: "dict[NamedNode, int]", page: int = PAGE) -> "Iterator[Quad]":
    """Yield every quad of the graphs, each once; Incomplete when there are fewer or more than `sizes` says."""
    batch: list[NamedNode] = []
    for graph, size in sizes.items():
        if batch and (sum(sizes[each] for each in batch) + size > page or len(batch) == GRAPHS):
            yield from _whole(rows, batch, sizes, page)
            batch = []
        batch.append(graph)
    if batch:
        yield from _whole(rows, batch, sizes, page)


def _whole(rows: Rows, graphs: "Sequence[NamedNode]", sizes: "dict[NamedNode, int]", page: int) -> "Iterator[Quad]":
    """The quads of some graphs, asked for at once, in halves where the server cuts, or by pages."""
    wanted = sum(sizes[each] for each in graphs)
    if len(graphs) == 1 and wanted > page:
        yield from _paged(rows, graphs[0], wanted, page)
        return
    select = f"SELECT ?g ?s ?p ?o WHERE {{ VALUES ?g {{ {' '.join(map(str, graphs))} }} GRAPH ?g {{ ?s ?p ?o }} }}"
    found = {_quad(row[1:], row[0]) for row in rows(select, "g", "s", "p", "o")}
    if len(found) >= wanted or not found:
        _agree("triples", len(found), wanted)
        yield from found
    elif len(graphs) == 1:
        yield from _paged(rows, graphs[0], wanted, len(found))
    else:
        half = len(graphs) // 2
        for part in (graphs[:half], graphs[half:]):
            yield from _whole(rows, part, sizes, page)


def _paged(rows: Rows, graph: "NamedNode", wanted: int, page: int) -> "Iterator[Quad]":
    """The quads of one graph by pages in a full order, none of which relies on how many the server gives at once."""
    found: set[Quad] = set()
    while len(found) < wanted:
        part = f"ORDER BY {_ORDER} LIMIT {page} OFFSET {len(found)}"
        some = rows(f"SELECT ?s ?p ?o WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }} {part}", "s", "p", "o")
        before = len(found)
        found |= {_quad(row, graph) for row in some}
        if len(found) == before:
            break
    _agree("triples", len(found), wanted)
    yield from found


def _quad(triple: Row, graph: Any) -> "Quad":
    from pyoxigraph import Quad

    try:
        subject, predicate, object = triple
        return Quad(subject, predicate, object, graph)
    except TypeError:
        raise Incomplete("it gives what is no triple") from None


def _count(term: Any) -> int:
    try:
        return int(term.value)
    except (AttributeError, ValueError):
        raise Incomplete("it gives a count that is no number") from None


def _agree(what: str, found: int, counted: int) -> None:
    if found != counted:
        raise Incomplete(
            f"it counts {counted:,} {what} and gives {found:,}: its data changed meanwhile, or it cuts its answers"
        )
