"""Linked data: the IRIs of the market and of the ontology lead to documents about them (Cool URIs).

A thing is not a document: its IRI answers 303 with the document that the client likes best, whose address has a suffix.
"""

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from vendorgraph.rdf.terms import BASE
from vendorgraph.web.messages import Resource, Task, Vocabulary
from vendorgraph.web.negotiate import require
from vendorgraph.web.sparql import HTML, Endpoint

#: Documents by suffix, the usual one first.
DOCUMENTS = {".ttl": "text/turtle", ".html": HTML, ".jsonld": "application/ld+json"}
_PAGE_FIRST = (HTML, *(each for each in DOCUMENTS.values() if each != HTML))
#: What the first segment of a path below `BASE` says that an IRI names.
KINDS = ("id", "source", "claim", "relation", "graph", "exposure", "rivalry", "tie", "conflict", "identity")

Handler = Callable[[Request], Awaitable[Response]]


class Linked:
    """The handlers of linked data."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    async def thing(self, request: Request) -> Response:
        """Lead to a document about a thing, or return one."""
        path, suffix = _split(request.url.path)
        iri = BASE + path.removeprefix("/")
        if suffix is not None:
            return await self._endpoint.answer(request, Resource(iri, DOCUMENTS[suffix]))
        suffix = _wanted(request)
        (await self._endpoint.ask(request, Resource(iri, None))).release()
        return _see(path, suffix)

    def beside(self, page: Handler) -> Handler:
        """Return the handler of paths that are IRIs and pages of their own too: the page, unless RDF is asked for."""

        async def either(request: Request) -> Response:
            is_document = _split(request.url.path)[1] is not None
            if is_document or require(request.scope["head"].accept, _PAGE_FIRST) != HTML:
                return await self.thing(request)
            response = await page(request)
            response.headers.add_vary_header("Accept")
            return response

        return either

    async def ontology(self, request: Request) -> Response:
        """Lead to a document of the ontology, or return one."""
        path, suffix = _split(request.url.path)
        if suffix is None:
            return _see(path, _wanted(request))
        task: Task = Vocabulary(DOCUMENTS[suffix])
        return await self._endpoint.answer(request, task)


def _split(path: str) -> tuple[str, str | None]:
    """Return a path without the suffix of a document, and that suffix."""
    for suffix in DOCUMENTS:
        if path.endswith(suffix):
            return path.removesuffix(suffix), suffix
    return path, None


def _wanted(request: Request) -> str:
    media_type = require(request.scope["head"].accept, tuple(DOCUMENTS.values()))
    return next(suffix for suffix, known in DOCUMENTS.items() if known == media_type)


def _see(path: str, suffix: str) -> Response:
    return Response(status_code=303, headers={"location": quote(path + suffix, safe="/%"), "vary": "Accept"})
