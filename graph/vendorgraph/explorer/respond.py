"""From an address to an answer: pages, files, downloads. Whatever goes wrong says what to do next."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field, structs

from vendorgraph.explorer import assets, pages, render
from vendorgraph.explorer.address import State, Wrong, instead, lost, state
from vendorgraph.explorer.answered import Answered
from vendorgraph.explorer.desk import Desk
from vendorgraph.explorer.elsewhere import Elsewhere, File, NeedsAnswer

HTML = "text/html; charset=utf-8"

#: What a page may load and run: its own files alone.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class Page(Struct, frozen=True, kw_only=True):
    """An answer: status, content and headers.

    With `query` it is none yet: the store is to be asked that query, and then the page again with what was answered.
    """

    body: bytes = b""
    query: str | None = None
    status: int = 200
    media_type: str = HTML
    headers: dict[str, str] = field(default_factory=dict)


def respond(
    desk: Desk, path: str, query: Iterable[tuple[str, str]], accepted: str = "", answered: Answered | None = None
) -> Page:
    """Return the answer to an address; `accepted` is the header Accept-Language. It never raises for an address.

    `answered` is what the store said to the query that an answer without it asked for.
    """
    pairs = list(query)
    if path.startswith("/static/"):
        return _asset(path.removeprefix("/static/"))
    try:
        return _shown(desk, structs.replace(state(path, pairs, accepted), answered=answered))
    except NeedsAnswer as needs:
        return Page(query=needs.query)
    except Elsewhere as elsewhere:
        return Page(body=b"", status=303, headers={"location": elsewhere.address, "vary": "Accept-Language"})
    except Wrong as wrong:
        found = wrong
    except Exception:
        found = Wrong("defect", 500)
    near = [(meant, instead(path, pairs, found.missed, meant)) for meant in found.near]
    return wrong_page(desk, lost(path, pairs, accepted), found, near)


def _shown(desk: Desk, asked: State) -> Page:
    screen, parts = pages.find(asked.path)
    if asked.lab is not None:
        desk.entity(asked.lab, "lab")
    asked = structs.replace(asked, lab=parts.get("lab", asked.lab))
    if screen.file:
        return _file(screen.file(desk, asked, **parts))
    values: Mapping[str, object] = screen.function(desk, asked, **parts)
    body = render.page(screen.name, desk, asked, {**values, "section": screen.section})
    return Page(body=body, headers={"vary": "Accept-Language", "content-language": asked.language})


def _file(file: File) -> Page:
    kept = {"content-disposition": f'attachment; filename="{file.name}"', "vary": "Accept-Language"}
    return Page(body=file.body, media_type=file.media_type, headers=kept)


def wrong_page(desk: Desk, asked: State, wrong: Wrong, near: Sequence[tuple[str, str]] = ()) -> Page:
    """Return the page that says what is wrong with an address and what to do next.

    `near` are what may have been meant, each with the address that says so.
    """
    values = {"key": wrong.key, "values": wrong.values, "near": near, "section": ""}
    return Page(body=render.page("wrong", desk, asked, values), status=wrong.status)


def _asset(name: str) -> Page:
    found = assets.all_assets().get(name)
    if found is None:
        return Page(body=b"", status=404, media_type="text/plain; charset=utf-8")
    keep = {"cache-control": "public, max-age=31536000, immutable"}
    return Page(body=found.body, media_type=found.media_type, headers=keep)
