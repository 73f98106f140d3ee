"""What one claim says beyond its relation, as facts with labels: status, share, sum, dates, post."""

from collections.abc import Iterator

from vendorgraph.model import Claim, Money
from vendorgraph.relations.shares import share_of
from vendorgraph.wording.voice import Voice

Fact = tuple[str, str]


def facts(voice: Voice, claim: Claim) -> list[Fact]:
    """Return the facts of a claim as (label, value), in the language of the voice; what it does not say is absent."""
    return [*_standing(voice, claim), *_sizes(voice, claim), *_qualifiers(voice, claim), *_dates(voice, claim)]


def money(voice: Voice, sum_: Money) -> str:
    """Return a sum: "14,300,000,000 USD", the currency by its name where the language has one."""
    currency = voice.language.currencies.get(sum_.currency, sum_.currency)
    return f"{voice.language.grouped(sum_.value)} {currency}"


def value(voice: Voice, claim: Claim) -> str:
    """Return the value of an attribute with its qualifiers: "about 870,000,000 USD per year"."""
    around = [voice.word(scheme, word) for scheme, word in (("per", claim.per), ("basis", claim.basis)) if word]
    approx = voice.word("approx", claim.approx) if claim.approx else ""
    return " ".join(part for part in (approx, size(voice, claim), *around) if part)


def size(voice: Voice, claim: Claim) -> str:
    """Return the value of an attribute without its qualifiers: "870,000,000 USD"."""
    if claim.amount:
        return money(voice, claim.amount)
    if isinstance(claim.value, int | float):
        return (voice.language.figures if claim.tells_year else voice.language.grouped)(claim.value)
    return claim.text or str(claim.value or "")


def _standing(voice: Voice, claim: Claim) -> Iterator[Fact]:
    labels = voice.language.facts
    if claim.status:
        yield labels["status"], voice.word("status", claim.status)
    if claim.status_since:
        yield labels["status-since"], voice.language.date(claim.status_since)


def _sizes(voice: Voice, claim: Claim) -> Iterator[Fact]:
    labels = voice.language.facts
    if claim.share is not None:
        yield labels["share"], share(voice, claim, claim.share)
    if claim.voting_share is not None:
        yield labels["voting-share"], share(voice, claim, claim.voting_share)
    if claim.voting is not None:
        yield labels["votes"], voice.language.shares["with_votes" if claim.voting else "no_votes"]
    if claim.attribute:
        yield voice.attribute(claim.attribute), value(voice, claim)
    elif claim.amount:
        yield labels["amount"], money(voice, claim.amount)


def share(voice: Voice, claim: Claim, printed: float) -> str:
    """Return a share as printed: "about 14 %", "over 51 %"."""
    return voice.language.percent(share_of(claim, printed), claim.approx == "about")


def _qualifiers(voice: Voice, claim: Claim) -> Iterator[Fact]:
    labels = voice.language.facts
    for label, text in (("role", claim.role), ("market", claim.market)):
        if text:
            yield labels[label], text
    for label, slug in (("from-org", claim.from_org), ("product", claim.product)):
        if slug:
            yield labels[label], voice.name(slug).text


def _dates(voice: Voice, claim: Claim) -> Iterator[Fact]:
    labels, language = voice.language.facts, voice.language
    for label, printed in (("date", claim.date), ("from", claim.from_), ("to", claim.to), ("as-of", claim.as_of)):
        if printed:
            yield labels[label], language.date(printed)
    if claim.period:
        yield labels["period"], language.period(claim.period)
