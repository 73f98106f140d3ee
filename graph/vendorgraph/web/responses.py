"""Responses: the content that a worker found, sent no faster than the client takes it, and refusals."""

import asyncio
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
        super().__init__(status_code=answer.status, headers=known)
        self.headers["content-length"] = str(len(reply.body))
        self._reply = reply
        self._seconds = limits.send_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the content; the connection is closed when that takes too long."""
        body = self._reply.body
        try:
            async with asyncio.timeout(self._seconds):
                await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
                for start in range(0, len(body) or 1, _CHUNK):
                    end = start + _CHUNK
                    piece = bytes(body[start:end])
                    await send({"type": "http.response.body", "body": piece, "more_body": end < len(body)})
        except TimeoutError:
            return  # the server closes a connection whose answer is not complete
        finally:
            self._reply.release()


def refusal_response(refusal: Refusal, accept: str | None, headers: Mapping[str, str] | None = None) -> Response:
    """Return a refusal as problem details, or as plain text where the client prefers it."""
    media_type = choose(accept, PROBLEMS) or PROBLEMS[0]
    content = refusal.as_text() if media_type == "text/plain" else refusal.as_json()
    known = {"vary": "Accept", "content-type": content_type(media_type), **refusal.headers, **(headers or {})}
    return Response(content, status_code=refusal.status, headers=known)
