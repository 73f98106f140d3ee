"""The share of an interest: a number or a range of per cent, with ends that belong to it or not."""

from typing import Any

from vendorgraph.imports.builder import mapped
from vendorgraph.imports.percent import Bound
from vendorgraph.imports.text import fraction


def bounds(share: Any) -> list[Bound] | None:
    """Return what a share says, as one exact value or as its lower and its upper bound; [] for no share.

    An end that every share keeps (0 or 100 %) is left out where the other one is stated. None for a share that is not
    understood: no number from 0 to 100, or a range whose ends are crossed.
    """
    said = mapped(share)
    if not said:
        return None if share else []
    if said.get("exact") is not None:
        exact = fraction(said["exact"])
        return None if exact is None else [(exact, None)]
    low, high = _end(said, "minimum", "exclusiveMinimum"), _end(said, "maximum", "exclusiveMaximum")
    if low is _WRONG or high is _WRONG:
        return None
    return _range(low, high)


_WRONG = (-1.0, True)
_End = tuple[float, bool] | None  # the value, and whether it lies outside the range


def _end(said: dict[str, Any], inclusive: str, exclusive: str) -> _End:
    """One end: in 0.4 a number under either name; before, a number and a truth value under the second."""
    stated = said.get(exclusive)
    is_open = stated is True or (stated is not None and not isinstance(stated, bool))
    value = stated if stated is not None and not isinstance(stated, bool) else said.get(inclusive)
    if value is None:
        return None
    number = fraction(value)
    return _WRONG if number is None else (number, is_open)


def _range(low: _End, high: _End) -> list[Bound] | None:
    if low and high and (low[0] > high[0] or (low[0] == high[0] and (low[1] or high[1]))):
        return None
    if low and high and low[0] == high[0]:
        return [(low[0], None)]
    found: list[Bound] = []
    if low and not (high and low == (0.0, False)):
        found.append((low[0], "over" if low[1] else "at-least"))
    if high and not (found and high == (1.0, False)):
        found.append((high[0], "under" if high[1] else "up-to"))
    return found
