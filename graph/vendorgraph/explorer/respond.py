"""From an address to an answer: pages, files, downloads. Whatever goes wrong says what to do next."""

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from vendorgraph.explorer import assets, pages, render
from vendorgraph.explorer.address import State, Wrong, spoken, state
from vendorgraph.explorer.desk import Desk

HTML = "text/html; charset=utf-8"

#: What a page may load and run: its own files alone.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class Page(Struct, frozen=True, kw_only=True):
    """An answer: status, content and headers."""

    body: bytes
    status: int = 200
    media_type: str = HTML
    headers: dict[str, str] = field(default_factory=dict)


def respond(desk: Desk, path: str, query: Iterable[tuple[str, str]], accepted: str = "") -> Page:
    """Return the answer to an address; `accepted` is the header Accept-Language. It never raises for an address."""
    pairs = list(query)
    if path.startswith("/static/"):
        return _asset(path.removeprefix("/static/"))
    try:
        return _shown(desk, state(path, pairs, accepted))
    except Wrong as wrong:
        named = next((value for name, value in pairs if name == "lang"), None)
        return wrong_page(desk, State(path=path, language=spoken(accepted, named)), wrong)


def _shown(desk: Desk, asked: State) -> Page:
    screen, parts = pages.find(asked.path)
    values: Mapping[str, object] = screen.function(desk, asked, **parts)
    body = render.page(screen.name, desk, asked, {**values, "section": screen.section})
    return Page(body=body, headers={"vary": "Accept-Language", "content-language": asked.language})


def wrong_page(desk: Desk, asked: State, wrong: Wrong) -> Page:
    """Return the page that says what is wrong with an address and what to do next."""
    values = {"key": wrong.key, "values": wrong.values, "section": ""}
    return Page(body=render.page("wrong", desk, asked, values), status=wrong.status)


def _asset(name: str) -> Page:
    found = assets.all_assets().get(name)
    if found is None:
        return Page(body=b"", status=404, media_type="text/plain; charset=utf-8")
    keep = {"cache-control": "public, max-age=31536000, immutable"}
    return Page(body=found.body, media_type=found.media_type, headers=keep)
