"""The application in this process: one store for each call, and no worker between."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from pyoxigraph import Store

from vendorgraph.web import tasks
from vendorgraph.web.app import application
from vendorgraph.web.limits import Limits
from vendorgraph.web.messages import Answer, Task
from vendorgraph.web.refusals import Refused
from vendorgraph.web.security import Rules
from vendorgraph.web.tasks import Context
from vendorgraph.web.worker import Held, Reply


@dataclass(frozen=True)
class Response:
    """What the application answered."""

    status: int
    headers: dict[str, str]
    content: bytes


class Here:
    """Stands where the workers do, and evaluates in this process."""

    def __init__(self, store: Store, limits: Limits) -> None:
        self._store = store
        self._limits = limits

    async def run(self, task: Task, gone: object) -> Reply:
        """Return the reply to a task."""
        body: bytes | memoryview = b""
        try:
            answer, body = tasks.perform(task, Context(self._store, False, None, self._limits))
        except Refused as refused:
            answer = Answer(refusal=refused.refusal)
        return Reply(answer, memoryview(body), Held(0), 0)

    async def stop(self) -> None:
        """Nothing is to be ended."""


def ask(store: Store, query: str, accept: str) -> Response:
    """Send a query by GET to the application over a store."""
    return call(store, "GET", "/sparql", urlencode({"query": query}).encode(), {"accept": accept})


def call(
    store: Store,
    method: str,
    path: str,
    query_string: bytes = b"",
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
) -> Response:
    """Send a request to the application over a store, and return its answer."""
    limits = Limits()
    app = application(Here(store, limits), limits, Rules(), market=False)  # type: ignore[arg-type]
    known = {"host": "localhost", **(headers or {})}
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query_string,
        "headers": [(name.lower().encode(), value.encode()) for name, value in known.items()],
        "server": ("localhost", 80),
        "client": ("127.0.0.1", 1),
        "state": {},
    }
    sent: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    start, *pieces = sent
    found = {name.decode(): value.decode() for name, value in start["headers"]}  # type: ignore[attr-defined]
    content = b"".join(piece["body"] for piece in pieces)  # type: ignore[misc]
    return Response(start["status"], found, content)  # type: ignore[arg-type]
