"""Attributes of an entity by period: every value that is claimed, with the claims that give it."""

from datetime import date

from msgspec import Struct

from vendorgraph.dates import span
from vendorgraph.model import Claim, Market, Money
from vendorgraph.relations import rules


class Value(Struct, frozen=True):
    """One value, money or anything else, and its claims; `words` say it with its qualifiers ("about 870 USD")."""

    money: Money | None
    value: int | float | str | None
    words: str
    claims: tuple[str, ...]


class Quantity(Struct, frozen=True):
    """An attribute, the other entity where it is of two, and the period or day it is of, as printed."""

    attribute: str
    object: str | None
    period: str | None
    values: tuple[Value, ...]


def quantities(market: Market, slug: str, known_by: date) -> list[Quantity]:
    """Return what the claims that count on `known_by` say of the entity's attributes, by attribute and period."""
    groups: dict[tuple[str, str, str], dict[str, list[Claim]]] = {}
    read = span(market.info.read).last
    for claim in market.claims_by_entity.get(slug, []):
        counts = rules.r0_visible(claim, market.source_of(claim), known_by, read) and not claim.denies
        if claim.subject == slug and claim.attribute and counts and _valued(claim):
            key = (claim.attribute, claim.object or "", _time(claim))
            groups.setdefault(key, {}).setdefault(_words(claim), []).append(claim)
    return [_quantity(key, groups[key]) for key in sorted(groups)]


def _quantity(key: tuple[str, str, str], by_words: dict[str, list[Claim]]) -> Quantity:
    attribute, object, period = key
    values = (_value(words, claims) for words, claims in by_words.items())
    return Quantity(attribute, object or None, period or None, tuple(values))


def _value(words: str, claims: list[Claim]) -> Value:
    first = claims[0]
    value = first.text if first.value is None else first.value
    return Value(first.amount, value, words, tuple(claim.id for claim in claims))


def _valued(claim: Claim) -> bool:
    return claim.amount is not None or claim.value is not None or claim.text is not None


def _time(claim: Claim) -> str:
    return claim.period or claim.as_of or claim.date or claim.from_ or ""


def _words(claim: Claim) -> str:
    value = claim.value if claim.text is None else claim.text
    number = f"{claim.amount.value:,} {claim.amount.currency}" if claim.amount else _number(value)
    per = f"per {claim.per}" if claim.per else None
    return " ".join(word for word in (claim.approx, number, per, claim.basis, claim.status) if word)


def _number(value: int | float | str | None) -> str:
    return f"{value:,}" if isinstance(value, int | float) else value or ""
