"""A picture as a value, in units of which a screen shows one as a pixel; y grows downwards."""

from msgspec import Struct

from vendorgraph.explorer.drawing.labels import Label
from vendorgraph.relations.model import Relation

#: Ranks of what is drawn: of the path, one step away, further away.
RANKS = ("lit", "near", "far")


class Dot(Struct, frozen=True, kw_only=True):
    """An entity: where it is, its kind and shape, its rank and, where there is room, its name and what it is here.

    `more` counts its neighbours that have no room in the picture.
    """

    slug: str
    x: float
    y: float
    r: float
    kind: str
    shape: str
    rank: str
    name: str
    monogram: str = ""
    label: Label | None = None
    caption: Label | None = None
    more: int = 0


class Stroke(Struct, frozen=True, kw_only=True):
    """A relation: its line and head (data of SVG paths), its family, and its number where it is a step of the path."""

    relation: Relation
    tail: str
    head: str
    path: str
    arrow: str
    family: str
    rank: str
    number: int | None = None
    said: str = ""


class Pill(Struct, frozen=True, kw_only=True):
    """What is written on a step: its number, a verb, and below it dates and status."""

    number: int
    x: float
    y: float
    width: float
    height: float
    verb: str
    remark: str
    disputed: bool = False


class Drawing(Struct, frozen=True, kw_only=True):
    """A whole picture: the box that it fills and what is in it, in the order of painting."""

    left: float
    top: float
    width: float
    height: float
    direction: str
    dots: tuple[Dot, ...]
    strokes: tuple[Stroke, ...]
    pills: tuple[Pill, ...] = ()

    @property
    def lit(self) -> tuple[str, ...]:
        """The slugs of the entities of the path."""
        return tuple(dot.slug for dot in self.dots if dot.rank == RANKS[0])

    @property
    def view(self) -> str:
        """The attribute viewBox."""
        return f"{self.left:.0f} {self.top:.0f} {self.width:.0f} {self.height:.0f}"
