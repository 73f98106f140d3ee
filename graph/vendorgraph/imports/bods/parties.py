"""Entity and person records: what they are called, what they are, and which registers know them."""

from typing import Any

from vendorgraph.imports import text
from vendorgraph.imports.bods.statements import Statement, code
from vendorgraph.imports.builder import Builder, listed, mapped, plain

_TYPES = {
    "registeredEntity": "company",
    "legalEntity": "company",
    "arrangement": "organisation",
    "anonymousEntity": "organisation",
    "unknownEntity": "organisation",
    "state": "government",
    "stateBody": "government",
}
_LEFT_OUT = frozenset(
    [
        "addresses",
        "nationalities",
        "placeOfBirth",
        "birthDate",
        "deathDate",
        "taxResidencies",
        "politicalExposure",
        "hasPepStatus",
        "pepStatusDetails",
        "pepStatus",
        "placeOfResidence",
        "publicListing",
    ]
)
_KNOWN = frozenset(
    [
        "isComponent",
        "entityType",
        "unspecifiedEntityDetails",
        "unspecifiedPersonDetails",
        "name",
        "alternateNames",
        "jurisdiction",
        "identifiers",
        "foundingDate",
        "dissolutionDate",
        "uri",
        "formedByStatute",
        "personType",
        "names",
    ]
)


def party(builder: Builder, said: Statement) -> str:
    """Add the entity or person of a statement; return its description in words."""
    details = said.details
    name, aliases = _names(details)
    type, kind = _type(builder, said)
    unknown = mapped(details.get("unspecifiedEntityDetails") or details.get("unspecifiedPersonDetails"))
    reason = text.words(plain(unknown.get("reason")))
    identifiers = list(filter(None, map(_identifier, map(mapped, listed(details.get("identifiers"))))))
    builder.entity(
        said.record,
        name or _unnamed(kind, reason, said.record),
        type,
        aliases=aliases,
        identifiers=identifiers,
        country=text.country(mapped(details.get("jurisdiction")).get("code")),
    )
    for field in sorted(details.keys() - _KNOWN):
        kind_of_finding = "left out" if field in _LEFT_OUT else "not understood"
        builder.findings.add(kind_of_finding, f"field {field!r} of {_article(said.kind)} record", said.place)
    return _description(details, kind, identifiers, reason, plain(unknown.get("description")))


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _type(builder: Builder, said: Statement) -> tuple[str, str]:
    """Our type, and the standard's word for what it is."""
    if said.kind == "person":
        return "person", code(said.details.get("personType")) or "knownPerson"
    about = mapped(said.details.get("entityType"))
    kind = code(about.get("type"))
    if kind not in _TYPES:
        builder.findings.add("assumed", f"a company, where the entity is of the type {kind!r}", said.place)
    subtype = plain(about.get("subtype") or about.get("details"))
    return _TYPES.get(kind, "company"), ", ".join(filter(None, [kind, subtype]))


def _names(details: dict[str, Any]) -> tuple[str, list[str]]:
    """The name, the legal one of several, and the other names."""
    if "names" in details:
        names = list(map(mapped, listed(details["names"])))
        legal = [each for each in names if plain(each.get("type")) in ("legal", "individual")]
        full = [each for each in map(_full, [*legal, *names]) if each]
        return (full[0] if full else ""), full[1:]
    return plain(details.get("name")), list(map(plain, listed(details.get("alternateNames"))))


def _full(name: dict[str, Any]) -> str:
    parts = [plain(name.get(part)) for part in ("givenName", "patronymicName", "familyName")]
    return plain(name.get("fullName")) or " ".join(filter(None, parts))


def _unnamed(kind: str, reason: str, record: str) -> str:
    """A name that says that there is none: an unknown person is no person of the name Unknown."""
    word = text.words(kind) or "unnamed"
    return f"[{word}{': ' + reason if reason else ''}; record {record}]"


def _identifier(identifier: dict[str, Any]) -> str:
    scheme = plain(identifier.get("scheme") or identifier.get("schemeName"))
    id = plain(identifier.get("id")) or plain(identifier.get("uri"))
    return ":".join(filter(None, [scheme, id])) if id else ""


def _description(details: dict[str, Any], kind: str, identifiers: list[str], reason: str, why: str) -> str:
    statute = mapped(details.get("formedByStatute"))
    parts = [
        text.words(kind),
        *identifiers,
        _told("jurisdiction", plain(mapped(details.get("jurisdiction")).get("name"))),
        _told("founded", plain(details.get("foundingDate"))),
        _told("dissolved", plain(details.get("dissolutionDate"))),
        _told("formed by", plain(statute.get("name"))),
        _told("not specified", ", ".join(filter(None, [reason, why]))),
        plain(details.get("uri")),
    ]
    return "; ".join(filter(None, parts))


def _told(word: str, value: str) -> str:
    return f"{word} {value}" if value else ""
