"""What answers about the market: questions of the API, exports, pages of the explorer."""

from functools import cached_property
from typing import TYPE_CHECKING

from vendorgraph.model import Market
from vendorgraph.web.messages import Answer, Call, Export, MarketTask, Page

if TYPE_CHECKING:
    from vendorgraph.explorer.desk import Desk as ExplorerDesk
    from vendorgraph.web.api import Desk

JSON = "application/json"


class Office:
    """A market, with what was last worked out of it. Whatever only some tasks need is imported when they come."""

    def __init__(self, market: Market) -> None:
        self._market = market

    def warm(self) -> None:
        """Import and work out what most tasks need."""
        self._explorer.warm()
        for task in (Page("/"), Call("conflicts")):
            self.perform(task)

    def perform(self, task: MarketTask) -> tuple[Answer, bytes]:
        """Return the answer to a task with its content; Refused when it is not to be had."""
        match task:
            case Call():
                return Answer(media_type=JSON), self._called(task)
            case Export(format, pairs):
                from vendorgraph.web.exports import export

                media_type, name, content = export(self._desk, format, pairs)
                headers = {"content-disposition": f'attachment; filename="{name}"'}
                return Answer(media_type=media_type, headers=headers), content
            case Page(path, pairs, languages, answered):
                from vendorgraph.explorer.respond import POLICY, respond

                page = respond(self._explorer, path, pairs, languages, answered)
                headers = {"content-security-policy": POLICY, **page.headers}
                kind, status = page.media_type, page.status
                return Answer(media_type=kind, status=status, headers=headers, query=page.query), page.body

    def _called(self, task: Call) -> bytes:
        from vendorgraph.answers import encode
        from vendorgraph.web import api, openapi

        return encode(openapi.describe()) if task.name is None else api.call(self._desk, task.name, task.pairs)

    @cached_property
    def _desk(self) -> "Desk":
        from vendorgraph.web.api import Desk

        return Desk(self._market)

    @cached_property
    def _explorer(self) -> "ExplorerDesk":
        from vendorgraph.explorer.desk import Desk

        return Desk(self._market)
