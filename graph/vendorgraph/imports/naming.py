"""Slugs and names that tell apart what the file tells apart, within the import and beside a market.

Two records of one name stay two entities, also where one of them is the market's: their names say which is which until
a person has matched them (`vendorgraph.match`). The same file gives the same slugs on every run.
"""

import re
from collections import Counter

from msgspec import Struct

from vendorgraph.imports import limits, text
from vendorgraph.imports.drafts import Named
from vendorgraph.model import Market


class Taken(Struct, frozen=True):
    """Slugs, and folded names of any kind, by which a market finds its own entities; ids and addresses of its sources,
    as `plain_address` gives them."""

    slugs: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()


def taken(market: Market | None) -> Taken:
    """Return what a market takes; nothing without one."""
    if market is None:
        return Taken()
    known, told = market.entities.values(), market.sources.values()
    names = (name for each in known for name in (each.slug, each.name, each.name_ar or "", *each.aliases))
    addresses = (plain_address(url) for each in told for url in (each.url, *each.other_urls))
    return Taken(
        frozenset(market.entities),
        frozenset(map(folded, names)) - {""},
        frozenset(market.sources),
        frozenset(filter(None, addresses)),
    )


def plain_address(url: str | None) -> str | None:
    """Return an address of the web as it is compared with others; None for what is none."""
    if not url or not text.ADDRESS.fullmatch(url):
        return None
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")


def folded(name: str) -> str:
    """Return a name without case, blanks and marks: two names of one type that fold alike are one name.

    >>> folded("Scale AI, Inc.") == folded("scale ai inc")
    True
    """
    return re.sub(r"\W", "", name.casefold())


def ids(wishes: dict[str, tuple[str, str]], others: frozenset[str] = frozenset()) -> dict[str, str]:
    """Return an id for each key: of its first wish (else its second), where nobody else has or wishes it.

    A wish that is not alone gets a mark of the key.
    """
    wished = {key: text.slug(first) or text.slug(second) for key, (first, second) in wishes.items()}
    often = Counter(wished.values())
    found: dict[str, str] = {}
    held = set(others) | {wish for wish, count in often.items() if wish and count == 1}
    for key, wish in wished.items():
        if wish and often[wish] == 1 and wish not in others:
            found[key] = wish
            continue
        id = "-".join(filter(None, [wish, text.mark(key)]))
        while id in held:
            id = f"{id}-{text.mark(id)}"
        held.add(id)
        found[key] = id
    return found


def names(entities: dict[str, Named], others: frozenset[str] = frozenset()) -> dict[str, str]:
    """Return a name for each key: its own, and behind it what tells it apart where another of its type has it."""
    often = Counter((each.type, folded(each.label)) for each in entities.values())
    held: set[tuple[str, str]] = set()
    found = {}
    for key, named in entities.items():
        plain = folded(named.label)
        name = named.label
        if plain and (often[named.type, plain] > 1 or plain in others):
            mark = known_as(named, key)
            name = f"{name} ({mark})"
            if (named.type, folded(name)) in held or folded(name) in others:
                name = f"{named.label} ({mark}, {text.mark(key)})"
        held.add((named.type, folded(name)))
        found[key] = text.clean(name, limits.NAME)
    return found


def known_as(named: Named, key: str) -> str:
    """Return what tells an entity from another of its name: an identifier, else its key in the file if that tells more
    than the name does."""
    mark = next(iter(sorted(named.identifiers)), key)
    return text.clean("imported" if folded(mark) == folded(named.label) else mark, 60)
