"""One shape for the statements of all versions: which record, when said, when published, by whom, and the details."""

from typing import Any

from msgspec import Struct

from vendorgraph.imports import text
from vendorgraph.imports.builder import listed, mapped, plain

#: Code words of 0.1 and 0.2 that are not the present ones with hyphens.
_OLD_WORDS = {
    "settlorOfTrust": "settlor",
    "trusteeOfTrust": "trustee",
    "protectorOfTrust": "protector",
    "beneficiaryOfTrust": "beneficiaryOfLegalArrangement",
    "otherInfluenceOrControlOfTrust": "otherInfluenceOrControl",
    "influenceOrControl": "otherInfluenceOrControl",
}
_OLD_KINDS = {
    "entityStatement": "entity",
    "personStatement": "person",
    "ownershipOrControlStatement": "relationship",
}
KNOWN = frozenset(
    [
        "statementId",
        "statementID",
        "declaration",
        "declarationSubject",
        "statementDate",
        "publicationDetails",
        "recordId",
        "recordStatus",
        "recordType",
        "recordDetails",
        "statementType",
        "source",
        "annotations",
        "replacesStatements",
    ]
)


class Statement(Struct, frozen=True):
    """A statement about one record. `place` is where it stands in the file."""

    id: str
    kind: str  # "entity", "person", "relationship", or a word that is not known
    record: str
    status: str  # "new", "updated", "closed"
    date: str | None
    published: str | None
    publisher: str
    publisher_url: str
    source: dict[str, Any]
    annotations: list[Any]
    details: dict[str, Any]
    licence: str
    declaration: str
    place: str
    replaces: tuple[str, ...]

    @property
    def order(self) -> tuple[str, str]:
        """Statements about one record follow each other in this order."""
        return (self.published or "", self.date or "")


def statement(item: dict[str, Any], place: str) -> Statement:
    """Return the statement in an object of the file, with whatever it lacks left empty."""
    publication = mapped(item.get("publicationDetails"))
    publisher = mapped(publication.get("publisher"))
    old = "recordType" not in item
    id = text.ident(item.get("statementId") or item.get("statementID"))
    replaces = tuple(filter(None, map(text.ident, listed(item.get("replacesStatements")))))
    kind = plain(item.get("statementType") if old else item.get("recordType"))
    date = text.day(item.get("statementDate"))
    return Statement(
        id=id,
        kind=_OLD_KINDS.get(kind, kind),
        record=id if old else text.ident(item.get("recordId")),
        status=("updated" if replaces else "new") if old else plain(item.get("recordStatus")) or "new",
        date=date,
        published=text.day(publication.get("publicationDate")) or (date if old else None),
        publisher=plain(publisher.get("name")),
        publisher_url=plain(publisher.get("url")),
        source=mapped(item.get("source")),
        annotations=listed(item.get("annotations")),
        details=_old_details(item) if old else mapped(item.get("recordDetails")),
        licence=plain(publication.get("license")),
        declaration=plain(item.get("declaration")),
        place=place,
        replaces=replaces,
    )


def _old_details(item: dict[str, Any]) -> dict[str, Any]:
    """The details of versions before 0.4, which stood in the statement itself, under the present names."""
    details = {name: value for name, value in item.items() if name not in KNOWN}
    if "incorporatedInJurisdiction" in details:
        details["jurisdiction"] = details.pop("incorporatedInJurisdiction")
    if isinstance(details.get("entityType"), str):
        details["entityType"] = {"type": details["entityType"], "subtype": _subtype(details.pop("entitySubtype", None))}
    if "componentStatementIDs" in details:
        details["componentRecords"] = details.pop("componentStatementIDs")
    for end in ("subject", "interestedParty"):
        if end in details:
            details[end] = _old_end(details[end])
    return details


def _subtype(value: Any) -> str:
    return plain(mapped(value).get("generalCategory") or value)


def _old_end(value: Any) -> Any:
    """The statement id that an end of a relationship points to, or the reason why it points to none."""
    if not isinstance(value, dict):
        return value
    for name in ("describedByEntityStatement", "describedByPersonStatement"):
        if value.get(name):
            return value[name]
    return value.get("unspecified", value)


def code(value: Any) -> str:
    """Return a code word as 0.4 writes it: voting-rights is votingRights.

    >>> code("voting-rights"), code("settlor-of-trust"), code(None)
    ('votingRights', 'settlor', '')
    """
    first, *rest = plain(value).split("-")
    word = first + "".join(part[:1].upper() + part[1:] for part in rest)
    return _OLD_WORDS.get(word, word)
