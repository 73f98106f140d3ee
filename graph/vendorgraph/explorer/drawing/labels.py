"""Where names are written so that none lies on another: the weightiest first, and dropped rather than overlapping."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from vendorgraph.explorer.drawing import measure


class Box(Struct, frozen=True):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two have a point in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: "Box") -> bool:
        """Whether it lies inside the other."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


class Wanted(Struct, frozen=True):
    """A name to write beside a dot, in order of weight."""

    text: str
    x: float
    y: float
    r: float
    size: float


class Label(Struct, frozen=True):
    """A text, its baseline, and whether it is anchored at its left end, middle or right end."""

    text: str
    x: float
    y: float
    anchor: str
    size: float


_GAP = 4.0
#: Directions from the dot: how far to the side and down, in radii and heights, and the anchor there.
_PLACES = (
    (0.0, 1.0, "middle"),
    (0.0, -1.0, "middle"),
    (1.0, 0.0, "left"),
    (-1.0, 0.0, "right"),
    (0.8, 0.8, "left"),
    (-0.8, 0.8, "right"),
    (0.8, -0.8, "left"),
    (-0.8, -0.8, "right"),
    (0.0, 1.7, "middle"),
    (0.0, -1.7, "middle"),
    (0.45, 1.0, "left"),
    (-0.45, 1.0, "right"),
    (0.45, -1.0, "left"),
)


def around(at: tuple[float, float], r: float) -> Box:
    """Return the square around a point."""
    return Box(at[0] - r, at[1] - r, at[0] + r, at[1] + r)


def inner(outer: Box, margin: float) -> Box:
    """Return a rectangle without a margin on all sides."""
    return Box(outer.left + margin, outer.top + margin, outer.right - margin, outer.bottom - margin)


def box(label: Label, bold: bool = False) -> Box:
    """Return the rectangle that a label takes."""
    width = measure.width(label.text, label.size, bold)
    left = {"left": label.x, "middle": label.x - width / 2, "right": label.x - width}[label.anchor]
    return Box(left, label.y - label.size * 0.86, left + width, label.y + label.size * 0.28)


def place(wanted: Iterable[Wanted], taken: Sequence[Box], frame: Box) -> list[Label | None]:
    """Return for each name the first of its places that meets nothing taken, or None; `frame` bounds all of them."""
    boxes = list(taken)
    placed: list[Label | None] = []
    for each in wanted:
        label = next((found for found in _candidates(each) if _free(box(found), boxes, frame)), None)
        placed.append(label)
        if label is not None:
            boxes.append(box(label))
    return placed


def _candidates(wanted: Wanted) -> Iterable[Label]:
    high = wanted.size * 0.8
    for side, down, anchor in _PLACES:
        x = wanted.x + side * (wanted.r + _GAP)
        if anchor == "middle":
            y = wanted.y + down * (wanted.r + _GAP) + (high if down > 0 else 0)
        else:
            y = wanted.y + down * (wanted.r + _GAP) + high / 2
        yield Label(wanted.text, x, y, anchor, wanted.size)


def _free(found: Box, boxes: Sequence[Box], frame: Box) -> bool:
    return found.within(frame) and not any(found.meets(each) for each in boxes)
