"""The address of a page is its whole state: what is shown, of which days, in which language. Nothing is kept elsewhere.

/conflicts/google/scale-ai/meta?way=2&step=3&as-of=2025-06-20&lang=ar
"""

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from urllib.parse import quote, urlencode

from msgspec import Struct, structs

from vendorgraph import dates
from vendorgraph.explorer.answered import Answered
from vendorgraph.wording import LANGUAGES

#: Parameters that go with the reader from page to page, in the order in which addresses have them.
CARRIED = ("lab", "as-of", "known-by", "theme", "lang")
THEMES = ("light", "dark")

#: How long a parameter may be, how long a query, and how many parameters an address may have.
LONGEST, QUERY, MOST = 2000, 16_000, 80

Params = tuple[tuple[str, str], ...]
Value = str | int | Iterable[str] | None


class Whole(str):
    """A text that pages never cut: an address, and what the reader wrote or is to copy."""

    __slots__ = ()


class Wrong(Exception):
    """An address that leads nowhere: `key` and `values` name the words for what is wrong and what to do next.

    `near` are what may have been meant in place of the text `missed` of the address, the nearest first.
    """

    def __init__(
        self, key: str, status: int = 404, *, missed: str = "", near: Iterable[str] = (), **values: str
    ) -> None:
        super().__init__(key)
        self.key = key
        self.status = status
        self.missed = missed
        self.near = tuple(near)
        self.values = values


def unknown(key: str, text: str, known: Iterable[str], most: int = 80) -> Wrong:
    """Return what is wrong where `text` is none of `known`, with those like it; `most` of its letters are shown."""
    return Wrong(key, missed=text, near=get_close_matches(text, known, n=5), found=text[:most])


class State(Struct, frozen=True, kw_only=True):
    """What an address says: a path, its parameters, and those that are carried from page to page.

    `language` is that of the page; `chosen` whether the address names it. Days are ISO texts, None for the last day
    that was read. `answered` is what the store said to the query that the address asks, if it was asked.
    """

    path: str
    params: Params = ()
    language: str = LANGUAGES[0]
    chosen: bool = False
    theme: str | None = None
    as_of: str | None = None
    known_by: str | None = None
    lab: str | None = None
    answered: Answered | None = None

    def get(self, name: str) -> str | None:
        """Return the first value of a parameter, None when it is absent or empty."""
        return next((value for key, value in self.params if key == name and value), None)

    def all(self, name: str) -> tuple[str, ...]:
        """Return all values of a parameter, each once, in order."""
        return tuple(dict.fromkeys(value for key, value in self.params if key == name and value))

    def number(self, name: str, most: int, default: int = 1) -> int:
        """Return a parameter as a number from 1 to `most`; Wrong when it is none of them."""
        text = self.get(name)
        if text is None:
            return default
        if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= most:
            raise Wrong("number", 404, name=name, found=text[:40], most=str(most))
        return int(text)

    @property
    def carried(self) -> dict[str, str]:
        """The parameters that go to every page from here."""
        values = (self.lab, self.as_of, self.known_by, self.theme, self.language if self.chosen else None)
        return {name: value for name, value in zip(CARRIED, values, strict=True) if value}

    def to(self, path: str, **params: Value) -> str:
        """Return the address of another page of the same days and language; an underscore in a name is a hyphen."""
        return address(path, {**self.carried, **_named(params)})

    def here(self, **changes: Value) -> str:
        """Return the address of this page with some parameters changed; None or nothing takes one away."""
        whole: dict[str, Value] = {name: self.all(name) for name, _ in self.params}
        return address(self.path, {**whole, **self.carried, **_named(changes)})

    @property
    def kept(self) -> list[tuple[str, str]]:
        """All parameters of this page, for a form that changes some of them."""
        return [(name, Whole(value)) for name, value in (*self.params, *self.carried.items())]

    def moved(self, path: str) -> str:
        """Return the address of another page of the same parameters: the table of a graph, a file of it."""
        return structs.replace(self, path=path).here()

    def toggled(self, name: str, value: str) -> str:
        """Return the address of this page with a value of a parameter added, or taken away where it is there."""
        values = self.all(name)
        changed = tuple(each for each in values if each != value) if value in values else (*values, value)
        return self.here(**{name: changed})


