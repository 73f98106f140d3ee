"""Who says so, claim by claim: publisher, date, speaker and hedges as they are; denials beside what they deny."""

from collections.abc import Iterable

from msgspec import Struct

from vendorgraph.explain.words import words
from vendorgraph.model import Claim, Source
from vendorgraph.relations.model import Relation
from vendorgraph.whatif import is_supposed
from vendorgraph.wording.claims import facts
from vendorgraph.wording.sources import publisher, weightiest
from vendorgraph.wording.voice import Voice

#: Claims on one side that are written out, the weightiest first; the others are counted.
SHOWN = 3

#: Kinds of documents in which a party or an authority speaks for itself.
_OWN_WORD = ("company-statement", "filing")


class Side(Struct, frozen=True):
    """What is said on one side of a relation: a heading (None for its support) and a line for each claim."""

    heading: str | None
    lines: tuple[str, ...]


def sides(voice: Voice, relation: Relation, most: int = SHOWN) -> tuple[Side, ...]:
    """Return what speaks for the relation, what denies it and what was said otherwise; without empty sides.

    `most` claims of each are written out, those that give its status before others.
    """
    table = words(voice.language.code).evidence
    told = ((None, relation.supports), (table["denied"], relation.denies), (table["otherwise"], relation.loses))
    status = relation.was or relation.status
    return tuple(Side(heading, _lines(voice, claims, status, most)) for heading, claims in told if claims)


def line(voice: Voice, claim: Claim) -> str:
    """Return one claim as a line: "Reuters reported on 13 June 2025, citing five people (status: ending)"."""
    table = words(voice.language.code).evidence
    said = _speech(voice, claim)
    said = said[:1].upper() + said[1:]
    told = table["and"].join(f"{label}: {value}" for label, value in facts(voice, claim))
    if told:
        said = table["says"].format(statement=said, facts=told)
    return table["note"].format(statement=said, note=claim.note) if claim.note else said


def _lines(voice: Voice, claims: Iterable[str], status: str, most: int) -> tuple[str, ...]:
    ordered = sorted(weightiest(voice, claims), key=lambda claim: claim.status != status)
    shown = [f"{line(voice, claim)} [{claim.id}]" for claim in ordered[:most]]
    rest = len(ordered) - len(shown)
    if rest:
        shown.append(words(voice.language.code).evidence["more"].format(claims=voice.language.count(rest, "claim")))
    return tuple(shown)


def _speech(voice: Voice, claim: Claim) -> str:
    """Who said so and when, with the hedges of the certainty; official words are those of their speaker."""
    table = words(voice.language.code).evidence
    if is_supposed(claim.id):
        return table["supposed"]
    source = voice.market.source_of(claim)
    document = _document(voice, source)
    said = table[_key(claim, source)].format(
        publisher=document, who=claim.attributed_to or document, when=_when(voice, source)
    )
    if claim.attributed_to and claim.certainty != "official":
        said = table["citing"].format(statement=said, who=claim.attributed_to)
    return said


def _key(claim: Claim, source: Source) -> str:
    """A statement of the speaker's own is official; a page that passes on such words is not."""
    relayed = claim.certainty == "official" and claim.attributed_to is not None and source.kind not in _OWN_WORD
    return ("on-word" if relayed else claim.certainty) + ("-denied" if claim.denies else "")


def _document(voice: Voice, source: Source) -> str:
    """The publisher, with the outlet whose report is passed on; the title where nobody is named."""
    table = words(voice.language.code).evidence
    named = publisher(voice, source)
    return table["relayed"].format(publisher=named, origin=source.origin) if source.relays else named


def _when(voice: Voice, source: Source) -> str:
    table = words(voice.language.code).evidence
    if not source.published:
        return table["undated"]
    when = voice.language.moment(source.published)
    return table["estimated"].format(when=when) if source.published_estimated else when
