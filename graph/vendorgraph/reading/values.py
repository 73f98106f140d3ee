"""Records that stand in no file, as documents: so they are checked, and make a market, as all others do."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from vendorgraph.model import Claim, Entity, Identity, MarketInfo, Source
from vendorgraph.reading.folder import Document, Folder
from vendorgraph.reading.yaml import YamlList, YamlMap

#: A record may leave these out only by saying that they are missing.
_MISSING: dict[str, Any] = {"publisher": None, "url": None}


def folder(
    name: str,
    info: MarketInfo,
    entities: Iterable[Entity],
    sources: Iterable[Source],
    claims: Iterable[Claim],
    identities: Iterable[Identity],
) -> Folder:
    """Return the records as a folder called `name`, whose documents have the names that their files would have.

    Problems of its records have line 1. A claim whose source is not among `sources` raises KeyError.
    """
    said: dict[str, list[Claim]] = {source.id: [] for source in sources}
    for claim in claims:
        said[claim.source_id].append(claim)
    documents = [
        Document("market", f"{name}/market.yaml", _known(info)),
        Document("entities", f"{name}/entities.yaml", _known({"entities": [*entities]})),
        Document("identity", f"{name}/identity.yaml", _known([*identities])),
    ]
    for source in sources:
        about = _MISSING | msgspec.to_builtins(source)
        says = _known({"source": about, "claims": said[source.id]})
        documents.append(Document("source", f"{name}/sources/{source.id}.yaml", says))
    return Folder(Path(name), tuple(documents), ())


def _known(value: Any) -> Any:
    """A value as the reader of YAML gives it: records as mappings and lists that know their line."""
    if isinstance(value, Struct):
        value = msgspec.to_builtins(value)
    if isinstance(value, dict):
        mapping = YamlMap(1)
        for key, each in value.items():
            mapping[key], mapping.lines[key] = _known(each), 1
        return mapping
    if isinstance(value, list | tuple):
        items = YamlList(1)
        items.extend(map(_known, value))
        items.lines = [1] * len(items)
        return items
    return value
