"""The endpoint under load, as ratios to two others in the same run: requests a second, and the slowest hundredth.

    python tests/benchmarks/bench_endpoint.py [SECONDS]

The others are the least that Starlette and pyoxigraph need in one process, without any of our protection, and
rdflib-endpoint. Over loopback 1, 8 and 64 clients ask each server in turn for SECONDS (0.2) at a time, `ROUNDS` times,
and each time in another order, so that whatever else the machine is at meets all of them; where the system lets it,
all of them go before what else runs. Lookups are of `SUBJECTS` different subjects. A ratio is the median of the rounds'
ratios; the least and the greatest are printed beside it.

Exits with 1 when a ratio is below its limit in `LIMITS`. As a busy machine can spoil all rounds of a moment, what is
below is measured anew, in `ATTEMPTS` attempts at most with a `PAUSE` between: it is broken when it is below in all.
"""

import asyncio
import itertools
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

HOST = "127.0.0.1"
CLIENTS = (1, 8, 64)
ROUNDS = 11
ATTEMPTS = 3
PAUSE = 5  # seconds
MOST = 20_000  # requests of a round, at most
SUBJECTS = 500
LOOKUP, ROWS = "lookup of 20 rows", "1,000 rows"
#: The queries of each kind, and the rows that each gives.
QUERIES = {
    LOOKUP: ([f"SELECT * {{ <http://example.org/s{7 * n}> ?p ?o }}" for n in range(SUBJECTS)], 20),
    ROWS: (["SELECT * { ?s <http://example.org/p1> ?o } LIMIT 1000"], 1000),
}
OURS, LEAST, OTHER = "vendorgraph serve", "least of pyoxigraph", "rdflib-endpoint"
#: The least ratio of our requests a second to theirs, for each query and other endpoint.
LIMITS = {
    (LOOKUP, LEAST): 0.5,
    (ROWS, LEAST): 0.5,
    (LOOKUP, OTHER): 1.5,
    (ROWS, OTHER): 10.0,
}

_LEAST = """
import sys, uvicorn
from pyoxigraph import QueryResultsFormat, Store
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
store = Store()
store.load(path=sys.argv[1])
async def sparql(request):
    found = store.query(request.query_params["query"]).serialize(format=QueryResultsFormat.JSON)
    return Response(found, media_type="application/sparql-results+json")
app = Starlette(routes=[Route("/sparql", sparql)])
"""
_OTHER = """
import sys, uvicorn
from rdflib import Graph
from rdflib_endpoint import SparqlEndpoint
app = SparqlEndpoint(graph=Graph().parse(sys.argv[1], format="nt"), path="/sparql")
"""
_SERVE = """
import socket
listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
listener.bind(("127.0.0.1", 0))
listener.listen(128)
print(listener.getsockname()[1], flush=True)
config = uvicorn.Config(app, log_level="error", access_log=False, http="httptools")
uvicorn.Server(config).run(sockets=[listener])
"""


class Sample(NamedTuple):
    """What clients saw of a server: requests a second, and the milliseconds that 99 of 100 requests take at most."""

    speed: float
    slowest: float


class Client(asyncio.Protocol):
    """A client that asks again as soon as it has its answer."""

    def __init__(self, requests: Iterator[bytes], until: float, times: list[float], done: asyncio.Future[None]) -> None:
        self._requests, self._until, self._times, self._done = requests, until, times, done
        self._received = bytearray()
        self._expected = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the first time."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._ask()

    def data_received(self, data: bytes) -> None:
        """Take a part of the answer; ask again when it is whole."""
        self._received += data
        if not self._expected and (end := self._received.find(b"\r\n\r\n")) >= 0:
            head = bytes(self._received[:end]).lower()
            assert head.startswith(b"http/1.1 200 "), head
            self._expected = end + 4 + int(head.partition(b"content-length: ")[2].partition(b"\r")[0])
        if self._expected and len(self._received) >= self._expected:
            self._times.append(time.perf_counter() - self._asked)
            self._ask()

    def connection_lost(self, error: Exception | None) -> None:
        """Report that the server closed the connection."""
        if not self._done.done():
            self._done.set_exception(error or ConnectionError("closed"))

    def _ask(self) -> None:
        if time.perf_counter() > self._until or len(self._times) >= MOST:
            if not self._done.done():
                self._done.set_result(None)
            self._transport.close()
            return
        self._received, self._expected, self._asked = bytearray(), 0, time.perf_counter()
        self._transport.write(next(self._requests))


