"""GraphML and GEXF against networkx's writers, in one run: `python tests/benchmarks/bench_formats.py [ENTITIES]`.

A made-up market of 100,000 entities and 300,000 relations, each with claims and dates, is written by our writers and by
networkx's, from nodes and edges with the same attributes that stand ready on both sides: those that ours make of the
relations, and a `MultiDiGraph` of them. The writers take turns, and the medians of their processor times are compared.
Exits with 1 when ours take more than a tenth of networkx's time, three times in a row. `whole` is what ours take from
the relations on, with the making of the attributes, against networkx's writer alone: it is told, and has no limit.
"""

import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import networkx as nx

from vendorgraph import network, vocabulary
from vendorgraph.formats import FORMATS, Selection, gexf, graphml
from vendorgraph.model import Claim, Entity, Market, MarketInfo, Source
from vendorgraph.relations.model import Relation, Relations, Share

LIMIT = 0.1
ROUNDS = 3
ATTEMPTS = 3  # a busy machine may break one
WRITERS = {"graphml": nx.write_graphml, "gexf": nx.write_gexf}
KINDS = ("customer-of", "holds-stake-in", "competitor-of", "invested-in", "supplier-of")
SOURCES = 5_000


def selection(entities: int, seed: int = 7) -> Selection:
    """Return a market of `entities` and three times as many relations, a few entities with most of them."""
    chance = random.Random(seed)
    names = {
        f"company-{n}": Entity(
            slug=f"company-{n}", name=f"Company {n}{' & Sons' * (n % 10 == 0)}", type="company", country="US"
        )
        for n in range(entities)
    }
    sources = {f"paper-{n}": source(n) for n in range(SOURCES)}
    slugs = list(names)
    relations = [relation(chance, slugs, number) for number in range(entities * 3)]
    claims = {id: claim(each, id) for each in relations for id in each.supports}
    info = MarketInfo(title="Made up", read="2026-11-22")
    market = Market(info, sources, claims, names, (), vocabulary.read(), "0")
    day = date(2026, 11, 22)
    return Selection(market, Relations(day, day, tuple(relations)))


def source(number: int) -> Source:
    """Return a document of 2025."""
    name = f"paper-{number}"
    return Source(
        id=name,
        title=name,
        language="en",
        kind="news",
        reliability="medium",
        publisher="Paper",
        url=f"https://paper.example/{number}/what-a-deal",
        published=f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}",
    )


def relation(chance: random.Random, slugs: list[str], number: int) -> Relation:
    """Return a relation with one or two claims, and a share where it is a stake."""
    subject, object = (slugs[int(len(slugs) * chance.random() ** 3)] for _ in range(2))
    kind = KINDS[number % len(KINDS)]
    stake = round(chance.random(), 3) if kind == "holds-stake-in" else None
    return Relation(
        subject=subject,
        relation=kind,
        object=object,
        post=f"{number}",  # keeps parallel relations apart
        status="current",
        grade="B",
        rule="R3",
        share=None if stake is None else Share(stake, stake),
        voting=None if stake is None else True,
        since=f"20{chance.randint(10, 25)}-{chance.randint(1, 12):02}",
        origins=1 + number % 2,
        supports=tuple(f"paper-{chance.randrange(SOURCES)}#{number + 10}" for _ in range(1 + number % 2)),
    )


def claim(relation: Relation, id: str) -> Claim:
    """Return a claim of a relation."""
    return Claim(
        id=id, subject=relation.subject, relation=relation.relation, object=relation.object, certainty="reported"
    )


def graph_of(chosen: Selection) -> "nx.MultiDiGraph[str]":
    """Return the same nodes and edges, with the same attributes, as a graph of networkx."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from((node.id, node.attributes) for node in network.nodes(chosen.market))
    for line in network.lines(chosen.market, chosen.relations):
        graph.add_edge(line.subject, line.object, line.id, **line.attributes)
    return graph


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def medians(works: Sequence[Callable[[], object]]) -> list[float]:
    """Return the median processor time of each of several works, which take turns."""
    rounds = [[seconds(work) for work in works] for _ in range(ROUNDS)]
    return [median(times) for times in zip(*rounds, strict=True)]


def drained(parts: Iterable[str], path: Path) -> None:
    """Write the text of a file as a writer does."""
    with path.open("wb") as out:
        for part in parts:
            out.write(part.encode())


def whole(name: str, chosen: Selection, path: Path) -> None:
    """Write a format from the relations on."""
    with path.open("wb") as out:
        FORMATS[name].write(chosen, out)


def compared(entities: int) -> list[tuple[str, float, float, float]]:
    """Return for each format the medians of our writer, of networkx's, and of ours from the relations on."""
    chosen = selection(entities)
    market, graph = chosen.market, graph_of(chosen)
    nodes, lines = list(network.nodes(market)), list(network.lines(market, chosen.relations))
    ours = {
        "graphml": lambda: graphml.document(nodes, lines, {}),
        "gexf": lambda: gexf.document(nodes, [(market, lines)], {}),
    }
    rows = []
    with TemporaryDirectory() as folder:
        for name, write in WRITERS.items():
            path = Path(folder) / name
            works = (
                partial(lambda made, path: drained(made(), path), ours[name], path),
                partial(write, graph, path.with_suffix(".nx")),
                partial(whole, name, chosen, path),
            )
            mine, theirs, made = medians(works)
            rows.append((name, mine, theirs, made))
    return rows


def main(entities: int) -> int:
    """Print a row for each format, once more while one is over the limit; return the exit code."""
    print(f"{entities:,} entities, {entities * 3:,} relations")
    print(f"{'format':10} {'ours':>9} {'networkx':>9} {'ratio':>7} {'limit':>6} {'whole':>9} {'ratio':>7}")
    for _ in range(ATTEMPTS):
        rows = compared(entities)
        for name, mine, theirs, made in rows:
            row = f"{name:10} {mine:7.2f} s {theirs:7.2f} s {mine / theirs:7.3f} {LIMIT:6}"
            print(f"{row} {made:7.2f} s {made / theirs:7.3f}")
        if all(mine <= LIMIT * theirs for _, mine, theirs, _ in rows):
            return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
