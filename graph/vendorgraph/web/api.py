"""The questions of the command line over HTTP: /api/NAME, with the JSON that the command of that name writes.

`OPERATIONS` is the registry. A further question is one entry here; routes, the OpenAPI description and tests read it.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import get_args

from msgspec import Struct

from vendorgraph import pipeline
from vendorgraph.analysis.levels import read_levels
from vendorgraph.model import Entity, Market
from vendorgraph.ownership.integrated import Convention
from vendorgraph.relations.model import Relations
from vendorgraph.web import parameters as p
from vendorgraph.web.parameters import Parameter, Values
from vendorgraph.web.refusals import Refused

_DAYS_KEPT = 8


class Desk:
    """A market, and what was last worked out of it."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.day = pipeline.read_day(market)
        self.levels = read_levels()
        self._resolved = lru_cache(_DAYS_KEPT)(lambda held, known: pipeline.relations(market, held, known))

    def relations(self, as_of: date | None, known_by: date | None) -> Relations:
        """Return what holds as of a day as known by a day, which default to the last day that was read."""
        found: Relations = self._resolved(as_of or self.day, known_by or self.day)
        return found

    def asked(self, values: Values) -> Relations:
        """Return what holds by the days that a question names."""
        return self.relations(values.get("as_of"), values.get("known_by"))


class Operation(Struct, frozen=True):
    """A question: its name, which is that of its answer in `vendorgraph.answers`, its parameters, and how to answer."""

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    answer: Callable[[Desk, Values], object]


def call(desk: Desk, name: str, pairs: Iterable[tuple[str, str]]) -> bytes:
    """Return the JSON that answers a question; Refused when its parameters are wrong."""
    from vendorgraph.answers import encode

    operation = OPERATIONS.get(name)
    if operation is None:
        detail = f"There is no question {name[:50]!r}."
        raise Refused("not-found", detail, f"Ask one of {', '.join(OPERATIONS)}; /api/openapi.json describes them.")
    return encode(operation.answer(desk, p.read(operation.parameters, pairs, desk.market)))


def _conflicts(desk: Desk, values: Values) -> object:
    from vendorgraph.answers import conflicts as answers

    relations = desk.asked(values)
    slugs = [p.slug(values, name) for name in ("customer", "vendor", "rival")]
    found = pipeline.conflicts(
        desk.market,
        relations,
        *slugs,
        any_vendor=values["any_vendor"],
        max_hops=values["max_hops"],
        levels=desk.levels,
    )
    return answers.answer(desk.market, relations, slugs[0], answers.at_least(found, values["min_level"]))


def _vendors(desk: Desk, values: Values) -> object:
    from vendorgraph.answers import vendors as answers
    from vendorgraph.vendors import shortlist

    lab: Entity = values["for"]
    return answers.answer(desk.market, shortlist(desk.market, desk.asked(values), lab.slug, desk.levels))


def _show(desk: Desk, values: Values) -> object:
    from vendorgraph.answers import show as answers
    from vendorgraph.relations.contradictions import contradictions

    entity: Entity = values["entity"]
    relations = desk.asked(values)
    found = contradictions(desk.market, relations.known_by, entity.slug)
    return answers.answer(desk.market, relations, entity, found)


def _paths(desk: Desk, values: Values) -> object:
    from vendorgraph.analysis.paths import paths
    from vendorgraph.answers import paths as answers

    a, b, relations = values["a"], values["b"], desk.asked(values)
    if a.slug == b.slug:
        raise Refused("contradictory", f"Both ends are {a.slug}.", "Name two entities.")
    found = paths(
        relations,
        a.slug,
        b.slug,
        kinds=values["relation"] or None,
        max_hops=values["max_hops"],
        limit=values["limit"],
    )
    return answers.answer(desk.market, relations, a, b, found)


def _contradictions(desk: Desk, values: Values) -> object:
    from vendorgraph.answers import contradictions as answers
    from vendorgraph.relations.contradictions import contradictions

    entity, day = values.get("entity"), values.get("known_by") or desk.day
    return answers.answer(desk.market, entity, day, contradictions(desk.market, day, entity.slug if entity else None))


def _diff(desk: Desk, values: Values) -> object:
    from vendorgraph import diff
    from vendorgraph.answers import diff as answers

    first, last, customer = values["from"], values["to"], p.slug(values, "for")
    if first > last:
        raise Refused("contradictory", f"{first} is after {last}.", "Write the earlier day as from.")
    on_held = values["clock"] == "as-of"
    views = []
    for day in (first, last):
        relations = desk.relations(*((day, None) if on_held else (None, day)))
        found = pipeline.conflicts(desk.market, relations, customer, levels=desk.levels)
        views.append(diff.View(relations, tuple(found)))
    changes = diff.at_least(diff.difference(*views), values["min_level"])
    return answers.answer(desk.market, views[0].relations, views[1].relations, customer, changes)


def _control(desk: Desk, values: Values) -> object:
    from vendorgraph.analysis.ground import Ground
    from vendorgraph.analysis.owning import owning
    from vendorgraph.answers import control as answers
    from vendorgraph.ownership.ranges import Threshold

    if values["owners"] and not values["entity"]:
        raise Refused("contradictory", "Owners are asked for, of no company.", "Name the company as entity.")
    relations = desk.asked(values)
    found = owning(
        Ground(desk.market, relations, convention=values["convention"]),
        p.slug(values, "entity"),
        Threshold(values["threshold"], values["at_least"]),
        owners=values["owners"],
    )
    return answers.answer(desk.market, relations, found, owners=values["owners"], explain=values["explain"])


