"""The table of contents of the server: every route, and what becomes of what goes wrong."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from vendorgraph.web.limits import Limits
from vendorgraph.web.linked import DOCUMENTS, KINDS, Linked
from vendorgraph.web.negotiate import content_type
from vendorgraph.web.pages import front
from vendorgraph.web.questions import Questions
from vendorgraph.web.refusals import DEFECT, Refusal, Refused
from vendorgraph.web.responses import refusal_response
from vendorgraph.web.security import Rules, Security
from vendorgraph.web.sparql import HTML, PATH, Endpoint
from vendorgraph.web.workers import ClientLeft, Workers

Handler = Callable[[Request], Awaitable[Response]]
Handlers = Mapping[type[Exception], Callable[[Request, Exception], Awaitable[Response]]]

_CLIENT_CLOSED = 499  # nobody is there to read it


def application(workers: Workers, limits: Limits, rules: Rules, market: bool) -> ASGIApp:
    """Return the application over workers, which it stops when it ends; `market` says whether a market is served."""
    endpoint = Endpoint(workers, limits)
    linked = Linked(endpoint)
    handlers = _handlers(limits)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await workers.stop()

    routes = Starlette(
        routes=[
            _route(PATH, endpoint.sparql, "POST"),
            *(_about_market(Questions(endpoint), linked) if market else ()),
            _route("/", _front),
            _route("/.well-known/void", endpoint.void),
            *_linked(linked),
            *((_route("/{rest:path}", Questions(endpoint).lost),) if market else ()),
        ],
        exception_handlers={**handlers, HTTPException: _http, Exception: _defect},
        lifespan=lifespan,
    )
    routes.router.redirect_slashes = False
    return Security(_queries_first(endpoint, handlers, routes), rules)


def _queries_first(endpoint: Endpoint, handlers: Handlers, routes: ASGIApp) -> ASGIApp:
    """Let queries, which are most requests, go past the table of routes; it has a row for them all the same."""

    async def dispatched(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] not in ("GET", "POST"):
            await routes(scope, receive, send)
            return
        request = Request(scope, receive, send)
        try:
            response = await endpoint.sparql(request)
        except tuple(handlers) as error:
            response = await handlers[type(error)](request, error)
        await response(scope, receive, send)

    return dispatched


def _handlers(limits: Limits) -> Handlers:
    """Return what becomes of the refusals and departures that handlers raise."""

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)
        headers = {"vendorgraph-limits": limits.announced}
        return refusal_response(error.refusal, request.scope["head"].accept, headers)

    return {Refused: refused, ClientLeft: _left, ClientDisconnect: _left}


def _linked(linked: Linked) -> Iterator[Route]:
    for kind in KINDS:
        yield _route(f"/{kind}/{{rest:path}}", linked.thing)
    for suffix in ("", *DOCUMENTS):
        yield _route(f"/ontology{suffix}", linked.ontology)


def _about_market(questions: Questions, linked: Linked) -> Iterator[Route]:
    """Where the path of a page is that of an IRI too, both are there."""
    from vendorgraph.explorer.pages import SCREENS

    for path in (*(screen.path for screen in SCREENS), "/static/{name}"):
        is_iri = path.startswith(tuple(f"/{kind}/" for kind in KINDS))
        yield _route(path, linked.beside(questions.page) if is_iri else questions.page)
    yield _route("/api/openapi.json", questions.openapi)
    yield _route("/api/{name}", questions.api)
    yield _route("/export/{format}", questions.export)


def _route(path: str, handler: Handler, *methods: str) -> Route:
    """Return a route that reads, and does what further methods say; OPTIONS tells which there are."""
    allowed = ("GET", "HEAD", *methods, "OPTIONS")

    async def handle(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"allow": ", ".join(allowed)})
        return await handler(request)

    return Route(path, handle, methods=allowed)


async def _front(_: Request) -> Response:
    return Response(front(), headers={"content-type": content_type(HTML)})


async def _http(request: Request, error: Exception) -> Response:
    """Say in our words that there is no such path, or no such method."""
    assert isinstance(error, HTTPException)
    accept = request.scope["head"].accept
    if error.status_code != 405:
        refusal = Refusal(code="not-found", detail="There is no such path.", advice="The endpoint is /sparql.")
        return refusal_response(refusal, accept)
    allowed = ", ".join(sorted((error.headers or {}).get("Allow", "").split(", ")))
    detail = f"{request.method} is not for this path."
    return refusal_response(Refusal(code="method", detail=detail, advice=f"Use {allowed}."), accept, {"allow": allowed})


async def _left(_: Request, error: Exception) -> Response:
    return Response(status_code=_CLIENT_CLOSED)


async def _defect(request: Request, error: Exception) -> Response:
    return refusal_response(DEFECT, request.scope["head"].accept)
