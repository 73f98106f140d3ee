"""GLEIF golden copies as CSV: told apart by their columns, read row by row."""

from collections.abc import Iterable
from pathlib import Path

from vendorgraph.imports import opened, text
from vendorgraph.imports.builder import Builder
from vendorgraph.imports.gleif import say
from vendorgraph.imports.gleif.say import Record, Relationship
from vendorgraph.imports.limits import Refused

Row = dict[str, str]

_PERIODS = range(1, 6)
_USED = text.names(
    "LEI Entity.LegalName Entity.LegalJurisdiction Entity.EntityCategory Entity.EntityStatus Entity.EntityCreationDate"
    " Entity.RegistrationAuthority.RegistrationAuthorityID Entity.RegistrationAuthority.RegistrationAuthorityEntityID"
    " Registration.InitialRegistrationDate Registration.LastUpdateDate Registration.RegistrationStatus"
    " Registration.ManagingLOU Registration.ValidationSources Relationship.StartNode.NodeID Relationship.EndNode.NodeID"
    " Relationship.StartNode.NodeIDType Relationship.EndNode.NodeIDType Relationship.RelationshipType"
    " Relationship.RelationshipStatus"
)
_USED_PARTS = ("Entity.OtherEntityNames.", "Relationship.Period.", "Relationship.Quantifiers.", "Exception.")


def read(file: Path, builder: Builder) -> None:
    """Read a golden copy; Refused when its columns are those of none."""
    for line, row in opened.rows(file):
        place = f"line {line}"
        if "Entity.LegalName" in row and "LEI" in row:
            _entity(builder, row, place)
        elif "Relationship.StartNode.NodeID" in row and "Relationship.EndNode.NodeID" in row:
            _relationship(builder, row, place)
        elif "Exception.Category" in row and "LEI" in row:
            _exception(builder, row, place)
        else:
            raise Refused(file, "has not the columns of a GLEIF golden copy (LEI and Entity.LegalName, ...)", "line 1")
        for column in _unused(row):
            builder.findings.add("left out", f"columns {column}", place)


def _unused(row: Row) -> Iterable[str]:
    """The first two words of columns that have values and are not read."""
    unused = (
        ".".join(column.split(".")[:2])
        for column, value in row.items()
        if value and column not in _USED and not column.startswith(_USED_PARTS)
    )
    return sorted(set(unused))


def _entity(builder: Builder, row: Row, place: str) -> None:
    lei = row["LEI"]
    if not lei:
        builder.findings.add("not understood", "a row without an LEI", place)
        return
    authority = row.get("Entity.RegistrationAuthority.RegistrationAuthorityID", "")
    number = row.get("Entity.RegistrationAuthority.RegistrationAuthorityEntityID", "")
    register = f"{authority}:{number}" if authority and number else ""
    category = row.get("Entity.EntityCategory", "")
    names = _numbered(row, "Entity.OtherEntityNames.OtherEntityName.{}")
    builder.entity(
        lei,
        row["Entity.LegalName"] or f"LEI {lei}",
        say.type_of(category),
        aliases=names,
        identifiers=[f"XI-LEI:{lei}", register],
        country=text.country(row.get("Entity.LegalJurisdiction")),
    )
    words = [text.words(category), register, text.words(row.get("Entity.EntityStatus", ""))]
    say.described(builder, lei, _record(row), place, text.day(row.get("Entity.EntityCreationDate")), words)


def _relationship(builder: Builder, row: Row, place: str) -> None:
    kinds = {row.get(f"Relationship.{end}.NodeIDType", "LEI") or "LEI" for end in ("StartNode", "EndNode")}
    child, parent = row["Relationship.StartNode.NodeID"], row["Relationship.EndNode.NodeID"]
    if kinds != {"LEI"} or not child or not parent:
        builder.findings.add("not understood", "a relationship of nodes that are no LEIs", place)
        return
    start, end = _period(row, "RELATIONSHIP_PERIOD")
    active = {"ACTIVE": True, "INACTIVE": False}.get(row.get("Relationship.RelationshipStatus", ""))
    said = Relationship(row.get("Relationship.RelationshipType", ""), child, parent, active, start, end, _details(row))
    say.related(builder, said, _record(row), place)


def _details(row: Row) -> str:
    """The accounting period, and the quantities that our relations do not carry."""
    start, end = _period(row, "ACCOUNTING_PERIOD")
    parts = [f"accounting period {start or ''}/{end or ''}"] if start or end else []
    for number in _PERIODS:
        cells = [
            row.get(f"Relationship.Quantifiers.{number}.{name}", "")
            for name in ("MeasurementMethod", "QuantifierAmount", "QuantifierUnits")
        ]
        parts += [" ".join(filter(None, cells))] if cells[1] else []
    return "; ".join(parts)


def _period(row: Row, kind: str) -> tuple[str | None, str | None]:
    for number in _PERIODS:
        if row.get(f"Relationship.Period.{number}.periodType") == kind:
            prefix = f"Relationship.Period.{number}."
            return text.day(row.get(prefix + "startDate")), text.day(row.get(prefix + "endDate"))
    return None, None


def _exception(builder: Builder, row: Row, place: str) -> None:
    category = row["Exception.Category"]
    level = next((word for word in ("direct", "ultimate") if category.lower().startswith(word)), text.words(category))
    reasons = _numbered(row, "Exception.Reason.{}")
    if not row["LEI"]:
        builder.findings.add("not understood", "a row without an LEI", place)
        return
    say.excepted(builder, row["LEI"], level, reasons, _numbered(row, "Exception.Reference.{}"), place)


def _record(row: Row) -> Record:
    return Record(
        first=text.day(row.get("Registration.InitialRegistrationDate")),
        updated=text.day(row.get("Registration.LastUpdateDate")),
        status=row.get("Registration.RegistrationStatus", ""),
        issuer=row.get("Registration.ManagingLOU", ""),
        validation=row.get("Registration.ValidationSources", ""),
    )


def _numbered(row: Row, column: str) -> list[str]:
    return [value for number in _PERIODS if (value := row.get(column.format(number), ""))]
