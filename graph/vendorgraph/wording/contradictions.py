"""What the sides of a contradiction say, and what it is about, in the language of the reader."""

from vendorgraph.model import Claim
from vendorgraph.relations.contradictions import Contradiction, Side
from vendorgraph.wording import claims
from vendorgraph.wording.voice import Voice


def about(voice: Voice, found: Contradiction) -> str:
    """Return the relation or quantity that the claims disagree about: "holds a stake in", "revenue run-rate"."""
    first = _first(voice, found.sides[0])
    if found.about[1] in voice.market.vocabulary.relations:
        return voice.relation(found.about[1])
    measured = [(scheme, word) for scheme, word in (("per", first.per), ("basis", first.basis)) if word]
    return " ".join((voice.attribute(first.attribute or ""), *(voice.word(*each) for each in measured)))


def says(voice: Voice, found: Contradiction, side: Side) -> str:
    """Return what one side says: a status, a share, a date, a sum for a time, or that it is so or is not."""
    first, language = _first(voice, side), voice.language
    denied = next((claim for each in found.sides for claim in _claims(voice, each) if claim.denies), None)
    if denied is not None:
        words = language.contradictions
        status = voice.word("status", denied.status) if denied.status else ""
        what = denied.role or status or (claims.size(voice, denied) if denied.attribute else "") or words["it"]
        return words["denies" if first.denies else "says"].format(what=what)
    if found.kind == "share":
        return claims.share(voice, first, first.share or 0.0)
    if found.kind == "date":
        return language.date(first.date or "")
    if found.kind == "status":
        return voice.word("status", side.says)
    time = first.period or first.as_of or first.date or first.from_ or ""
    return language.contradictions["for"].format(what=claims.size(voice, first), time=language.period(time))


def _first(voice: Voice, side: Side) -> Claim:
    return voice.market.claims[side.claims[0]]


def _claims(voice: Voice, side: Side) -> list[Claim]:
    return [voice.market.claims[id] for id in side.claims]
