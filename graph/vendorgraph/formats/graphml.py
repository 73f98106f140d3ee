"""GraphML (http://graphml.graphdrawing.org): streamed, so that a large market needs no copy of itself.

Ids of edges must be name tokens there, which know neither slashes nor number signs: they have colons instead. The id as
it is stands in the attribute `key`, also because igraph mixes ids of edges up with those of nodes. The graph has the
title of the market, its licence and its days as attributes.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import BinaryIO

from vendorgraph import network
from vendorgraph.formats import about
from vendorgraph.formats.model import Selection
from vendorgraph.formats.xmltext import values
from vendorgraph.network import Line, Node

_TYPES = {str: "string", bool: "boolean", int: "long", float: "double"}
_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write(selection: Selection, out: BinaryIO) -> None:
    """Write entities as nodes and relations (or claims) as directed edges, with every attribute of `network`."""
    nodes = (node for part in selection.parts("entities") for node in network.nodes(part.market))
    lines = (line for part in selection.parts("lines") for line in network.lines(part.market, part.relations))
    for text in document(nodes, lines, about.of(selection)):
        out.write(text.encode())


def document(nodes: Iterable[Node], lines: Iterable[Line], said: Mapping[str, str]) -> Iterator[str]:
    """Yield the text of a network, line by line; `said` is what it says of itself."""
    yield _HEAD
    yield from _keys("graph", dict.fromkeys(said, str))
    yield from _keys("node", network.NODE_TYPES)
    yield from _keys("edge", {"key": str, **network.LINE_TYPES})
    yield '<graph edgedefault="directed">\n'
    yield f"{_data('graph', tuple(said))}\n" % values(tuple(said.values()))
    yield from (_node(tuple(node.attributes)) % values((node.id, *node.attributes.values())) for node in nodes)
    for line in lines:
        ends = (line.id.replace("/", ":").replace("#", ":"), line.subject, line.object, line.id)
        yield _edge(tuple(line.attributes)) % values((*ends, *line.attributes.values()))
    yield "</graph>\n</graphml>\n"


def _keys(kind: str, types: dict[str, type]) -> Iterator[str]:
    for name, type in types.items():
        yield f'<key id="{kind}-{name}" for="{kind}" attr.name="{name}" attr.type="{_TYPES[type]}"/>\n'


@lru_cache(maxsize=4096)
def _node(names: tuple[str, ...]) -> str:
    """The template of a node with the attributes `names`."""
    return f'<node id="%s">{_data("node", names)}</node>\n'


@lru_cache(maxsize=4096)
def _edge(names: tuple[str, ...]) -> str:
    """The template of an edge with the attributes `names`."""
    return f'<edge id="%s" source="%s" target="%s">{_data("edge", ("key", *names))}</edge>\n'


def _data(kind: str, names: tuple[str, ...]) -> str:
    return "".join(f'<data key="{kind}-{name}">%s</data>' for name in names)
