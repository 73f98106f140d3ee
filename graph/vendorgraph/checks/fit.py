"""VG3: a claim is whole, and its parts fit its relation."""

from collections.abc import Iterator

from vendorgraph.checks.registry import check
from vendorgraph.model import Claim
from vendorgraph.names import folded
from vendorgraph.problems import Place, either, shown
from vendorgraph.reading.records import Placed, Records
from vendorgraph.vocabulary import RelationType


@check("VG301", "A claim says something", "the claim has neither relation nor attribute: write one of them")
def says_nothing(records: Records) -> Iterator[Place]:
    """Claims without relation and without attribute."""
    for claim in records.claims:
        if not claim.raw.keys() & {"relation", "attribute"}:
            yield claim.at()


@check("VG302", "A relation has an object", "{relation} has no object: write object, the slug of the other entity")
def no_object(records: Records) -> Iterator[Place]:
    """Relations to nobody."""
    for claim in records.claims:
        if "relation" in claim.raw and "object" not in claim.raw:
            yield claim.at("relation", relation=claim.value.relation)


@check(
    "VG303", "An object has a relation", "object {object} stands without a relation: write relation, or leave it out"
)
def no_relation(records: Records) -> Iterator[Place]:
    """Attributes of two entities."""
    for claim in records.claims:
        if "attribute" in claim.raw and "object" in claim.raw and "relation" not in claim.raw:
            yield claim.at("object", object=claim.value.object)


@check("VG304", "The subject fits the relation", "{slug} is a {type}: write as subject of {relation} a {fits}")
def subject_fits(records: Records) -> Iterator[Place]:
    """Subjects of a type that the relation does not start at."""
    for claim, relation in related(records):
        yield from _misfit(records, claim, relation, "subject", relation.subjects)


@check("VG305", "The object fits the relation", "{slug} is a {type}: write as object of {relation} a {fits}")
def object_fits(records: Records) -> Iterator[Place]:
    """Objects of a type that the relation does not end at."""
    for claim, relation in related(records):
        yield from _misfit(records, claim, relation, "object", relation.objects)


@check("VG306", "Subject and object differ", "{slug} stands in {relation} to itself: write the other entity")
def reflexive(records: Records) -> Iterator[Place]:
    """Relations of an entity to itself."""
    for claim, relation in related(records):
        if claim.value.subject == claim.value.object:
            yield claim.at("object", slug=claim.value.object, relation=relation.slug)


@check(
    "VG307",
    "Products compete with products",
    "{subject} is a {type} and {object} a {other}: set product against product, or maker against maker",
)
def unlike_rivals(records: Records) -> Iterator[Place]:
    """A product set against a company or a group."""
    for claim, relation in related(records):
        subject, object = claim.value.subject, str(claim.value.object)
        type, other = records.types.get(subject), records.types.get(object)
        if relation.slug == "competitor-of" and type and other and (type == "product") != (other == "product"):
            yield claim.at("object", subject=subject, type=type, object=object, other=other)


@check(
    "VG308",
    "Directors are persons",
    "{slug} is a {type} on a board: write the person, or observer in role, or planned or denied if it is",
)
def company_on_board(records: Records) -> Iterator[Place]:
    """Firms on a board, which may only observe (or be planned, or denied, to sit there)."""
    for claim, relation in related(records):
        type = records.types.get(claim.value.subject, "person")
        allowed = (
            claim.value.denies or claim.value.status == "planned" or "observer" in (claim.value.role or "").lower()
        )
        if relation.slug == "board-member-of" and type != "person" and not allowed:
            yield claim.at("subject", slug=claim.value.subject, type=type)


@check("VG309", "A relation carries its own keys", "{relation} carries no {key}: leave it out, or write {others}")
def foreign_key(records: Records) -> Iterator[Place]:
    """Restricted keys on a relation that they say nothing about."""
    relations = records.vocabulary.relations.values()
    for claim, relation in related(records):
        for key in records.vocabulary.qualifiers & claim.raw.keys() - relation.qualifiers:
            others = either([other.slug for other in relations if key in other.qualifiers])
            yield claim.at(key, relation=relation.slug, key=key, others=others)


@check("VG310", "The former employer employs", "from_org {slug} is a {type}: write the organisation that was left")
def from_person(records: Records) -> Iterator[Place]:
    """Moves that start at a person, a product or a group."""
    for claim in records.claims:
        type = records.types.get(claim.value.from_org or "")
        if type in ("person", "product", "topic", "group"):
            yield claim.at("from_org", slug=claim.value.from_org, type=type)


@check("VG311", "Staff that moved are counted", "staff-moved-to has no number: write value, the number of people")
def uncounted_staff(records: Records) -> Iterator[Place]:
    """Moves of staff without a whole number."""
    for claim, relation in related(records):
        if relation.slug == "staff-moved-to" and type(claim.value.value) is not int:
            yield claim.at("value")


@check("VG312", "Every name is an entity", "{key} {slug} is not defined: {near}")
def dangling_slug(records: Records) -> Iterator[Place]:
    """Slugs that no entity has."""
    for claim in records.claims:
        for key in ("subject", "object", "from_org", "product"):
            slug = getattr(claim.value, key)
            if slug and slug not in records.types:
                yield claim.at(key, key=key, slug=shown(slug), near=near(slug, records))
    for disposition in records.dispositions:
        for key in ("customer", "vendor", "rival"):
            slug = getattr(disposition.value, key)
            if slug and slug not in records.types:
                yield disposition.at(key, key=key, slug=shown(slug), near=near(slug, records))
    for decision in records.identities:
        for slug in (*decision.value.same[:1], *decision.value.different):
            if slug not in records.types:
                key = "same" if slug in decision.value.same else "different"
                yield decision.at(key, key=key, slug=shown(slug), near=near(slug, records))


def related(records: Records) -> Iterator[tuple[Placed[Claim], RelationType]]:
    """Yield the claims of known relations."""
    for claim in records.claims:
        relation = records.vocabulary.relations.get(claim.value.relation or "")
        if relation:
            yield claim, relation


def near(slug: str, records: Records) -> str:
    """Return what to write for an undefined slug: that of the entity of which it is a name, else one like it."""
    from difflib import get_close_matches

    named = records.slugs.get(folded(slug))
    if named:
        return f"write {named}"
    found = get_close_matches(slug, records.types, n=1, cutoff=0.75)
    hint = f"did you mean {found[0]}? Otherwise " if found else ""
    return f"{hint}add it to the entities"


def _misfit(
    records: Records, claim: Placed[Claim], relation: RelationType, key: str, fits: frozenset[str]
) -> Iterator[Place]:
    slug = getattr(claim.value, key)
    type = records.types.get(slug)
    if type and type in records.vocabulary.schemes["type"] and type not in fits:
        yield claim.at(key, slug=slug, type=type, relation=relation.slug, fits=either(sorted(fits)))
