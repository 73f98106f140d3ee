"""What guards requests and marks answers: hosts, origins, sizes, slow and idle clients."""

import gzip
import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.web.servers import Server, limited, serving
from vendorgraph.web.limits import Limits

LIMITS = Limits()
STRICT = Limits(
    head_seconds=1, body_seconds=1, idle_seconds=1, stall_seconds=1, linger_seconds=1, connections=20, fast_seconds=5
)
#: 40,000 rows, about 8 MB.
LARGE = "SELECT * { ?a ?b ?c VALUES ?x { 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 } }"
DIRECT = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
ASK = "/sparql?query=ASK%7B%7D"


@contextmanager
def connected(server: Server) -> Iterator[socket.socket]:
    """A bare connection to the server."""
    with socket.create_connection((server.host, server.port), timeout=30) as connection:
        yield connection


def closed_after(connection: socket.socket) -> tuple[bytes, float]:
    """All that the server sends, and how long it took to close the connection."""
    start, received = time.monotonic(), b""
    try:
        while piece := connection.recv(65536):
            received += piece
    except ConnectionResetError:
        pass
    return received, time.monotonic() - start


def status(server: Server, request: bytes) -> int:
    """The status of the answer to a request that is sent as it is."""
    with connected(server) as connection:
        connection.sendall(request)
        return int(connection.recv(65536).split(b" ")[1])


@pytest.mark.parametrize(
    "host, expected",
    [
        ("localhost", 200),
        ("LOCALHOST:1234", 200),
        ("localhost.", 200),
        ("127.0.0.1", 200),
        ("[::1]:80", 200),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("127.0.0.2", 421),
        ("", 421),
        ("localhost@evil.example", 421),
    ],
)
def test_host(server: Server, host: str, expected: int) -> None:
    answer = server.request("GET", ASK, {"Host": host})
    assert answer.status == expected
    assert expected == 200 or answer.json["code"] == "host"