def _concentration(desk: Desk, values: Values) -> object:
    from vendorgraph.analysis.concentration import concentration
    from vendorgraph.answers import concentration as answers
    from vendorgraph.relations.contradictions import contradictions

    vendor: Entity = values["vendor"]
    relations = desk.asked(values)
    found = concentration(desk.market, relations, vendor.slug, across_periods=values["across_years"])
    clashes = answers.about_sums(contradictions(desk.market, relations.known_by, vendor.slug), vendor.slug)
    return answers.answer(desk.market, relations, found, clashes)


def _interlocks(desk: Desk, values: Values) -> object:
    from vendorgraph.analysis.interlocks import interlocks
    from vendorgraph.answers import interlocks as answers

    entity, relations = values.get("entity"), desk.asked(values)
    found = interlocks(desk.market, relations, entity.slug if entity else None)
    return answers.answer(desk.market, relations, entity, found)


def _evidence(desk: Desk, values: Values) -> object:
    from vendorgraph.analysis.conflicts import all_conflicts
    from vendorgraph.analysis.evidence import thin
    from vendorgraph.answers import evidence as answers

    entity: Entity = values["entity"]
    relations = desk.asked(values)
    found = thin(relations, entity.slug, all_conflicts(desk.market, relations, levels=desk.levels))
    return answers.answer(desk.market, relations, entity, found)


def _sources(desk: Desk, values: Values) -> object:
    from vendorgraph.answers import sources as answers

    entity = values.get("about")
    about = desk.market.claims_by_entity.get(entity.slug, []) if entity else desk.market.claims.values()
    wanted = {claim.source_id for claim in about} if entity else set(desk.market.sources)
    found = [source for source in answers.dated(desk.market.sources.values()) if source.id in wanted]
    return answers.answer(desk.market, found)


def _stats(desk: Desk, values: Values) -> object:
    from vendorgraph.answers import sources as answers

    return answers.stats(desk.market)


_ENTITY = p.entity("entity", "An entity: slug, name, alias or Arabic name.", required=True)
_ANY_ENTITY = p.entity("entity", "Only what is about this entity.")

OPERATIONS: Mapping[str, Operation] = {
    each.name: each
    for each in (
        Operation(
            "conflicts",
            "Conflicts of interest of a customer, or of every AI lab, worst first",
            (
                p.entity("customer", "The lab that buys; without it, every AI lab."),
                p.entity("vendor", "Only conflicts at this vendor."),
                p.entity("rival", "Only conflicts with this rival."),
                *p.DAYS,
                p.MIN_LEVEL,
                p.flag("any_vendor", "Take every seller for a vendor."),
                p.number("max_hops", "Longest chain of stakes.", 4, 8),
            ),
            _conflicts,
        ),
        Operation(
            "vendors",
            "Vendors by the conflicts that a lab would have there",
            (p.entity("for", "The lab.", required=True), *p.DAYS),
            _vendors,
        ),
        Operation("show", "All that is known of an entity", (_ENTITY, *p.DAYS), _show),
        Operation(
            "paths",
            "Whole paths of relations between two entities, best first",
            (
                p.entity("a", "Where paths begin.", required=True),
                p.entity("b", "Where paths end.", required=True),
                p.relations("relation", "Only through these relations."),
                p.number("max_hops", "Longest path.", 4, 6),
                p.number("limit", "Paths at most.", 10, 100),
                *p.DAYS,
            ),
            _paths,
        ),
        Operation("contradictions", "Claims that cannot all hold", (_ANY_ENTITY, p.KNOWN_BY), _contradictions),
        Operation(
            "diff",
            "Conflicts that appeared, vanished or changed between two days, and why",
            (
                p.day("from", "The earlier day.", required=True),
                p.day("to", "The later day.", required=True),
                p.entity("for", "Only this lab."),
                p.choice("clock", "Which day goes from one to the other.", ("as-of", "known-by"), "as-of"),
                p.MIN_LEVEL,
            ),
            _diff,
        ),
        Operation(
            "control",
            "Who controls whom, integrated ownership and close links",
            (
                _ANY_ENTITY,
                *p.DAYS,
                p.choice("convention", "How cycles count.", get_args(Convention), "baldone"),
                p.part("threshold", "Control is more than this.", 0.5),
                p.flag("at_least", "Control is the threshold itself or more."),
                p.flag("owners", "Also the owners of the entity, by several tests side by side."),
                p.flag("explain", "Also the holdings that all of it rests on, with their claims."),
            ),
            _control,
        ),
        Operation(
            "concentration",
            "Which part of a vendor's revenue each customer makes",
            (
                p.entity("vendor", "The vendor.", required=True),
                *p.DAYS,
                p.flag("across_years", "Also compare spend with revenue of another year."),
            ),
            _concentration,
        ),
        Operation("interlocks", "People who serve at two organisations at once", (_ANY_ENTITY, *p.DAYS), _interlocks),
        Operation("evidence", "Where more reporting on an entity is needed", (_ENTITY, *p.DAYS), _evidence),
        Operation(
            "sources",
            "Documents that were read, oldest first",
            (p.entity("about", "Only those that speak of this entity."),),
            _sources,
        ),
        Operation("stats", "Counts of claims, sources and entities by kind", (), _stats),
    )
}
