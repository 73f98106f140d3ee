"""Hand-made markets for tests: a few claims written as keywords, each by a source of its own unless it names one."""

from functools import cache
from typing import Any

import msgspec

from vendorgraph import pipeline, vocabulary
from vendorgraph.model import Claim, Entity, Market, MarketInfo, Source

READ = "2026-11-22"


@cache
def words() -> vocabulary.Vocabulary:
    """The vocabulary of `ontology/`, read once."""
    return vocabulary.read()


@cache
def bundled() -> Market:
    """The bundled market, read once."""
    return pipeline.read()


def source(id: str, published: str | None = None, reliability: str = "medium", **more: Any) -> Source:
    """A source; its publisher, and so its origin, is its id."""
    record = {"id": id, "title": id, "language": "en", "kind": "news", "reliability": reliability, "publisher": id}
    return msgspec.convert({**record, "published": published, **more}, Source)


def market(
    *claims: dict[str, Any], entities: dict[str, str] | None = None, roles: dict[str, list[str]] | None = None
) -> Market:
    """A market of `claims`. The keys `published`, `reliability`, `relays`, `withdrawn`, `source` describe its source.

    Every slug that is used is an entity: a company, unless `entities` gives another type; `roles` gives roles.
    """
    sources: dict[str, Source] = {}
    made: dict[str, Claim] = {}
    for number, record in enumerate(claims, 1):
        record = dict(record)
        about = {
            k: record.pop(k) for k in ("published", "reliability", "relays", "withdrawn", "publisher") if k in record
        }
        name = record.pop("source", f"source-{number}")
        sources.setdefault(name, source(name, **about))
        claim = msgspec.convert({"certainty": "reported", **record, "id": f"{name}#{number:02}"}, Claim)
        made[claim.id] = claim
    return Market(
        MarketInfo(title="Hand-made", read=READ), sources, made, _entities(made, entities, roles), (), words(), "0"
    )


def only(whole: Market, source_id: str) -> Market:
    """The market as one of its sources alone tells it."""
    claims = {id: claim for id, claim in whole.claims.items() if claim.source_id == source_id}
    return msgspec.structs.replace(whole, sources={source_id: whole.sources[source_id]}, claims=claims)


def _entities(
    claims: dict[str, Claim], types: dict[str, str] | None, roles: dict[str, list[str]] | None
) -> dict[str, Entity]:
    slugs = {s for c in claims.values() for s in (c.subject, c.object, c.from_org, c.product) if s}
    return {
        slug: Entity(
            slug=slug,
            name=slug.replace("-", " ").title(),
            type=(types or {}).get(slug, "company"),
            roles=tuple((roles or {}).get(slug, ())),
        )
        for slug in sorted(slugs)
    }
