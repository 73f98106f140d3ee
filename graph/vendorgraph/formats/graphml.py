"""GraphML (http://graphml.graphdrawing.org): streamed, so that a large market needs no copy of itself."""

from collections.abc import Iterator
from typing import BinaryIO

from vendorgraph import network
from vendorgraph.formats.model import Selection
from vendorgraph.formats.xmltext import escape, value
from vendorgraph.network import Line, Node, Value

_TYPES = {str: "string", bool: "boolean", int: "long", float: "double"}
_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write(selection: Selection, out: BinaryIO) -> None:
    """Write entities as nodes and relations (or claims) as directed edges, with every attribute of `network`."""
    for line in _lines(selection):
        out.write(line.encode())


def _lines(selection: Selection) -> Iterator[str]:
    yield _HEAD
    yield from _keys("node", network.NODE_TYPES)
    yield from _keys("edge", network.LINE_TYPES)
    yield '<graph edgedefault="directed">\n'
    yield from map(_node, network.nodes(selection.market))
    yield from map(_edge, network.lines(selection.market, selection.relations))
    yield "</graph>\n</graphml>\n"


def _keys(kind: str, types: dict[str, type]) -> Iterator[str]:
    for name, type in types.items():
        yield f'<key id="{kind}-{name}" for="{kind}" attr.name="{name}" attr.type="{_TYPES[type]}"/>\n'


def _node(node: Node) -> str:
    return f'<node id="{escape(node.id)}">{_data("node", node.attributes)}</node>\n'


def _edge(line: Line) -> str:
    ends = f'source="{escape(line.subject)}" target="{escape(line.object)}"'
    return f'<edge id="{escape(line.id)}" {ends}>{_data("edge", line.attributes)}</edge>\n'


def _data(kind: str, attributes: dict[str, Value]) -> str:
    return "".join(f'<data key="{kind}-{name}">{value(each)}</data>' for name, each in attributes.items())
