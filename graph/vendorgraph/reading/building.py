"""From sound records to a market: each thing once, in an order that does not depend on files."""

import hashlib

import msgspec

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
    content = (info, *map(list, (sources.values(), claims.values(), entities.values(), identities)))
    digest = hashlib.sha256(msgspec.json.encode(content)).hexdigest()
    return Market(info, sources, claims, entities, identities, records.vocabulary, digest)


def _info(records: Records) -> MarketInfo:
    """Title and licence of the first market.yaml, and the latest day of reading of all folders."""
    first = records.markets[0].value if records.markets else MarketInfo(title="A market without a title", read="")
    return msgspec.structs.replace(first, read=str(records.read))
