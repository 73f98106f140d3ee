"""Attributes of an entity by period: every value that is claimed, with the claims that give it."""

from datetime import date

from msgspec import Struct

from vendorgraph.dates import span
from vendorgraph.model import Claim, Market, Money
from vendorgraph.relations import rules
from vendorgraph.relations.denied import denied, time


class Value(Struct, frozen=True):
    """One value, money or anything else, and its claims; `words` say it with its qualifiers ("about 870 USD").

    `denied_by` are the claims that deny it, for its time or for none; a value that is only denied has no `claims`.
    """

    money: Money | None
    value: int | float | str | None
    words: str
    claims: tuple[str, ...]
    denied_by: tuple[str, ...] = ()


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
    told = [
        claim
        for claim in market.claims_by_entity.get(slug, [])
        if claim.subject == slug and claim.attribute and _valued(claim)
        if rules.r0_visible(claim, market.source_of(claim), known_by, read)
    ]
    denials = [claim for claim in told if claim.denies]
    said = [claim for claim in told if not claim.denies]
    alone = [each for each in denials if not any(denied(claim, each) for claim in said)]
    for claim in (*said, *alone):
        key = (claim.attribute or "", claim.object or "", time(claim))
        groups.setdefault(key, {}).setdefault(_words(claim), []).append(claim)
    return [_quantity(key, groups[key], denials) for key in sorted(groups)]


def _quantity(key: tuple[str, str, str], by_words: dict[str, list[Claim]], denials: list[Claim]) -> Quantity:
    attribute, object, period = key
    values = (_value(words, claims, denials) for words, claims in by_words.items())
    return Quantity(attribute, object or None, period or None, tuple(values))


def _value(words: str, claims: list[Claim], denials: list[Claim]) -> Value:
    first = claims[0]
    value = first.text if first.value is None else first.value
    against = tuple(each.id for each in denials if any(denied(claim, each) for claim in claims))
    return Value(first.amount, value, words, tuple(each.id for each in claims if not each.denies), against)


def _valued(claim: Claim) -> bool:
    return claim.amount is not None or claim.value is not None or claim.text is not None


def _words(claim: Claim) -> str:
    value = claim.value if claim.text is None else claim.text
    number = f"{claim.amount.value:,} {claim.amount.currency}" if claim.amount else _number(value, claim.tells_year)
    per = f"per {claim.per}" if claim.per else None
    return " ".join(word for word in (claim.approx, number, per, claim.basis, claim.status) if word)


def _number(value: int | float | str | None, year: bool) -> str:
    return f"{value:{'' if year else ','}}" if isinstance(value, int | float) else value or ""
