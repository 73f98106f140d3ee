"""Rows of a columnar market as the records of `vendorgraph.model`, for a part of it that fits into memory."""

from typing import TYPE_CHECKING, Any

import msgspec

from vendorgraph.model import Claim, Entity, Market, MarketInfo, Source
from vendorgraph.scale.columns import Columns

if TYPE_CHECKING:
    from ibis.expr.types import Table

_DERIVED = ("source", "origin")


def part(columns: Columns, names: "Table") -> Market:
    """Return the market of the entities in the column `name`: they, and all that is said of them and among them.

    Claims are in the order of their ids. The part has the digest "", since it is no market of its own.
    """
    about = columns.claims.semi_join(names, [("subject", "name")])
    alone, joined = about.filter(about["object"].isnull()), about.filter(about["object"].notnull())
    claims = columns.engine.keep("claims", alone.union(joined.semi_join(names, [("object", "name")])))
    sources = columns.sources.semi_join(claims, [("id", "source")])
    entities = columns.entities.semi_join(names, [("slug", "name")])
    return Market(
        MarketInfo(title="A part of a market", read=columns.read.isoformat()),
        {each.id: each for each in sorted(_records(columns, sources, Source), key=lambda each: each.id)},
        {each.id: each for each in sorted(_records(columns, claims, Claim), key=_place)},
        {each.slug: each for each in sorted(_records(columns, entities, Entity), key=lambda each: each.slug)},
        (),
        columns.vocabulary,
        "",
    )


def _records(columns: Columns, table: "Table", model: Any) -> list[Any]:
    rows = columns.engine.fetch(table).to_pylist()
    return [msgspec.convert(_said(row), model) for row in rows]


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
