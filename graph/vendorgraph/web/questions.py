"""The routes of what is asked about the market: /api, /export, and the pages of the explorer."""

from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from vendorgraph.web.messages import Call, Export, Page
from vendorgraph.web.refusals import Refused
from vendorgraph.web.sparql import Endpoint

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
        """Show a page of the explorer."""
        languages = request.headers.get("accept-language", "")
        return await self._endpoint.answer(request, Page(request.url.path, _pairs(request), languages))


def _pairs(request: Request) -> Pairs:
    """Return the parameters in the address; Refused when they are not UTF-8, or too many."""
    encoded = request.scope["query_string"].decode("latin-1")
    try:
        return tuple(parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS))
    except ValueError:
        advice = f"Write up to {_MOST_PARAMETERS} parameters, in UTF-8 and percent-encoded."
        raise Refused("request", "The parameters cannot be read.", advice) from None
