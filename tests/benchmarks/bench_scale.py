"""What markets as columns cost, at 500 and 10,000 entities unless other sizes are given.

    python tests/benchmarks/bench_scale.py [ENTITIES ...]

Markets are those of `generated.py`. Medians of RUNS, each in a fresh engine where files are read; ratios of the same
run. Exits with 1 when a ratio is worse than its limit. The rows:

chains       the scan of ownership chains from a Parquet file of relations, for all customers at once: the three best
             chains of up to four stakes, of a product of at least .001, for each customer, vendor and rival; in a
             process of its own, with the most memory that it took
ties         the search for ties of all kinds, for all AI labs, from level medium, from resolved relations; in a
             process of its own, once
simple paths networkx's `all_simple_paths` of up to four hops over the same stakes, from rival to vendor: PAIRS of the
             pairs that customers make, drawn by a seed, and from their mean what all of these pairs would take
control      all control sets, after loading; `readable` is `vendorgraph.ownership.control` for all holders
holder       the integrated shares of who holds most, lower and upper ends; `readable` is `ownership.integrated`
company      the integrated shares in the company with the most holders above it among a hundred
graphml      GraphML of a market of that size, and networkx's (up to 100,000 entities)
growth       how many times longer than at the size before, over how many times larger
"""

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import networkx as nx
import numpy as np

from tests.benchmarks import bench_formats
from tests.benchmarks.generated import write
from tests.benchmarks.memory import peak
from vendorgraph import vocabulary
from vendorgraph.formats import graphml
from vendorgraph.ownership.control import control
from vendorgraph.ownership.holdings import Holding, Holdings
from vendorgraph.ownership.integrated import integrated
from vendorgraph.relations.model import Share
from vendorgraph.scale import chains, check, holdings, ownership
from vendorgraph.scale.columns import open_folder
from vendorgraph.scale.control import control_sets
from vendorgraph.scale.engine import connect
from vendorgraph.scale.resolve import resolve
from vendorgraph.scale.sound import find_sound
from vendorgraph.scale.stakes import Stakes
from vendorgraph.scale.ties.conflicts import conflicts
from vendorgraph.scale.ties.hops import ground
from vendorgraph.scale.ties.told import told

SIZES = (500, 10_000)
RUNS = 3
PAIRS = 300
READABLE = 20_000  # entities up to which the readable ways are timed too

#: At least so many times faster than the other way, from so many entities on; growth at most so many times linear.
FASTER: dict[str, dict[int, float]] = {
    "simple paths": {10_000: 2.0, 100_000: 200.0},
    "control": {10_000: 20.0},
    "holder": {10_000: 5.0},
    "graphml": {10_000: 6.0, 100_000: 10.0},
}
GROWTH = 2.0

Figures = dict[str, tuple[float, float | None]]  # seconds, and those of the other way


def seconds(work: Callable[[], Any], runs: int = RUNS) -> float:
    """The median time of a piece of work."""
    return statistics.median(_once(work) for _ in range(runs))


