"""The words of the market as values, read from `ontology/`: relations, attributes and code lists live there alone."""

from msgspec import Struct


class RelationType(Struct, frozen=True):
    """A relation: what it may join, whether it is an event, and which claims' keys it may carry."""

    slug: str
    local: str  # the local name of its property, such as "customerOf"
    label: str
    label_ar: str
    subjects: frozenset[str]  # entity types
    objects: frozenset[str]
    event: bool  # happens on a day (else a state that holds over time)
    symmetric: bool
    lapses: bool  # R7: whether silence turns it into "unconfirmed"
    measures: frozenset[str]  # attributes that may stand beside it
    qualifiers: frozenset[str]  # keys of a claim that only some relations may carry (role, from_org, share...)


class AttributeType(Struct, frozen=True):
    """An attribute: `value` says what it is given in ("money", "count", "text")."""

    slug: str
    local: str
    label: str
    label_ar: str
    value: str


class Concept(Struct, frozen=True):
    """An entry of a code list; `matches` are regular expressions that find it in running text (posts only)."""

    slug: str
    label: str
    label_ar: str
    definition: str
    matches: tuple[str, ...] = ()


class Vocabulary(Struct, frozen=True):
    """All words by slug; `schemes` maps a code list's name ("status", "certainty"...) to its concepts by slug."""

    relations: dict[str, RelationType]
    attributes: dict[str, AttributeType]
    schemes: dict[str, dict[str, Concept]]
