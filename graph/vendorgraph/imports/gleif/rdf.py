"""GLEIF's RDF: nodes of its Base, L1, L2 and ReportingException ontologies, whatever else the file holds."""

import re
from collections.abc import Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from vendorgraph.imports import rdffile, text
from vendorgraph.imports.builder import Builder
from vendorgraph.imports.gleif import say
from vendorgraph.imports.gleif.say import Record, Relationship
from vendorgraph.imports.limits import Refused

_ONTOLOGY = "https://www.gleif.org/ontology/"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LEI = re.compile(r"(?:^|[/-])([A-Z0-9]{18}\d\d)(?:-|$)")
_ENTITIES = text.names("LegalEntity Branch SoleProprietor Fund")
_PARTS = text.names(
    "LegalEntityIdentifier LegalEntityIdentifierRegistryEntry LegalEntityRelationshipRecord BusinessRegistryIdentifier"
    " Period"
)
_EXCEPTIONS = {"DirectConsolidationReportingException": "direct", "UltimateConsolidationReportingException": "ultimate"}

Node = dict[str, list[str]]  # values by the local name of the property; "type" has the local names of its classes
Nodes = MutableMapping[str, Node]  # by their address


def read(file: Path, builder: Builder) -> None:
    """Read GLEIF's RDF; Refused when nothing in it is of its ontologies."""
    nodes = _nodes(file, builder)
    if not any(node.get("type") for node in nodes.values()):
        raise Refused(file, "holds nothing of GLEIF's ontologies (https://www.gleif.org/ontology/)")
    records = builder.mapping(str)
    for iri, node in nodes.items():
        records.update(dict.fromkeys(node.get("identifiesAndRecords", node.get("records", [])), iri))
    registers = _registers(nodes, builder)
    for iri, node in nodes.items():
        for kind in node.get("type", ()):
            if kind in _ENTITIES:
                _entity(builder, iri, node, kind, _recorded(nodes, records, iri), registers.get(iri, []))
    for iri, node in nodes.items():
        _rest(builder, nodes, iri, node, records)


def _nodes(file: Path, builder: Builder) -> Nodes:
    """The nodes that have a property or a class of the ontologies."""
    nodes = builder.mapping(Node)
    for quad in rdffile.quads(file):
        predicate: Any = quad.predicate
        value, subject = _value(quad.object), _value(quad.subject)
        if predicate.value == _TYPE and value.startswith(_ONTOLOGY):
            nodes.setdefault(subject, {}).setdefault("type", []).append(_local(value))
        elif predicate.value.startswith(_ONTOLOGY):
            nodes.setdefault(subject, {}).setdefault(_local(predicate.value), []).append(value)
            if getattr(quad.object, "language", None) == "ar":
                nodes[subject].setdefault(_local(predicate.value) + "@ar", []).append(value)
    return nodes


def _value(term: Any) -> str:
    return text.clean(str(getattr(term, "value", term)))


def _local(iri: str) -> str:
    return re.split("[/#]", iri)[-1]


def _registers(nodes: Nodes, builder: Builder) -> MutableMapping[str, list[str]]:
    """Identifiers in business registers by the entity that they identify."""
    found = builder.mapping(list[str])
    for node in nodes.values():
        if "BusinessRegistryIdentifier" in node.get("type", ()):
            authority = _local(_one(node, "hasRegisteredAuthority")) or "RA"
            for entity in node.get("identifies", ()):
                found.setdefault(entity, []).append(f"{authority}:{_one(node, 'hasEntityID')}")
    return found