def _once(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def search(table: str) -> None:
    """Print the seconds of the scan of chains, and the most memory that this process has taken, as JSON."""
    took = []
    for _ in range(RUNS):
        with connect() as engine:
            took.append(_once(lambda: engine.fetch(chains.conflicts(engine.read(table)))))
    print(json.dumps([statistics.median(took), peak()]))


def all_ties(folder: str, table: str) -> None:
    """Print the seconds of the search for ties of all kinds, and the most memory that this process has taken."""
    with connect() as engine:
        columns = open_folder(Path(folder), engine, vocabulary.read())
        found = ground(columns, engine.read(table), columns.read)
        entities = engine.fetch(columns.entities.select("slug", "roles")).to_pylist()
        labs = [entity["slug"] for entity in entities if "ai-lab" in entity["roles"]]
        took = _once(lambda: told(found, conflicts(found, found.ids(labs), "medium")))
    print(json.dumps([took, peak()]))


def alone(*asked: str) -> tuple[float, int]:
    """The seconds and the memory (MiB) of a part that runs in a process of its own."""
    done = subprocess.run([sys.executable, __file__, *asked], capture_output=True, text=True, check=True)
    took, memory = json.loads(done.stdout)
    return took, memory


def measure(entities: int, folder: Path) -> Figures:
    """The figures of one size; what is only told is printed."""
    made = _once(lambda: write(folder / "market", entities))
    table = str(folder / "relations.parquet")
    with connect() as engine:
        columns = open_folder(folder / "market", engine, vocabulary.read())
        checked = _once(lambda: check.check(columns))
        resolved = _once(lambda: engine.backend.to_parquet(resolve(columns, columns.read, columns.read), table))
    print(f"\n{entities:,} entities: made in {made:.1f} s, checked in {checked:.1f} s, resolved in {resolved:.1f} s")
    took, memory = alone("--chains", table)
    of_all_kinds, more = alone("--ties", str(folder / "market"), table)
    print(f"  chains took up to {memory:,} MiB, ties of all kinds {more:,} MiB")
    with connect() as engine:
        paths = simple_paths(engine, table)
        start = time.perf_counter()
        held = holdings.read(engine, engine.read(table))
    print(f"  {len(held.holder):,} holdings loaded in {time.perf_counter() - start:.1f} s")
    figures: Figures = {"chains": (took, None), "ties": (of_all_kinds, None), "simple paths": (took, paths)}
    figures |= owning(held, entities <= READABLE)
    if entities <= 100_000:
        figures["graphml"] = network(entities, folder)
    return figures


def simple_paths(engine: Any, table: str) -> float:
    """What networkx would take for all pairs of a vendor and a rival of its customers."""
    relations = engine.read(table)
    current = relations.filter(chains.holds(relations))
    held = engine.fetch(chains.holdings(relations).select("holder", "company"))
    graph: nx.DiGraph[str] = nx.DiGraph(zip(held["holder"].to_pylist(), held["company"].to_pylist(), strict=True))
    buys = current.filter(current["relation"] == "customer-of").select(customer="subject", vendor="object")
    competes = current.filter(current["relation"] == "competitor-of")
    rivals = competes.select(one="subject", rival="object").union(competes.select(one="object", rival="subject"))
    pairs = buys.join(rivals, [("customer", "one")]).select("vendor", "rival").distinct()
    count = int(engine.fetch(pairs.aggregate(count=pairs.count()))["count"][0].as_py())
    rows = engine.fetch(pairs.order_by("vendor", "rival"))
    picked = sorted(random.Random(1).sample(range(count), min(PAIRS, count)))
    rows = rows.take(picked)
    sample = [(r, v) for v, r in zip(rows["vendor"].to_pylist(), rows["rival"].to_pylist(), strict=True)]
    took = _once(lambda: [_paths(graph, rival, vendor) for rival, vendor in sample])
    print(f"  all_simple_paths: {len(sample)} of {count:,} pairs took {took:.2f} s")
    return took / len(sample) * count


def _paths(graph: "nx.DiGraph[str]", rival: str, vendor: str) -> int:
    if rival not in graph or vendor not in graph or rival == vendor:
        return 0
    return sum(1 for _ in nx.all_simple_paths(graph, rival, vendor, cutoff=4))


def owning(held: holdings.Held, readable: bool) -> Figures:
    """Control sets and integrated shares."""
    votes = holdings.votes(held)
    sound = find_sound(holdings.capital(held).seen_by())
    stakes = sound.stakes
    hub = int(np.argmax(np.diff(stakes.out)))
    deepest = _deepest(stakes)
    figures: Figures = {
        "control": (seconds(lambda: control_sets(_fresh(votes))), None),
        "holder": (seconds(lambda: ownership.of_holder(sound, hub)), None),
        "company": (seconds(lambda: ownership.in_company(sound, deepest), 1), None),
    }
    found, into = ownership.of_holder(sound, hub), ownership.in_company(sound, deepest)
    print(f"  {len(control_sets(votes).holder):,} pairs of control")
    for name, one in (("holder", found), ("company", into)):
        print(f"  {name}: {len(one.names):,} shares, {one.terms} terms, residual {one.residual:.0e}, {one.settled=}")
    if readable:
        plain, capital = _plain(votes, held.names), _plain(stakes, held.names)
        figures["control"] = (figures["control"][0], _once(lambda: control(plain, by_votes=False)))
        figures["holder"] = (figures["holder"][0], _once(lambda: integrated(capital, holder=held.names[hub])))
    return figures


def _fresh(stakes: Stakes) -> Stakes:
    """The same holdings without what was worked out before."""
    return stakes.kept(np.ones(len(stakes), bool))


def _deepest(stakes: Stakes) -> int:
    some = np.random.default_rng(1).choice(np.unique(stakes.company), 100)
    return int(max(some, key=lambda company: int(stakes.above(np.array([company])).sum())))


def _plain(stakes: Stakes, names: Any) -> Holdings:
    columns = (stakes.low, stakes.high, stakes.low_open, stakes.high_open)
    rows = zip(stakes.holder.tolist(), stakes.company.tolist(), *(c.tolist() for c in columns), strict=True)
    return Holdings.of(Holding(names[holder], names[company], Share(*ends)) for holder, company, *ends in rows)


def network(entities: int, folder: Path) -> tuple[float, float]:
    """GraphML of a market of that size by our writer, and by networkx."""
    from vendorgraph import network

    chosen = bench_formats.selection(entities)
    graph = bench_formats.graph_of(chosen)
    nodes, lines = list(network.nodes(chosen.market)), list(network.lines(chosen.market, chosen.relations))
    ours = seconds(lambda: bench_formats.drained(graphml.document(nodes, lines, {}), folder / "ours"))
    return ours, seconds(lambda: nx.write_graphml(graph, folder / "theirs"), 1)


def rows(size: int, found: Figures, before: tuple[int, Figures] | None) -> Iterator[tuple[str, bool]]:
    """The lines of a table, and whether each is within its limits."""
    for name, (ours, other) in found.items():
        line, good = f"  {name:13} {ours * 1000:10,.1f} ms", True
        if other is not None:
            least = max((limit for from_, limit in FASTER[name].items() if size >= from_), default=0.0)
            good = other / ours >= least
            line += f"   the other way {other * 1000:14,.1f} ms, {other / ours:10,.1f} times longer"
        if before is not None and name in before[1]:
            growth = ours / before[1][name][0] / (size / before[0])
            good = good and growth <= GROWTH
            line += f"   growth {growth:.2f}"
        yield line, good


def main(sizes: list[int]) -> int:
    """Print the figures of every size; return the exit code."""
    broken, before = 0, None
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            found = measure(size, Path(name))
        for line, good in rows(size, found, before):
            print(line if good else f"{line}   A limit is broken.", flush=True)
            broken |= not good
        before = (size, found)
    return broken


if __name__ == "__main__":
    if sys.argv[1:2] == ["--chains"]:
        search(sys.argv[2])
    elif sys.argv[1:2] == ["--ties"]:
        all_ties(*sys.argv[2:])
    else:
        sys.exit(main([int(size) for size in sys.argv[1:]] or list(SIZES)))
