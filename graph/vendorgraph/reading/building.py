"""From sound records to a market: each thing once, in an order that does not depend on files."""

import hashlib
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from vendorgraph.model import Market, MarketInfo
from vendorgraph.reading.records import Records


def build(records: Records) -> Market:
    """Return the market of records without problems.

    Sources are in the order of their ids, claims in the order of their sources and then as written, entities in the
    order of their slugs. The digest depends on the content of the records alone, not on where and how it is written.
    """
    files = {file.source.value.id: file for file in sorted(records.files, key=lambda each: each.source.value.id)}
    sources = {id: file.source.value for id, file in files.items()}
    claims = {claim.value.id: claim.value for file in files.values() for claim in file.claims}
    entities = {each.value.slug: each.value for each in sorted(records.entities, key=lambda each: each.value.slug)}
    identities = tuple(dict.fromkeys(each.value for each in records.identities))
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
