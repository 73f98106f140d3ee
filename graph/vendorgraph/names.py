"""Names to entities: by slug, name, alias, Arabic name or a name that was decided to mean the same, in any case."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from vendorgraph.model import Entity, Market
from vendorgraph.problems import shown

_TATWEEL = "\u0640"
_NEAR = 5


class UnknownName(LookupError):
    """No entity has this name; `near` are entities with a name like it, the nearest first."""

    def __init__(self, text: str, near: Iterable[Entity]) -> None:
        self.text = text
        self.near = tuple(near)
        hint = f"did you mean {_listed(self.near)}?" if self.near else "none has a name like it"
        super().__init__(f"no entity is called {shown(text)}: {hint}")


class AmbiguousName(LookupError):
    """Several entities have this name; `entities` are all of them, by slug, `ways` what to write for each."""

    def __init__(self, text: str, entities: Iterable[Entity]) -> None:
        self.text = text
        self.entities = tuple(entities)
        # A slug that is the ambiguous name itself tells nothing apart, its type does.
        self.ways = tuple(f"{e.type}:{e.slug}" if folded(e.slug) == folded(text) else e.slug for e in self.entities)
        super().__init__(f"{shown(text)} may be {_listed(self.entities)}: write {' or '.join(self.ways)}")


def find(market: Market, text: str) -> Entity:
    """Return the entity that `text` names.

    Case, blanks, accents and Arabic vowel marks and tatweel make no difference. A name that several entities have is
    ambiguous, even where it is the slug of one of them; "product:cursor", the type before the name, tells them apart.
    A name that nobody has so may be that of an entity without what stands behind it in brackets.
    Raises UnknownName with near names, or AmbiguousName with all the entities.
    """
    type, colon, name = text.partition(":")
    typed = bool(colon) and type in market.vocabulary.schemes["type"]
    wanted = folded(name if typed else text)
    found = [
        entity
        for entity, names in _named(market)
        if (not typed or entity.type == type) and any(folded(each) == wanted for each in names)
    ]
    if not found:
        found = [
            entity
            for entity in market.entities.values()
            if (not typed or entity.type == type) and folded(bare(entity.name)) == wanted
        ]
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousName(text, found)
    raise UnknownName(text, _near(market, wanted))


def suggested(market: Market, text: str) -> tuple[Entity, ...]:
    """Return the entities that `text` may mean: those of that name, else those of one like it, nearest first."""
    try:
        return (find(market, text),)
    except AmbiguousName as several:
        return several.entities
    except UnknownName as unknown:
        return unknown.near


def bare(name: str) -> str:
    """Return a name without what stands behind it in brackets, where imports tell it from a name that is taken.

    >>> bare("Meta Platforms (Q380)")
    'Meta Platforms'
    """
    return re.sub(r" \([^()]*\)$", "", name)


def folded(text: str) -> str:
    """Return a name as it is compared: compatibility forms, marks, case and blanks made equal.

    >>> folded("  SCALE   ai "), folded("مِيتـا") == folded("ميتا"), folded("Aleksander Mądry")
    ('scale ai', True, 'aleksander madry')
    """
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(each for each in parts if unicodedata.category(each) != "Mn" and each != _TATWEEL)
    return " ".join(text.casefold().split())


def _named(market: Market) -> Iterator[tuple[Entity, list[str]]]:
    """Every entity with all its names."""
    decided: dict[str, list[str]] = {}
    for decision in market.identities:
        decided.setdefault(next(iter(decision.same), ""), []).extend(decision.same[1:])
    for entity in market.entities.values():
        names = [entity.slug, entity.name, *entity.aliases, *decided.get(entity.slug, ())]
        yield entity, [*names, entity.name_ar] if entity.name_ar else names


def _near(market: Market, wanted: str) -> list[Entity]:
    from difflib import get_close_matches

    entities = {folded(name): entity for entity, names in _named(market) for name in names}
    near = get_close_matches(wanted, entities, n=_NEAR, cutoff=0.6)
    return list({entities[name].slug: entities[name] for name in near}.values())


def _listed(entities: Iterable[Entity]) -> str:
    return ", ".join(f"{each.slug} ({each.name}, {each.type})" for each in entities)
