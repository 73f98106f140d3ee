"""All conflicts of all labs: how long it takes, beside the same question by networkx and by SPARQL alone.

    python tests/benchmarks/bench_conflicts.py

The question that all three can put: which labs buy from a vendor, compete with a rival (as stated, or by products), and
can be reached by it there over at most four relations of ownership, group, people or purchases? networkx enumerates
simple paths, as one would at first; SPARQL has property paths, which tell that there is a path, but not which, and know
no bound. Neither tells grades, timing, levels or what would clear a conflict. vendorgraph takes one rival for each
corporate group, and ties alone, not every path. All work on relations that are resolved. The best of three runs counts;
of networkx, which takes a minute, the only one. Exits with 1 when all conflicts take two seconds or more.
"""

import sys
import time
from collections.abc import Callable
from typing import Any

import networkx as nx
from pyoxigraph import QuerySolutions, Store

from vendorgraph import pipeline, queries
from vendorgraph.analysis.conflicts import all_conflicts
from vendorgraph.model import Market
from vendorgraph.relations.model import Relations

#: Seconds that all conflicts of all labs may take.
LIMIT = 2.0
RUNS, HOPS = 3, 4

#: Relations of which a tie is made, in either direction.
TIES = ("holds-stake-in", "invested-in", "acquired", "subsidiary-of", "controls", "board-member-of", "holds-role",
        "advises", "founded", "moved-to", "customer-of")  # fmt: skip

Triple = tuple[str, str, str]


def best(ask: Callable[[], Any], runs: int = RUNS) -> tuple[float, Any]:
    """The least time of several runs, and the answer."""
    times, answer = [], None
    for _ in range(runs):
        start = time.perf_counter()
        answer = ask()
        times.append(time.perf_counter() - start)
    return min(times), answer


def labs_of(market: Market) -> list[str]:
    """The AI labs of the market."""
    return [entity.slug for entity in market.entities.values() if "ai-lab" in entity.roles]


def exposed(market: Market, relations: Relations) -> list[tuple[str, str, list[str]]]:
    """Labs with a vendor that they buy from, and their rivals: stated, or through products."""
    vendors = {entity.slug for entity in market.entities.values() if "data-vendor" in entity.roles}
    rivals: dict[str, set[str]] = {}
    for relation in relations.of("competitor-of"):
        if relation.holds:
            for one, other in ((relation.subject, relation.object), (relation.object, relation.subject)):
                ours = [r.subject for r in relations.into(one, "develops") if r.holds] or [one]
                theirs = [r.subject for r in relations.into(other, "develops") if r.holds] or [other]
                for maker in ours:
                    rivals.setdefault(maker, set()).update(theirs)
    return [
        (lab, bought.object, sorted(rivals.get(lab, set()) - {lab}))
        for lab in labs_of(market)
        for bought in relations.out(lab, "customer-of")
        if bought.object in vendors and bought.holds
    ]


def by_networkx(market: Market, relations: Relations) -> set[Triple]:
    """The triples that simple paths of up to four relations show, all of them enumerated."""
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    for relation in relations:
        if relation.relation in TIES and relation.holds:
            graph.add_edge(relation.subject, relation.object, relation.relation)
            if relation.from_org:
                graph.add_edge(relation.subject, relation.from_org, relation.relation)
    found = set()
    for lab, vendor, rivals in exposed(market, relations):
        beside = graph.subgraph([node for node in graph if node != lab])
        for rival in rivals:
            if rival in beside and vendor in beside and rival != vendor:
                paths = list(nx.all_simple_edge_paths(beside, rival, vendor, cutoff=HOPS))
                if paths:
                    found.add((lab, vendor, rival))
    return found


def by_sparql(market: Market, graph: Store) -> set[Triple]:
    """The triples that property paths show, in one query."""
    ties = "|".join(f"{way}{name}" for name in map(_property, TIES) for way in ("", "^"))
    text = f"""
        SELECT DISTINCT ?lab ?vendor ?rival WHERE {{
          ?view vg:knownBy ?knownBy .
          ?lab vg:role vg:role-ai-lab . ?vendor vg:role vg:role-data-vendor .
          GRAPH ?view {{
            ?lab vg:customerOf ?vendor .
            {{ ?lab vg:competitorOf ?rival }} UNION {{ ?lab vg:develops/vg:competitorOf/^vg:develops ?rival }}
            ?rival ({ties})+ ?vendor .
          }}
        }}"""
    result = queries.run(graph, queries.bind(queries.parse("text", text), {}, market))
    assert isinstance(result, QuerySolutions)
    rows = [[term.value.rpartition("/")[2] for term in row] for row in result]
    return {(lab, vendor, rival) for lab, vendor, rival in rows}


def _property(slug: str) -> str:
    first, *rest = slug.split("-")
    return f"vg:{first}{''.join(word.title() for word in rest)}"


def main() -> int:
    """Print a table of times and ratios; return the exit code."""
    market = pipeline.read()
    relations = pipeline.relations(market)
    graph = pipeline.store(market, relations, findings=False)
    resolving, _ = best(lambda: pipeline.relations(market))
    ours, conflicts = best(lambda: all_conflicts(market, relations))
    naive, by_paths = best(lambda: by_networkx(market, relations), runs=1)
    sparql, by_query = best(lambda: by_sparql(market, graph))
    print(f"{'all conflicts of all labs, bundled market':44} {'seconds':>8} {'ratio':>7} {'found':>6}")
    for name, seconds, count in (
        ("relations resolved (for all three)", resolving, len(relations)),
        ("vendorgraph, with evidence and what clears", ours, len(conflicts)),
        (f"networkx, all_simple_edge_paths up to {HOPS}", naive, len(by_paths)),
        ("SPARQL, property paths alone", sparql, len(by_query)),
    ):
        print(f"{name:44} {seconds:8.3f} {seconds / ours:7.1f} {count:6}")
    found = {(each.customer, each.vendor, each.rival) for each in conflicts}
    print(f"of these triples vendorgraph has {len(found & by_paths)} of networkx and {len(found & by_query)} of SPARQL")
    return int(ours >= LIMIT)


if __name__ == "__main__":
    sys.exit(main())
