"""The registry of pages: the path of each, what works out its values, and its template."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from msgspec import Struct

from vendorgraph.explorer.address import Wrong
from vendorgraph.explorer.elsewhere import File


class Screen(Struct, frozen=True):
    """A page by the name of its template: parts of its path in braces go to `show` by name.

    `show` is "module:function" in `screens`; `section` is the entry of the navigation that it belongs to. A screen
    without a template is a file to be kept.
    """

    name: str
    path: str
    show: str
    section: str = ""

    @property
    def function(self) -> Callable[..., Mapping[str, object]]:
        """What works out the values of the template."""
        found: Callable[..., Mapping[str, object]] = self._found
        return found

    @property
    def file(self) -> Callable[..., File] | None:
        """What makes the file, None of a page."""
        found: Callable[..., File] = self._found
        return found if not self.name else None

    @property
    def _found(self) -> Any:
        module, _, name = self.show.partition(":")
        return getattr(import_module(f"vendorgraph.explorer.screens.{module}"), name)


SCREENS = (
    Screen("start", "/", "start:show", "conflicts"),
    Screen("conflicts", "/conflicts/{lab}", "conflicts:show", "conflicts"),
    Screen("why", "/conflicts/{lab}/{vendor}/{rival}", "why:show", "conflicts"),
    Screen("", "/report/{lab}/{vendor}/{rival}", "reports:file"),
    Screen("entity", "/entity/{slug}", "entities:show"),
    Screen("relation", "/relation/{subject}/{relation}/{object}", "relation:show"),
    Screen("search", "/search", "search:show"),
    Screen("graph", "/graph", "graphs:show", "graph"),
    Screen("table", "/table", "tables:show", "table"),
    Screen("", "/files/graph.{format}", "tables:file"),
    Screen("whatif", "/what-if", "whatif:show", "what-if"),
    Screen("choose", "/vendors", "vendors:choose", "vendors"),
    Screen("vendors", "/vendors/{lab}", "vendors:show", "vendors"),
    Screen("choose", "/changes", "changes:choose", "changes"),
    Screen("changes", "/changes/{lab}", "changes:show", "changes"),
    Screen("queries", "/queries", "queries:show", "queries"),
    Screen("queries", "/queries/{name}", "queries:stored", "queries"),
    Screen("", "/files/answer.{format}", "queries:file"),
    Screen("about", "/about", "abouts:show", "about"),
    Screen("sources", "/sources", "abouts:sources", "about"),
    Screen("source", "/sources/{id}", "abouts:source", "about"),
)


def find(path: str) -> tuple[Screen, dict[str, str]]:
    """Return the page of a path and the parts of the path; Wrong when there is none."""
    for screen in SCREENS:
        parts = matched(screen.path, path)
        if parts is not None:
            return screen, parts
    raise Wrong("path")


def matched(pattern: str, path: str) -> dict[str, str] | None:
    """Return the parts of `path` that stand for names in braces in `pattern`; None when it is not like that.

    >>> matched("/a/{x}", "/a/b"), matched("/a/{x}", "/a/b/c"), matched("/a/b.{x}", "/a/b.csv")
    ({'x': 'b'}, None, {'x': 'csv'})
    """
    wanted, found = pattern.strip("/").split("/"), path.strip("/").split("/")
    if len(wanted) != len(found):
        return None
    parts = {}
    for name, text in zip(wanted, found, strict=True):
        before, brace, rest = name.partition("{")
        if not (text.startswith(before) and text != before if brace else text == name):
            return None
        if brace:
            parts[rest[:-1]] = text.removeprefix(before)
    return parts
