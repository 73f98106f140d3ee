"""Where the entities around a path settle: a simulation of forces, the same for the same input.

Links pull, entities push each other apart, every entity is drawn towards one of two bands, above and below, and none
stays in the keep-out zone around the path. The model is that of velocity Verlet with a cooling `alpha`.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

_TICKS, _FREE = 340, 90
_COOLING = 1 - 0.001 ** (1 / _TICKS)
_DAMPING = 0.6
_REACH = 420.0
_STEP = 13.0  # by which neighbours at the edge of the strip stand further off than each other
_PULL = 0.1
_GOLDEN = np.pi * (3 - np.sqrt(5))


class Body(Struct, frozen=True):
    """An entity in the simulation: where it is held (None: free), how much room it takes, and how hard it pushes."""

    held: tuple[float, float] | None
    room: float
    push: float


class Spring(Struct, frozen=True):
    """A link between two bodies, by their numbers, and the length that it wants."""

    a: int
    b: int
    length: float


class Zone(Struct, frozen=True):
    """The box that free bodies stay within, and the strip from `top` to `bottom` over the path that they stay out of.

    The strip reaches from `left` to `right`; a box of no strip has `top` equal to `bottom`.
    """

    width: tuple[float, float]
    height: tuple[float, float]
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    bottom: float = 0.0


def settle(bodies: Sequence[Body], springs: Sequence[Spring], zone: Zone) -> list[tuple[float, float]]:
    """Return where each body comes to rest; held ones stay where they are held. No bodies give no places."""
    if not bodies:
        return []
    free = np.array([body.held is None for body in bodies])
    places = _start(bodies, zone)
    if not free.any():
        return [(float(x), float(y)) for x, y in places]
    speed = np.zeros_like(places)
    push = np.array([body.push for body in bodies])
    room = np.array([body.room for body in bodies])
    pulls = _Springs(springs, len(bodies))
    stagger: Array = np.array([number * 7 % 5 * _STEP for number in range(len(bodies))])
    alpha = 1.0
    for tick in range(_TICKS):
        alpha *= 1 - _COOLING
        speed += pulls.pull(places + speed, alpha)
        speed += _repulsion(places, push, alpha)
        if zone.top < zone.bottom and tick > _FREE:
            speed[:, 1] += _to_bands(places[:, 1], zone) * (_PULL * alpha)
        else:
            speed -= places * (0.012 * alpha)
        speed += _collisions(places + speed, room)
        speed *= _DAMPING
        speed[~free] = 0.0
        places += speed
        _confine(places, free, zone, stagger)
    return [(float(x), float(y)) for x, y in places]


class _Springs:
    """The links as arrays: strength and share of the movement by the number of links of either end."""

    def __init__(self, springs: Sequence[Spring], count: int) -> None:
        self.a = np.array([spring.a for spring in springs], dtype=int)
        self.b = np.array([spring.b for spring in springs], dtype=int)
        self.length = np.array([spring.length for spring in springs])
        degree = np.bincount(np.concatenate((self.a, self.b)), minlength=count).astype(float)
        low = np.minimum(degree[self.a], degree[self.b])
        self.strength = np.minimum(0.3, 0.6 / np.maximum(low, 1))
        self.bias = degree[self.a] / np.maximum(degree[self.a] + degree[self.b], 1)
        self.count = count

    def pull(self, places: Array, alpha: float) -> Array:
        moved = np.zeros((self.count, 2))
        if not len(self.a):
            return moved
        gap = places[self.b] - places[self.a]
        distance = np.maximum(np.hypot(gap[:, 0], gap[:, 1]), 1e-6)
        force = gap * ((distance - self.length) / distance * alpha * self.strength)[:, None]
        np.add.at(moved, self.b, -force * self.bias[:, None])
        np.add.at(moved, self.a, force * (1 - self.bias)[:, None])
        return moved


def _start(bodies: Sequence[Body], zone: Zone) -> Array:
    """Held bodies where they are held, free ones on a spiral around the middle."""
    middle = np.array([(zone.left + zone.right) / 2, (zone.top + zone.bottom) / 2])
    number = np.arange(len(bodies)) + 0.5
    radius = 24.0 * np.sqrt(number)
    spiral = np.stack((radius * np.cos(number * _GOLDEN) * 1.6, radius * np.sin(number * _GOLDEN)), axis=1) + middle
    places: Array = np.array([body.held or tuple(place) for body, place in zip(bodies, spiral, strict=True)])
    return places


def _to_bands(y: Array, zone: Zone) -> Array:
    """The way to the middle of the band on whose side each is."""
    above, below = (zone.height[0] + zone.top) / 2, (zone.bottom + zone.height[1]) / 2
    return np.where(y < (zone.top + zone.bottom) / 2, above, below) - y


def _repulsion(places: Array, push: Array, alpha: float) -> Array:
    x, y = places[:, 0], places[:, 1]
    dx, dy = x[None, :] - x[:, None], y[None, :] - y[:, None]
    square = dx * dx + dy * dy
    weight = np.where(square < _REACH * _REACH, push[None, :] * alpha / np.maximum(square, 36.0), 0.0)
    np.fill_diagonal(weight, 0.0)
    return np.stack(((dx * weight).sum(axis=1), (dy * weight).sum(axis=1)), axis=1)


def _collisions(places: Array, room: Array) -> Array:
    x, y = places[:, 0], places[:, 1]
    dx, dy = x[:, None] - x[None, :], y[:, None] - y[None, :]
    distance = np.maximum(np.sqrt(dx * dx + dy * dy), 1e-3)
    wanted = room[:, None] + room[None, :]
    push = np.where(distance < wanted, (wanted - distance) / distance * 0.5, 0.0)
    np.fill_diagonal(push, 0.0)
    return np.stack(((dx * push).sum(axis=1), (dy * push).sum(axis=1)), axis=1)


def _confine(places: Array, free: Flags, zone: Zone, stagger: Array) -> None:
    """Free bodies are put back into the box and out of the strip, to the side on which they are, not all on a line."""
    x, y = places[:, 0], places[:, 1]
    np.clip(x, *zone.width, out=x, where=free)
    np.clip(y, *zone.height, out=y, where=free)
    middle = (zone.top + zone.bottom) / 2
    inside = free & (x > zone.left) & (x < zone.right) & (y > zone.top) & (y < zone.bottom)
    above, below = inside & (y < middle), inside & (y >= middle)
    y[above] = zone.top - stagger[above]
    y[below] = zone.bottom + stagger[below]
