"""The page of an entity: its relations in tables by what they mean for it, a timeline, figures, contradictions."""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from vendorgraph.answers import sources as told
from vendorgraph.answers.quantities import quantities
from vendorgraph.explorer.address import State
from vendorgraph.explorer.desk import Desk
from vendorgraph.explorer.drawing import styles
from vendorgraph.explorer.drawing.scene import Scene
from vendorgraph.explorer.screens import sparql
from vendorgraph.explorer.screens.conflicts import Row, row
from vendorgraph.model import Market
from vendorgraph.relations.model import Relation
from vendorgraph.wording import Sentence, Voice, claims, relations, sources

#: Entities around one on its small graph.
AROUND = 26

_OWNING = ("holds-stake-in", "invested-in", "acquired", "bid-for")
_PEOPLE = ("holds-role", "board-member-of", "advises", "founded", "moved-to", "appoints-directors-of", "staff-moved-to")


class Part(Struct, frozen=True, kw_only=True):
    """A table of relations: its key, its rows, and the query that gives the claims behind it."""

    key: str
    rows: tuple[Relation, ...]
    query: str


class Event(Struct, frozen=True):
    """Something that begins, happens or ends: a date as printed, a sentence, and which of the three."""

    date: str
    sentence: Sentence
    kind: str


class Figure(Struct, frozen=True):
    """One value of an attribute, for a period and perhaps of another entity, and who says so."""

    attribute: str
    other: str | None
    period: str | None
    value: str
    said_by: Sentence
    claims: tuple[str, ...]


Goes = Callable[[Relation, str], bool]

#: The tables in order, each with what goes into it: the first that a relation fits.
PARTS: dict[str, Goes] = {
    "owned-by": lambda r, slug: _owned(r) == slug,
    "owns": lambda r, slug: _owner(r) == slug,
    "customers": lambda r, slug: r.relation == "customer-of" and r.object == slug,
    "buys-from": lambda r, slug: r.relation == "customer-of" and r.subject == slug,
    "suppliers": lambda r, slug: r.relation in ("supplier-of", "partner-of", "receives-data-from", "in-talks-with"),
    "people-here": lambda r, slug: r.relation in _PEOPLE and r.subject != slug,
    "posts": lambda r, slug: r.relation in _PEOPLE,
    "competes": lambda r, slug: r.relation == "competitor-of",
    "other-relations": lambda r, slug: True,
}


def show(desk: Desk, state: State, slug: str) -> Mapping[str, object]:
    """Return all that is known of an entity by the days of the address."""
    entity, voice = desk.entity(slug), desk.voice(state)
    found = desk.relations(state)
    about = [each for each in found if slug in (each.subject, each.object) or each.from_org == slug]
    _, known_by = desk.days(state)
    return {
        "entity": entity,
        "kind": styles.kind(desk.market, slug),
        "parts_": list(_parts(desk.market, about, slug)),
        "events": sorted(_events(voice, about), key=lambda event: (event.date, str(event.sentence))),
        "figures": list(_figures(desk, voice, slug, state)),
        "contradictions": desk.contradictions(state, slug),
        "sources": told.of_entity(desk.market, slug, known_by)[::-1],
        "drawing": desk.picture(state, around(desk.market, about, slug)),
        "conflicts": _conflicts(desk, state, slug),
        "is_lab": "ai-lab" in entity.roles,
    }


def around(market: Market, about: Iterable[Relation], slug: str, most: int = AROUND) -> Scene:
    """Return the entity amid what it is related to, labs, vendors and investors first."""
    shown = [each for each in about if each.holds or each.status == "planned"]
    weights = {"vendor": 0, "lab": 1, "investor": 2, "person": 3, "other": 4}
    near = dict.fromkeys(each.object if each.subject == slug else each.subject for each in shown)
    near.pop(slug, None)
    kept = _balanced(market, sorted(near, key=lambda each: (weights[styles.kind(market, each)], each)), most)
    chosen = {slug, *kept}
    drawn = [each for each in shown if each.subject in chosen and each.object in chosen]
    once = {(each.subject, each.object, styles.family(each.relation)): each for each in drawn}
    return Scene(own=(slug,), others=tuple(kept), relations=tuple(once.values()), small=True)


def _balanced(market: Market, ranked: list[str], most: int) -> list[str]:
    """At most `most`, no kind of entity taking more than a half."""
    taken: dict[str, int] = {}
    kept: list[str] = []
    for slug in ranked:
        kind = styles.kind(market, slug)
        if taken.get(kind, 0) < most // 2 and len(kept) < most:
            taken[kind] = taken.get(kind, 0) + 1
            kept.append(slug)
    return kept


def _parts(market: Market, about: Iterable[Relation], slug: str) -> Iterable[Part]:
    rows: dict[str, list[Relation]] = {key: [] for key in PARTS}
    for each in about:
        rows[next(key for key, goes in PARTS.items() if goes(each, slug))].append(each)
    for key, found in rows.items():
        if found:
            ordered = sorted(found, key=lambda each: (not each.holds, each.relation, each.subject, each.object))
            kinds = sorted({each.relation for each in found})
            yield Part(key=key, rows=tuple(ordered), query=sparql.claims_of(market, slug, kinds))


def _owned(relation: Relation) -> str | None:
    if relation.relation == "subsidiary-of":
        return relation.subject
    return relation.object if relation.relation in (*_OWNING, "controls") else None


def _owner(relation: Relation) -> str | None:
    if relation.relation == "subsidiary-of":
        return relation.object
    return relation.subject if relation.relation in (*_OWNING, "controls") else None


def _events(voice: Voice, about: Iterable[Relation]) -> Iterable[Event]:
    for each in about:
        happens = voice.market.vocabulary.relations[each.relation].event
        sentence = relations.plain(voice, each)
        if each.since:
            yield Event(each.since, sentence, "happens" if happens else "begins")
        if each.until and each.until != each.since:
            yield Event(each.until, sentence, "ends")


def _figures(desk: Desk, voice: Voice, slug: str, state: State) -> Iterable[Figure]:
    for quantity in quantities(desk.market, slug, desk.days(state)[1]):
        for value in quantity.values:
            first = desk.market.claims[value.claims[0]]
            words = claims.value(voice, first)
            who = sources.who(voice, value.claims)
            yield Figure(quantity.attribute, quantity.object, quantity.period, words, who, value.claims)


def _conflicts(desk: Desk, state: State, slug: str) -> list[Row]:
    """Conflicts above the lowest level: of a lab its own, of a vendor those of all labs there."""
    entity, voice = desk.market.entities[slug], desk.voice(state)
    customers = [slug] if "ai-lab" in entity.roles else [lab.slug for lab in desk.labs()]
    if "ai-lab" not in entity.roles and "data-vendor" not in entity.roles:
        return []
    found = [each for lab in customers for each in desk.conflicts(state, lab) if each.level != "low"]
    return [row(voice, each) for each in found if slug in (each.customer, each.vendor)]