def test_none_or_two_hosts(server: Server) -> None:
    assert status(server, b"GET / HTTP/1.1\r\n\r\n") == 400
    assert status(server, b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n") == 400


def test_a_further_host_and_origin_are_allowed_when_named(folder: Path) -> None:
    options = ("--allow-host", "data.example", "--cors", "https://page.example")
    with serving("--dataset", str(folder / "people.ttl"), *options) as running:
        headers = {"Host": "data.example", "Origin": "https://page.example"}
        answer = running.request("GET", ASK, headers)
        assert answer.status == 200
        assert answer.headers["access-control-allow-origin"] == "https://page.example"
        assert "Origin" in answer.headers["vary"]
        other = running.request("GET", ASK, {"Origin": "https://evil.example"})
        assert "access-control-allow-origin" not in other.headers
        assert "access-control-allow-credentials" not in answer.headers
        preflight = running.request("OPTIONS", "/sparql", headers | {"Access-Control-Request-Method": "POST"})
        assert preflight.status == 204 and "POST" in preflight.headers["access-control-allow-methods"]


@pytest.mark.parametrize("path", ["/", ASK, "/sparql?query=nonsense", "/nothing", "/id/nobody", "/ontology.html"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "POST"])
def test_every_answer_is_marked_and_no_origin_is_let_in(server: Server, path: str, method: str) -> None:
    answer = server.request(method, path, {"Origin": "https://evil.example"})
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "script-src" not in answer.headers["content-security-policy"]
    assert not [name for name in answer.headers if name.startswith("access-control")]
    assert "server" not in answer.headers


def test_answers_to_nonsense_are_marked_too(server: Server) -> None:
    with connected(server) as connection:
        connection.sendall(b"nonsense\r\n\r\n")
        received, _ = closed_after(connection)
    head, _, content = received.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ") and b"x-content-type-options: nosniff" in head
    assert b"content-type: application/problem+json" in head
    problem = json.loads(content)
    assert (problem["code"], problem["status"]) == ("malformed", 400) and problem["advice"]


def test_nobody_can_fill_the_log(folder: Path) -> None:
    upgrade = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
    with serving("--dataset", str(folder / "people.ttl")) as running:
        assert [status(running, request) for request in (b"nonsense\r\n\r\n", upgrade)] == [400, 200]
        running.process.terminate()
        assert running.process.communicate(timeout=30)[1] == ""


def test_a_request_is_never_echoed_as_markup(server: Server) -> None:
    for path in ("/<script>x</script>", "/id/<script>x</script>.html", "/sparql?query=<script>x</script>"):
        answer = server.request("GET", path.replace("<", "%3C"), {"Accept": "text/html"})
        assert "html" not in answer.headers["content-type"] or "<script>" not in answer.text


def test_long_queries(server: Server) -> None:
    comment = "#" * (LIMITS.query_bytes - len("ASK{}\n"))
    form = {"Content-Type": "application/sparql-query"}
    assert server.request("POST", "/sparql", form, f"ASK{{}}\n{comment}".encode()).status == 200
    assert server.ask(f"ASK{{}}\n{comment.replace('#', 'x').replace('x', '#', 1)}").status == 200
    assert server.ask(f"ASK{{}}\n{comment}").status == 414
    assert server.request("POST", "/sparql", form, f"ASK{{}}\n{comment}#".encode()).status == 413


def test_long_bodies_are_refused_before_they_arrive(server: Server) -> None:
    assert status(server, DIRECT + b"Content-Length: 99999999999\r\n\r\n") == 413
    assert status(server, DIRECT + b"Content-Length: -1\r\n\r\n") == 400
    with connected(server) as connection:
        connection.sendall(DIRECT + b"Transfer-Encoding: chunked\r\n\r\n")
        piece = b"8000\r\n" + b"#" * 0x8000 + b"\r\n"
        start = time.monotonic()
        with pytest.raises(OSError):
            while time.monotonic() - start < 20:
                connection.sendall(piece)
        assert time.monotonic() - start < LIMITS.linger_seconds + 3


def test_a_client_that_waits_for_leave_to_send_gets_it(server: Server) -> None:
    with connected(server) as connection:
        connection.sendall(DIRECT + b"Expect: 100-continue\r\nContent-Length: 5\r\n\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 100 ")
        connection.sendall(b"ASK{}")
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")


def test_nobody_says_for_others_where_a_request_came_from(server: Server) -> None:
    """Without a proxy that is trusted, its headers are those of anybody."""
    forged = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.0.0.1", "X-Forwarded-Host": "evil.example"}
    description = server.request("GET", "/sparql", forged | {"Accept": "application/n-triples"}).text
    assert f"<{server.address}>" in description and "https://127" not in description and "evil" not in description


def test_a_short_answer_comes_in_one_piece(server: Server) -> None:
    """Its head and its content, which saves light queries a packet."""
    with connected(server) as connection:
        for _ in range(3):
            connection.sendall(f"GET {ASK} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            head, _, content = connection.recv(65536).partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200 ") and content.endswith(b"}")


def test_packed_bodies_are_refused(server: Server) -> None:
    headers = {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"}
    assert server.request("POST", "/sparql", headers, gzip.compress(b"ASK{}")).status == 415


def test_long_heads(server: Server) -> None:
    long = b"x" * (LIMITS.head_bytes + 1)
    assert status(server, b"GET /" + long + b" HTTP/1.1\r\nHost: localhost\r\n\r\n") == 414
    assert status(server, b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + long + b"\r\n\r\n") == 431
    with connected(server) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
        with pytest.raises(OSError):
            for _ in range(10_000):
                connection.sendall(long)


def test_requests_smuggled_by_two_lengths(server: Server) -> None:
    assert status(server, DIRECT + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nASK{}") == 400
    assert status(server, DIRECT + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == 400


@pytest.fixture(scope="module")
def strict(folder: Path) -> Iterator[Server]:
    """A server with little patience."""
    with limited(STRICT, folder / "numbers.ttl") as running:
        yield running


@pytest.mark.parametrize(
    "begun, answer",
    [
        (b"", b""),
        (b"GET / HTTP/1.1\r\nHost: local", b""),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"HTTP/1.1 200 "),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HTTP/1.1\r\nHost: local", b"HTTP/1.1 200 "),
        (DIRECT + b"Content-Length: 5\r\n\r\nAS", b"HTTP/1.1 408 "),
        (b"POST /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nAS", b"HTTP/1.1 404 "),
    ],
    ids=[
        "no head",
        "half a head",
        "idle after an answer",
        "half a second head",
        "half a body",
        "half a body for nobody",
    ],
)
def test_slow_and_idle_clients_are_closed(strict: Server, begun: bytes, answer: bytes) -> None:
    with connected(strict) as connection:
        connection.sendall(begun)
        received, after = closed_after(connection)
    assert received.startswith(answer) and bool(received) == bool(answer)
    assert 0.5 < after < 6


@pytest.mark.parametrize(
    "begun", [b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ", DIRECT + b"Content-Length: 999\r\n\r\n"]
)
def test_drops_do_not_keep_a_connection(strict: Server, begun: bytes) -> None:
    with connected(strict) as connection:
        connection.sendall(begun)
        start = time.monotonic()
        with pytest.raises(OSError):
            while time.monotonic() - start < 20:
                connection.sendall(b"x")
                time.sleep(0.1)
        assert time.monotonic() - start < 8


def test_a_client_that_takes_nothing_is_closed(strict: Server) -> None:
    """Its answer of several megabytes is let go, and others are served meanwhile."""
    with connected(strict) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(f"GET /sparql?query={quote(LARGE)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(STRICT.stall_seconds + 2)
        assert strict.get(ASK).status == 200
        received, _ = closed_after(connection)
    assert received.startswith(b"HTTP/1.1 200 ") and len(received) < 1_000_000


def test_more_connections_than_are_kept(strict: Server) -> None:
    held = [socket.create_connection((strict.host, strict.port), timeout=5) for _ in range(STRICT.connections)]
    try:
        time.sleep(0.2)
        with connected(strict) as one_more:
            assert closed_after(one_more)[1] < 0.5
    finally:
        for connection in held:
            connection.close()
    time.sleep(0.2)
    assert strict.get(ASK).status == 200