def _entity(builder: Builder, iri: str, node: Node, kind: str, record: Record, registers: list[str]) -> None:
    lei = _lei(iri)
    if lei is None:
        builder.findings.add("not understood", "a legal entity without an LEI in its address", iri)
        return
    names = [
        name for key in ("hasLegalName", "hasPreviousLegalName", "hasOtherLegalName") for name in node.get(key, ())
    ]
    jurisdiction = text.country(_local(_one(node, "hasLegalJurisdiction")))
    builder.entity(
        lei,
        next(iter(names), f"LEI {lei}"),
        say.type_of(kind),
        aliases=names[1:],
        identifiers=[f"XI-LEI:{lei}", *registers],
        country=jurisdiction,
        name_ar=next(iter(node.get("hasLegalName@ar", ())), None),
    )
    status = text.words(_local(_one(node, "hasEntityStatus")).removeprefix("EntityStatus"))
    created = text.day(_one(node, "hasEntityCreationDate"))
    words = [text.words(kind), *registers, status, _one(node, "hasLegalFormText")]
    say.described(builder, lei, record, iri, created, words)


def _rest(builder: Builder, nodes: Nodes, iri: str, node: Node, records: Mapping[str, str]) -> None:
    """Relationships and exceptions; what else there is, is counted."""
    for kind in node.get("type", ()):
        if kind in _EXCEPTIONS:
            _exception(builder, iri, node, _EXCEPTIONS[kind])
        elif say.known(kind) or "hasChild" in node:
            _relationship(builder, nodes, iri, node, kind, _recorded(nodes, records, iri))
        elif kind not in _ENTITIES and kind not in _PARTS:
            left = "left out" if kind == "PhysicalAddress" else "not understood"
            builder.findings.add(left, f"class {kind}", iri)


def _relationship(builder: Builder, nodes: Nodes, iri: str, node: Node, kind: str, record: Record) -> None:
    child, parent = _lei(_one(node, "hasChild")), _lei(_one(node, "hasParent"))
    if child is None or parent is None:
        builder.findings.add("not understood", "a relationship of nodes that are no LEIs", iri)
        return
    start, end = _period(nodes, _one(node, "hasRelationshipPeriod"))
    status = _local(_one(node, "hasRelationshipStatus"))
    active = {"RelationshipStatusActive": True, "RelationshipStatusInactive": False}.get(status)
    accounts = next((_period(nodes, _one(each, "hasAccountingPeriod")) for each in _about(nodes, iri)), (None, None))
    details = f"accounting period {accounts[0] or ''}/{accounts[1] or ''}" if any(accounts) else ""
    said = Relationship(kind, child, parent, active, start, end, f"{_local(iri)}; {details}".removesuffix("; "))
    say.related(builder, said, record, iri)


def _about(nodes: Nodes, iri: str) -> Iterator[Node]:
    """The record of a relationship, which stands at its address with -REC behind it."""
    if f"{iri}-REC" in nodes:
        yield nodes[f"{iri}-REC"]


def _period(nodes: Nodes, key: str) -> tuple[str | None, str | None]:
    node = nodes.get(key, {})
    return text.day(_one(node, "hasStart")), text.day(_one(node, "hasEnd"))


def _exception(builder: Builder, iri: str, node: Node, level: str) -> None:
    lei = _lei(_one(node, "hasReportingEntity"))
    if lei is None:
        builder.findings.add("not understood", "an exception of a node that is no LEI", iri)
        return
    reasons = [_local(each).removeprefix("ExceptionReasonKind") for each in node.get("hasExceptionReason", ())]
    say.excepted(builder, lei, level, reasons, node.get("hasExceptionReference", []), iri)


def _recorded(nodes: Nodes, records: Mapping[str, str], iri: str) -> Record:
    """What the foundation says of its record of a node."""
    return _record(nodes[records[iri]] if iri in records else {})


def _record(node: Node) -> Record:
    return Record(
        first=text.day(_one(node, "hasInitialRegistrationDate")),
        updated=text.day(_one(node, "hasLastUpdateDate")),
        status=_local(_one(node, "hasRegistrationStatus")).removeprefix("RegistrationStatus"),
        issuer=_lei(_one(node, "hasManagingLOU")) or "",
        validation=_local(_one(node, "hasValidationSources")).removeprefix("ValidationSourceKind"),
    )


def _lei(iri: str) -> str | None:
    match = _LEI.search(iri.removesuffix("-LEI"))
    return match[1] if match else None


def _one(node: Node, name: str) -> str:
    return next(iter(node.get(name, ())), "")
