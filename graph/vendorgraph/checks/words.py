"""VG2: the words of a record are those of the vocabulary."""

from collections.abc import Iterator
from typing import Any

from vendorgraph.checks.registry import check
from vendorgraph.model import Claim, Disposition, Entity, Source
from vendorgraph.problems import Place, nearest, shown
from vendorgraph.reading.records import Placed, Records

#: Which code list the values of a key come from.
LISTS: dict[Any, dict[str, str]] = {
    Claim: {key: key for key in ("status", "certainty", "approx", "per", "basis", "polarity")},
    Source: {"kind": "kind", "reliability": "reliability"},
    Entity: {"type": "type", "roles": "role"},
    Disposition: {"decision": "decision"},
}


@check("VG201", "Every relation is known", "{found} is no relation: {hint}")
def unknown_relation(records: Records) -> Iterator[Place]:
    """Relations that the vocabulary does not have."""
    for claim in records.claims:
        yield from _unknown(claim, "relation", list(records.vocabulary.relations))


@check("VG202", "Every attribute is known", "{found} is no attribute: {hint}")
def unknown_attribute(records: Records) -> Iterator[Place]:
    """Attributes that the vocabulary does not have."""
    for claim in records.claims:
        yield from _unknown(claim, "attribute", list(records.vocabulary.attributes))


@check("VG203", "Every category is known", "{found} is no word for {key}: {hint}")
def unknown_category(records: Records) -> Iterator[Place]:
    """Categories that are in none of the code lists."""
    for record in records.all:
        for key, name in LISTS.get(type(record.value), {}).items():
            concepts = records.vocabulary.schemes[name].values()
            derived = {concept.slug for concept in concepts if concept.derived}
            if getattr(record.value, key) not in derived:
                yield from _unknown(record, key, [concept.slug for concept in concepts if not concept.derived])


@check(
    "VG204", "A claim has a status of its own", "no document says {found}, it is what follows from claims: {instead}"
)
def derived_status(records: Records) -> Iterator[Place]:
    """Statuses that only a resolved relation has: a denial is a polarity, an old status is what it was."""
    statuses = records.vocabulary.schemes["status"]
    for claim in records.claims:
        status = claim.value.status
        if status in statuses and statuses[status].derived:
            denied = "write polarity: denies, and the status that is denied, if one is"
            instead = denied if status == "denied" else "write the status that the document gives, or none"
            yield claim.at("status", found=status, instead=instead)


def _unknown(record: Placed[Any], key: str, words: list[str]) -> Iterator[Place]:
    value = getattr(record.value, key)
    for word in value if isinstance(value, tuple) else [value]:
        if word and word not in words:
            yield record.at(key, key=key, found=shown(word), hint=nearest(word, words))
