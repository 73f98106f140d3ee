"""Servers for tests: `vendorgraph serve` in a process of its own at a free port of this machine, and requests to it."""

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

import vendorgraph
from vendorgraph.web.limits import Limits

JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Answer:
    """What a server answered; names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        """The content as text."""
        return self.content.decode()

    @property
    def json(self) -> Any:
        """The content as JSON."""
        return msgspec.json.decode(self.content)

    @property
    def values(self) -> list[dict[str, str]]:
        """The rows of results in JSON, with the plain values."""
        return [{name: term["value"] for name, term in row.items()} for row in self.json["results"]["bindings"]]


@dataclass(frozen=True)
class Server:
    """A running server: where it listens, and its process."""

    host: str
    port: int
    process: "subprocess.Popen[str]"

    @property
    def address(self) -> str:
        """The address of its endpoint."""
        return f"http://{self.host}:{self.port}/sparql"

    def request(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """Send one request on a connection of its own."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()

    def get(self, path: str, accept: str | None = None) -> Answer:
        """GET a path."""
        return self.request("GET", path, {} if accept is None else {"Accept": accept})

    def ask(self, query: str, accept: str = JSON, **parameters: str) -> Answer:
        """Send a query by GET."""
        return self.get("/sparql?" + urlencode({"query": query, **parameters}, quote_via=quote), accept)


@contextmanager
def serving(*arguments: str, before: Sequence[str] = ()) -> Iterator[Server]:
    """Run `vendorgraph serve` with arguments, and others before the command, until the end of the block."""
    with _running(start("vendorgraph", *before, "serve", "--port", "0", *arguments)) as running:
        yield running


@contextmanager
def limited(limits: Limits, *files: Path) -> Iterator[Server]:
    """Run a server of files whose limits are others than the usual ones."""
    encoded = msgspec.json.encode(limits).decode()
    with _running(start("tests.web.limited", encoded, *map(str, files))) as running:
        yield running


def environment() -> dict[str, str]:
    """Return the environment of a process that can import what this one can."""
    places = (Path(vendorgraph.__file__).resolve().parents[1], Path(__file__).resolve().parents[2])
    path = os.pathsep.join(filter(None, (*map(str, places), os.environ.get("PYTHONPATH"))))
    return os.environ | {"PYTHONPATH": path}


def start(*arguments: str) -> "subprocess.Popen[str]":
    """Start a module of Python."""
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )


@contextmanager
def _running(process: "subprocess.Popen[str]") -> Iterator[Server]:
    try:
        yield _server(process)
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _server(process: "subprocess.Popen[str]") -> Server:
    """Return the server once it has said where it listens."""
    assert process.stderr is not None
    line = process.stderr.readline()
    if not line.startswith("Serving at http://"):
        raise AssertionError(f"the server did not start: {line}{process.stderr.read()}")
    host, _, port = line.strip().removeprefix("Serving at http://").rstrip("/").rpartition(":")
    return Server(host, int(port), process)
