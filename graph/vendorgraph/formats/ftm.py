"""Entities of FollowTheMoney as JSON lines: things, and the links between them.

What is owned, directed or worked for becomes the link of that kind; everything else, and what is planned or denied, is
an UnknownLink with its words as role. Every link carries its status, claims, documents and their publishers.
"""

import hashlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from vendorgraph import network
from vendorgraph.formats import jsontext, percent
from vendorgraph.formats.model import Selection
from vendorgraph.model import Entity, Market
from vendorgraph.network import SEPARATOR, Line, Value

_SCHEMATA = {
    "company": "Company",
    "fund": "Company",
    "organisation": "Organization",
    "person": "Person",
    "product": "Asset",
    "government": "PublicBody",
    "group": "LegalEntity",
    "topic": "Project",
}
_LEGAL = ("Company", "Organization", "Person", "PublicBody", "LegalEntity")
_BODIES = ("Company", "Organization", "PublicBody")

#: Links by relation: schema, the properties of subject and object, and the schemata that may stand there.
_LINKS = {
    "holds-stake-in": ("Ownership", "owner", "asset", _LEGAL, ("Company", "Asset")),
    "invested-in": ("Ownership", "owner", "asset", _LEGAL, ("Company", "Asset")),
    "acquired": ("Ownership", "owner", "asset", _LEGAL, ("Company", "Asset")),
    "subsidiary-of": ("Ownership", "asset", "owner", ("Company", "Asset"), _LEGAL),
    "board-member-of": ("Directorship", "director", "organization", _LEGAL, _BODIES),
    "holds-role": ("Employment", "employee", "employer", ("Person",), _BODIES),
}
_UNSURE = {"planned", "denied"}


def write(selection: Selection, out: BinaryIO) -> None:
    """Write a line for every entity and for every relation (or claim of one)."""
    market = selection.market
    for entity in market.entities.values():
        out.write(_line(entity.slug, _SCHEMATA[entity.type], _thing(entity)))
    for line in network.lines(market, selection.relations):
        schema, ends = _ends(market, line)
        out.write(_line(_id(line.id), schema, {**ends, **_link(market, line, schema)}))


def _line(id: str, schema: str, properties: dict[str, Any]) -> bytes:
    listed = {name: value if isinstance(value, list) else [value] for name, value in properties.items() if value}
    return f"{jsontext.text({'id': id, 'schema': schema, 'properties': listed})}\n".encode()


def _id(line: str) -> str:
    """An id that FollowTheMoney takes: claims and relations have characters that it does not."""
    return f"vg-{hashlib.sha256(line.encode()).hexdigest()[:40]}"


def _thing(entity: Entity) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": entity.name,
        "alias": [*entity.aliases, *([entity.name_ar] if entity.name_ar else [])],
        "country": (entity.country or "").lower(),
        "wikidataId": entity.wikidata,
        "keywords": list(entity.roles),
    }
    if _SCHEMATA[entity.type] in _LEGAL:
        lei = [each.removeprefix("XI-LEI:") for each in entity.identifiers if each.startswith("XI-LEI:")]
        said |= {"leiCode": lei, "idNumber": [each for each in entity.identifiers if not each.startswith("XI-LEI:")]}
    return said


def _ends(market: Market, line: Line) -> tuple[str, dict[str, str]]:
    """The schema of a link and its two ends."""
    said = line.attributes
    link = _LINKS.get(str(said["relation"]))
    if link and not {said.get("status"), said.get("was")} & _UNSURE and not said.get("denied"):
        schema, first, second, subjects, objects = link
        types = [_SCHEMATA[market.entities[slug].type] for slug in (line.subject, line.object)]
        if types[0] in subjects and types[1] in objects:
            return schema, {first: line.subject, second: line.object}
    return "UnknownLink", {"subject": line.subject, "object": line.object}


def _link(market: Market, line: Line, schema: str) -> dict[str, Any]:
    said = line.attributes
    sources = [market.sources[id] for id in str(said["sources"]).split(SEPARATOR)]
    role = said.get("role") if schema in ("Employment", "Directorship") else None
    return {
        "role": str(role or said["label"]),
        "status": _status(said),
        "startDate": said.get("since"),
        "endDate": said.get("until"),
        "date": said.get("date") or said.get("as_of"),
        "recordId": list(dict.fromkeys([line.id, *_claims(said)])),
        "sourceUrl": [each.url for each in sources if each.url],
        "publisher": list(dict.fromkeys(each.publisher for each in sources if each.publisher)),
        "summary": list(_remarks(said)),
        "description": said.get("notes"),
        **(_stake(said) if schema == "Ownership" else {}),
    }


def _claims(said: dict[str, Value]) -> Iterator[str]:
    for key in ("supports", "denies"):
        yield from str(said[key]).split(SEPARATOR) if key in said else ()


def _status(said: dict[str, Value]) -> str:
    words = [said.get("status"), f"was {said['was']}" if "was" in said else None]
    words += ["disputed" if said.get("disputed") else None, "denied" if said.get("denied") else None]
    return ", ".join(str(word) for word in words if word)


def _remarks(said: dict[str, Value]) -> Iterator[str]:
    for key in ("grade", "rule", "certainty", "attributed_to", "post", "from_org", "product", "market", "sources"):
        if key in said:
            yield f"{key.replace('_', ' ')}: {said[key]}"


def _stake(said: dict[str, Value]) -> dict[str, Any]:
    words = {True: "with votes", False: "no votes"}
    share, votes = (percent.bounds(said, name) for name in ("share", "voting_share"))
    return {
        "percentage": _percentage(share),
        "ownershipType": [words[bool(said["voting"])]] if "voting" in said else [],
        "sharesType": f"votes: {_percentage(votes)} %" if votes else None,
    }


def _percentage(bounds: dict[str, float]) -> str | None:
    """A share in per cent as text: "49", "25 to 50", "over 50"."""
    numbers = {name: f"{value:g}" for name, value in bounds.items()}
    if "exact" in numbers:
        return numbers["exact"]
    low, high = (numbers.get(f"exclusive{end}") or numbers.get(end.lower()) for end in ("Minimum", "Maximum"))
    if low and high:
        return f"{low} to {high}"
    return f"over {low}" if low else f"up to {high}" if high else None
