"""The routes of what is asked about the market: /api, /export, and the pages of the explorer."""

from urllib.parse import parse_qsl

from msgspec import structs
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from vendorgraph.explorer.answered import ROWS, TRIPLES, Answered
from vendorgraph.web.messages import Call, Export, Page, Query
from vendorgraph.web.negotiate import PROBLEMS, choose
from vendorgraph.web.refusals import Refused
from vendorgraph.web.sparql import HTML, Endpoint, address

_MOST_PARAMETERS = 100

Pairs = tuple[tuple[str, str], ...]


class Questions:
    """The handlers of questions about the market."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    async def api(self, request: Request) -> Response:
        """Answer a question with JSON."""
        return await self._endpoint.answer(request, Call(request.path_params["name"], _pairs(request)))

    async def openapi(self, request: Request) -> Response:
        """Describe the questions."""
        return await self._endpoint.answer(request, Call(None))

    async def export(self, request: Request) -> Response:
        """Write the market in another format."""
        return await self._endpoint.answer(request, Export(request.path_params["format"], _pairs(request)))

    async def page(self, request: Request) -> Response:
        """Show a page of the explorer; where it shows the answer to a query, the store is asked first."""
        languages = request.headers.get("accept-language", "")
        page = Page(request.url.path, _pairs(request), languages)
        reply = await self._endpoint.ask(request, page)
        if reply.answer.query is None:
            return self._endpoint.response(reply)
        reply.release()
        answered = await self._answered(request, reply.answer.query)
        return await self._endpoint.answer(request, structs.replace(page, answered=answered))

    async def lost(self, request: Request) -> Response:
        """Show who reads pages what to do next where there is nothing; others are told as ever."""
        if choose(request.headers.get("accept"), (*PROBLEMS, HTML)) == HTML:
            return await self.page(request)
        raise HTTPException(404)

    async def _answered(self, request: Request, text: str) -> Answered:
        """What the store says to a query of a page, or why it does not."""
        query = Query(text=text, base=address(request), solutions=ROWS, graph=TRIPLES)
        try:
            reply = await self._endpoint.ask(request, query)
        except Refused as refused:
            return Answered(refusal=refused.refusal.as_text().decode(), code=refused.refusal.code)
        answered = Answered(reply.answer.media_type, bytes(reply.body))
        reply.release()
        return answered


def _pairs(request: Request) -> Pairs:
    """Return the parameters in the address; Refused when they are not UTF-8, or too many."""
    encoded = request.scope["query_string"].decode("latin-1")
    try:
        return tuple(parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS))
    except ValueError:
        advice = f"Write up to {_MOST_PARAMETERS} parameters, in UTF-8 and percent-encoded."
        raise Refused("request", "The parameters cannot be read.", advice) from None
