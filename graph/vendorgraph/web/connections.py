"""Connections that cannot be held open at no cost: bounds of their number, of heads, and of idle and stalled time."""

import asyncio
import socket
import struct
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from vendorgraph.web.limits import Limits
from vendorgraph.web.negotiate import PROBLEMS
from vendorgraph.web.refusals import Refusal
from vendorgraph.web.security import HEADERS

_LONG = 16 * 1024  # bytes of an answer that are worth a packet of their own
_INTERIM = b"HTTP/1.1 100 "
_AT_ONCE = struct.pack("ii", 1, 0)  # on, for no seconds


class _Gathering:
    """A transport that sends the short pieces of an answer together: its head, and content that is not long.

    Each piece that is sent on its own wakes the client, and costs as much as a light query.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._kept = b""

    def write(self, data: bytes) -> None:
        """Keep a piece until `flush`, unless it is long or what the client waits for before it goes on."""
        self._kept += data
        if len(self._kept) >= _LONG or data.startswith(_INTERIM):
            self.flush()

    def flush(self) -> None:
        """Send what was kept."""
        if self._kept:
            kept, self._kept = self._kept, b""
            self._transport.write(kept)

    def close(self) -> None:
        """Send what was kept, then close."""
        self.flush()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class Connection(HttpToolsProtocol):
    """HTTP/1.1 that closes what does not send a head, take an answer or ask again in time. Subclasses set `limits`."""

    limits = Limits()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for a head, or close at once when there are too many connections."""
        super().connection_made(transport)
        self._gathering = self.transport = _Gathering(transport)  # type: ignore[assignment]
        self._head: asyncio.TimerHandle | None = self._close_after(self.limits.head_seconds)
        self._stall: asyncio.TimerHandle | None = None
        self._under_way: RequestResponseCycle | None = None
        self._arrived = 0
        self.url = b""
        if len(self.connections) > self.limits.connections:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the timers, and let the request that is under way know; uvicorn tells but the last that came."""
        _cancel(self._head)
        _cancel(self._stall)
        super().connection_lost(exc)
        if self._under_way is not None:
            self._under_way.disconnected = True
            self._under_way.message_event.set()

    def data_received(self, data: bytes) -> None:
        """Count what arrives of a head."""
        super().data_received(data)
        if self._head is not None:
            self._arrived += len(data)
            if self._arrived > self.limits.head_bytes and not self.transport.is_closing():
                self.send_400_response("")

    def on_message_begin(self) -> None:
        """A head begins to arrive."""
        super().on_message_begin()
        self._arrived = 0
        _cancel(self._head)
        self._head = self._close_after(self.limits.head_seconds)

    def on_headers_complete(self) -> None:
        """The head has arrived; the body and the answer have bounds of their own."""
        _cancel(self._head)
        self._head = None
        self._arrived = len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
        if self._arrived > self.limits.head_bytes or len(self.url) > self.limits.address_bytes:
            raise ValueError("the head is too long")  # which the parser turns into `send_400_response`
        super().on_headers_complete()
        if not self.pipeline:
            self._under_way = self.cycle

    def on_response_complete(self) -> None:
        """An answer is written: a client that still sends the body is not listened to for long."""
        self._gathering.flush()
        self._under_way = self.pipeline[-1][0] if self.pipeline else None
        super().on_response_complete()
        if self.cycle.more_body and self._stall is None:
            self._stall = self._close_after(self.limits.linger_seconds)

    def pause_writing(self) -> None:
        """The client takes nothing: wait for it a while."""
        super().pause_writing()
        _cancel(self._stall)
        self._stall = self._close_after(self.limits.stall_seconds)

    def resume_writing(self) -> None:
        """The client takes the answer."""
        _cancel(self._stall)
        self._stall = None
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Answer what is not HTTP, and heads that are too long."""
        refusal = self._refusal()
        content = refusal.as_json()
        about = {"content-type": PROBLEMS[0], "content-length": str(len(content)), "connection": "close"}
        lines = [f"HTTP/1.1 {refusal.status} {HTTPStatus(refusal.status).phrase}"]
        lines += [f"{name}: {value}" for name, value in (about | HEADERS).items()]
        self.transport.write("\r\n".join([*lines, "", ""]).encode() + content)
        self.transport.close()

    def _refusal(self) -> Refusal:
        address, head = self.limits.address_bytes, self.limits.head_bytes
        if len(self.url) > address:
            detail, advice = f"The address has more than {address:,} bytes.", "Send the query by POST."
            return Refusal(code="long-address", detail=detail, advice=advice)
        if self._arrived > head:
            return Refusal(code="long-head", detail=f"It has more than {head:,} bytes.", advice="Send fewer headers.")
        detail, advice = "What arrived is no request of HTTP/1.1.", "Send one, without TLS; others are not understood."
        return Refusal(code="malformed", detail=detail, advice=advice)

    def _close_after(self, seconds: float) -> asyncio.TimerHandle:
        return self.loop.call_later(seconds, self._reset)

    def _reset(self) -> None:
        """Close at once, and have the kernel forget what the client did not take."""
        connection = self.transport.get_extra_info("socket")
        if connection is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        self.transport.abort()


def connection_class(limits: Limits) -> type[Connection]:
    """Return the class of connections with these limits."""
    return type("Connection", (Connection,), {"limits": limits})


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
