"""Node-link JSON, as D3's force layouts and networkx's `node_link_graph(data, edges="links")` read it."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from vendorgraph import network
from vendorgraph.formats import about, jsontext
from vendorgraph.formats.model import Selection
from vendorgraph.network import Line, Node


def write(selection: Selection, out: BinaryIO) -> None:
    """Write entities as nodes and relations (or claims) as directed links, with every attribute of `network`."""
    for part in _parts(selection):
        out.write(part.encode())


def _parts(selection: Selection) -> Iterator[str]:
    yield f'{{"directed":true,"multigraph":true,"graph":{jsontext.text(about.of(selection))},\n"nodes":'
    yield from jsontext.array(map(_node, network.nodes(selection.market)))
    yield ',\n"links":'
    yield from jsontext.array(map(_link, network.lines(selection.market, selection.relations)))
    yield "}\n"


def _node(node: Node) -> dict[str, Any]:
    return {"id": node.id, **node.attributes}


def _link(line: Line) -> dict[str, Any]:
    return {"key": line.id, "source": line.subject, "target": line.object, **line.attributes}
