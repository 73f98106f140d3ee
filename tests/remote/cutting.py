"""A server of a market in memory that gives at most so many rows at once, in an order of its own, and says nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import msgspec
from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, Store

from tests.remote.scripted import Act, Scripted, answer, scripted


class Cutting:
    """Answers SELECT from a store: `most` rows, shuffled where the query has no order."""

    def __init__(self, store: Store, most: int | None = None) -> None:
        self.store, self.most, self.asked = store, most, list[str]()

    def rows(self, query: str, *names: str) -> list[list[Any]]:
        """What `paging` takes: the values of some variables."""
        self.asked.append(query)
        found = self.store.query(query)
        assert isinstance(found, QuerySolutions)
        return self._cut(query, [[solution[name] for name in names] for solution in found])

    def content(self, query: str) -> bytes:
        """The same as SPARQL results in JSON."""
        self.asked.append(query)
        found = self.store.query(query)
        assert not isinstance(found, QueryTriples)
        whole = msgspec.json.decode(found.serialize(format=QueryResultsFormat.JSON) or b"")
        if not isinstance(found, QueryBoolean):
            whole["results"]["bindings"] = self._cut(query, whole["results"]["bindings"])
        return msgspec.json.encode(whole)

    def _cut(self, query: str, rows: list[Any]) -> list[Any]:
        if "ORDER BY" not in query:
            Random(len(self.asked)).shuffle(rows)
        return rows[: self.most]


@contextmanager
def cutting(store: Store, most: int | None, change: Callable[[int], None] = lambda number: None) -> Iterator[Scripted]:
    """Serve a store so until the end of the block; `change` is called before each answer with its number."""
    served = Cutting(store, most)

    def act(server: Scripted) -> Act:
        change(len(server.bodies))
        return answer(served.content(server.queries[-1]))

    with scripted(act) as server:
        yield server


def numbers(graphs: int, triples: int) -> Store:
    """A store of so many graphs, each of one triple more than the one before it."""
    store = Store()
    for graph in range(graphs):
        for number in range(triples + graph):
            add(store, graph, number)
    return store


def add(store: Store, graph: int, number: int) -> None:
    """Add a triple to a graph."""
    from pyoxigraph import Quad

    values = [Literal(str(number)), Literal(str(number), language="en"), Literal(number), NamedNode(f"urn:n:{number}")]
    store.add(Quad(NamedNode("urn:s"), NamedNode("urn:p"), values[number % 4], NamedNode(f"urn:g:{graph}")))
