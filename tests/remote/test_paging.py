"""Whole graphs in pages: all of them whatever the server gives at once, or an error."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from tests.cli.conftest import Run
from tests.remote.cutting import Cutting, add, cutting, numbers
from vendorgraph import pipeline
from vendorgraph.model import Market
from vendorgraph.remote import market, paging
from vendorgraph.remote.endpoint import EndpointError
from vendorgraph.remote.endpoint import endpoint as at

ALL = "true"


def read(server: Cutting, page: int = paging.PAGE) -> set[object]:
    found = list(paging.quads(server.rows, paging.sizes(server.rows, ALL), page))
    assert len(found) == len(set(found))
    return set(found)


@given(
    graphs=st.integers(0, 8), triples=st.integers(1, 9), page=st.integers(1, 30), most=st.none() | st.integers(1, 30)
)
def test_every_quad_comes_once_whatever_the_sizes(graphs: int, triples: int, page: int, most: int | None) -> None:
    store = numbers(graphs, triples)
    assert read(Cutting(store, most), page) == set(store)


def test_pages_are_as_few_as_they_can_be() -> None:
    server = Cutting(numbers(10, 10))
    read(server, 1_000)
    assert len(server.asked) == 3  # the totals, the graphs, and one page
    assert len([each for each in server.asked if "ORDER BY STR(?s)" in each]) == 0


def test_many_graphs_are_not_named_at_once() -> None:
    server = Cutting(numbers(2 * paging.GRAPHS + 1, 1))
    read(server, 10**6)
    assert len(server.asked) == 2 + 3 and max(map(len, server.asked)) < 24_000


def test_a_server_that_gives_nothing_is_not_believed() -> None:
    with pytest.raises(paging.Incomplete, match="counts 3 graphs and gives 0: its data changed meanwhile, or it cuts"):
        read(_Mute(numbers(3, 2)))


class _Mute(Cutting):
    def rows(self, query: str, *names: str) -> list[list[object]]:
        return super().rows(query, *names) if "DISTINCT" in query else []


class _Growing(Cutting):
    """Somebody loads data while they are read."""

    def rows(self, query: str, *names: str) -> list[list[object]]:
        if "VALUES" in query:
            add(self.store, 0, 1_000 + len(self.asked))
        return super().rows(query, *names)


class _Shrinking(Cutting):
    def rows(self, query: str, *names: str) -> list[list[object]]:
        if "VALUES" in query:
            self.store.remove(next(iter(self.store)))
        return super().rows(query, *names)


@pytest.mark.parametrize("kind", [_Growing, _Shrinking])
def test_data_that_change_while_they_are_read_are_an_error(kind: type[Cutting]) -> None:
    with pytest.raises(paging.Incomplete, match="its data changed meanwhile, or it cuts its answers"):
        read(kind(numbers(3, 5)), 1_000)


@pytest.fixture(scope="module")
def store(small: Market) -> Store:
    return pipeline.store(small)


@pytest.mark.parametrize("most", [None, 100, 7])
def test_the_market_comes_whole_over_a_silent_limit(most: int | None, store: Store, small: Market) -> None:
    with cutting(store, most) as server:
        assert market.read(at(server.address)) == small


@pytest.mark.parametrize("most", [None, 50, 7, 1])
def test_a_stored_query_comes_whole_over_a_silent_limit(most: int | None, store: Store, run: Run) -> None:
    args = ("query", "claims-with-words", "--format", "json")
    with cutting(store, most) as server:
        done = run("--endpoint", server.address, *args, data=None)
    assert (done.code, done.out) == (0, run(*args).out)


def test_a_query_without_an_order_that_is_cut_is_an_error(store: Store, run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("SELECT ?c { GRAPH ?g { ?c a vg:Claim } }")
    with cutting(store, 7) as server:
        done = run("--endpoint", server.address, "query", str(tmp_path / "mine.rq"), data=None)
    assert (done.code, done.out) == (1, "") and "gives only 7 rows of this answer: add ORDER BY and LIMIT" in done.err


def test_a_claim_that_is_lost_on_the_way_is_an_error(store: Store) -> None:
    lost = Store()
    lost.extend(quad for quad in store if not str(quad.subject).endswith("dailybrief-2025-05-21-stakes>"))
    with (
        cutting(lost, None) as server,
        pytest.raises(EndpointError, match="holds what is not understood: a claim whose source"),
    ):
        market.read(at(server.address))
