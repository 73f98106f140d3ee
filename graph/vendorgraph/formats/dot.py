"""DOT, for Graphviz: every attribute of `network` is an attribute, those that Graphviz does not know as they are."""

from collections.abc import Iterator
from typing import BinaryIO

from vendorgraph import network
from vendorgraph.formats import about
from vendorgraph.formats.model import Selection
from vendorgraph.formats.xmltext import plain
from vendorgraph.network import Line, Node, Value

_SHAPES = {"person": "ellipse", "product": "component", "fund": "diamond", "group": "folder"}


def write(selection: Selection, out: BinaryIO) -> None:
    """Write entities as nodes and relations (or claims) as directed edges; symmetric ones without arrow heads."""
    for line in _lines(selection):
        out.write(line.encode())


def _lines(selection: Selection) -> Iterator[str]:
    yield "digraph {\n"
    for name, value in about.of(selection).items():
        yield f"{name}={_quoted(value)};\n"
    yield "node [shape=box];\n"
    yield from map(_node, network.nodes(selection.market))
    yield from map(_edge, network.lines(selection.market, selection.relations))
    yield "}\n"


def _node(node: Node) -> str:
    shape = _SHAPES.get(str(node.attributes["type"]))
    return f"{_quoted(node.id)} [{_listed(node.attributes, {'shape': shape} if shape else {})}];\n"


def _edge(line: Line) -> str:
    drawn = {"id": line.id, **({"dir": "none"} if line.attributes.get("symmetric") else {})}
    return f"{_quoted(line.subject)} -> {_quoted(line.object)} [{_listed(line.attributes, drawn)}];\n"


def _listed(attributes: dict[str, Value], drawn: dict[str, str]) -> str:
    label = {"label": str(attributes["label"]).replace("&", "&amp;")}  # Graphviz reads entities in labels
    return ", ".join(f"{name}={_quoted(value)}" for name, value in {**attributes, **drawn, **label}.items())


def _quoted(value: Value) -> str:
    """A value in double quotes; a backslash is doubled everywhere, since Graphviz never takes a single one as it is."""
    text = str(value).lower() if isinstance(value, bool) else plain(str(value))
    return '"{}"'.format(text.replace("\\", "\\\\").replace('"', '\\"'))
