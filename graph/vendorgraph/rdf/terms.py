"""The IRIs and literals of the graph: one function per kind of thing that is named or said.

Ids become path segments, percent-encoded where an IRI needs it. Dates keep their printed precision as xsd:gYear,
xsd:gYearMonth or xsd:date. Numbers are written in the canonical form that the store gives back.
"""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode

BASE = "https://w3id.org/vendorgraph/"

#: Prefixes for writing and asking; every IRI of the graph falls under one of them.
PREFIXES = {
    "vg": BASE + "ontology#",
    "id": BASE + "id/",
    "source": BASE + "source/",
    "claim": BASE + "claim/",
    "graph": BASE + "graph/",
    "relation": BASE + "relation/",
    "exposure": BASE + "exposure/",
    "rivalry": BASE + "rivalry/",
    "tie": BASE + "tie/",
    "conflict": BASE + "conflict/",
    "dct": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

MARKET = NamedNode(BASE + "graph/market")
ENTITIES = NamedNode(BASE + "graph/entities")
ONTOLOGY = NamedNode(BASE + "graph/ontology")

_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


@lru_cache(maxsize=4096)
def term(curie: str) -> NamedNode:
    """Return the IRI that a prefixed name ("vg:Claim", "rdf:type") stands for; KeyError for an unknown prefix."""
    prefix, _, local = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


@lru_cache(maxsize=4096)
def entity(slug: str) -> NamedNode:
    """Return the IRI of an entity."""
    return NamedNode(PREFIXES["id"] + _segment(slug))


@lru_cache(maxsize=4096)
def source(id: str) -> NamedNode:
    """Return the IRI of a source, which also names the graph of its claims."""
    return NamedNode(PREFIXES["source"] + _segment(id))


def claim(id: str) -> NamedNode:
    """Return the IRI of a claim: its id with a slash for the '#'."""
    source_id, _, number = id.partition("#")
    return NamedNode(f"{PREFIXES['claim']}{_segment(source_id)}/{_segment(number)}")


def speaker(claim_id: str) -> NamedNode:
    """Return the IRI of whom a claim is attributed to: one per claim, as names of speakers are not identities."""
    return NamedNode(claim(claim_id).value + "/speaker")


def identity(number: int) -> NamedNode:
    """Return the IRI of a decision on names, by its place among them, counted from 1."""
    return NamedNode(f"{BASE}identity/{number}")


def relation(subject: str, slug: str, object: str, post: str | None) -> NamedNode:
    """Return the IRI of a resolved relation; its status and the like differ from graph to graph."""
    parts = [subject, slug, object, *([post] if post else [])]
    return NamedNode(PREFIXES["relation"] + "/".join(map(_segment, parts)))


def finding(kind: str, *parts: str) -> NamedNode:
    """Return the IRI of an exposure, a rivalry, a tie or a conflict; what is said of it differs from graph to graph."""
    return NamedNode(PREFIXES[kind] + "/".join(map(_segment, parts)))


def below(node: NamedNode, part: str, number: int) -> NamedNode:
    """Return the IRI of the numbered part of a node: its first hop is hop/1."""
    return NamedNode(f"{node.value}/{part}/{number}")


def layer(name: str, as_of: date, known_by: date) -> NamedNode:
    """Return the name of a derived graph ("relations", "conflicts") as of a day as known by a day."""
    return NamedNode(f"{PREFIXES['graph']}{name}/{as_of.isoformat()}/{known_by.isoformat()}")


def id_of(iri: str) -> str | None:
    """Return the slug or id that `entity`, `source`, `claim` or `speaker` made the IRI of; None for any other IRI."""
    for prefix in ("id", "source", "claim"):
        if iri.startswith(PREFIXES[prefix]):
            segments = iri.removeprefix(PREFIXES[prefix]).removesuffix("/speaker").split("/")
            return "#".join(map(unquote, segments))
    return None


def partial_date(text: str) -> Literal:
    """Return a date as printed ("2025", "2025-06", "2025-06-12") with the datatype of its precision."""
    return Literal(text, datatype=term("xsd:" + _DATE_TYPES[len(text)]))


def day(value: date) -> Literal:
    """Return an exact day."""
    return Literal(value.isoformat(), datatype=term("xsd:date"))


def integer(value: int) -> Literal:
    """Return a whole number."""
    return Literal(str(value), datatype=term("xsd:integer"))


def decimal(value: float) -> Literal:
    """Return a number as the decimal that it is printed as: 0.49 is 0.49, 1.0 is 1."""
    return Literal(format(Decimal(repr(value)).normalize(), "f"), datatype=term("xsd:decimal"))


def boolean(value: bool) -> Literal:
    """Return a truth value."""
    return Literal("true" if value else "false", datatype=term("xsd:boolean"))


def english(value: str) -> Literal:
    """Return a text in English."""
    return text(value, "en")


def text(value: str, language: str | None = None) -> Literal:
    """Return a text, with its language where it is known."""
    return Literal(value, language=language) if language else Literal(value)


def address(value: str) -> Literal:
    """Return a web address; a literal, so that one that is not quite an IRI is kept as it was found."""
    return Literal(value, datatype=term("xsd:anyURI"))


def _segment(text: str) -> str:
    return quote(text, safe="")
