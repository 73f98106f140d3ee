"""RDF that vendorgraph wrote, back to records: claim for claim, whatever the notation.

Ids and slugs are kept. What RDF does not keep is the order of several values (aliases, outlets that are relayed): they
come sorted, as a market has them; the first outlet is known as the origin. Derived graphs (relations as of a day,
conflicts) are passed over: they follow.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from vendorgraph.imports import rdffile, text
from vendorgraph.imports.builder import Builder
from vendorgraph.imports.limits import Refused
from vendorgraph.model import Claim, Entity, Identity, MarketInfo, Source
from vendorgraph.vocabulary import NAMESPACE, Vocabulary

if TYPE_CHECKING:
    from pyoxigraph import Quad

T = TypeVar("T", Claim, Entity, MarketInfo, Source)
Node = dict[str, list[Any]]  # terms by the address of the property

_BASE = "https://w3id.org/vendorgraph/"
_MARKET = _BASE + "graph/market"
_IDENTITY = re.compile(re.escape(_BASE) + r"identity/([0-9]{1,9})")
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DCT = "http://purl.org/dc/terms/"
_SCHEMA = "https://schema.org/"
_PASSED = re.compile(  # what follows from other properties, or is read beside them
    r"(?:date|from|to|asOf|statusSince|period|issued|withdrawn)(?:First|Last)|post|origin|role"
    r"|amount|currency|name|roundAmount|roundCurrency|relays|alsoFiledAs|otherUrl"
)


def read(file: Path, builder: Builder) -> None:
    """Read RDF of vendorgraph; Refused when there is no claim of its vocabulary in it."""
    if not take(rdffile.quads(file), builder):
        raise Refused(file, "holds no claim of the vendorgraph vocabulary: write one that `vendorgraph export` made")


def take(quads: "Iterable[Quad]", builder: Builder) -> bool:
    """Give the builder the records that quads make, from wherever they come; say whether there is a claim in them."""
    words = _Words(builder.vocabulary)
    claims: list[Claim] = []
    sources: list[Source] = []
    entities: list[Entity] = []
    nodes = _nodes(quads)
    for iri, node in nodes.items():
        kind = iri.removeprefix(_BASE).partition("/")[0]
        if kind == "claim" and not iri.endswith("/speaker"):
            claims += _claim(iri, node, words, builder)
        elif kind == "source":
            sources += _source(iri, node, words, builder)
        elif kind == "id":
            entities += _entity(iri, node, words, builder)
    builder.take(entities, sources, claims, _info(nodes, builder), _identities(nodes, builder))
    return bool(claims)


def _nodes(quads: "Iterable[Quad]") -> dict[str, Node]:
    """What is said of the market and all in it; derived graphs and the ontology are passed over."""
    nodes: dict[str, Node] = {}
    for quad in quads:
        subject: Any = quad.subject
        if not _derived(quad) and str(getattr(subject, "value", "")).startswith(_BASE):
            _add(nodes.setdefault(subject.value, {}), quad)
    return nodes


def _add(node: Node, quad: "Quad") -> None:
    """Add a quad to its node; RDF 1.2 says subject, predicate and object in a triple that the claim reifies."""
    reified: Any = quad.object
    if quad.predicate.value == _RDF + "reifies" and hasattr(reified, "predicate"):
        for end in ("subject", "predicate", "object"):
            node.setdefault(_RDF + end, []).append(getattr(reified, end))
    elif hasattr(reified, "value"):  # of other triples nothing is said
        node.setdefault(quad.predicate.value, []).append(reified)


def _derived(quad: "Quad") -> bool:
    name: Any = quad.graph_name
    graph = str(getattr(name, "value", ""))
    return graph.startswith(_BASE + "graph/") and graph not in (_MARKET, _BASE + "graph/entities")


class _Words:
    """Our words by the addresses that stand for them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.relations = {NAMESPACE + each.local: slug for slug, each in vocabulary.relations.items()}
        self.attributes = {NAMESPACE + each.local: slug for slug, each in vocabulary.attributes.items()}
        self.schemes = {
            name: {NAMESPACE + each.local: slug for slug, each in scheme.items()}
            for name, scheme in vocabulary.schemes.items()
        }

    def code(self, scheme: str) -> Callable[[Any], str]:
        """Return the reader of a word of a code list; KeyError for another address."""
        return lambda term: self.schemes[scheme][term.value]


