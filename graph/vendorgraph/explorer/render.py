"""Templates to bytes. Every expression is escaped; what would command a screen or turn its direction is taken out.

A template gets the page's own values and: `w` words, `v` voice, `state`, `desk`, `static` (address of a file), and
`site` (whether the page is a static file, without forms that need a server).
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from vendorgraph.explorer import assets
from vendorgraph.explorer.address import State, Whole
from vendorgraph.explorer.desk import Desk
from vendorgraph.explorer.words import Words, words
from vendorgraph.wording import contradictions, language, relations, sources

# Control characters, and those that turn the direction of everything after them.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LONGEST = 600  # characters of one text of the data


def page(name: str, desk: Desk, state: State, values: Mapping[str, object], links: "Links | None" = None) -> bytes:
    """Return the page that the template `name` makes of `values`."""
    shared = {
        "desk": desk,
        "state": state,
        "v": desk.voice(state),
        "w": words(state.language),
        "language": language(state.language),
        "links": links or Links(state),
        "days": desk.days(state),
    }
    return environment().get_template(f"{name}.html").render({**shared, **values}).encode()


class Links:
    """Addresses as a page writes them; a folder of static files has its own."""

    site = False

    def __init__(self, state: State) -> None:
        self.state = state

    def to(self, path: str, **params: object) -> str:
        """Return the address of another page."""
        return self.state.to(path, **params)  # type: ignore[arg-type]

    def here(self, **changes: object) -> str:
        """Return the address of this page with some parameters changed."""
        return self.state.here(**changes)  # type: ignore[arg-type]

    def entity(self, slug: str) -> str:
        """Return the address of the page of an entity."""
        return self.to(f"/entity/{slug}")

    def static(self, name: str) -> str:
        """Return the address of a style sheet or a module, which changes with its content."""
        return assets.address(name)

    def script(self, name: str) -> Markup:
        """Return the element that runs a module."""
        return Markup('<script type="module" src="{}"></script>').format(self.static(name))


@cache
def environment() -> Environment:
    """Return the templates, all of them compiled, so that later nothing need be read from the disk."""
    made = Environment(
        loader=PackageLoader("vendorgraph.explorer"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=clean,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )
    made.filters |= {"web": web_address, "host": host, "whole": Whole}
    made.tests["name"] = lambda part: not isinstance(part, str)
    made.globals |= {"told": relations, "who": sources, "clash": contradictions, "named": named}
    for name in made.list_templates():
        made.get_template(name)
    return made


def clean(value: object) -> object:
    """Return what an expression gives, without characters that act, and cut where it is longer than any text is."""
    if value is None:
        return ""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    if len(value) > _LONGEST and not isinstance(value, Whole):
        value = f"{value[:_LONGEST]}…"
    return value if value.isascii() and value.isprintable() else _UNSAFE.sub("", value)


def named(table: Words, key: str, /, **values: object) -> Markup:
    """Return words with values filled in, each set apart: a name has a direction of its own."""
    apart = {name: Markup("<bdi>{}</bdi>").format(clean(value)) for name, value in values.items()}
    return Markup(table[key]).format(**apart)


def web_address(text: str | None) -> str | None:
    """Return an address of the data if it is one of the web with nothing hidden in it, else None."""
    if not text or _UNSAFE.search(text) or any(each.isspace() for each in text) or len(text) > 2000:
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme.lower() in ("http", "https") and parts.hostname and not parts.username else None


def host(text: str) -> str:
    """Return the name of the server in an address of the web."""
    return (urlsplit(text).hostname or "").removeprefix("www.")


Template = Callable[..., str]
