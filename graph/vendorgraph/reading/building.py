"""From sound records to a market: each thing once, in an order that does not depend on files."""

import hashlib
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from vendorgraph.model import Entity, Identity, Market, MarketInfo, Source
from vendorgraph.reading.records import Records


def build(records: Records) -> Market:
    """Return the market of records without problems.

    Sources are in the order of their ids, claims in the order of their sources and then as written, entities in the
    order of their slugs. What a record lists is sorted, but for the outlet that is relayed first, which is the origin,
    and the first of names that mean the same, which is kept. The digest depends on the content of the records alone,
    not on where and how it is written.
    """
    files = {file.source.value.id: file for file in sorted(records.files, key=lambda each: each.source.value.id)}
    sources = {id: _source(file.source.value) for id, file in files.items()}
    claims = {claim.value.id: claim.value for file in files.values() for claim in file.claims}
    known = sorted((each.value for each in records.entities), key=lambda each: each.slug)
    entities = {each.slug: _entity(each) for each in known}
    identities = tuple(dict.fromkeys(_identity(each.value) for each in records.identities))
    info = _info(records)
    sealed = digest(info, sources.values(), claims.values(), entities.values(), identities)
    return Market(info, sources, claims, entities, identities, records.vocabulary, sealed)


def digest(info: MarketInfo, *records: Iterable[Struct]) -> str:
    """Return the sha256 of a market's sources, claims, entities and identities, which are taken one after the other."""
    total = hashlib.sha256(b"[" + msgspec.json.encode(info))
    for part in records:
        total.update(b",[")
        for number, each in enumerate(part):
            total.update((b"," if number else b"") + msgspec.json.encode(each))
        total.update(b"]")
    total.update(b"]")
    return total.hexdigest()


def _info(records: Records) -> MarketInfo:
    """Title and licence of the first market.yaml, and the latest day of reading of all folders."""
    first = records.markets[0].value if records.markets else MarketInfo(title="A market without a title", read="")
    return msgspec.structs.replace(first, read=str(records.read))


def _source(source: Source) -> Source:
    return msgspec.structs.replace(
        source,
        relays=_first_kept(source.relays),
        also_filed_as=tuple(sorted(source.also_filed_as)),
        other_urls=tuple(sorted(source.other_urls)),
    )


def _entity(entity: Entity) -> Entity:
    lists = {name: tuple(sorted(getattr(entity, name))) for name in ("roles", "aliases", "identifiers")}
    return msgspec.structs.replace(entity, **lists)


def _identity(identity: Identity) -> Identity:
    return msgspec.structs.replace(
        identity, same=_first_kept(identity.same), different=tuple(sorted(identity.different))
    )


def _first_kept(values: tuple[str, ...]) -> tuple[str, ...]:
    return (*values[:1], *sorted(values[1:]))