async def load(port: int, queries: list[str], clients: int, seconds: float) -> Sample:
    """Have clients ask the queries one after the other, over and over, and return how that went."""
    requests = itertools.cycle([_request(port, query) for query in queries])
    loop, times = asyncio.get_running_loop(), list[float]()
    done = [loop.create_future() for _ in range(clients)]
    start = time.perf_counter()
    for each in done:
        client = Client(requests, start + seconds, times, each)
        await loop.create_connection(partial(_itself, client), HOST, port)
    await asyncio.gather(*done)
    took = time.perf_counter() - start
    times.sort()
    return Sample(len(times) / took, 1000 * times[int(0.99 * (len(times) - 1))])


def _itself(client: Client) -> Client:
    return client


def _request(port: int, query: str) -> bytes:
    head = f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: {HOST}:{port}\r\n"
    return f"{head}Accept: application/sparql-results+json\r\n\r\n".encode()


@contextmanager
def running(*arguments: str) -> Iterator[int]:
    """Run a server with arguments of Python; give the port, the last number in the first line that it writes."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
    try:
        assert process.stdout is not None
        yield int(re.findall(r"\d+", process.stdout.readline())[-1])
    finally:
        process.terminate()
        process.wait()


def check(port: int, query: str, rows: int) -> None:
    """Wait for a server, and see that it gives all rows."""
    import urllib.request

    address = f"http://{HOST}:{port}/sparql?query={quote(query)}"
    request = urllib.request.Request(address, headers={"Accept": "application/sparql-results+json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert len(json.load(answer)["results"]["bindings"]) == rows


def measure(ports: dict[str, int], name: str, clients: int, seconds: float) -> list[dict[str, Sample]]:
    """Return what each round measured of each server."""
    queries, rounds, servers = QUERIES[name][0], [], list(ports)
    for _ in range(ROUNDS):
        rounds.append({each: asyncio.run(load(ports[each], queries, clients, seconds)) for each in servers})
        servers = [*servers[1:], servers[0]]
    return rounds


def ratios(rounds: list[dict[str, Sample]], server: str) -> list[float]:
    """Return our requests a second over those of another server, by round, in the order of size."""
    return sorted(each[OURS].speed / each[server].speed for each in rounds)


def broken(name: str, rounds: list[dict[str, Sample]]) -> list[str]:
    """Return the servers to which our ratio is below its limit."""
    return [each for each in (LEAST, OTHER) if statistics.median(ratios(rounds, each)) < LIMITS[name, each]]


def report(name: str, clients: int, rounds: list[dict[str, Sample]]) -> None:
    """Print a line for each server."""
    for server in rounds[0]:
        speed, slowest = (statistics.median(each[server][part] for each in rounds) for part in (0, 1))
        line = f"{name:18} {clients:7} {server:20} {speed:10,.0f} {slowest:7.1f} ms"
        if server != OURS:
            found = ratios(rounds, server)
            spread = f"{found[0]:.2f} to {found[-1]:.2f} in {len(found)} rounds"
            line += f" {statistics.median(found):7.2f}  ({spread}; limit {LIMITS[name, server]})"
        print(line, flush=True)


def compare(ports: dict[str, int], seconds: float) -> list[str]:
    """Measure all queries with all numbers of clients; return what is below its limit in the end."""
    failed = []
    print(f"{'query':18} {'clients':>7} {'server':20} {'requests/s':>10} {'99 %':>10} {'ours/theirs':>11}")
    for name, clients in itertools.product(QUERIES, CLIENTS):
        below = {LEAST, OTHER}
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(PAUSE)
            rounds = measure(ports, name, clients, seconds)
            report(name, clients, rounds)
            below &= {*broken(name, rounds)}
            if not below:
                break
        failed += [f"{name}, {clients} clients, to {server}" for server in sorted(below)]
    return failed


def main(seconds: float) -> int:
    """Start the servers, measure, and return the exit code."""
    with suppress(OSError, AttributeError):  # not everybody may, and not every system can
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        data = Path(folder) / "data.nt"
        base = "http://example.org"
        data.write_text(
            "".join(
                f"<{base}/s{s}> <{base}/p{n % 4}> <{base}/o{(7 * s + 13 * n) % 5000}> .\n"
                for s in range(5000)
                for n in range(20)
            )
        )
        commands = {
            OURS: ("-m", "vendorgraph", "serve", "--port", "0", "--dataset"),
            LEAST: ("-c", _LEAST + _SERVE),
            OTHER: ("-c", _OTHER + _SERVE),
        }
        ports = {name: stack.enter_context(running(*each, str(data))) for name, each in commands.items()}
        for (queries, rows), port in itertools.product(QUERIES.values(), ports.values()):
            check(port, queries[0], rows)
        failed = compare(ports, seconds)
    for each in failed:
        print("below its limit:", each)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 0.2))
