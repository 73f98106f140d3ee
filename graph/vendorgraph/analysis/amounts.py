"""Sums of money that claims give for a period, as one interval with the claims behind it.

"about" means within 5 %; "over" and "at least" have no upper end, "under" and "up to" start from 0. Claims that one sum
can satisfy narrow each other; those that none can widen the interval, so that it holds what each of them says.
"""

import math
from collections.abc import Iterable

from msgspec import Struct

from vendorgraph.model import Claim

ABOUT = 0.05


class Told(Struct, frozen=True, kw_only=True):
    """A sum from `low` to `high` (infinite where nobody bounds it) in whole units of `currency`, and its claims."""

    low: float
    high: float
    currency: str
    claims: tuple[str, ...]


def told(claims: Iterable[Claim]) -> Told | None:
    """Return the interval of what `claims` of one quantity say; None when they name no sum, or several currencies."""
    stated = [(claim, claim.amount) for claim in claims if claim.amount is not None]
    currencies = {amount.currency for _, amount in stated}
    if len(currencies) != 1:
        return None
    bounds = sorted((_bounds(claim) for claim, _ in stated), key=lambda ends: (ends[1] - ends[0], ends))
    agreed: list[tuple[float, float]] = []
    for low, high in bounds:
        met = next((ends for ends in agreed if low <= ends[1] and ends[0] <= high), None)
        if met is None:
            agreed.append((low, high))
        else:
            agreed[agreed.index(met)] = (max(low, met[0]), min(high, met[1]))
    return Told(
        low=min(low for low, _ in agreed),
        high=max(high for _, high in agreed),
        currency=currencies.pop(),
        claims=tuple(sorted(claim.id for claim, _ in stated)),
    )


def _bounds(claim: Claim) -> tuple[float, float]:
    assert claim.amount is not None
    value = float(claim.amount.value)
    if claim.approx in ("over", "at-least"):
        return value, math.inf
    if claim.approx in ("under", "up-to"):
        return 0.0, value
    return (value * (1 - ABOUT), value * (1 + ABOUT)) if claim.approx == "about" else (value, value)
