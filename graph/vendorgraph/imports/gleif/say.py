"""What legal entities, relationships and exceptions say in our records, the same for RDF and CSV."""

from typing import Any

from msgspec import Struct

from vendorgraph.imports import text
from vendorgraph.imports.builder import Builder

#: Kinds of relationship (a word of either form): our relation, and the words for it.
_KINDS: dict[str, tuple[str | None, str]] = {
    "DirectConsolidation": ("subsidiary-of", "is directly consolidated by"),
    "IS_DIRECTLY_CONSOLIDATED_BY": ("subsidiary-of", "is directly consolidated by"),
    "UltimateConsolidation": ("subsidiary-of", "is ultimately consolidated by"),
    "IS_ULTIMATELY_CONSOLIDATED_BY": ("subsidiary-of", "is ultimately consolidated by"),
    "InternationalBranchRelationship": ("subsidiary-of", "is an international branch of"),
    "IS_INTERNATIONAL_BRANCH_OF": ("subsidiary-of", "is an international branch of"),
    "IS_SUBFUND_OF": ("subsidiary-of", "is a subfund of"),
    "SubFundRelationship": ("subsidiary-of", "is a subfund of"),
    "IS_FUND-MANAGED_BY": (None, "is managed by"),
    "FundManagementRelationship": (None, "is managed by"),
    "IS_FEEDER_TO": (None, "is a feeder fund to"),
    "MasterFeederRelationship": (None, "is a feeder fund to"),
}
_TYPES = {
    "Fund": "fund",
    "FUND": "fund",
    "RESIDENT_GOVERNMENT_ENTITY": "government",
    "INTERNATIONAL_ORGANIZATION": "organisation",
}
_WITHDRAWN = ("ANNULLED", "DUPLICATE")
_ISSUER = "Global Legal Entity Identifier Foundation"


class Record(Struct, frozen=True):
    """What the foundation says about its own record of something."""

    first: str | None = None
    updated: str | None = None
    status: str = ""
    issuer: str = ""  # the LEI of the organisation that manages the record
    validation: str = ""


class Relationship(Struct, frozen=True):
    """That a child (or a fund) stands in a relationship to a parent, for a time."""

    kind: str
    child: str
    parent: str
    active: bool | None
    start: str | None
    end: str | None
    details: str = ""


def known(kind: str) -> bool:
    """Whether a word is one of a kind of relationship."""
    return kind in _KINDS


def source(builder: Builder, record: Record) -> str:
    """One source for the records that one issuer updated on one day."""
    when = record.updated or "undated"
    issuer = f", managed by {record.issuer}" if record.issuer else ""
    return builder.source(
        f"{record.issuer}|{when}",
        id=f"gleif-{when}-{record.issuer[-6:]}",
        title=f"LEI records updated {when}{issuer}" if record.updated else f"LEI records without a date{issuer}",
        publisher=_ISSUER,
        published=record.updated,
        language="en",
        kind="filing",
        reliability="high",
    )


def unnamed(builder: Builder, lei: str, place: str) -> None:
    """Add an entity of which only the LEI is known, unless it is known already."""
    if not builder.knows(lei):
        builder.findings.add("assumed", "a company, where only the LEI is in the file", place)
        builder.entity(lei, f"LEI {lei}", "company", identifiers=[f"XI-LEI:{lei}"])


def type_of(category: str) -> str:
    """Our type of a category of legal entity."""
    return _TYPES.get(category, "company")


def described(builder: Builder, lei: str, record: Record, place: str, created: str | None, words: list[str]) -> None:
    """State what a level 1 record says of an entity beside its name."""
    keys = {"certainty": "official", "note": _note(record), **_doubt(record)}
    builder.statement(source(builder, record), place, lei, "; ".join(filter(None, [f"LEI {lei}", *words])), **keys)
    builder.founded(source(builder, record), place, lei, created, **keys)


def related(builder: Builder, said: Relationship, record: Record, place: str) -> None:
    """State a level 2 relationship; in words where we have no relation for it."""
    for lei in (said.child, said.parent):
        unnamed(builder, lei, place)
    if said.kind not in _KINDS:
        builder.findings.add("not understood", f"relationship {said.kind}", place)
    relation, words = _KINDS.get(said.kind, (None, f"stands in the relationship {text.words(said.kind)} to"))
    status = None if said.active is None else "current" if said.active else "ended"
    note = text.clean("; ".join(filter(None, [words, said.details, _note(record)])))
    keys: dict[str, Any] = {"certainty": "official", "note": note, **_doubt(record)}
    if relation is not None:
        times: dict[str, Any] = {"from": said.start, "to": said.end, "status": status}
        builder.claim(
            source(builder, record), place, said.child, relation=relation, object=said.parent, **times, **keys
        )
        return
    builder.findings.add("kept in words", f"relationship {said.kind}", place)
    dates = [f"{word} {day}" for word, day in (("from", said.start), ("until", said.end)) if day]
    sentence = f"{builder.label(said.child)} {words} {builder.label(said.parent)}"
    whole = "; ".join([sentence, *dates, *([status] if status else [])])
    builder.statement(source(builder, record), place, said.child, whole, **keys)


def excepted(builder: Builder, lei: str, level: str, reasons: list[str], references: list[str], place: str) -> None:
    """State why an entity reports no parent."""
    unnamed(builder, lei, place)
    why = ", ".join(map(text.words, reasons)) or "no reason given"
    words = "; ".join([f"No {level} parent is reported: {why}", *references])
    builder.findings.add("kept in words", f"a parent that is not reported: {why}", place)
    key = builder.source(
        "exceptions",
        id="gleif-reporting-exceptions",
        title="LEI reporting exceptions",
        publisher=_ISSUER,
        language="en",
        kind="filing",
        reliability="high",
    )
    builder.statement(key, place, lei, words, certainty="official")


def _note(record: Record) -> str:
    first = f"first registered {record.first}" if record.first else ""
    validation = text.words(record.validation)
    return "; ".join(filter(None, [f"record {text.words(record.status)}" if record.status else "", first, validation]))


def _doubt(record: Record) -> dict[str, Any]:
    """A record that was annulled, or doubles another, is shown and never counted."""
    if record.status.upper() not in _WITHDRAWN:
        return {}
    return {"doubt": True, "comment": f"The record is {record.status.lower()}"}
