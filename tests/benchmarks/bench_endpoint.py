"""The endpoint under load, as ratios to two others in the same run: requests a second, and the slowest hundredth.

    python tests/benchmarks/bench_endpoint.py [SECONDS]

The others are the least that Starlette and pyoxigraph need in one process, without any of our protection, and
rdflib-endpoint. Each is asked in turn over loopback by 1, 8 and 64 clients, for SECONDS (1.5) at a time and at most
`MOST` requests, `ROUNDS` times; the ratios are medians. Exits with 1 when a limit of `LIMITS` is broken.
"""

import asyncio
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

CLIENTS = (1, 8, 64)
ROUNDS = 3
MOST = 20_000
QUERIES = {
    "lookup of 20 rows": ("SELECT * { <http://example.org/s77> ?p ?o }", 20),
    "1,000 rows": ("SELECT * { ?s <http://example.org/p1> ?o } LIMIT 1000", 1000),
}
OURS, LEAST, OTHER = "vendorgraph serve", "least of pyoxigraph", "rdflib-endpoint"
#: The least ratio of our requests a second to theirs, for each query and other endpoint.
LIMITS = {
    ("lookup of 20 rows", LEAST): 0.5,
    ("1,000 rows", LEAST): 0.5,
    ("lookup of 20 rows", OTHER): 1.5,
    ("1,000 rows", OTHER): 10.0,
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


class Client(asyncio.Protocol):
    """A client that asks again as soon as it has its answer."""

    def __init__(self, request: bytes, until: float, times: list[float], done: asyncio.Future[None]) -> None:
        self._request, self._until, self._times, self._done = request, until, times, done
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
        self._transport.write(self._request)


async def load(port: int, query: str, clients: int, seconds: float) -> tuple[float, float]:
    """Return requests a second, and the time in milliseconds that 99 of 100 requests take at most."""
    head = f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
    request = f"{head}Accept: application/sparql-results+json\r\n\r\n".encode()
    loop, times = asyncio.get_running_loop(), list[float]()
    done = [loop.create_future() for _ in range(clients)]
    start = time.perf_counter()
    for each in done:
        await loop.create_connection(lambda each=each: Client(request, start + seconds, times, each), "127.0.0.1", port)
    await asyncio.gather(*done)
    took = time.perf_counter() - start
    times.sort()
    return len(times) / took, 1000 * times[int(0.99 * (len(times) - 1))]


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

    address = f"http://127.0.0.1:{port}/sparql?query={quote(query)}"
    request = urllib.request.Request(address, headers={"Accept": "application/sparql-results+json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert len(json.load(answer)["results"]["bindings"]) == rows


def measure(ports: dict[str, int], seconds: float) -> dict[tuple[str, int, str], list[tuple[float, float]]]:
    """Return what each round measured, by query, number of clients and server."""
    found: dict[tuple[str, int, str], list[tuple[float, float]]] = {}
    for _ in range(ROUNDS):
        for name, (query, _) in QUERIES.items():
            for clients in CLIENTS:
                for server, port in ports.items():
                    result = asyncio.run(load(port, query, clients, seconds))
                    found.setdefault((name, clients, server), []).append(result)
    return found


def report(found: dict[tuple[str, int, str], list[tuple[float, float]]], servers: list[str]) -> list[str]:
    """Print a table; return what is below its limit."""
    broken = []
    print(f"{'query':20} {'clients':>7} {'server':22} {'requests/s':>10} {'99 %':>9} {'ours/theirs':>12}")
    for name in QUERIES:
        for clients in CLIENTS:
            ours = found[name, clients, OURS]
            for server in servers:
                theirs = found[name, clients, server]
                ratio = statistics.median(a[0] / b[0] for a, b in zip(ours, theirs, strict=True))
                speed, slowest = (statistics.median(each[part] for each in theirs) for part in (0, 1))
                print(f"{name:20} {clients:7} {server:22} {speed:10,.0f} {slowest:6.1f} ms {ratio:12.2f}")
                if ratio < LIMITS.get((name, server), 0):
                    broken.append(f"{name}, {clients} clients, {server}: {ratio:.2f}")
    return broken


def main(seconds: float) -> int:
    """Start the servers, measure, and return the exit code."""
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
        served = ("-m", "vendorgraph", "serve", "--port", "0", "--dataset", str(data))
        ports = {OURS: stack.enter_context(running(*served))}
        ports[LEAST] = stack.enter_context(running("-c", _LEAST + _SERVE, str(data)))
        try:
            import rdflib_endpoint as _  # noqa: F401

            ports[OTHER] = stack.enter_context(running("-c", _OTHER + _SERVE, str(data)))
        except ImportError:
            print("rdflib-endpoint is not installed, and left out: pip install rdflib-endpoint")
        for query, rows in QUERIES.values():
            for port in ports.values():
                check(port, query, rows)
        broken = report(measure(ports, seconds), list(ports))
    for each in broken:
        print("below its limit:", each)
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.5))
