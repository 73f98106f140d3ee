"""Shares as per cent, for formats that count to a hundred: 0.49 is 49, without the rounding of binary fractions."""

from decimal import Decimal

from vendorgraph.network import Value

#: What a claim's share is when it is said only roughly; "about" leaves it as it is.
_BOUNDS = {"over": "exclusiveMinimum", "at-least": "minimum", "under": "exclusiveMaximum", "up-to": "maximum"}


def number(fraction: float) -> float:
    """Return a fraction as per cent."""
    return float(Decimal(repr(fraction)) * 100)


def bounds(said: dict[str, Value], name: str) -> dict[str, float]:
    """Return the share `name` ("share", "voting_share") of a line: exact, or its bounds; nothing where unknown.

    >>> bounds({"share_min": 0.25, "share_max": 0.5, "share_max_open": True}, "share")
    {'minimum': 25.0, 'exclusiveMaximum': 50.0}
    """
    stated = said.get(name)
    if stated is not None:  # of a claim
        return {_BOUNDS.get(str(said.get("approx")), "exact"): number(float(stated))}
    if f"{name}_min" not in said:
        return {}
    low, high = float(said[f"{name}_min"]), float(said[f"{name}_max"])
    if low == high:
        return {"exact": number(low)}
    ends = {}
    if low > 0:
        ends["exclusiveMinimum" if said.get(f"{name}_min_open") else "minimum"] = number(low)
    if high < 1:
        ends["exclusiveMaximum" if said.get(f"{name}_max_open") else "maximum"] = number(high)
    return ends
