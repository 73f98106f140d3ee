"""Rows of a columnar market as the records of `vendorgraph.model`: all of a small one, a part of any other."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from vendorgraph.model import Claim, Entity, Market, Rest, Source
from vendorgraph.scale.columns import Columns, slugs

if TYPE_CHECKING:
    from ibis.expr.types import Table

    from vendorgraph.scale.neighbourhood import Part

#: The most claims that are read into memory: of a whole market, and of the part that one question depends on.
WHOLE, PART = 100_000, 200_000

#: Where a claim names entities.
_PLACES = ("subject", "object", "from_org", "product")

_DERIVED = ("source", "origin")


class TooMany(Exception):
    """What was asked for needs more than is read into memory or looked at; the message says what to do."""


def is_large(columns: Columns) -> bool:
    """Whether a market has more claims than are read into memory."""
    return columns.engine.size(columns.claims) > WHOLE


def whole(columns: Columns) -> Market:
    """Return the whole market; TooMany when it has more than `WHOLE` claims."""
    from vendorgraph.reading.building import digest

    size = columns.engine.size(columns.claims)
    if size > WHOLE:
        raise TooMany(
            f"the market has {size:,} claims, and {WHOLE:,} are read into memory at most: ask about one entity or lab, "
            "write `export --around ENTITY` for a part, or `scan` for the conflicts of all"
        )
    made = _market(columns, columns.entities, columns.sources, columns.claims)
    parts = (made.sources.values(), made.claims.values(), made.entities.values(), made.identities)
    return msgspec.structs.replace(made, digest=digest(made.info, *parts))


def part(columns: Columns, wanted: "Part") -> Market:
    """Return a part as a market: its claims, their sources, and every entity that they or the part name.

    It says what it leaves out as `rest`. TooMany when it has more than `PART` claims.
    """
    claims = columns.engine.keep("claims", _claims(columns, wanted))
    size = columns.engine.size(claims)
    if size > PART:
        raise TooMany(
            f"what this depends on has {size:,} claims, and {PART:,} are read into memory at most: ask for less, such "
            "as `conflicts LAB --vendor VENDOR --rival RIVAL` for one that `scan` found"
        )
    made = _market(columns, _entities(columns, wanted, claims), _sources(columns, claims), claims)
    return msgspec.structs.replace(made, rest=_rest(columns, made))


def _claims(columns: Columns, wanted: "Part") -> "Table":
    """Those that name one of `whole` in any place, and those that name nobody but `names`."""
    import ibis

    claims = columns.claims
    whole = [claims.semi_join(wanted.whole, [(place, "name")]) for place in ("subject", "object", "from_org")]
    within = claims.semi_join(wanted.names, [("subject", "name")])
    alone, joined = within.filter(within["object"].isnull()), within.filter(within["object"].notnull())
    every = [*whole, alone, joined.semi_join(wanted.names, [("object", "name")])]
    ids = ibis.union(*(each.select("id") for each in every)).distinct()
    return claims.semi_join(ids, "id")


def named(columns: Columns, slugs_: Iterable[str]) -> Market:
    """Return the market of some entities by slug, of which nothing is said."""
    some = columns.entities.semi_join(slugs(columns, slugs_), [("slug", "name")])
    nothing: tuple[dict[str, Source], dict[str, Claim]] = ({}, {})
    return Market(columns.info, *nothing, entities_of(columns, some), (), columns.vocabulary, columns.digest)


def entities_of(columns: Columns, entities: "Table") -> dict[str, Entity]:
    """Return rows of the table of entities as entities by slug, in the order of the slugs."""
    return {each.slug: each for each in sorted(_records(columns, entities, Entity), key=lambda each: each.slug)}


def _market(columns: Columns, entities: "Table", sources: "Table", claims: "Table") -> Market:
    """Sources and entities in the order of their ids, claims in that of their sources and numbers."""
    return Market(
        columns.info,
        {each.id: each for each in sorted(_records(columns, sources, Source), key=lambda each: each.id)},
        {each.id: each for each in sorted(_records(columns, claims, Claim), key=_place)},
        entities_of(columns, entities),
        columns.identities,
        columns.vocabulary,
        columns.digest,
    )


def _entities(columns: Columns, wanted: "Part", claims: "Table") -> "Table":
    import ibis

    named = [claims.filter(claims[place].notnull()).select(name=claims[place]) for place in _PLACES]
    names = ibis.union(wanted.names.select("name"), wanted.whole.select("name"), *named).distinct()
    return columns.entities.semi_join(names, [("slug", "name")])


def _sources(columns: Columns, claims: "Table") -> "Table":
    return columns.sources.semi_join(claims, [("id", "source")])


def _rest(columns: Columns, made: Market) -> Rest:
    """What the part leaves out, of the whole and of its sources."""
    claims, sources = columns.claims, columns.sources
    mine = claims.semi_join(sources.filter(sources["id"].isin(sorted(made.sources))), [("source", "id")])
    told = columns.engine.fetch(mine.group_by("source").aggregate(count=mine.count())).to_pylist()
    by_source = Counter({row["source"]: row["count"] for row in told})
    by_source.subtract(claim.source_id for claim in made.claims.values())
    return Rest(
        columns.engine.size(claims) - len(made.claims),
        columns.engine.size(sources) - len(made.sources),
        {source: count for source, count in sorted(by_source.items()) if count},
    )


def _records(columns: Columns, table: "Table", model: Any) -> list[Any]:
    rows = columns.engine.fetch(table).to_pylist()
    return [record(row, model) for row in rows]


def record(row: dict[str, Any], model: Any) -> Any:
    """Return a row of the table of entities, sources or claims as the record of that `model`."""
    return msgspec.convert(_said(row), model)


def _said(row: dict[str, Any]) -> dict[str, Any]:
    """What a row says: sums and values as their record has them, nothing that follows from other columns."""
    said = {key: value for key, value in row.items() if value is not None and key not in _DERIVED}
    for amount, currency in (("amount", "currency"), ("round_amount", "round_currency")):
        if currency in said:
            said[amount] = {"value": said[amount], "currency": said.pop(currency)}
    for column in ("whole_number", "number"):
        if column in said:
            said["value"] = said.pop(column)
    return said


def _place(claim: Claim) -> tuple[str, int, str]:
    source, _, number = claim.id.partition("#")
    return source, int(number) if number.isdecimal() else 0, number
