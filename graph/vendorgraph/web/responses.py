"""Responses: the content that a worker found, sent no faster than the client takes it, and refusals."""

import asyncio
import contextlib
from collections.abc import Mapping

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from vendorgraph.web.limits import Limits
from vendorgraph.web.negotiate import PROBLEMS, choose, content_type
from vendorgraph.web.refusals import Refusal
from vendorgraph.web.worker import Reply

_CHUNK = 64 * 1024


class Content(Response):
    """A reply of a worker. Its content is held until it is sent, or until the client took too long."""

    def __init__(self, reply: Reply, limits: Limits, headers: Mapping[str, str]) -> None:
        answer = reply.answer
        known = {"vary": "Accept", "content-type": content_type(answer.media_type), **headers, **answer.headers}
        known["content-length"] = str(len(reply.body))
        self.status_code = answer.status
        self.background = None
        self.raw_headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in known.items()]
        self._reply = reply
        self._seconds = limits.send_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the content; the connection is closed when that takes too long."""
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            if len(self._reply.body) <= _CHUNK:
                await send({"type": "http.response.body", "body": bytes(self._reply.body)})
            else:
                await self._send_in_pieces(send)
        finally:
            self._reply.release()

    async def _send_in_pieces(self, send: Send) -> None:
        body = self._reply.body
        with contextlib.suppress(TimeoutError):  # the server closes a connection whose answer is not complete
            async with asyncio.timeout(self._seconds):
                for start in range(0, len(body), _CHUNK):
                    piece, more = bytes(body[start : start + _CHUNK]), start + _CHUNK < len(body)
                    await send({"type": "http.response.body", "body": piece, "more_body": more})


def refusal_response(refusal: Refusal, accept: str | None, headers: Mapping[str, str] | None = None) -> Response:
    """Return a refusal as problem details, or as plain text where the client prefers it."""
    media_type = choose(accept, PROBLEMS) or PROBLEMS[0]
    content = refusal.as_text() if media_type == "text/plain" else refusal.as_json()
    known = {"vary": "Accept", "content-type": content_type(media_type), **refusal.headers, **(headers or {})}
    return Response(content, status_code=refusal.status, headers=known)
