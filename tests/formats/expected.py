"""The nodes and lines that a network file must hold, as far as its format can carry them."""

from typing import Any

from tests.formats import cases
from vendorgraph import network

Nodes = dict[str, dict[str, Any]]
Lines = dict[str, tuple[str, str, dict[str, Any]]]


def shown(value: Any) -> Any:
    """A value as XML can carry it, and whatever takes the same way out."""
    return value.replace(*cases.CONTROL) if isinstance(value, str) else value


def network_of(view: str, cleaned: bool = True) -> tuple[Nodes, Lines]:
    """Nodes by id, and lines by id with their ends; `cleaned` of characters that XML cannot carry."""
    chosen = cases.selection(view)
    clean = shown if cleaned else lambda value: value
    nodes = {n.id: {k: clean(v) for k, v in n.attributes.items()} for n in network.nodes(chosen.market)}
    lines = {
        line.id: (line.subject, line.object, {k: clean(v) for k, v in line.attributes.items()})
        for line in network.lines(chosen.market, chosen.relations)
    }
    assert len(nodes) == 9 and len(lines) == (len(chosen.relations) if chosen.relations else 12)
    return nodes, lines
