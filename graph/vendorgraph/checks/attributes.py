"""VG4: an attribute has the value that it is given in, and stands where it says something."""

from collections.abc import Iterator

from vendorgraph.checks.fit import related
from vendorgraph.checks.registry import check
from vendorgraph.model import Claim
from vendorgraph.problems import Place, either, shown
from vendorgraph.reading.records import Placed, Records
from vendorgraph.vocabulary import AttributeType

#: Restricted keys that an attribute without a relation may carry: those that say how a figure is meant.
_CARRIES = frozenset({"amount", "value", "share", "approx", "per", "basis", "period", "product"})
#: What one plans to spend may be told of a kind of goods, with no vendor named.
_ALONE = {"planned-spend"}
#: By what an attribute is given in: the keys of which it needs one, and what to write.
_VALUES = {
    "money": ({"amount", "text"}, "amount: {value: 150000000, currency: USD}"),
    "count": ({"value", "share", "text"}, "value, a whole number"),
    "text": ({"text", "value"}, "text"),
}


@check("VG401", "An attribute has a value", "{attribute} has no value: write {wanted}")
def no_value(records: Records) -> Iterator[Place]:
    """Attributes that say nothing."""
    for claim, attribute in _alone(records):
        keys, wanted = _VALUES[attribute.value]
        if not claim.raw.keys() & keys:
            yield claim.at("attribute", attribute=attribute.slug, wanted=wanted)


@check("VG402", "A count is a whole number", "{attribute} is {found}: write a whole number from 0 on, or words in text")
def odd_count(records: Records) -> Iterator[Place]:
    """Counts that are words, fractions or negative."""
    for claim, attribute in _alone(records):
        value = claim.value.value
        if attribute.value == "count" and value is not None and (type(value) is not int or value < 0):
            yield claim.at("value", attribute=attribute.slug, found=shown(value))


@check("VG403", "A firm is founded in a year", "founded-year is {found}: write a year from 1800 to {last}")
def founding_year(records: Records) -> Iterator[Place]:
    """Years of founding before there were such firms, or after the records were read."""
    last = records.read.year if records.read else 9999
    for claim, attribute in _alone(records):
        year = claim.value.value
        if attribute.slug == "founded-year" and type(year) is int and not 1800 <= year <= last:
            yield claim.at("value", found=year, last=last)


@check("VG404", "What measures a relation stands beside it", "{attribute} tells of no relation: write {relations}")
def lonely_measure(records: Records) -> Iterator[Place]:
    """A spend, a price or a contract between nobody."""
    relations = records.vocabulary.relations.values()
    for claim, attribute in _alone(records):
        measured = [relation.slug for relation in relations if attribute.slug in relation.measures]
        if measured and attribute.slug not in _ALONE:
            yield claim.at("attribute", attribute=attribute.slug, relations=f"relation: {either(measured)}")


@check("VG405", "An attribute beside a relation measures it", "{attribute} does not measure {relation}: {instead}")
def foreign_measure(records: Records) -> Iterator[Place]:
    """Attributes beside a relation of another kind."""
    for claim, relation in related(records):
        attribute = claim.value.attribute
        if attribute in records.vocabulary.attributes and attribute not in relation.measures:
            measures = either(sorted(relation.measures))
            instead = f"write {measures}" if measures else "write a claim of its own for it"
            yield claim.at("attribute", attribute=attribute, relation=relation.slug, instead=instead)


@check("VG406", "Amount and attribute go together", "{relation} has {found}: {instead}")
def amount_without_measure(records: Records) -> Iterator[Place]:
    """Sums of which nobody knows what they measure, and measures without a sum."""
    for claim, relation in related(records):
        keys = claim.raw.keys() & {"amount", "attribute"}
        if relation.measures and keys == {"amount"}:
            instead = f"write its attribute, {either(sorted(relation.measures))}"
            yield claim.at("amount", relation=relation.slug, found="an amount", instead=instead)
        elif relation.measures and keys == {"attribute"}:
            yield claim.at("attribute", relation=relation.slug, found="an attribute", instead="write its amount")


@check("VG407", "An attribute carries its own keys", "an attribute carries no {key}: write a relation, or leave it out")
def foreign_key(records: Records) -> Iterator[Place]:
    """Keys that speak of a relation on an attribute that has none."""
    for claim, _ in _alone(records):
        for key in records.vocabulary.qualifiers & claim.raw.keys() - _CARRIES:
            yield claim.at(key, key=key)


def _alone(records: Records) -> Iterator[tuple[Placed[Claim], AttributeType]]:
    """Claims of known attributes without a relation."""
    for claim in records.claims:
        attribute = records.vocabulary.attributes.get(claim.value.attribute or "")
        if attribute and "relation" not in claim.raw:
            yield claim, attribute
