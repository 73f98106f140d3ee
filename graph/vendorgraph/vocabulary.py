"""The words of the market as values, read from `ontology/`: relations, attributes and code lists live there alone."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from vendorgraph import resources

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

    Term = NamedNode | BlankNode | Literal | Triple

NAMESPACE = "https://w3id.org/vendorgraph/ontology#"

_FILES = ("vendorgraph.ttl", "codelists.ttl")
_OWL = "http://www.w3.org/2002/07/owl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"


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
    qualifiers: frozenset[str]  # which of `Vocabulary.qualifiers` its claims may carry


class AttributeType(Struct, frozen=True):
    """An attribute: `value` says what it is given in ("money", "count", "text")."""

    slug: str
    local: str
    label: str
    label_ar: str
    value: str


class Concept(Struct, frozen=True):
    """An entry of a code list, or a type of entity.

    `local` is the local name of its IRI. `matches` are regular expressions that find it in running text (posts only).
    `derived` is true of a status that only a resolved relation may have, no claim.
    """

    slug: str
    local: str
    label: str
    label_ar: str
    definition: str
    matches: tuple[str, ...] = ()
    derived: bool = False


class Vocabulary(Struct, frozen=True):
    """All words by slug, in the order of the ontology.

    `schemes` maps a code list's name ("status", "certainty", "post"...) to its concepts by slug, strongest first where
    the list is ranked; "type" holds the types of entities. `qualifiers` are the keys of a claim that only the
    relations which name them may carry ("share", "role", "from_org"...).
    """

    relations: dict[str, RelationType]
    attributes: dict[str, AttributeType]
    schemes: dict[str, dict[str, Concept]]
    qualifiers: frozenset[str]


def read(folder: Path | None = None) -> Vocabulary:
    """Read the ontology in `folder` (the bundled one by default); SyntaxError when its Turtle does not parse."""
    terms = _Terms(folder or resources.folder("ontology"))
    schemes = {terms.slug(scheme): terms.concepts(scheme) for scheme in terms.instances(_SKOS + "ConceptScheme")}
    return Vocabulary(
        relations={terms.slug(each): terms.relation(each) for each in terms.relations()},
        attributes={terms.slug(each): terms.attribute(each) for each in terms.instances(NAMESPACE + "Attribute")},
        schemes=schemes | {"type": terms.types()},
        qualifiers=frozenset(map(terms.slug, terms.instances(NAMESPACE + "Qualifier"))),
    )


def post_of(vocabulary: Vocabulary, role: str | None) -> str:
    """Return the kind of post that a role's words name: the strongest of several, "unstated" when there are none.

    >>> post_of(read(), "Chief AI Officer"), post_of(read(), "Member of Technical Staff"), post_of(read(), None)
    ('executive', 'staff', 'unstated')
    """
    for post in vocabulary.schemes["post"].values():
        if role and any(_pattern(each).search(role) for each in post.matches):
            return post.slug
    return "unstated"


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


class _Terms:
    """The triples of the ontology in the order of its files, and the reading of one term from them."""

    def __init__(self, folder: Path) -> None:
        from pyoxigraph import parse

        self._objects: dict[str, dict[str, list[Term]]] = {}
        for quad in (quad for name in _FILES for quad in parse(path=str(folder / name))):
            objects = self._objects.setdefault(_value(quad.subject), {})
            objects.setdefault(quad.predicate.value, []).append(quad.object)

    def instances(self, kind: str) -> list[str]:
        return [subject for subject in self._objects if kind in self._all(subject, _RDF + "type")]

    def relations(self) -> list[str]:
        kinds = {NAMESPACE + "EventRelation", NAMESPACE + "StateRelation"}
        return [subject for subject in self._objects if kinds & self._all(subject, _RDF + "type")]

    def slug(self, term: str) -> str:
        return self._one(term, _SKOS + "notation")

    def relation(self, term: str) -> RelationType:
        kinds = self._all(term, _RDF + "type")
        return RelationType(
            slug=self.slug(term),
            local=_local(term),
            label=self._text(term, _RDFS + "label", "en"),
            label_ar=self._text(term, _RDFS + "label", "ar"),
            subjects=self._classes(self._one(term, _RDFS + "domain")),
            objects=self._classes(self._one(term, _RDFS + "range")),
            event=NAMESPACE + "EventRelation" in kinds,
            symmetric=_OWL + "SymmetricProperty" in kinds,
            lapses=self._one(term, NAMESPACE + "lapses") == "true",
            measures=self._slugs(self._all(term, NAMESPACE + "measuredBy")),
            qualifiers=self._slugs(self._all(term, NAMESPACE + "mayCarry")),
        )

    def attribute(self, term: str) -> AttributeType:
        return AttributeType(
            slug=self.slug(term),
            local=_local(term),
            label=self._text(term, _RDFS + "label", "en"),
            label_ar=self._text(term, _RDFS + "label", "ar"),
            value=self._one(term, NAMESPACE + "givenIn"),
        )

    def concepts(self, scheme: str) -> dict[str, Concept]:
        members = [each for each in self._objects if scheme in self._all(each, _SKOS + "inScheme")]
        members.sort(key=lambda each: int(self._first(each, NAMESPACE + "rank") or 0))
        return {self.slug(each): self._concept(each, _SKOS + "prefLabel", _SKOS + "definition") for each in members}

    def types(self) -> dict[str, Concept]:
        classes = [each for each in self._objects if NAMESPACE + "Entity" in self._all(each, _RDFS + "subClassOf")]
        return {self.slug(each): self._concept(each, _RDFS + "label", _RDFS + "comment") for each in classes}

    def _concept(self, term: str, label: str, definition: str) -> Concept:
        return Concept(
            slug=self.slug(term),
            local=_local(term),
            label=self._text(term, label, "en"),
            label_ar=self._text(term, label, "ar"),
            definition=self._text(term, definition, "en"),
            matches=tuple(map(_value, self._get(term, NAMESPACE + "matches"))),
            derived=self._first(term, NAMESPACE + "derivedOnly") == "true",
        )

    def _classes(self, term: str) -> frozenset[str]:
        """Slugs of a class, or of every member when it is a union of classes."""
        union = self._first(term, _OWL + "unionOf")
        return self._slugs(self._list(union) if union else [term])

    def _list(self, head: str) -> list[str]:
        if head == _RDF + "nil":
            return []
        return [self._one(head, _RDF + "first"), *self._list(self._one(head, _RDF + "rest"))]

    def _slugs(self, terms: Iterable[str]) -> frozenset[str]:
        return frozenset(map(self.slug, terms))

    def _get(self, term: str, predicate: str) -> list["Term"]:
        return self._objects.get(term, {}).get(predicate, [])

    def _all(self, term: str, predicate: str) -> set[str]:
        return set(map(_value, self._get(term, predicate)))

    def _first(self, term: str, predicate: str) -> str | None:
        return next(map(_value, self._get(term, predicate)), None)

    def _one(self, term: str, predicate: str) -> str:
        values = self._get(term, predicate)
        if len(values) != 1:
            raise ValueError(f"the ontology gives <{term}> {len(values)} values of <{predicate}>: write exactly one")
        return _value(values[0])

    def _text(self, term: str, predicate: str, language: str) -> str:
        values = self._get(term, predicate)
        texts = [_value(each) for each in values if getattr(each, "language", None) == language]
        if len(texts) != 1:
            raise ValueError(
                f"the ontology gives <{term}> {len(texts)} texts of <{predicate}> in {language!r}: write one"
            )
        return texts[0]


def _value(term: "Term") -> str:
    return str(getattr(term, "value", term))


def _local(iri: str) -> str:
    return iri.removeprefix(NAMESPACE)
