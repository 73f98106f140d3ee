"""Desks over the markets of the tests, and what is read from a page."""

from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl

from tests.markets import bundled
from vendorgraph import pipeline
from vendorgraph.explorer.answered import Answered
from vendorgraph.explorer.desk import Desk
from vendorgraph.explorer.respond import Page, respond

DATA = Path(__file__).parent.parent / "data"

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@cache
def desk(name: str = "bundled") -> Desk:
    """The desk of a market: the bundled one, or a folder of the tests' data."""
    return Desk(bundled() if name == "bundled" else pipeline.read([DATA / name]))


def get(address: str, name: str = "bundled", answered: Answered | None = None, accepted: str = "") -> Page:
    """The answer to an address."""
    path, _, query = address.partition("?")
    return respond(desk(name), path, parse_qsl(query, keep_blank_values=True), accepted, answered)


class Read(HTMLParser):
    """A page as its elements, texts, ids and addresses; elements that are not closed in order are `faults`."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if len(attrs) != len(dict(attrs)):
            self.faults.append(f"<{tag}> has an attribute twice")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.texts.append(data)

    @property
    def text(self) -> str:
        """All text, blanks made single."""
        return " ".join(" ".join(self.texts).split())

    def values(self, attribute: str) -> list[str]:
        """All values of an attribute."""
        return [each for _, attrs in self.elements if (each := attrs.get(attribute)) is not None]


def read(page: Page) -> Read:
    """A page, read."""
    return Read(page.body.decode())
