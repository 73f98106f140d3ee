"""The market as a labelled property graph, for Neo4j, Ladybug and openCypher: a label for each type of entity, a
relationship type for each kind of relation, and properties that may be lists."""

from vendorgraph.model import Market
from vendorgraph.network import LISTS, SEPARATOR, Line, Node, Value

Property = Value | list[str]


def label(market: Market, slug: str) -> str:
    """Return the label of an entity: "Company", "GovernmentBody"."""
    return market.vocabulary.schemes["type"][market.entities[slug].type].local


def kind(relation: str) -> str:
    """Return the relationship type of a relation: "HOLDS_STAKE_IN"."""
    return relation.upper().replace("-", "_")


def properties(of: Node | Line) -> dict[str, Property]:
    """Return all properties: the attributes of `network`, with lists where ids are listed; a node has its `slug`."""
    name = "slug" if isinstance(of, Node) else "id"
    return {name: of.id, **{name: _listed(name, value) for name, value in of.attributes.items()}}


def types(of: dict[str, type], key: str) -> dict[str, type]:
    """Return the types of all properties, `of` being those of the attributes and `key` what names each thing."""
    return {key: str, **{name: list if name in LISTS else type for name, type in of.items()}}


def _listed(name: str, value: Value) -> Property:
    return str(value).split(SEPARATOR) if name in LISTS else value
