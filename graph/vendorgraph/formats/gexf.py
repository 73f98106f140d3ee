"""GEXF 1.3 (https://gexf.net), dynamic: streamed, so that a large market needs no copy of itself.

Every edge has a spell, so that Gephi's timeline plays the market. It begins on the first day that the start of the
relation can mean, else on the day of the first document that speaks of it, and ends on the last day that its end can
mean; ends that are not known stay open. The dates as printed are among the attributes. The title of the market, its
licence and its days are the description of the file.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import BinaryIO

from vendorgraph import dates, network
from vendorgraph.formats import about
from vendorgraph.formats.model import Selection
from vendorgraph.formats.xmltext import values
from vendorgraph.model import Market
from vendorgraph.network import SEPARATOR, Line, Node, Value

_TYPES = {str: "string", bool: "boolean", int: "long", float: "double"}
_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
"""
_META = "<meta>\n<creator>vendorgraph</creator>\n<description>%s</description>\n</meta>\n"
_GRAPH = '<graph mode="dynamic" defaultedgetype="directed" timeformat="date" timerepresentation="interval">\n'


def write(selection: Selection, out: BinaryIO) -> None:
    """Write entities as nodes and relations (or claims) as directed edges, with every attribute of `network`."""
    nodes = (node for part in selection.parts("entities") for node in network.nodes(part.market))
    lines = ((part.market, network.lines(part.market, part.relations)) for part in selection.parts("lines"))
    for text in document(nodes, lines, about.of(selection)):
        out.write(text.encode())


def document(
    nodes: Iterable[Node], parts: Iterable[tuple[Market, Iterable[Line]]], said: Mapping[str, str]
) -> Iterator[str]:
    """Yield the text of a network, line by line: its lines in parts, each with the market that they are of.

    `said` is what the network says of itself.
    """
    yield _HEAD
    yield _META % values((SEPARATOR.join(f"{name}: {text}" for name, text in said.items()),))
    yield _GRAPH
    yield from _declared("node", network.NODE_TYPES)
    yield from _declared("edge", network.LINE_TYPES)
    yield "<nodes>\n"
    yield from (_node(tuple(node.attributes)) % values((node.id, *node.attributes.values())) for node in nodes)
    yield "</nodes>\n<edges>\n"
    for market, lines in parts:
        for line in lines:
            texts = values((line.id, line.subject, line.object, *line.attributes.values()))
            yield _edge(tuple(line.attributes)) % (*texts, _spell(market, line.attributes))
    yield "</edges>\n</graph>\n</gexf>\n"


def _declared(kind: str, types: dict[str, type]) -> Iterator[str]:
    yield f'<attributes class="{kind}">\n'
    for name, type in types.items():
        if name != "label":  # labels have an XML attribute of their own
            yield f'<attribute id="{name}" title="{name}" type="{_TYPES[type]}"/>\n'
    yield "</attributes>\n"


@lru_cache(maxsize=4096)
def _node(names: tuple[str, ...]) -> str:
    """The template of a node with the attributes `names`."""
    return f'<node id="%s" {_labelled(names)}</node>\n'


@lru_cache(maxsize=4096)
def _edge(names: tuple[str, ...]) -> str:
    """The template of an edge with the attributes `names`, and its spell."""
    return f'<edge id="%s" source="%s" target="%s" {_labelled(names)}%s</edge>\n'


def _labelled(names: tuple[str, ...]) -> str:
    """The template of the label, which is the first attribute of everything, and of the others."""
    assert names[0] == "label"
    others = "".join(f'<attvalue for="{name}" value="%s"/>' for name in names[1:])
    return f'label="%s"><attvalues>{others}</attvalues>'


def _spell(market: Market, said: dict[str, Value]) -> str:
    """From when to when, as days; nothing when neither is known, nor a document with a date."""
    printed = said.get("since") or said.get("date") or said.get("as_of")
    start = _first(str(printed)) if printed else _first_heard(market, said)
    until = said.get("until")
    if until is None:
        return f'<spells><spell start="{start}"/></spells>' if start else ""
    end = dates.span(str(until)).last.isoformat()
    if start is None or start > end:  # heard of only when it was over
        return f'<spells><spell end="{end}"/></spells>'
    return f'<spells><spell start="{start}" end="{end}"/></spells>'


@lru_cache(maxsize=4096)
def _first(printed: str) -> str:
    return dates.span(printed).first.isoformat()


def _first_heard(market: Market, said: dict[str, Value]) -> str | None:
    """The first possible day of the first document that speaks of it."""
    sources = (market.sources[id] for id in str(said["sources"]).split(SEPARATOR))
    return min((_first(source.published) for source in sources if source.published), default=None)
