"""The route /sparql: queries, the service description, and a page with a form."""

from starlette.requests import Request
from starlette.responses import Response

from vendorgraph.web import body, pages, protocol
from vendorgraph.web.limits import Limits
from vendorgraph.web.messages import Query, Service, Task
from vendorgraph.web.negotiate import GRAPHS, content_type, offers, require
from vendorgraph.web.refusals import Refused
from vendorgraph.web.responses import Content
from vendorgraph.web.worker import Reply
from vendorgraph.web.workers import Gone, Workers

PATH = "/sparql"
HTML = "text/html"
_MOST_DESCRIBED = 64  # descriptions kept: by address, as clients have it, and media type


class Endpoint:
    """The handlers of the endpoint over its workers."""

    def __init__(self, workers: Workers, limits: Limits) -> None:
        self._workers = workers
        self._limits = limits
        self._headers = {"vendorgraph-limits": limits.announced}
        self._described: dict[Service, bytes] = {}

    async def sparql(self, request: Request) -> Response:
        """Answer a query, or describe the endpoint to who asks for none."""
        query = await self._query(request)
        return await self._describe(request) if query is None else await self.answer(request, query)

    async def void(self, request: Request) -> Response:
        """Describe the data."""
        return await self._description(request, require(request.scope["head"].accept, offers(GRAPHS)))

    async def answer(self, request: Request, task: Task) -> Response:
        """Return what the workers answer; Refused when that is a refusal."""
        return self.response(await self.ask(request, task))

    def response(self, reply: Reply) -> Response:
        """Return a reply as a response."""
        return Content(reply, self._limits, self._headers)

    async def ask(self, request: Request, task: Task) -> Reply:
        """Return the reply of the workers, to be released by the caller; Refused when it is a refusal."""
        reply = await self._workers.run(task, _gone(request))
        if reply.answer.refusal is not None:
            raise Refused.again(reply.answer.refusal)
        return reply

    async def _query(self, request: Request) -> Query | None:
        accept, query_string = request.scope["head"].accept, request.scope["query_string"]
        if request.method == "POST":
            content = await body.read(request, self._limits)
            kind = request.headers.get("content-type")
            return protocol.by_post(query_string, kind, content, accept, address(request), self._limits)
        return protocol.by_get(query_string, accept, address(request), self._limits)

    async def _describe(self, request: Request) -> Response:
        media_type = require(request.scope["head"].accept, (*offers(GRAPHS), HTML))
        if media_type == HTML:
            return Response(pages.front(), headers={"vary": "Accept", "content-type": content_type(HTML)})
        return await self._description(request, media_type)

    async def _description(self, request: Request, media_type: str) -> Response:
        """Return the description, which is made once: the data that are served do not change."""
        asked = Service(address(request), media_type)
        if asked not in self._described:
            reply = await self.ask(request, asked)
            if len(self._described) >= _MOST_DESCRIBED:
                self._described.clear()
            self._described[asked] = bytes(reply.body)
            reply.release()
        headers = {"vary": "Accept", "content-type": content_type(media_type), **self._headers}
        return Response(self._described[asked], headers=headers)


def address(request: Request) -> str:
    """Return the address of the endpoint, as the client has it."""
    return f"{request.scope['scheme']}://{request.scope['head'].hosts[0]}{PATH}"


def _gone(request: Request) -> Gone:
    async def gone() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    return gone
