"""The ontology as a reference for readers: every term with its texts, what it is tied to, examples and alignments.

It is read from `ontology/` alone. Terms are grouped by what they are, in alphabetical order; the concepts of a code
list follow their list, strongest first where it is ranked.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, parse

from vendorgraph import resources
from vendorgraph.rdf import terms
from vendorgraph.rdf.store import VOCABULARY_FILES
from vendorgraph.rdf.terms import term

Node = NamedNode | BlankNode | Literal

LANGUAGES = ("en", "ar")

#: What is said of a term besides its texts, in words, by the property that says it.
FACTS = {
    "skos:notation": "word in the records",
    "rdfs:subClassOf": "is a kind of",
    "rdfs:subPropertyOf": "is a narrower",
    "rdfs:domain": "is said of",
    "rdfs:range": "its values are",
    "owl:disjointWith": "is never",
    "vg:givenIn": "given in",
    "vg:measuredBy": "measured by",
    "vg:mayCarry": "its claims may carry",
    "vg:lapses": "lapses with silence",
    "vg:derivedOnly": "of resolved relations only",
    "vg:rank": "rank",
    "vg:matches": "found by",
}
#: How a term stands to those of other vocabularies: no identity is claimed by any of these.
MATCHES = {
    "skos:exactMatch": "the same as",
    "skos:closeMatch": "close to",
    "skos:narrowMatch": "wider than",
    "skos:relatedMatch": "related to",
}
#: Groups of terms by the class that their terms are declared as, the first that fits.
GROUPS = {
    "owl:Class": "Classes",
    "vg:StateRelation": "Relations that hold over time",
    "vg:EventRelation": "Events",
    "vg:Attribute": "Attributes",
    "owl:ObjectProperty": "Properties that lead to things",
    "owl:DatatypeProperty": "Properties that lead to values",
    "owl:AnnotationProperty": "Properties of the ontology itself",
    "skos:ConceptScheme": "Code lists",
}

_TEXTS = {"label": ("rdfs:label", "skos:prefLabel"), "comment": ("rdfs:comment", "skos:definition")}


class Term(Struct, frozen=True, kw_only=True):
    """A term; `label`, `comment` and texts among the `examples` are by language ("" where a text has none).

    `facts` and `matches` give values by what they are, values being IRIs of terms or plain texts. `members` are the
    concepts of a code list.
    """

    iri: str
    label: dict[str, str]
    comment: dict[str, str]
    facts: dict[str, tuple[Node, ...]]
    examples: tuple[NamedNode | Literal, ...]
    matches: dict[str, tuple[Node, ...]]
    members: "tuple[Term, ...]" = ()

    @property
    def local(self) -> str:
        """The name within the namespace, which is also the anchor on the page."""
        return self.iri.removeprefix(terms.PREFIXES["vg"])


class Reference(Struct, frozen=True):
    """The whole: title and description by language, the licence's address, and groups of terms by heading.

    `prefixes` are those that the files of the ontology write the terms of others with.
    """

    title: dict[str, str]
    description: dict[str, str]
    licence: str
    groups: dict[str, tuple[Term, ...]]
    prefixes: dict[str, str]

    @property
    def terms(self) -> Iterator[Term]:
        """Every term, the concepts of code lists too."""
        for each in (each for group in self.groups.values() for each in group):
            yield each
            yield from each.members


def read(folder: Path | None = None) -> Reference:
    """Return the reference of the ontology in `folder`, the bundled one by default.

    SyntaxError when its Turtle does not parse; FileNotFoundError when a file is missing.
    """
    parsers = [parse(path=str((folder or resources.folder("ontology")) / name)) for name in VOCABULARY_FILES]
    says = _Says(quad for parser in parsers for quad in parser)
    whole = NamedNode(terms.PREFIXES["vg"].removesuffix("#"))
    groups: dict[str, list[Term]] = {}
    for node in says.subjects():
        if group := next((name for kind, name in GROUPS.items() if term(kind) in says.of(node, "rdf:type")), None):
            groups.setdefault(group, []).append(says.term(node))
    return Reference(
        title=says.texts(whole, "dct:title"),
        description=says.texts(whole, "dct:description"),
        licence=next((each.value for each in says.of(whole, "dct:license")), ""),
        groups={name: tuple(sorted(groups[name], key=_alphabet)) for name in GROUPS.values() if name in groups},
        prefixes={name: iri for parser in parsers for name, iri in parser.prefixes.items()},
    )


class _Says:
    """What the ontology says of each node."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._objects: dict[Node, dict[NamedNode, list[Node]]] = {}
        for quad in quads:
            subject: Node = quad.subject  # type: ignore[assignment]  # the ontology has no triple terms
            self._objects.setdefault(subject, {}).setdefault(quad.predicate, []).append(quad.object)  # type: ignore[arg-type]
        self._members: dict[Node, list[NamedNode]] = {}
        for node in self.subjects():
            for scheme in self.of(node, "skos:inScheme"):
                self._members.setdefault(scheme, []).append(node)

    def subjects(self) -> list[NamedNode]:
        """The terms of ours, in the order of the files."""
        start = terms.PREFIXES["vg"]
        return [node for node in self._objects if isinstance(node, NamedNode) and node.value.startswith(start)]

    def of(self, node: Node, curie: str) -> list[Node]:
        return self._objects.get(node, {}).get(term(curie), [])

    def texts(self, node: Node, *curies: str) -> dict[str, str]:
        found = [each for curie in curies for each in self.of(node, curie) if isinstance(each, Literal)]
        return {each.language or "": each.value for each in sorted(found, key=_language)}

    def term(self, node: NamedNode) -> Term:
        members = sorted(self._members.get(node, []), key=self._rank)
        return Term(
            iri=node.value,
            label=self.texts(node, *_TEXTS["label"]),
            comment=self.texts(node, *_TEXTS["comment"]),
            facts=self._named(node, FACTS),
            examples=tuple(self._examples(node)),
            matches=self._named(node, MATCHES),
            members=tuple(map(self.term, members)),
        )

    def _examples(self, node: NamedNode) -> Iterator[NamedNode | Literal]:
        for each in sorted(self.of(node, "skos:example"), key=_language):
            if not isinstance(each, BlankNode):
                yield each

    def _named(self, node: NamedNode, names: dict[str, str]) -> dict[str, tuple[Node, ...]]:
        found = {name: tuple(self._values(node, curie)) for curie, name in names.items()}
        return {name: values for name, values in found.items() if values}

    def _values(self, node: NamedNode, curie: str) -> Iterator[Node]:
        """The objects of a property, in alphabetical order; those of a union of classes in its own."""
        for each in sorted(self.of(node, curie), key=str):
            if isinstance(each, BlankNode):
                yield from self._list(*self.of(each, "owl:unionOf"))
            else:
                yield each

    def _list(self, head: Node) -> Iterator[Node]:
        while head != term("rdf:nil"):
            yield from self.of(head, "rdf:first")
            (head,) = self.of(head, "rdf:rest")

    def _rank(self, node: NamedNode) -> int:
        return next((int(each.value) for each in self.of(node, "vg:rank")), 0)


def _language(node: Node) -> tuple[int, str]:
    language = node.language if isinstance(node, Literal) else None
    return LANGUAGES.index(language) if language in LANGUAGES else -1, str(node)


def _alphabet(each: Term) -> str:
    return each.local.lower()
