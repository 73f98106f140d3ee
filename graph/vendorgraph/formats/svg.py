"""A picture of the relations as SVG, without script or anything from elsewhere; the same relations, the same picture.

Every line is a group that carries all attributes of `network` as `data-` attributes, and says them when pointed at.
"""

from collections.abc import Iterator
from typing import BinaryIO

from vendorgraph import network
from vendorgraph.extras import need
from vendorgraph.formats import about
from vendorgraph.formats.model import Selection, TooLarge
from vendorgraph.formats.xmltext import escape, value
from vendorgraph.network import Line, Node, Value
from vendorgraph.view import COLOURS

#: Entities that a picture has room for.
ENTITIES = 250

_ROOM, _EDGE, _MARGIN = 34.0, 130.0, 90
_MANY = 60  # lines from which on each has its label only while it is pointed at
_DASHES = {"ended": "1 4", "denied": "1 4", "planned": "6 4", "unconfirmed": "6 4", "under-review": "6 4"}
_STYLE = (
    "text{font:11px sans-serif;fill:#1f2933;unicode-bidi:plaintext}"
    ".line{stroke:#8895a3;fill:none}g:hover>.line{stroke:#c0392b}.label{font-size:9px;fill:#616e7c}"
    ".many .label{opacity:0}.many g:hover>.label{opacity:1}"
)


def write(selection: Selection, out: BinaryIO) -> None:
    """Write the picture of relations (or claims) and what they join; TooLarge past `ENTITIES`. Needs numpy."""
    need("numpy", "networks")
    lines = list(network.lines(selection.market, selection.relations))
    joined = {slug for line in lines for slug in (line.subject, line.object)}
    if len(joined) > ENTITIES:
        raise TooLarge("svg", ENTITIES, len(joined), "entities")
    nodes = [node for node in network.nodes(selection.market) if node.id in joined]
    for part in _parts(about.of(selection), nodes, lines):
        out.write(part.encode())


def _parts(said: dict[str, str], nodes: list[Node], lines: list[Line]) -> Iterator[str]:
    places = _places([node.id for node in nodes], lines)
    left, top = (min((place[axis] for place in places.values()), default=0) - _MARGIN for axis in (0, 1))
    right, bottom = (max((place[axis] for place in places.values()), default=0) + _MARGIN for axis in (0, 1))
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {top} {right - left} {bottom - top}" role="img"'
    yield ' class="many">\n' if len(lines) > _MANY else ">\n"
    yield f"<title>{escape(', '.join(said.values()))}</title>\n<style>{_STYLE}</style>\n"
    yield '<defs><marker id="head" markerWidth="7" markerHeight="6" refX="6" refY="3" orient="auto">'
    yield '<path d="M0,0 L7,3 L0,6 Z" fill="#8895a3"/></marker></defs>\n'
    yield f'<rect x="{left}" y="{top}" width="{right - left}" height="{bottom - top}" fill="#fff"/>\n'
    seen: dict[frozenset[str], int] = {}
    for line in lines:
        pair = frozenset((line.subject, line.object))
        seen[pair] = seen.get(pair, -1) + 1
        yield _line(line, places[line.subject], places[line.object], seen[pair])
    yield from (_node(node, places[node.id]) for node in nodes)
    yield "</svg>\n"


def _places(slugs: list[str], lines: list[Line]) -> dict[str, tuple[int, int]]:
    from vendorgraph.explorer.drawing.forces import Body, Spring, Zone, settle

    at = {slug: number for number, slug in enumerate(slugs)}
    side = 75.0 * max(len(slugs), 4) ** 0.5
    pairs = sorted({(at[line.subject], at[line.object]) for line in lines if line.subject != line.object})
    bodies = [Body(None, _ROOM, -420.0)] * len(slugs)
    found = settle(bodies, [Spring(a, b, _EDGE) for a, b in pairs], Zone((-1.4 * side, 1.4 * side), (-side, side)))
    return {slug: (round(x), round(y)) for slug, (x, y) in zip(slugs, found, strict=True)}


def _line(line: Line, start: tuple[int, int], end: tuple[int, int], turn: int) -> str:
    """A curve, bent the more, the more others join the same two; what joins a thing to itself is a loop."""
    bend = 26 * turn
    (x1, y1), (x2, y2) = start, end
    long = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1.0)
    sign = 1 if line.subject < line.object else -1
    mx = round((x1 + x2) / 2 - sign * bend * (y2 - y1) / long)
    my = round((y1 + y2) / 2 + sign * bend * (x2 - x1) / long) - (40 if start == end else 0)
    tx, ty = _short(x2, y2, mx, my)
    said = line.attributes
    dash = _DASHES.get(str(said.get("status", "")), "6 4" if said.get("disputed") else "")
    head = "" if said.get("symmetric") else ' marker-end="url(#head)"'
    label = f'<text class="label" x="{mx}" y="{my - 3}" text-anchor="middle">{value(said["label"])}</text>'
    return (
        f'<g id="{escape(line.id)}"{_data(said)}><title>{_told(said)}</title>'
        f'<path class="line" d="M{x1},{y1} Q{mx},{my} {tx},{ty}" stroke-dasharray="{dash}"{head}/>{label}</g>\n'
    )


def _short(x: int, y: int, mx: int, my: int) -> tuple[int, int]:
    """The point before an entity at which an arrow ends."""
    long = max(((x - mx) ** 2 + (y - my) ** 2) ** 0.5, 1.0)
    return round(x - 9 * (x - mx) / long), round(y - 9 * (y - my) / long)


def _node(node: Node, place: tuple[int, int]) -> str:
    x, y = place
    said = node.attributes
    colour = COLOURS.get(str(said["type"]), "#6b6b6b")
    return (
        f'<g id="{escape(node.id)}"{_data(said)}><title>{_told(said)}</title><circle cx="{x}" cy="{y}" r="7" '
        f'fill="{colour}"/><text x="{x}" y="{y + 18}" text-anchor="middle">{value(said["label"])}</text></g>\n'
    )


def _data(attributes: dict[str, Value]) -> str:
    return "".join(f' data-{name.replace("_", "-")}="{value(each)}"' for name, each in attributes.items())


def _told(attributes: dict[str, Value]) -> str:
    return "&#10;".join(f"{name}: {value(each)}" for name, each in attributes.items())
