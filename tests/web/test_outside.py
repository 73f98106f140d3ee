"""Nothing that a query or a data file says makes a process reach another machine, or a file."""

import json
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pyoxigraph import Store

from tests.test_guard import CALLS
from tests.web.servers import JSON, Server, start
from vendorgraph import guard
from vendorgraph.web import messages, zygote
from vendorgraph.web.data import load
from vendorgraph.web.limits import Limits
from vendorgraph.web.messages import Answer, Files, Folder, Order, Query


class Listener:
    """A socket on this machine that counts who connects to it."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.visits = 0
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/"

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.visits += 1
            connection.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.close()


FURTHER = [
    "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://127.0.0.1:9/> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "BASE <http://127.0.0.1:9/> SELECT * FROM <x> { GRAPH <y> { ?s ?p ?o } }",
    "DESCRIBE <http://127.0.0.1:9/>",
    "LOAD <http://127.0.0.1:9/>",
    "LOAD SILENT <file:///etc/passwd> INTO GRAPH <http://g>",
    "INSERT DATA { <http://a> <http://b> <http://c> }",
    "BASE <http://127.0.0.1:9/> SELECT * { SERVICE <> {?s ?p ?o} }",
    "SELECT * { SERVICE <http://0x7f000001:9/> {?s ?p ?o} }",
    "SELECT * { SERVICE <http://2130706433:9/> {?s ?p ?o} }",
    "SELECT * { SERVICE <http://localhost:9/> {?s ?p ?o} }",
]


@pytest.mark.parametrize("query", CALLS + FURTHER)
def test_no_query_calls(server: Server, listener: Listener, query: str) -> None:
    answer = server.ask(query.replace(":9/", f":{listener.port}/"), f"{JSON}, text/turtle")
    assert answer.status in (200, 400, 403)
    assert "root:" not in answer.text
    assert listener.visits == 0


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("graph", ["http://127.0.0.1:9/", "file:///etc/passwd"])
def test_no_graph_is_fetched(server: Server, listener: Listener, name: str, graph: str) -> None:
    query = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    answer = server.ask(query, **{name: graph.replace(":9/", f":{listener.port}/")})
    assert answer.values == [] and listener.visits == 0


@pytest.fixture(scope="module", params=["files", "a store on disk"])
def unguarded(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[socket.socket]:
    """A worker whose check of queries passes everything."""
    place = tmp_path_factory.mktemp("disk") / "store"
    Store(str(place)).load(path=str(folder / "people.ttl"))
    served = load(Files(((None, str(folder / "people.ttl")),)) if request.param == "files" else Folder(str(place)))
    ours, theirs = socket.socketpair()
    end, lifeline = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            guard.check = lambda text, bounds: None
            zygote._become_worker([theirs.detach(), end], messages.Kind.STORE)
            zygote.work(socket.socket(fileno=zygote.CONNECTION), served, None, Limits(), messages.Kind.STORE)
        finally:
            os._exit(0)
    theirs.close()
    os.close(end)
    yield ours
    ours.close()
    os.close(lifeline)
    os.waitpid(child, 0)


@pytest.mark.parametrize("query", [query for query in CALLS if "\\u" not in query and "\\U" not in query])
def test_a_worker_cannot_call_even_if_the_check_failed(
    unguarded: socket.socket, listener: Listener, query: str
) -> None:
    """No socket can be opened, be it that no descriptor is free. The engine parses nearly all of these as calls.

    Where a store on disk is asked, whatever cannot be opened is put down to its files.
    """
    visits = listener.visits
    text = query.replace(":9/", f":{listener.port}/")
    messages.send(unguarded, Order(Query(text=text, base="http://localhost/", solutions=JSON), 10, False))
    received = unguarded.recv(65536)
    head, _ = messages.sizes(received)
    answer = messages.msgpack.decode(received[messages.FRAME_BYTES :][:head], type=Answer)
    assert answer.refusal is None or answer.refusal.code in ("evaluation", "syntax", "storage")
    assert listener.visits == visits
    assert listener.visits == 0


def _entity(number: int) -> str:
    return f"&l{number};"


FILES = {
    "remote.jsonld": lambda where: json.dumps({"@context": where, "@id": "http://a", "b": "c"}),
    "local.jsonld": lambda where: json.dumps({"@context": "file:///etc/passwd", "@id": "http://a", "b": "c"}),
    "entity.rdf": lambda where: (
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "{where}">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:e="http://e/"><rdf:Description rdf:about="http://a"><e:p>&x;</e:p></rdf:Description></rdf:RDF>'
    ),
    "laughs.rdf": lambda where: (
        '<!DOCTYPE r [<!ENTITY l0 "lollollollollollollol">'
        + "".join(f'<!ENTITY l{n + 1} "{10 * _entity(n)}">' for n in range(11))
        + ']><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
        '<rdf:Description rdf:about="http://a"><e:p>&l11;</e:p></rdf:Description></rdf:RDF>'
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_no_data_file_calls_or_bursts(tmp_path: Path, listener: Listener, name: str) -> None:
    (tmp_path / name).write_text(FILES[name](listener.address))
    process = start("vendorgraph", "serve", "--port", "0", "--dataset", str(tmp_path / name))
    try:
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (process.returncode == 1 and name in said) or "cannot be loaded" in said
    assert "Traceback" not in said and "root:" not in said and listener.visits == 0


def test_the_listener_counts(listener: Listener) -> None:
    """Last, for it spoils the count: were something called, it would be seen."""
    before = listener.visits
    parts = urlsplit(listener.address)
    with socket.create_connection((str(parts.hostname), listener.port)) as connection:
        connection.recv(1)
    assert listener.visits == before + 1
