"""The page of an entity: its relations in tables by what they mean for it, a timeline, figures, contradictions."""

from collections.abc import Iterable, Mapping

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
_TRADING = ("supplier-of", "partner-of", "receives-data-from", "in-talks-with")
_PEOPLE = ("holds-role", "board-member-of", "advises", "founded", "moved-to", "appoints-directors-of", "staff-moved-to")


class Part(Struct, frozen=True, kw_only=True):
    """A table of relations: its key, its rows, and the query for them."""

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


Places = Mapping[str, tuple[str, ...]]

#: The tables in order: in which kinds of relations the entity stands in which place. A relation goes into the first
#: that it fits; what fits none goes into the last, which names no kinds.
PARTS: dict[str, Places] = {
    "owned-by": {"object": (*_OWNING, "controls"), "subject": ("subsidiary-of",)},
    "owns": {"subject": (*_OWNING, "controls"), "object": ("subsidiary-of",)},
    "customers": {"object": ("customer-of",)},
    "buys-from": {"subject": ("customer-of",)},
    "suppliers": {"subject": _TRADING, "object": _TRADING},
    "people-here": {"object": _PEOPLE, "from_org": _PEOPLE},
    "posts": {"subject": _PEOPLE},
    "competes": {"subject": ("competitor-of",), "object": ("competitor-of",)},
    "other-relations": {},
}

_LAST = "other-relations"


def show(desk: Desk, state: State, slug: str) -> Mapping[str, object]:
    """Return all that is known of an entity by the days of the address."""
    entity, voice = desk.entity(slug), desk.voice(state)
    found = desk.relations(state)
    about = [each for each in found if slug in (each.subject, each.object) or each.from_org == slug]
    _, known_by = desk.days(state)
    return {
        "entity": entity,
        "kind": styles.kind(desk.market, slug),
        "parts_": list(_parts(desk, state, about, slug)),
        "events": sorted(_events(voice, about), key=lambda event: (event.date, str(event.sentence))),
        "held": desk.holds(state),
        "figures_query": sparql.figures_of(slug, desk.read, known_by),
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


def _parts(desk: Desk, state: State, about: Iterable[Relation], slug: str) -> Iterable[Part]:
    rows: dict[str, list[Relation]] = {key: [] for key in PARTS}
    for each in about:
        rows[next((key for key in PARTS if _fits(PARTS[key], each, slug)), _LAST)].append(each)
    for key, found in rows.items():
        if found:
            ordered = sorted(found, key=lambda each: (not each.holds, each.relation, each.subject, each.object))
            yield Part(key=key, rows=tuple(ordered), query=_query(desk, state, key, slug))


def _fits(places: Places, relation: Relation, slug: str) -> bool:
    return any(relation.relation in kinds and getattr(relation, place) == slug for place, kinds in places.items())


def _query(desk: Desk, state: State, key: str, slug: str) -> str:
    """What to ask the endpoint: the relations of the day that it holds; of other days the claims behind them."""
    (as_of, known_by), market = desk.days(state), desk.market
    places = PARTS[key] or _others(market)
    if desk.holds(state):
        return sparql.relations_of(market, slug, places, as_of, known_by)
    return sparql.claims_of(market, slug, places, desk.read, known_by)


def _others(market: Market) -> Places:
    named = {kind for places in PARTS.values() for kinds in places.values() for kind in kinds}
    left = tuple(kind for kind in market.vocabulary.relations if kind not in named)
    return {"subject": left, "object": left}


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
            told = (*value.claims, *value.denied_by)
            words = claims.value(voice, desk.market.claims[told[0]])
            who = sources.sides(voice, value.claims, value.denied_by)
            yield Figure(quantity.attribute, quantity.object, quantity.period, words, who, told)


def _conflicts(desk: Desk, state: State, slug: str) -> list[Row]:
    """Conflicts above the lowest level: of a lab its own, of a vendor those of all labs there."""
    entity, voice = desk.market.entities[slug], desk.voice(state)
    customers = [slug] if "ai-lab" in entity.roles else [lab.slug for lab in desk.labs()]
    if "ai-lab" not in entity.roles and "data-vendor" not in entity.roles:
        return []
    found = [each for lab in customers for each in desk.conflicts(state, lab) if each.level != "low"]
    return [row(voice, each) for each in found if slug in (each.customer, each.vendor)]