def _plain(term: Any) -> str:
    return str(term.value)


def _slug(term: Any) -> str:
    from vendorgraph.rdf import terms

    found = terms.id_of(term.value)
    if found is None or not text.SLUG.fullmatch(found):
        raise ValueError(f"{term.value} is no address of an entity")
    return found


def _number(term: Any) -> int | float | str:
    datatype = term.datatype.value.rsplit("#", 1)[-1]
    if datatype == "integer":
        return int(term.value)
    return float(term.value) if datatype in ("decimal", "double", "float") else str(term.value)


def _true(term: Any) -> bool:
    return str(term.value) in ("true", "1")


def _claim(iri: str, node: Node, words: _Words, builder: Builder) -> list[Claim]:
    vg = NAMESPACE
    keys: dict[str, tuple[str, Callable[[Any], Any]]] = {
        _RDF + "subject": ("subject", _slug),
        _RDF + "predicate": ("relation", lambda term: words.relations[term.value]),
        _RDF + "object": ("object", _slug),
        vg + "attribute": ("attribute", lambda term: words.attributes[term.value]),
        vg + "fromOrganisation": ("from_org", _slug),
        vg + "product": ("product", _slug),
        vg + "value": ("value", _number),
        vg + "share": ("share", lambda term: float(term.value)),
        vg + "votingShare": ("voting_share", lambda term: float(term.value)),
        vg + "voting": ("voting", _true),
        vg + "doubt": ("doubt", _true),
        vg + "line": ("line", lambda term: int(term.value)),
        vg + "roleHeld": ("role", _plain),
        vg + "attributedTo": ("attributed_to", _plain),
        vg + "asOf": ("as_of", _plain),
        vg + "statusSince": ("status_since", _plain),
        **{vg + key: (key, _plain) for key in ("text", "market", "note", "comment", "date", "from", "to", "period")},
        **{vg + key: (key, words.code(key)) for key in ("approx", "per", "basis", "status", "certainty", "polarity")},
    }
    found = _read(iri, node, keys, builder)
    for key, amount, currency in (("amount", "amount", "currency"), ("round_amount", "roundAmount", "roundCurrency")):
        if vg + amount in node:
            found[key] = {"value": node[vg + amount][0].value, "currency": _first(node, vg + currency)}
    return _made(iri, found, Claim, text.CLAIM, "id", builder)


def _source(iri: str, node: Node, words: _Words, builder: Builder) -> list[Source]:
    keys: dict[str, tuple[str, Callable[[Any], Any]]] = {
        _DCT + "title": ("title", _plain),
        _DCT + "language": ("language", _plain),
        _DCT + "publisher": ("publisher", _plain),
        _DCT + "issued": ("published", _plain),
        _SCHEMA + "url": ("url", _plain),
        NAMESPACE + "publishedEstimated": ("published_estimated", _true),
        NAMESPACE + "withdrawn": ("withdrawn", _plain),
        NAMESPACE + "kind": ("kind", words.code("kind")),
        NAMESPACE + "reliability": ("reliability", words.code("reliability")),
    }
    found = _read(iri, node, keys, builder)
    origin = _first(node, NAMESPACE + "origin")
    relays = list(map(_plain, node.get(NAMESPACE + "relays", ())))
    found["relays"] = sorted(relays, key=lambda outlet: (outlet != origin, outlet))
    found["also_filed_as"] = sorted(map(_plain, node.get(NAMESPACE + "alsoFiledAs", ())))
    found["other_urls"] = sorted(map(_plain, node.get(NAMESPACE + "otherUrl", ())))
    return _made(iri, found, Source, text.SLUG, "id", builder)


