"""One question to an endpoint over HTTP: tried again when the failure may pass, and over at the deadline.

Questions go as forms by POST, however long they are. Redirects are not followed, compressed answers are not asked for,
and an answer past `LARGEST` is not read on. Waiting of every kind ends at the deadline: an event loop in a thread of
its own can give up what it waits for, wherever that is.
"""

import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from vendorgraph.extras import need
from vendorgraph.remote import replies
from vendorgraph.remote.endpoint import Endpoint, EndpointError, Unreachable
from vendorgraph.remote.replies import JSON, Reply

if TYPE_CHECKING:
    import httpx

#: Bytes of one answer.
LARGEST = 64 * 2**20
#: Seconds to wait before each further try.
PAUSES = (0.25, 0.5, 1.0, 2.0)
#: Seconds for a connection to be made.
CONNECT = 10.0

_PASSING = frozenset((429, 502, 503, 504))


class Client:
    """Asks an endpoint; a context, at whose beginning the deadline begins to run. It is for one thread."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self._stack = ExitStack()
        self._failed: EndpointError | None = None  # the last try

    def __enter__(self) -> Self:
        need("httpx", "remote")
        from anyio.from_thread import start_blocking_portal

        self._until = time.monotonic() + self.endpoint.deadline
        self._portal = self._stack.enter_context(start_blocking_portal())
        self._http = self._stack.enter_context(self._portal.wrap_async_context_manager(_http(self.endpoint)))
        return self

    def __exit__(self, *raised: object) -> None:
        self._stack.close()

    def ask(self, query: str, accept: str = JSON) -> Reply:
        """Return the answer to a query in a media type that `accept` lists.

        Raises Unreachable when none comes in time, and EndpointError for a refusal, or an answer that is too large.
        """
        return self._portal.call(self._within_deadline, query, accept)

    async def _within_deadline(self, query: str, accept: str) -> Reply:
        import anyio

        try:
            with anyio.fail_after(max(0.0, self._until - time.monotonic())):
                return await self._with_tries(query, accept)
        except TimeoutError:
            before = f" (before that: {self._failed})" if self._failed else ""
            raise Unreachable(
                f"{self.endpoint} has not answered within {self.endpoint.deadline:g} seconds: "
                f"give it a longer deadline, or ask for less{before}"
            ) from None

    async def _with_tries(self, query: str, accept: str) -> Reply:
        import anyio
        import httpx

        for pause in (*PAUSES, None):
            reply = None
            try:
                reply = await self._once(query, accept)
                if reply.status not in _PASSING:
                    return replies.checked(self.endpoint, reply)
                self._failed = replies.refusal(self.endpoint, reply)
            except (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError) as error:
                self._failed = Unreachable(f"{self.endpoint} breaks the connection off ({_reason(error)})")
            except httpx.HTTPError as error:
                raise Unreachable(f"{self.endpoint} cannot be reached ({_reason(error)})") from None
            wait = replies.wait_of(reply, pause)
            if wait is None or time.monotonic() + wait > self._until:
                break
            await anyio.sleep(wait)
        assert self._failed is not None  # every try but the last returned has set it
        raise self._failed

    async def _once(self, query: str, accept: str) -> Reply:
        headers = {"Accept": accept, "Accept-Encoding": "identity"}
        async with self._http.stream("POST", self.endpoint.address, data={"query": query}, headers=headers) as answer:
            content = bytearray()
            async for part in answer.aiter_raw():
                content += part
                if len(content) > LARGEST:
                    raise EndpointError(
                        f"{self.endpoint} answers with more than {LARGEST >> 20} MB: ask for less, such as with LIMIT"
                    )
            found = {key.lower(): value for key, value in answer.headers.items()}
            return Reply(answer.status_code, found, bytes(content))


def _http(endpoint: Endpoint) -> "httpx.AsyncClient":
    import httpx

    from vendorgraph import __version__

    return httpx.AsyncClient(
        auth=None if endpoint.user is None else httpx.BasicAuth(endpoint.user, endpoint.password),
        headers={"User-Agent": f"vendorgraph/{__version__}"},
        timeout=httpx.Timeout(None, connect=CONNECT),
        follow_redirects=False,
        trust_env=endpoint.environment,
    )


def _reason(error: Exception) -> str:
    return replies.shown(str(error)) or type(error).__name__
