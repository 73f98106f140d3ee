"""The registry of pages: the path of each, what works out its values, and its template."""

from collections.abc import Callable, Mapping
from importlib import import_module

from msgspec import Struct

from vendorgraph.explorer.address import Wrong


class Screen(Struct, frozen=True):
    """A page by the name of its template: parts of its path in braces go to `show` by name.

    `show` is "module:function" in `screens`; `section` is the entry of the navigation that it belongs to.
    """

    name: str
    path: str
    show: str
    section: str

    @property
    def function(self) -> Callable[..., Mapping[str, object]]:
        """What works out the values of the template."""
        module, _, name = self.show.partition(":")
        found: Callable[..., Mapping[str, object]] = getattr(
            import_module(f"vendorgraph.explorer.screens.{module}"), name
        )
        return found


SCREENS = (
    Screen("start", "/", "start:show", "conflicts"),
    Screen("conflicts", "/conflicts/{lab}", "conflicts:show", "conflicts"),
    Screen("why", "/conflicts/{lab}/{vendor}/{rival}", "why:show", "conflicts"),
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

    >>> matched("/a/{x}", "/a/b"), matched("/a/{x}", "/a/b/c")
    ({'x': 'b'}, None)
    """
    wanted, found = pattern.strip("/").split("/"), path.strip("/").split("/")
    if len(wanted) != len(found):
        return None
    parts = {}
    for name, text in zip(wanted, found, strict=True):
        if name.startswith("{"):
            if not text:
                return None
            parts[name[1:-1]] = text
        elif name != text:
            return None
    return parts
