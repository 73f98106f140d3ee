"""A Cypher script, a statement on each line, that can be run again: constraints, then MERGE on labelled nodes.

The statements after the constraints keep to openCypher, so that Neo4j, Memgraph, Ladybug and others run them.
"""

from collections.abc import Iterator
from typing import BinaryIO

from vendorgraph import network
from vendorgraph.formats import about
from vendorgraph.formats import property_graph as graph
from vendorgraph.formats.model import Selection
from vendorgraph.formats.xmltext import plain
from vendorgraph.model import Market
from vendorgraph.network import Line, Node

_ESCAPES = str.maketrans({"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def write(selection: Selection, out: BinaryIO) -> None:
    """Write entities as nodes and relations (or claims) as relationships, with every attribute of `network`."""
    for line in _statements(selection):
        out.write(f"{line}\n".encode())


def _statements(selection: Selection) -> Iterator[str]:
    market = selection.market
    said = ", ".join(about.of(selection).values())
    yield f"// {' '.join(plain(said).split())}"
    for label in sorted({graph.label(market, slug) for slug in market.entities}):
        name = f"{label.lower()}_slug"
        yield f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:`{label}`) REQUIRE n.slug IS UNIQUE;"
    yield from (_node(market, node) for node in network.nodes(market))
    yield from (_relationship(market, line) for line in network.lines(market, selection.relations))


def _node(market: Market, node: Node) -> str:
    return f"MERGE {_named('n', market, node.id)} SET {_set('n', graph.properties(node), 'slug')};"


def _relationship(market: Market, line: Line) -> str:
    ends = f"MATCH {_named('a', market, line.subject)}, {_named('b', market, line.object)}"
    kind = graph.kind(str(line.attributes["relation"]))
    said = graph.properties(line)
    return f"{ends} MERGE (a)-[r:`{kind}` {{id: {_literal(line.id)}}}]->(b) SET {_set('r', said, 'id')};"


def _named(variable: str, market: Market, slug: str) -> str:
    return f"({variable}:`{graph.label(market, slug)}` {{slug: {_literal(slug)}}})"


def _set(variable: str, properties: dict[str, graph.Property], but: str) -> str:
    return ", ".join(f"{variable}.{name} = {_literal(value)}" for name, value in properties.items() if name != but)


def _literal(value: graph.Property) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return _text(value) if isinstance(value, str) else repr(value)


def _text(text: str) -> str:
    """A text in quotes. Some engines read a backslash and a u as an escape before anything else: they are parted."""
    return "'{}'".format(plain(text).translate(_ESCAPES).replace("\\\\u", "\\\\' + 'u"))
