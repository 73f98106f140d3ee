"""Independent ways to the same answer: the conflict triangle by SPARQL, and paths as networkx enumerates them."""

from datetime import date
from functools import cache

import networkx
import pytest
from pyoxigraph import QuerySolutions, Store

from tests.answers.promises import market, relations
from tests.markets import bundled
from vendorgraph import queries
from vendorgraph.analysis import corporate
from vendorgraph.analysis.exposure import exposures
from vendorgraph.analysis.ground import Ground
from vendorgraph.analysis.paths import paths
from vendorgraph.analysis.rivalry import rivalries
from vendorgraph.analysis.ties.stakes import ownership
from vendorgraph.rdf import layers, store, terms
from vendorgraph.rdf.views import relation_quads
from vendorgraph.relations.model import Relation, Relations
from vendorgraph.relations.resolve import resolve

#: Ten days, among them those on which most was told.
DAYS = (
    date(2023, 12, 31), date(2024, 6, 30), date(2024, 12, 31), date(2025, 3, 31), date(2025, 6, 11),
    date(2025, 6, 13), date(2025, 6, 20), date(2025, 12, 31), date(2026, 5, 1), date(2026, 11, 22),
)  # fmt: skip
READ = date(2026, 11, 22)

Triangle = tuple[str, str, str, str]


@cache
def claims() -> Store:
    return store.build(bundled())


def by_sparql(held: Relations) -> set[Triangle]:
    """Rows of the bundled query on the graph of the day."""
    graph = claims()
    layers.add(graph, relation_quads(bundled().vocabulary, held))
    try:
        asked = queries.bind(queries.find("conflict-triangle"), {}, bundled())
        result = queries.run(graph, asked)
        assert isinstance(result, QuerySolutions)
        rows = [[str(term.value).rpartition("/")[2] for term in row] for row in result]
    finally:
        graph.remove_graph(terms.layer("relations", held.as_of, held.known_by))
    return {(customer, vendor, rival, how) for customer, vendor, rival, how in rows}


def by_python(held: Relations) -> set[Triangle]:
    """The same from exposures, rivalries and ties: purchases and stakes that are direct, and hold."""
    ground, found = Ground(bundled(), held), set()
    for customer in sorted({relation.subject for relation in held.of("customer-of")}):
        rivals = rivalries(bundled(), held, customer)
        for vendor, ways in exposures(bundled(), held, customer, any_vendor=True).items():
            if any(len(way.path) == 1 and way.path[0].holds for way in ways):
                for tie in ownership(ground, vendor):
                    for rivalry in rivals.get(tie.rival, []) if _is_direct_stake(tie.path) else []:
                        how = _how(rivalry.path)
                        if how:
                            found.add((customer, vendor, tie.rival, how))
    return found


def _is_direct_stake(path: tuple[Relation, ...]) -> bool:
    return len(path) == 1 and path[0].relation == "holds-stake-in" and path[0].holds


def _how(path: tuple[Relation, ...]) -> str | None:
    kinds = [relation.relation for relation in path]
    return {
        ("competitor-of",): "stated",
        ("develops", "competitor-of", "develops"): "through products",
    }.get(tuple(kinds))


@pytest.mark.parametrize("day", DAYS)
def test_the_triangle_by_sparql_is_that_of_the_analysis(day: date) -> None:
    held = resolve(bundled(), day, READ)
    groups = {customer: corporate.members(held, customer) for customer in bundled().entities}
    sparql = {row for row in by_sparql(held) if row[2] not in groups[row[0]]}  # nobody rivals its own group
    assert sparql == by_python(held)


def test_there_are_triangles_to_agree_on() -> None:
    counts = [len(by_python(resolve(bundled(), day, READ))) for day in DAYS]
    assert sum(counts) > 10 and counts[DAYS.index(date(2025, 6, 20))] >= 2


PAIRS = [("google", "meta"), ("openai", "scale-ai"), ("alexandr-wang", "google"), ("microsoft", "anthropic")]


@pytest.mark.parametrize(("a", "b"), PAIRS)
@pytest.mark.parametrize("day", [date(2025, 6, 20), READ])
def test_paths_are_those_that_networkx_enumerates(a: str, b: str, day: date) -> None:
    held = relations("bundled", day)
    graph: networkx.MultiGraph[str] = networkx.MultiGraph()
    for relation in held:
        if relation.status != "denied":
            ends = [relation.subject, relation.object]
            if relation.relation == "moved-to" and relation.from_org not in (None, *ends):
                ends.append(str(relation.from_org))
            for i, one in enumerate(ends):
                graph.add_edges_from((one, other, str(relation.key)) for other in ends[i + 1 :])
    expected = [tuple(key for _, _, key in path) for path in networkx.all_simple_edge_paths(graph, a, b, cutoff=3)]
    expected = [path for path in expected if len(set(path)) == len(path)]  # a move joins three, and counts once
    found = paths(held, a, b, max_hops=3, limit=100_000, steps=10_000_000)
    assert found.complete and len(expected) > 3
    assert sorted(tuple(str(hop.key) for hop in path) for path in found.paths) == sorted(expected)


def test_the_small_market_too() -> None:
    held = resolve(market("small"), date(2025, 12, 31), date(2026, 6, 30))
    found = paths(held, "halcyon", "pinecrest", max_hops=2, limit=1000)
    assert found.complete and len(found.paths) > 1
