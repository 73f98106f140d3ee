"""The memory of a server under mixed load does not grow.

The run takes as many seconds as VENDORGRAPH_SOAK says, 12 without it; continuous integration gives it two minutes.
"""

import os
import random
import threading
import time
from pathlib import Path

from tests.web import processes
from tests.web.servers import Server, limited
from tests.web.test_isolation import GREEDY, LIGHT, MIDDLING, RUNAWAY
from vendorgraph.web.limits import Limits
from vendorgraph.web.zygote import KEPT

SECONDS = float(os.environ.get("VENDORGRAPH_SOAK", "12"))
GROWTH = 1.1 if SECONDS >= 120 else 1.3  # the first quarter of a short run ends before the memory has settled
LARGE = "SELECT * { ?a ?b ?c VALUES ?x { 1 2 3 4 5 6 7 8 9 10 } }"
CONSTRUCT = "CONSTRUCT { ?a ?b ?c } { ?a ?b ?c }"
BROKEN = "SELECT * { ?a ?b"

#: Queries, and how often each is asked.
MIX = {LIGHT: 60, LARGE: 12, CONSTRUCT: 12, BROKEN: 8, MIDDLING: 4, GREEDY: 2, RUNAWAY: 2}


def family(server: Server) -> list[int]:
    """The server, the process with the data, and its workers: all that lasts and all that is replaced."""
    (zygote,) = processes.children(server.process.pid)
    return [server.process.pid, zygote, *workers(server)]


def resident(server: Server) -> int:
    """The resident memory of all processes, in bytes, in which what several share counts once."""
    return sum(processes.memory(pid, "Pss") for pid in family(server) if processes.alive(pid))


def workers(server: Server) -> list[int]:
    (zygote,) = processes.children(server.process.pid)
    return [pid for pid in processes.children(zygote) if processes.alive(pid)]


def status(server: Server, query: str) -> int:
    return server.ask(query, "application/sparql-results+json, text/turtle").status


def load(server: Server, seed: int, until: float) -> None:
    chance = random.Random(seed)
    queries = [query for query, often in MIX.items() for _ in range(often)]
    while time.monotonic() < until:
        status(server, chance.choice(queries))


def settled(server: Server) -> int:
    """The memory once nothing is under way: the least of some readings."""
    readings = []
    for _ in range(10):
        time.sleep(0.2)
        readings.append(resident(server))
    return min(readings)


def test_memory_after_mixed_load(folder: Path) -> None:
    limits = Limits(seconds=1, memory=128 * 2**20)
    with limited(limits, folder / "numbers.ttl") as running:
        # A slow machine may end the greedy query by its time before its memory.
        assert {200, 400, 504} <= {status(running, query) for query in MIX} <= {200, 400, 503, 504}
        readings = []
        for part in (0.25, 0.75):
            until = time.monotonic() + SECONDS * part
            clients = [threading.Thread(target=load, args=(running, seed, until)) for seed in range(6)]
            for client in clients:
                client.start()
            for client in clients:
                client.join()
            readings.append(settled(running))
        assert max(processes.memory(pid, "Pss") for pid in workers(running)) < 2 * KEPT
    assert readings[1] < readings[0] * GROWTH, readings