def _entity(iri: str, node: Node, words: _Words, builder: Builder) -> list[Entity]:
    labels = [term for term in node.get(_SKOS + "prefLabel", ()) if hasattr(term, "language")]
    matches = [_plain(term).rsplit("/", 1)[-1] for term in node.get(_SKOS + "exactMatch", ())]
    classes = [words.schemes["type"].get(term.value) for term in node.get(_RDF + "type", ())]
    roles = [words.schemes["role"].get(term.value) for term in node.get(NAMESPACE + "role", ())]
    found: dict[str, Any] = {
        "name": next((term.value for term in labels if term.language != "ar"), ""),
        "name_ar": next((term.value for term in labels if term.language == "ar"), None),
        "type": next(filter(None, classes), None),
        "roles": sorted(filter(None, roles)),
        "aliases": sorted(map(_plain, node.get(_SKOS + "altLabel", ()))),
        "identifiers": sorted(map(_plain, node.get(_DCT + "identifier", ()))),
        "country": _first(node, _SCHEMA + "addressCountry"),
        "wikidata": next(iter(matches), None),
        "seed_only": any(map(_true, node.get(NAMESPACE + "seedOnly", ()))),
    }
    return _made(iri, found, Entity, text.SLUG, "slug", builder)


def _info(nodes: dict[str, Node], builder: Builder) -> MarketInfo | None:
    """Title, licence and day of reading; None where the quads do not say them."""
    node = nodes.get(_MARKET)
    if node is None:
        return None
    keys: dict[str, tuple[str, Callable[[Any], Any]]] = {
        _DCT + "title": ("title", _plain),
        NAMESPACE + "licence": ("licence", _plain),
        NAMESPACE + "read": ("read", _plain),
    }
    return next(iter(_converted(_MARKET, _read(_MARKET, node, keys, builder), MarketInfo, builder)), None)


def _identities(nodes: dict[str, Node], builder: Builder) -> Iterator[Identity]:
    """The decisions on names, in the order of their numbers."""
    numbered = {int(match[1]): iri for iri in nodes if (match := _IDENTITY.fullmatch(iri))}
    for _, iri in sorted(numbered.items()):
        node = nodes[iri]
        names = sorted(map(_plain, node.get(NAMESPACE + "name", ())))
        found = _read(iri, node, {NAMESPACE + "kept": ("kept", _slug), NAMESPACE + "why": ("why", _plain)}, builder)
        kept, why = found.get("kept"), found.get("why", "")
        yield Identity(why=why, same=(kept, *names)) if kept else Identity(why=why, different=tuple(names))


def _read(iri: str, node: Node, keys: dict[str, tuple[str, Callable[[Any], Any]]], builder: Builder) -> dict[str, Any]:
    """The values of known properties; those of our vocabulary that are not known are counted."""
    found: dict[str, Any] = {}
    for property, terms in node.items():
        if property in keys:
            key, read = keys[property]
            try:
                found[key] = read(terms[0])
            except (KeyError, ValueError, AttributeError):
                builder.findings.add("not understood", f"a value of {property}", iri)
        elif property.startswith(NAMESPACE) and not _PASSED.fullmatch(property.removeprefix(NAMESPACE)):
            builder.findings.add("not understood", f"property {property}", iri)
    return found


def _made(
    iri: str, found: dict[str, Any], model: type[T], form: re.Pattern[str], key: str, builder: Builder
) -> list[T]:
    """The record; nothing, and a finding, for one that lacks what it needs."""
    from vendorgraph.rdf import terms

    id = terms.id_of(iri) or ""
    if not form.fullmatch(id):
        builder.findings.add("not understood", f"the address of a {model.__name__.lower()}", iri)
        return []
    return _converted(iri, {**found, key: id}, model, builder)


def _converted(iri: str, found: dict[str, Any], model: type[T], builder: Builder) -> list[T]:
    record = {name: value for name, value in found.items() if value not in (None, [], "")}
    try:
        return [msgspec.convert(record, model, strict=False)]
    except msgspec.ValidationError as error:
        builder.findings.add("not understood", f"a {model.__name__.lower()}: {error}", iri)
        return []


def _first(node: Node, property: str) -> str | None:
    return next(map(_plain, node.get(property, ())), None)
