"""The market as tables: what CSV, Parquet and Excel files are made of.

A cell is a text, a number, a truth value, a list of texts, or None where nothing is said. Shares are fractions, dates
are as printed. The tables market, entities, identities, sources and claims hold all of the records, so that they can be
read back; relations and conflicts are what follows as of the day that the table market names.
"""

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from vendorgraph import network
from vendorgraph.analysis.model import Conflict
from vendorgraph.formats.model import Selection
from vendorgraph.model import Claim, Entity, Identity, Money, Source
from vendorgraph.relations.model import Relation, Share

Row = dict[str, Any]

#: Columns of each table with their types, a list of texts being `list`.
COLUMNS: dict[str, dict[str, type]] = {
    "market": {
        "title": str,
        "licence": str,
        "read": str,
        "as_of": str,
        "known_by": str,
        "sha256": str,
    },
    "entities": {
        "slug": str,
        "name": str,
        "name_ar": str,
        "type": str,
        "roles": list,
        "aliases": list,
        "country": str,
        "wikidata": str,
        "identifiers": list,
        "seed_only": bool,
    },
    "identities": {"why": str, "same": list, "different": list},
    "sources": {
        "id": str,
        "title": str,
        "publisher": str,
        "url": str,
        "published": str,
        "published_estimated": bool,
        "language": str,
        "kind": str,
        "reliability": str,
        "relays": list,
        "also_filed_as": list,
        "other_urls": list,
        "withdrawn": str,
        "origin": str,
    },
    "claims": {
        "id": str,
        "source": str,
        "subject": str,
        "relation": str,
        "object": str,
        "attribute": str,
        "status": str,
        "certainty": str,
        "polarity": str,
        "attributed_to": str,
        "amount": int,
        "currency": str,
        "round_amount": int,
        "round_currency": str,
        "whole_number": int,
        "number": float,
        "value": str,
        "text": str,
        "approx": str,
        "per": str,
        "basis": str,
        "share": float,
        "voting_share": float,
        "voting": bool,
        "role": str,
        "from_org": str,
        "product": str,
        "market": str,
        "date": str,
        "from": str,
        "to": str,
        "as_of": str,
        "period": str,
        "status_since": str,
        "doubt": bool,
        "note": str,
        "comment": str,
        "line": int,
    },
    "relations": {
        "id": str,
        "subject": str,
        "relation": str,
        "object": str,
        "status": str,
        "was": str,
        "disputed": bool,
        "grade": str,
        "rule": str,
        "post": str,
        "role": str,
        "from_org": str,
        "share_min": float,
        "share_max": float,
        "share_min_open": bool,
        "share_max_open": bool,
        "voting_share_min": float,
        "voting_share_max": float,
        "voting_share_min_open": bool,
        "voting_share_max_open": bool,
        "voting": bool,
        "since": str,
        "until": str,
        "origins": int,
        "supports": list,
        "denies": list,
        "loses": list,
        "told": list,
        "notes": list,
        "sources": list,
    },
    "conflicts": {
        "customer": str,
        "vendor": str,
        "rival": str,
        "level": str,
        "verdict": str,
        "timing": str,
        "exposure": str,
        "rivalry": str,
        "ties": list,
        "from": str,
        "to": str,
        "certain": bool,
        "weakest_hop": str,
        "missing": list,
        "relations": list,
        "claims": list,
    },
}
_RESOLVED = ("relations", "conflicts")


class Sheet(Struct, frozen=True):
    """A table: its name, its columns with their types, and its rows by column."""

    name: str
    columns: dict[str, type]
    rows: Iterator[Row]


def sheets(selection: Selection) -> Iterator[Sheet]:
    """Yield the tables of a selection, those of what is resolved only where it has relations, and was searched.

    Rows are made as they are asked for, of a part of the selection after the other.
    """
    parts = selection.parts
    records = {
        "identities": iter(selection.market.identities),
        "entities": (each for part in parts("entities") for each in part.market.entities.values()),
        "sources": (each for part in parts("sources") for each in part.market.sources.values()),
        "claims": (each for part in parts("claims") for each in part.market.claims.values()),
    }
    made = {
        "market": iter([_market(selection)]),
        **{name: map(ROW_OF[name], records[name]) for name in ("entities", "identities", "sources", "claims")},
        "relations": (_relation(each) for part in parts("relations") for each in part.relations or ()),
        "conflicts": map(_conflict, selection.conflicts),
    }
    missing = () if selection.searched else ("conflicts",)
    for name, rows in made.items():
        if name not in (_RESOLVED if selection.relations is None else missing):
            yield Sheet(name, COLUMNS[name], rows)


def _market(selection: Selection) -> Row:
    info, relations = selection.market.info, selection.relations
    return {
        "title": info.title,
        "licence": info.licence,
        "read": info.read,
        "as_of": relations.as_of.isoformat() if relations is not None else None,
        "known_by": relations.known_by.isoformat() if relations is not None else None,
        "sha256": selection.market.digest or None,
    }


def _entity(entity: Entity) -> Row:
    return {name: getattr(entity, name) for name in COLUMNS["entities"]}


def _identity(identity: Identity) -> Row:
    return {name: getattr(identity, name) for name in COLUMNS["identities"]}


def _source(source: Source) -> Row:
    return {name: getattr(source, name) for name in COLUMNS["sources"]}


def _claim(claim: Claim) -> Row:
    """A claim; its value stands in the column of its type."""
    made = {
        "source": claim.source_id,
        "from": claim.from_,
        **_money("amount", "currency", claim.amount),
        **_money("round_amount", "round_currency", claim.round_amount),
        "whole_number": claim.value if isinstance(claim.value, int) else None,
        "number": claim.value if isinstance(claim.value, float) else None,
        "value": claim.value if isinstance(claim.value, str) else None,
    }
    return {name: made[name] if name in made else getattr(claim, name) for name in COLUMNS["claims"]}


def _money(amount: str, currency: str, money: Money | None) -> Row:
    return {amount: money and money.value, currency: money and money.currency}


#: What makes a row of a record, by table.
ROW_OF: dict[str, Callable[[Any], Row]] = {
    "entities": _entity,
    "identities": _identity,
    "sources": _source,
    "claims": _claim,
}


def _relation(relation: Relation) -> Row:
    made = {
        "id": network.line_id(relation),
        **_share("share", relation.share),
        **_share("voting_share", relation.voting_share),
        "sources": sorted({id.partition("#")[0] for id in network.cited(relation)}),
    }
    return {name: made[name] if name in made else getattr(relation, name) for name in COLUMNS["relations"]}


def _share(name: str, share: Share | None) -> Row:
    return {f"{name}_{end}": share and getattr(share, end) for end in Share.__struct_fields__}


def _conflict(conflict: Conflict) -> Row:
    paths = (conflict.exposure.path, conflict.rivalry.path, *(tie.path for tie in conflict.ties))
    hops = {network.line_id(hop): hop for path in paths for hop in path}
    window = conflict.window
    return {
        **{key: getattr(conflict, key) for key in ("customer", "vendor", "rival", "level", "verdict", "timing")},
        "exposure": conflict.exposure.status,
        "rivalry": conflict.rivalry.via or conflict.rivalry.kind,
        "ties": [f"{tie.kind}: {tie.strength}" for tie in conflict.ties],
        "from": window and window.since,
        "to": window and window.until,
        "certain": window and window.certain,
        "weakest_hop": network.line_id(conflict.weakest_hop),
        "missing": conflict.missing,
        "relations": list(hops),
        "claims": list(dict.fromkeys(id for hop in hops.values() for id in (*hop.supports, *hop.denies))),
    }
