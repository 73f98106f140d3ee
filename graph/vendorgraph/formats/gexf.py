"""GEXF 1.3 (https://gexf.net): streamed, so that a large market needs no copy of itself."""

from collections.abc import Iterator
from typing import BinaryIO

from vendorgraph import network
from vendorgraph.formats.model import Selection
from vendorgraph.formats.xmltext import escape, value
from vendorgraph.network import Line, Node, Value

_TYPES = {str: "string", bool: "boolean", int: "integer", float: "double"}
_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<graph mode="static" defaultedgetype="directed">
"""


def write(selection: Selection, out: BinaryIO) -> None:
    """Write entities as nodes and relations (or claims) as directed edges, with every attribute of `network`."""
    for line in _lines(selection):
        out.write(line.encode())


def _lines(selection: Selection) -> Iterator[str]:
    yield _HEAD
    yield from _declared("node", network.NODE_TYPES)
    yield from _declared("edge", network.LINE_TYPES)
    yield "<nodes>\n"
    yield from map(_node, network.nodes(selection.market))
    yield "</nodes>\n<edges>\n"
    yield from map(_edge, network.lines(selection.market, selection.relations))
    yield "</edges>\n</graph>\n</gexf>\n"


def _declared(kind: str, types: dict[str, type]) -> Iterator[str]:
    yield f'<attributes class="{kind}">\n'
    for name, type in types.items():
        if name != "label":  # labels have an XML attribute of their own
            yield f'<attribute id="{name}" title="{name}" type="{_TYPES[type]}"/>\n'
    yield "</attributes>\n"


def _node(node: Node) -> str:
    return f'<node id="{escape(node.id)}" {_labelled(node.attributes)}</node>\n'


def _edge(line: Line) -> str:
    ends = f'source="{escape(line.subject)}" target="{escape(line.object)}"'
    return f'<edge id="{escape(line.id)}" {ends} {_labelled(line.attributes)}</edge>\n'


def _labelled(attributes: dict[str, Value]) -> str:
    values = (f'<attvalue for="{name}" value="{value(each)}"/>' for name, each in attributes.items() if name != "label")
    return f'label="{value(attributes["label"])}"><attvalues>{"".join(values)}</attvalues>'
