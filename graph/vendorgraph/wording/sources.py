"""Who says so: the publishers behind claims, the weightiest first, official words marked as such."""

from collections.abc import Iterable
from textwrap import shorten

from vendorgraph.dates import span
from vendorgraph.model import Claim, Market, Source
from vendorgraph.relations.model import Relation
from vendorgraph.wording.sentence import NOTHING, Name, Sentence, fill
from vendorgraph.wording.voice import Voice

#: How many publishers are named before the rest is counted.
NAMED = 3

#: Letters of a title that stands for a publisher.
TITLE_MOST = 70

#: Kinds of documents in which a party or an authority speaks for itself.
_OWN_WORD = ("company-statement", "filing")

_RELIABILITY = ("high", "medium", "low")


def who(voice: Voice, claims: Iterable[str], most: int = NAMED) -> Sentence:
    """Return the publishers of the claims, each once: "Meta (official), Reuters and 2 more"; nothing for no claims."""
    return _listed(voice, (_name(voice, claim) for claim in weightiest(voice, claims)), most)


def speakers(voice: Voice, claims: Iterable[str], most: int = NAMED) -> Sentence:
    """Return whose words the claims are, each once, and where they stand: "Ruben Mayer (official; in TechCrunch)"."""
    return _listed(voice, (spoken(voice, claim) for claim in weightiest(voice, claims)), most)


def spoken(voice: Voice, claim: Claim) -> str:
    """Return whose words a claim is and where they stand: "five sources (in Reuters)", "Reuters"."""
    source, words = voice.market.source_of(claim), voice.language.sources
    if claim.attributed_to is None or claim.attributed_to == source.publisher:
        return _name(voice, claim)
    key = "official-in" if claim.certainty == "official" else "in"
    return words[key].format(who=claim.attributed_to, publisher=publisher(voice, source))


def _listed(voice: Voice, told: Iterable[str], most: int) -> Sentence:
    names = list(dict.fromkeys(told))
    shown = names if len(names) <= most + 1 else names[:most]
    rest = len(names) - len(shown)
    more = [voice.language.more.format(n=voice.language.figures(rest))] if rest else []
    named = [Sentence((Name("", each),)) for each in shown]
    return voice.all([*named, *(Sentence((each,)) for each in more)]) if names else NOTHING


def sides(voice: Voice, claims: Iterable[str], denials: Iterable[str]) -> Sentence:
    """Return who says something and who denies it: "Inc. and CGAST News; denied by Scale AI (official)"."""
    said, denied = who(voice, claims), who(voice, denials)
    if not denied.parts:
        return said
    words = voice.language.sources
    return fill(words["beside"], said=said, who=denied) if said.parts else fill(words["denied"], who=denied)


def according(voice: Voice, claims: Iterable[str], most: int = NAMED) -> Sentence:
    """Return "according to Meta (official) and Reuters"; nothing for no claims."""
    named = who(voice, claims, most)
    return fill(voice.language.sources["say"], who=named) if named.parts else named


def weightiest(voice: Voice, claims: Iterable[str]) -> list[Claim]:
    """Return the claims by reliability of their sources, then official ones first, then by date and id."""
    known = voice.market.claims
    return sorted((known[id] for id in claims if id in known), key=lambda claim: _weight(voice, claim))


def speaker(voice: Voice, claim: Claim) -> str:
    """Return who makes a claim, by the page: the one it is attributed to, else the publisher."""
    return claim.attributed_to or publisher(voice, voice.market.source_of(claim))


def last_said(market: Market, relation: Relation) -> str | None:
    """Return when the newest document that supports a relation was published, as printed; None where none is dated."""
    claims = (market.claims[id] for id in relation.supports if id in market.claims)
    dates = [date for claim in claims if (date := market.source_of(claim).published)]
    return max(dates, key=lambda date: (span(date).last, date), default=None)


def publisher(voice: Voice, source: Source) -> str:
    """Return who published a document; its title in quotation marks, no longer than needed, where nobody is named."""
    if source.publisher:
        return source.publisher
    return voice.language.sources["untitled"].format(title=shorten(source.title, TITLE_MOST, placeholder="…"))


def _name(voice: Voice, claim: Claim) -> str:
    source = voice.market.source_of(claim)
    if claim.certainty != "official":
        return publisher(voice, source)
    own = claim.attributed_to or source.kind in _OWN_WORD
    return voice.language.sources["official" if own else "on_word"].format(who=speaker(voice, claim))


def _weight(voice: Voice, claim: Claim) -> tuple[object, ...]:
    source = voice.market.source_of(claim)
    return (_RELIABILITY.index(source.reliability), claim.certainty != "official", source.published or "9", claim.id)