def state(path: str, query: Iterable[tuple[str, str]], accepted: str = "") -> State:
    """Return what an address says; `accepted` is the header Accept-Language. Wrong for days and words that are none."""
    pairs = list(query)
    if len(pairs) > MOST or any(len(value) > (QUERY if name == "query" else LONGEST) for name, value in pairs):
        raise Wrong("too-long", 414)
    given = {name: value for name, value in pairs if name in CARRIED and value}
    language = given.get("lang")
    if language is not None and language not in LANGUAGES:
        raise Wrong("language", 404, found=language[:40])
    theme = given.get("theme")
    if theme is not None and theme not in THEMES:
        raise Wrong("theme", 404, found=theme[:40])
    return State(
        path=path,
        params=tuple((name, value) for name, value in pairs if name not in CARRIED and value),
        language=language or _preferred(accepted),
        chosen=language is not None,
        theme=theme,
        as_of=_day(given.get("as-of")),
        known_by=_day(given.get("known-by")),
        lab=given.get("lab"),
    )


def lost(path: str, query: Iterable[tuple[str, str]], accepted: str = "") -> State:
    """Return what is left of an address that is not understood: its language and colours, where they are right."""
    given = dict(query)
    language, theme = given.get("lang"), given.get("theme")
    chosen = language in LANGUAGES
    return State(
        path=path,
        language=language if chosen and language else _preferred(accepted),
        chosen=chosen,
        theme=theme if theme in THEMES else None,
    )


def address(path: str, params: Mapping[str, Value]) -> str:
    """Return a path with parameters; empty ones are left out, the carried ones come last."""
    pairs = [
        (name, each)
        for name in sorted(params, key=lambda name: CARRIED.index(name) if name in CARRIED else -1)
        for each in _texts(params[name])
    ]
    text = quote(path, safe="/:@!$'()*+,;=~")
    return Whole(f"{text}?{urlencode(pairs, safe='/:,@', quote_via=quote)}" if pairs else text)


def instead(path: str, query: Iterable[tuple[str, str]], missed: str, meant: str) -> str:
    """Return an address in which `meant` stands wherever a part of it was `missed`.

    >>> instead("/conflicts/gogle", [("suppose", "meta/acquired/gogle")], "gogle", "google")
    '/conflicts/google?suppose=meta/acquired/google'
    """

    def mended(text: str) -> str:
        return "/".join(meant if part == missed else part for part in text.split("/"))

    params: dict[str, list[str]] = {}
    for name, value in query:
        params.setdefault(name, []).append(mended(value))
    return address(mended(path), params)


def at(state: State, as_of: date | None, known_by: date | None) -> State:
    """Return the state of other days, None for the last day that was read."""
    return structs.replace(state, as_of=as_of and as_of.isoformat(), known_by=known_by and known_by.isoformat())


def _texts(value: Value) -> tuple[str, ...]:
    if value is None or value == "":
        return ()
    if isinstance(value, str | int):
        return (str(value),)
    return tuple(value)


def _named(params: Mapping[str, Value]) -> dict[str, Value]:
    return {name.replace("_", "-"): value for name, value in params.items()}


def _day(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return dates.day(text).isoformat()
    except ValueError:
        raise Wrong("day", 404, found=text[:40]) from None


def _preferred(accepted: str) -> str:
    """The first language of the header that there is; weights are taken as given in order."""
    wanted = (part.partition(";")[0].strip().lower().partition("-")[0] for part in accepted.split(","))
    return next((code for code in wanted if code in LANGUAGES), LANGUAGES[0])
