"""Lines between two round things: trimmed to their rims, bowed on request, with an arrow head as a path of its own."""

from math import hypot

from msgspec import Struct

Point = tuple[float, float]


class Curve(Struct, frozen=True):
    """A cubic curve from `start` to `end`."""

    start: Point
    one: Point
    two: Point
    end: Point

    def at(self, t: float) -> Point:
        """Return the point at `t` from 0 to 1."""
        s = 1 - t
        a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        points = (self.start, self.one, self.two, self.end)
        x, y = (a * p + b * q + c * r + d * u for p, q, r, u in zip(*points, strict=True))
        return (x, y)

    @property
    def path(self) -> str:
        """The curve as the data of an SVG path."""
        return f"M{_p(self.start)}C{_p(self.one)} {_p(self.two)} {_p(self.end)}"


def between(a: Point, b: Point, rim_a: float, rim_b: float, bow: float = 0.0) -> Curve:
    """Return the line from `a` to `b` that leaves out `rim_a` and `rim_b` at its ends and bows to the left by `bow`."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = hypot(dx, dy) or 1.0
    side = (-dy / length * bow * 4 / 3, dx / length * bow * 4 / 3)
    one = (a[0] + dx / 3 + side[0], a[1] + dy / 3 + side[1])
    two = (a[0] + dx * 2 / 3 + side[0], a[1] + dy * 2 / 3 + side[1])
    return Curve(_towards(a, one, rim_a), one, two, _towards(b, two, rim_b))


def arch(a: Point, b: Point, rim: float, height: float) -> Curve:
    """Return the arc over both ends that reaches `height` above them; it leaves and enters at the top of their rims."""
    top_a, top_b = (a[0], a[1] - rim), (b[0], b[1] - rim)
    peak = (height - rim * 0.25) / 0.75
    lean = (b[0] - a[0]) * 0.1
    return Curve(top_a, (a[0] + lean, a[1] - peak), (b[0] - lean, b[1] - peak), top_b)


def quarter(low: Point, high: Point, rim_low: float, rim_high: float) -> Curve:
    """Return the bend from the top of `low` to the near side of `high`, which stands above and beside it."""
    side = rim_high if low[0] > high[0] else -rim_high
    start, end = (low[0], low[1] - rim_low), (high[0] + side, high[1])
    bend = 0.56
    one = (start[0], start[1] + (end[1] - start[1]) * bend)
    two = (end[0] + (start[0] - end[0]) * bend, end[1])
    return Curve(start, one, two, end)


def reversed_(curve: Curve) -> Curve:
    """Return the curve from its end to its start."""
    return Curve(curve.end, curve.two, curve.one, curve.start)


def headed(curve: Curve, size: float) -> tuple[Curve, str]:
    """Return the curve shortened by an arrow head of `size`, and the head at its end as the data of an SVG path."""
    tip, back = curve.end, _towards(curve.end, curve.two, size)
    dx, dy = (tip[0] - back[0]) / size, (tip[1] - back[1]) / size
    half = size * 0.46
    left, right = (back[0] - dy * half, back[1] + dx * half), (back[0] + dy * half, back[1] - dx * half)
    shorter = Curve(curve.start, curve.one, curve.two, _towards(tip, curve.two, size * 0.8))
    return shorter, f"M{_p(tip)}L{_p(left)} {_p(right)}Z"


def _towards(a: Point, b: Point, distance: float) -> Point:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = hypot(dx, dy) or 1.0
    return (a[0] + dx / length * distance, a[1] + dy / length * distance)


def _p(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
