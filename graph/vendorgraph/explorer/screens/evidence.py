"""The evidence of a relation: its claims as cards, what decided, and what would remain without it."""

from datetime import date

from msgspec import Struct

from vendorgraph.analysis.model import Conflict, Tie
from vendorgraph.model import Claim, Source
from vendorgraph.relations import rules
from vendorgraph.relations.model import Relation
from vendorgraph.relations.moves import post_of
from vendorgraph.relations.shares import share_of
from vendorgraph.wording import Voice, claims, sources


class Card(Struct, frozen=True):
    """A claim: how it stands to the relation, what it says, on whose word, from which source."""

    stance: str
    claim: Claim
    source: Source
    speaker: str
    facts: tuple[claims.Fact, ...]


class Evidence(Struct, frozen=True):
    """All cards of a relation, the weightiest first, and what speaks against it beside that."""

    relation: Relation
    cards: tuple[Card, ...]
    supporting: int
    opposing: int


def evidence(voice: Voice, relation: Relation) -> Evidence:
    """Return the evidence of a relation: its claims in favour, those against it, and those that were outweighed."""
    sides = (("supports", relation.supports), ("denies", relation.denies), ("contradicts", relation.loses))
    seen: set[str] = set()
    cards = []
    for stance, ids in sides:
        fresh = [id for id in ids if id not in seen]
        seen.update(fresh)
        cards.append([card(voice, claim, stance) for claim in sources.weightiest(voice, fresh)])
    supporting, denying, losing = cards
    opposing = [*denying, *losing]
    return Evidence(relation, (*supporting[:1], *opposing, *supporting[1:]), len(supporting), len(opposing))


def card(voice: Voice, claim: Claim, stance: str) -> Card:
    """Return a claim as a card."""
    source = voice.market.source_of(claim)
    return Card(stance, claim, source, sources.speaker(voice, claim), tuple(claims.facts(voice, claim)))


def as_said(voice: Voice, claim: Claim) -> Relation:
    """Return the relation that one claim states, as if nobody else had spoken; the claim names both its ends."""
    event = voice.market.vocabulary.relations[claim.relation or ""].event
    return Relation(
        subject=claim.subject,
        relation=claim.relation or "",
        object=claim.object or "",
        status=claim.status or ("completed" if event else "current"),
        post=post_of(voice.market, claim),
        role=claim.role,
        from_org=claim.from_org,
        share=None if claim.share is None else share_of(claim, claim.share),
        voting=claim.voting,
        since=claim.date or claim.from_,
        until=claim.to,
    )


def doubtful(voice: Voice, relation: Relation, known_by: date, read: date) -> list[Card]:
    """Return the claims about the same two that the records mark as doubtful: shown, never counted."""
    ends = (relation.subject, relation.relation, relation.object)
    told = voice.market.claims_by_entity.get(relation.subject, [])
    found = [each for each in told if each.doubt and (each.subject, each.relation, each.object) == ends]
    published = [e for e in found if rules.published_by(voice.market.source_of(e), read).last <= known_by]
    return [card(voice, each, "doubtful") for each in published]


def remaining(conflict: Conflict, relation: Relation) -> list[int] | None:
    """Return the numbers of the ties that remain without a relation; None where the conflict itself would be gone."""
    if any({hop.key for hop in each.relations} == {relation.key} for each in conflict.clears_if_false):
        return None
    return [number for number, tie in enumerate(conflict.ties, 1) if not _uses(tie, relation)]


def _uses(tie: Tie, relation: Relation) -> bool:
    return relation.key in {hop.key for hop in tie.path}
