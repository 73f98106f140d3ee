"""Paths of relations as a picture: rows of named boxes joined by labelled arrows, as SVG.

The same rows give the same text. It holds no script, style sheet, font or address from elsewhere.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from vendorgraph.analysis.model import Conflict, Path
from vendorgraph.formats.xmltext import escape
from vendorgraph.model import Market
from vendorgraph.relations.model import Relation

_BOX, _GAP, _HIGH = 132, 150, 30  # width of a box, of the space between two, height of a box; in pixels
_LEFT, _ROW = 8, 72  # left margin; distance from row to row
_LETTERS = 20  # of a label; what is longer is cut, and whole in the tooltip
_INK, _FAINT, _PAPER = "#1f2933", "#616e7c", "#f5f7fa"


class Picture(Struct, frozen=True):
    """An SVG document, which a notebook shows by itself."""

    svg: str

    def __repr__(self) -> str:
        return f"<picture: {len(self.svg)} characters of SVG>"

    def _repr_svg_(self) -> str:
        return self.svg


class Row(Struct, frozen=True):
    """A path to draw, under a heading."""

    heading: str
    path: Path


def of_conflict(market: Market, conflict: Conflict) -> Picture:
    """Return the picture of a conflict: its exposure, its rivalry and each of its ties, a row each."""
    rivalry = conflict.rivalry
    rows = [
        Row(f"exposure: {conflict.exposure.status}", conflict.exposure.path),
        Row(f"rivalry: {rivalry.via or rivalry.kind}", rivalry.path),
        *(Row(f"tie: {tie.kind}, {tie.strength}", tie.path) for tie in conflict.ties),
    ]
    return of_rows(market, rows)


def of_rows(market: Market, rows: Sequence[Row]) -> Picture:
    """Return the picture of several paths; without any, an empty picture."""
    body = [part for number, row in enumerate(rows) for part in _row(market, row, number * _ROW)]
    width = max((_place(len(_boxes(row.path))) for row in rows), default=0) - _GAP + 2 * _LEFT
    size = f'width="{max(width, 0)}" height="{len(rows) * _ROW}"'
    title = escape("; ".join(row.heading for row in rows))
    return Picture(
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="sans-serif" font-size="12">'
        f'<title>{title}</title><defs><marker id="head" markerWidth="8" markerHeight="8" refX="7" refY="3" '
        f'orient="auto-start-reverse"><path d="M0,0 L7,3 L0,6 Z" fill="{_FAINT}"/></marker></defs>'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(body)}</svg>'
    )


def _row(market: Market, row: Row, top: int) -> Iterator[str]:
    yield f'<text x="{_LEFT}" y="{top + 14}" fill="{_FAINT}">{escape(row.heading)}</text>'
    boxes = _boxes(row.path)
    for number, slug in enumerate(boxes):
        yield from _box(market.entities[slug].name, _LEFT + _place(number), top + 24)
    at = 0
    for hop in row.path:
        at = at if boxes[at] in (hop.subject, hop.object) else at + 1
        yield from _arrow(market, hop, boxes[at] == hop.subject, _LEFT + _place(at) + _BOX, top + 24 + _HIGH // 2)
        at += 1


def _boxes(path: Path) -> list[str]:
    """Slugs from left to right. A hop goes on from the last box; one that cannot begins anew beside it."""
    boxes: list[str] = []
    for number, hop in enumerate(path):
        ends = (hop.subject, hop.object)
        if boxes and boxes[-1] in ends:
            boxes.append(ends[boxes[-1] == ends[0]])
        else:
            boxes += ends if _goes_on(path, number) else ends[::-1]
    return boxes


def _goes_on(path: Path, number: int) -> bool:
    """Whether the hop is best drawn from subject to object: its object is where the next hop starts, or it is last."""
    following = path[number + 1 : number + 2]
    return all(path[number].subject not in (hop.subject, hop.object) for hop in following)


def _place(number: int) -> int:
    return number * (_BOX + _GAP)


def _box(name: str, x: int, y: int) -> Iterator[str]:
    yield f'<g><title>{escape(name)}</title><rect x="{x}" y="{y}" width="{_BOX}" height="{_HIGH}" rx="5" '
    yield f'fill="{_PAPER}" stroke="{_INK}"/><text x="{x + _BOX // 2}" y="{y + 19}" text-anchor="middle" '
    yield f'fill="{_INK}" unicode-bidi="plaintext">{escape(_cut(name))}</text></g>'


def _arrow(market: Market, hop: Relation, forward: bool, x: int, y: int) -> Iterator[str]:
    label = market.vocabulary.relations[hop.relation].label
    dash = "" if hop.holds and not hop.disputed else ' stroke-dasharray="5 4"'
    end = "end" if forward else "start"
    middle = f'x="{x + _GAP // 2}" text-anchor="middle" fill="{_FAINT}"'
    yield f"<g><title>{escape(f'{label}: {hop.label}, grade {hop.grade}')}</title>"
    yield f'<line x1="{x + 3}" y1="{y}" x2="{x + _GAP - 3}" y2="{y}" stroke="{_FAINT}"{dash} '
    yield f'marker-{end}="url(#head)"/>'
    for text, shift in ((label, -6), (hop.label, 14)):
        yield f'<text {middle} y="{y + shift}">{escape(_cut(text))}</text>'
    yield "</g>"


def _cut(text: str) -> str:
    return text if len(text) <= _LETTERS else f"{text[: _LETTERS - 1]}…"
