"""Which value of an attribute a denial denies."""

from vendorgraph.model import Claim


def denied(claim: Claim, denial: Claim) -> bool:
    """Whether `denial` denies what `claim` says of an attribute: the same value, for its time or for none.

    A denial that is itself given as `claim` denies itself.
    """
    same = ("subject", "attribute", "object", "amount", "value", "text", "per", "basis")
    return all(getattr(claim, key) == getattr(denial, key) for key in same) and time(denial) in ("", time(claim))


def time(claim: Claim) -> str:
    """The time that a value is of, as printed; empty when the page gives none."""
    return claim.period or claim.as_of or claim.date or claim.from_ or ""
