"""What guards every request and marks every answer, whatever the path: ASGI around the application."""

import ipaddress
from collections.abc import Sequence

from msgspec import Struct
from starlette.datastructures import Headers, MutableHeaders
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


class Security:
    """Refuses what is meant for others or packed, and adds the headers of `HEADERS` and of CORS."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app = app
        self._hosts = frozenset(name.lower() for name in (*_LOCAL, *rules.hosts))
        self._origins = rules.origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; other kinds of connections are passed on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._mark(MutableHeaders(scope=message), headers.get("origin"))
            await send(message)

        try:
            check_host(headers.getlist("host"), scope.get("server"), self._hosts)
            _check_encoding(headers)
        except Refused as refused:
            await refusal_response(refused.refusal, headers.get("accept"))(scope, receive, marked)
            return
        await self._app(scope, receive, marked)

    def _mark(self, headers: MutableHeaders, origin: str | None) -> None:
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        if not self._origins:
            headers.setdefault("cross-origin-resource-policy", "same-origin")
            return
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


def _check_encoding(headers: Headers) -> None:
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise Refused("media-type", "The body is compressed.", "Send it as it is, without Content-Encoding.")
