"""A server that answers what a test tells it, byte by byte: each connection gets the next part of a script."""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qs

JSON = "application/sparql-results+json"

#: Does to a connection what it likes, once the request has been read.
Act = Callable[[socket.socket], None]


@dataclass
class Scripted:
    """A running server: its address, and the heads and bodies that it was sent."""

    address: str
    heads: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)

    @property
    def queries(self) -> list[str]:
        """The queries of the requests, which are forms."""
        return [parse_qs(body)["query"][0] for body in self.bodies]


@contextmanager
def scripted(acts: "Sequence[Act] | Callable[[Scripted], Act]") -> Iterator[Scripted]:
    """Serve until the end of the block: each request by the next act, the last one for ever; or as a function says."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Scripted(f"http://127.0.0.1:{listener.getsockname()[1]}/sparql")
        ended = threading.Event()
        thread = threading.Thread(target=_serve, args=(listener, server, acts, ended), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            ended.set()
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
    thread.join(timeout=10)
    assert not thread.is_alive()


def _serve(listener: socket.socket, server: Scripted, acts: object, ended: threading.Event) -> None:
    while not ended.is_set():
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection, suppress(OSError):
            connection.settimeout(5)
            _read(connection, server)
            act = acts(server) if callable(acts) else acts[min(len(server.bodies), len(acts)) - 1]  # type: ignore[index, arg-type]
            act(connection)


def _read(connection: socket.socket, server: Scripted) -> None:
    data = b""
    while b"\r\n\r\n" not in data:
        data += _some(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
    )
    while len(body) < length:
        body += _some(connection)
    server.heads.append(head.decode("latin-1"))
    server.bodies.append(body.decode())


def _some(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    if not data:
        raise ConnectionError("the client is gone")
    return data


def answer(content: bytes, kind: str | None = JSON, status: str = "200 OK", **headers: str) -> Act:
    """Answer whole."""
    return lambda connection: connection.sendall(_head(status, kind, len(content), headers) + content)


def rows(*names: str, **columns: Sequence[str]) -> bytes:
    """Results in JSON with columns of plain literals."""
    import json

    count = max(map(len, columns.values()), default=0)
    bindings = [
        {name: {"type": "literal", "value": values[number]} for name, values in columns.items()}
        for number in range(count)
    ]
    return json.dumps({"head": {"vars": [*names, *columns]}, "results": {"bindings": bindings}}).encode()


def cut(content: bytes) -> Act:
    """Say that there is more than is sent, and close."""
    return lambda connection: connection.sendall(_head("200 OK", JSON, len(content) + 100, {}) + content)


def reset(connection: socket.socket) -> None:
    """Reset the connection without a word."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


def drop(connection: socket.socket) -> None:
    """Close the connection without a word."""


def silent(connection: socket.socket) -> None:
    """Say nothing until the client is gone."""
    with suppress(TimeoutError):
        connection.recv(1)


def trickling(start: bytes) -> Act:
    """Send a start, and then a byte at a time without an end."""

    def act(connection: socket.socket) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(b" ")
            time.sleep(0.02)

    return act


def endless(connection: socket.socket) -> None:
    """Send as fast as it goes, without an end."""
    connection.sendall(_head("200 OK", JSON, None, {}))
    while True:
        connection.sendall(b" " * 65536)


def _head(status: str, kind: str | None, length: int | None, headers: dict[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status}", "Connection: close"]
    lines += [f"Content-Type: {kind}"] if kind else []
    lines += [f"Content-Length: {length}"] if length is not None else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
