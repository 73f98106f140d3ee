"""Cytoscape's JSON (.cyjs), which Cytoscape, Cytoscape Web and cytoscape.js read."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from vendorgraph import network
from vendorgraph.formats import about, jsontext
from vendorgraph.formats.model import Selection
from vendorgraph.network import Line, Node


def write(selection: Selection, out: BinaryIO) -> None:
    """Write entities as nodes and relations (or claims) as edges, with every attribute of `network`."""
    for part in _parts(selection):
        out.write(part.encode())


def _parts(selection: Selection) -> Iterator[str]:
    yield f'{{"format_version":"1.0","data":{jsontext.text(about.of(selection))},\n"elements":{{"nodes":'
    yield from jsontext.array(map(_node, network.nodes(selection.market)))
    yield ',\n"edges":'
    yield from jsontext.array(map(_edge, network.lines(selection.market, selection.relations)))
    yield "}}\n"


def _node(node: Node) -> dict[str, Any]:
    return {"data": {"id": node.id, "name": node.attributes["label"], **node.attributes}}


def _edge(line: Line) -> dict[str, Any]:
    ends = {"source": line.subject, "target": line.object, "interaction": line.attributes["relation"]}
    return {"data": {"id": line.id, **ends, **line.attributes}}
