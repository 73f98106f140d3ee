"""What guards every request and marks every answer, whatever the path: ASGI around the application."""

import ipaddress
from collections.abc import Sequence

from msgspec import Struct
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vendorgraph.web.refusals import Refused
from vendorgraph.web.responses import refusal_response

#: On every answer: nothing is guessed, run, framed or sent on.
HEADERS = {
    "x-content-type-options": "nosniff",
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}
_LOCAL = ("localhost", "127.0.0.1", "::1")


class Rules(Struct, frozen=True):
    """Names under which the server may be addressed besides the local ones, and origins whose pages may read it."""

    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()


class Head(Struct, frozen=True):
    """The headers of a request that every answer depends on."""

    hosts: tuple[str, ...]
    origin: str | None
    accept: str | None
    encoding: str | None


def head_of(scope: Scope) -> Head:
    """Return the headers of a request, read in one pass; several Accept headers count as one list."""
    found: dict[bytes, list[str]] = {name: [] for name in (b"host", b"origin", b"accept", b"content-encoding")}
    for name, value in scope["headers"]:
        if name in found:
            found[name].append(value.decode("latin-1"))
    hosts, origin, accept, encoding = found.values()
    return Head(tuple(hosts), *(", ".join(values) if values else None for values in (origin, accept, encoding)))


class Security:
    """Refuses what is meant for others or packed, and adds the headers of `HEADERS` and of CORS."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app = app
        self._hosts = frozenset(name.lower() for name in (*_LOCAL, *rules.hosts))
        self._origins = rules.origins
        own = {} if rules.origins else {"cross-origin-resource-policy": "same-origin"}
        self._marks = [(name.encode(), value.encode()) for name, value in (HEADERS | own).items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; other kinds of connections are passed on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        head = scope["head"] = head_of(scope)

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._mark(message, head.origin)
            await send(message)

        try:
            check_host(head.hosts, scope.get("server"), self._hosts)
            _check_encoding(head.encoding)
        except Refused as refused:
            await refusal_response(refused.refusal, head.accept)(scope, receive, marked)
            return
        await self._app(scope, receive, marked)

    def _mark(self, message: Message, origin: str | None) -> None:
        """Add the headers that an answer does not have."""
        known = {name for name, _ in message["headers"]}
        message["headers"] += [mark for mark in self._marks if mark[0] not in known]
        if self._origins:
            self._allow(MutableHeaders(scope=message), origin)

    def _allow(self, headers: MutableHeaders, origin: str | None) -> None:
        headers.add_vary_header("Origin")
        if origin is not None and ("*" in self._origins or origin in self._origins):
            headers["access-control-allow-origin"] = "*" if "*" in self._origins else origin
            headers["access-control-allow-methods"] = "GET, HEAD, POST"
            headers["access-control-allow-headers"] = "Accept, Content-Type"
            headers["access-control-expose-headers"] = "Vendorgraph-Limits, Retry-After"


def check_host(found: Sequence[str], server: tuple[str, int | None] | None, hosts: frozenset[str]) -> None:
    """Raise Refused unless there is exactly one Host, and it is a known name or the address that was connected to."""
    if len(found) != 1:
        raise Refused("request", f"The request has {len(found)} Host headers.", "Send exactly one.")
    name = _name(found[0])
    if name in hosts or (server is not None and _is_address(name) and name == server[0]):
        return
    raise Refused(
        "host",
        "The header Host is not a name of this server.",
        "Use the address that the server printed, or start it with --allow-host NAME.",
    )


def _name(host: str) -> str:
    """Return the name in a Host header, without port, brackets and final dot."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower().removesuffix(".")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _check_encoding(encoding: str | None) -> None:
    if encoding is not None and encoding.lower() != "identity":
        raise Refused("media-type", "The body is compressed.", "Send it as it is, without Content-Encoding.")
