"""CX2, the exchange format of Cytoscape and NDEx: aspects in an array, elements numbered from 0."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from vendorgraph import network
from vendorgraph.formats import about, jsontext
from vendorgraph.formats.model import Selection
from vendorgraph.network import Line, Node

_TYPES = {str: "string", bool: "boolean", int: "long", float: "double"}
_NAMES = {"label": "name"}  # of nodes, and of nothing else: what Cytoscape shows


def write(selection: Selection, out: BinaryIO) -> None:
    """Write entities as nodes and relations (or claims) as edges, with every attribute of `network`."""
    for part in _parts(selection):
        out.write(part.encode())


def _parts(selection: Selection) -> Iterator[str]:
    market, said = selection.market, about.of(selection)
    number = {slug: at for at, slug in enumerate(market.entities)}
    edges = sum(1 for _ in network.lines(market, selection.relations))
    counts = {"attributeDeclarations": 1, "networkAttributes": 1, "nodes": len(number), "edges": edges}
    yield '[{"CXVersion":"2.0","hasFragments":false},\n'
    yield _aspect("metaData", [{"name": name, "elementCount": count} for name, count in counts.items()])
    yield _aspect("attributeDeclarations", [_declared(said)])
    yield _aspect("networkAttributes", [said])
    yield '{"nodes":'
    yield from jsontext.array(_node(number[node.id], node) for node in network.nodes(market))
    yield '},\n{"edges":'
    lines = network.lines(market, selection.relations)
    yield from jsontext.array(_edge(at, line, number) for at, line in enumerate(lines))
    yield '},\n{"status":[{"success":true}]}]\n'


def _aspect(name: str, elements: list[dict[str, Any]]) -> str:
    return f"{jsontext.text({name: elements})},\n"


def _declared(said: dict[str, str]) -> dict[str, Any]:
    nodes = {_NAMES.get(name, name): _type(type) for name, type in network.NODE_TYPES.items()}
    edges = {name: _type(type) for name, type in network.LINE_TYPES.items()}
    text = _type(str)
    return {
        "networkAttributes": dict.fromkeys(said, text),
        "nodes": {"slug": text, **nodes},
        "edges": {"id": text, "interaction": text, **edges},
    }


def _type(type: type) -> dict[str, str]:
    return {"d": _TYPES[type]}


def _node(number: int, node: Node) -> dict[str, Any]:
    attributes = {_NAMES.get(name, name): value for name, value in node.attributes.items()}
    return {"id": number, "v": {"slug": node.id, **attributes}}


def _edge(number: int, line: Line, numbers: dict[str, int]) -> dict[str, Any]:
    values = {"id": line.id, "interaction": line.attributes["relation"], **line.attributes}
    return {"id": number, "s": numbers[line.subject], "t": numbers[line.object], "v": values}
