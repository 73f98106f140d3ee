"""The parts that answers share, in the words and shapes of the JSON that users get."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct, field

from vendorgraph.analysis.words import name, percent, votes
from vendorgraph.model import Market
from vendorgraph.relations.model import Relation
from vendorgraph.relations.model import Share as RelationShare
from vendorgraph.relations.shares import is_about

if TYPE_CHECKING:
    from vendorgraph.relations.contradictions import Contradiction

Fraction = Annotated[float, Meta(ge=0, le=1)]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$", description="an exact day")]
PartialDate = Annotated[str, Meta(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$", description="a year, a month or a day")]


class Answer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The base of all answers and their parts."""


class Share(Answer, frozen=True, kw_only=True):
    """A share as an interval of fractions; equal ends where the size is known."""

    min: Fraction
    max: Fraction


class Hop(Answer, frozen=True, kw_only=True):
    """One relation of a path, with the rule that decided its status and the claims that it rests on."""

    subject: str
    relation: str
    object: str
    status: str
    disputed: bool
    grade: str
    rule: str
    role: str | None
    share: Share | None
    since: PartialDate | None = field(name="from")
    until: PartialDate | None = field(name="to")
    origins: int
    claims: tuple[str, ...]


class About(Answer, frozen=True, kw_only=True):
    """What was read: number of claims and of sources, and the SHA-256 of the records."""

    claims: int
    sources: int
    sha256: str


class Side(Answer, frozen=True, kw_only=True):
    """What one side of a contradiction says, and its claims."""

    says: str
    claims: tuple[str, ...]


class Sides(Answer, frozen=True, kw_only=True):
    """Claims that cannot all hold; `about` is the subject, the relation or attribute, and the object or null."""

    kind: str
    about: tuple[str, str, str | None]
    sides: tuple[Side, ...]


def share(share: RelationShare | None) -> Share | None:
    """Return the share as an answer gives it."""
    return None if share is None else Share(min=share.min, max=share.max)


def status(relation: Relation) -> str:
    """Return the status in words, without the flag `disputed`: "ending", "unconfirmed (was ending)"."""
    return f"{relation.status} (was {relation.was})" if relation.was else relation.status


def claims(relation: Relation) -> tuple[str, ...]:
    """Return the claims that a relation rests on: those that support it, or deny it where it is denied."""
    return relation.denies if relation.status == "denied" else relation.supports


def hop(relation: Relation) -> Hop:
    """Return a relation as a hop of a path."""
    return Hop(
        subject=relation.subject,
        relation=relation.relation,
        object=relation.object,
        status=status(relation),
        disputed=relation.disputed,
        grade=relation.grade,
        rule=relation.rule,
        role=relation.role,
        share=share(relation.share),
        since=relation.since,
        until=relation.until,
        origins=relation.origins,
        claims=claims(relation),
    )


def hops(path: Iterable[Relation]) -> tuple[Hop, ...]:
    """Return a path, hop by hop."""
    return tuple(map(hop, path))


def about(market: Market) -> About:
    """Return what was read."""
    return About(claims=market.claims_read, sources=market.sources_read, sha256=market.digest)


def sides(contradiction: "Contradiction") -> Sides:
    """Return a contradiction, side by side."""
    told = tuple(Side(says=each.says, claims=each.claims) for each in contradiction.sides)
    return Sides(kind=contradiction.kind, about=contradiction.about, sides=told)


def in_words(market: Market, subject: str, what: str, object: str | None = None) -> str:
    """Return what is spoken of in words: "Meta Platforms holds a stake in Scale AI", "Google spend Scale AI"."""
    kind = market.vocabulary.relations.get(what)
    parts = (name(market, subject), kind.label if kind else what, object and name(market, object))
    return " ".join(part for part in parts if part)


def said_by(market: Market, claims: Iterable[str], most: int = 3) -> str:
    """Return who makes the claims, each once, the weightiest `most` of them by name: "Meta (official) and Reuters"."""
    from vendorgraph import wording
    from vendorgraph.wording.sources import who

    return str(who(wording.voice(market), claims, most))


def spoken_by(market: Market, claims: Iterable[str], most: int = 3) -> str:
    """Return whose words the claims are and where they stand: "Ruben Mayer (official; in BizTech Echoes)"."""
    from vendorgraph import wording
    from vendorgraph.wording.sources import speakers

    return str(speakers(wording.voice(market), claims, most))


def attributed(market: Market, relation: Relation) -> str:
    """Return "attributed to the groups' argument" for what rests on the word of one speaker whom documents name."""
    told = (market.claims.get(id) for id in claims(relation))
    speakers = {claim.attributed_to for claim in told if claim is not None}
    return f"attributed to {speakers.pop()}" if len(speakers) == 1 and None not in speakers else ""


def grade(relation: Relation) -> str:
    """Return the grade in words: "A", "B", "C", and for rumour alone "below C"."""
    return "below C" if relation.grade == "D" else relation.grade


def standing(market: Market, relation: Relation) -> str:
    """Return status, share and whose word alone it is: "current, 49 %, attributed to the groups' argument"."""
    told = (relation.label, share_words(market, relation), attributed(market, relation))
    return ", ".join(each for each in told if each)


def share_words(market: Market, relation: Relation) -> str:
    """Return the share in words: "49 %, no votes", "about 14 %", "size unknown"; empty when it has none."""
    if relation.share is None:
        return ""
    size = percent(relation.share, is_about(market, relation))
    return f"{size}, {votes(False)}" if relation.voting is False else size


def interval(since: str | None, until: str | None) -> str:
    """Return from when to when, as printed: "2025-06-12 to 2025-11", "from 2025-06"; empty where neither is known."""
    if since and until:
        return since if since == until else f"{since} to {until}"
    return f"from {since}" if since else f"until {until}" if until else ""
