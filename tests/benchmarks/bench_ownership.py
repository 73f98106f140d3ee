"""Ownership against the naive way, as ratios; a script: `python tests/benchmarks/bench_ownership.py [COMPANIES]`.

The naive way multiplies shares along networkx's simple paths and adds them up. Their number grows with every hop, so
they are walked only as far as a few CUTOFFS: it is given less to do, and counts no cycle. The market is made up,
scale-free and seeded; it has cycles.
"""

import random
import sys
import time
from collections.abc import Callable
from math import prod
from typing import TypeVar

import networkx as nx

from vendorgraph.ownership.control import control
from vendorgraph.ownership.holdings import Holdings, check
from vendorgraph.ownership.integrated import integrated

_Result = TypeVar("_Result")

CUTOFFS = (4, 6, 8)
HOLDERS = 20


def market(companies: int, seed: int = 7) -> Holdings:
    """Return holdings in `companies` companies; a few holders have most of them, and each company sums to at most 1."""
    chance = random.Random(seed)
    graph = nx.scale_free_graph(companies, alpha=0.5, beta=0.45, gamma=0.05, seed=seed)
    rows = []
    for company in graph:
        holders = sorted({holder for holder in graph.predecessors(company) if holder != company})
        sizes = [chance.random() ** 3 for _ in holders]
        whole = sum(sizes) + chance.random()
        rows += [
            (f"c{h}", f"c{company}", round(size / whole, 4)) for h, size in zip(holders, sizes, strict=True) if size
        ]
    return Holdings.of(row for row in rows if row[2] > 0)


def naive(graph: nx.DiGraph, holder: str, cutoff: int) -> dict[str, float]:
    """Return the sum over simple paths of the product of their shares, for each company below `holder`."""
    shares: dict[str, float] = {}
    for path in nx.all_simple_edge_paths(graph, holder, nx.descendants(graph, holder), cutoff=cutoff):
        company = path[-1][1]
        shares[company] = shares.get(company, 0.0) + prod(graph.edges[hop]["share"] for hop in path)
    return shares


def timed(work: Callable[[], _Result]) -> tuple[float, _Result]:
    """Return the seconds that one run takes, and its result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def main(companies: int) -> None:
    """Print what was measured, in seconds and as ratios to integrated shares asked holder by holder."""
    holdings = market(companies)
    assert not check(holdings)
    graph = nx.DiGraph()
    graph.add_edges_from((h.holder, h.company, {"share": h.share.min}) for h in holdings)
    by_reach = sorted(holdings.by_holder, key=lambda name: -len(holdings.below([name])))
    chosen = by_reach[:: max(1, len(by_reach) // HOLDERS)][:HOLDERS]
    print(f"{companies:,} companies, {len(holdings):,} holdings; {len(chosen)} holders asked one by one")
    integrated(holdings, holder=chosen[0])
    one_by_one, found = timed(lambda: [integrated(holdings, holder=name).shares for name in chosen])
    line("integrated (Baldone), holder by holder", one_by_one, one_by_one, sum(map(len, found)))
    for cutoff in CUTOFFS:
        took, paths = timed(lambda hops=cutoff: [naive(graph, name, hops) for name in chosen])  # type: ignore[misc]
        line(f"simple paths of up to {cutoff} hops, the same", took, one_by_one, sum(map(len, paths)))
    took, pairs = timed(lambda: integrated(holdings).shares)
    line("integrated (Baldone), all pairs", took, one_by_one, len(pairs))
    took, controls = timed(lambda: control(holdings))
    line("control, all pairs", took, one_by_one, len(controls))


def line(label: str, took: float, base: float, results: int) -> None:
    """Print one row of the table."""
    print(f"{label:40} {took:9.4f} s {took / base:10.2f} {results:10,} shares or pairs")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
