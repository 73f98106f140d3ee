"""The answer of `interlocks`: JSON and tables."""

from msgspec import field

from vendorgraph.analysis.interlocks import Interlock, Interlocks, SharedPerson
from vendorgraph.analysis.words import name
from vendorgraph.answers import parts
from vendorgraph.answers.parts import About, Answer, Day, Hop, PartialDate
from vendorgraph.model import Entity, Market
from vendorgraph.relations.model import Relation, Relations
from vendorgraph.tables import Table


class PersonAnswer(Answer, frozen=True, kw_only=True):
    """A person who serves at both; the overlap is certain, or possible where the dates allow more than one reading."""

    person: str
    overlap: str
    now: bool
    since: PartialDate | None = field(name="from")
    until: PartialDate | None = field(name="to")
    at_a: tuple[Hop, ...]
    at_b: tuple[Hop, ...]


class InterlockAnswer(Answer, frozen=True, kw_only=True):
    """Two organisations and the people whom they share."""

    a: str
    b: str
    people: tuple[PersonAnswer, ...]


class IndirectAnswer(Answer, frozen=True, kw_only=True):
    """Two organisations that share nobody, and those that share people with both."""

    a: str
    b: str
    through: tuple[str, ...]


class InterlocksAnswer(Answer, frozen=True, kw_only=True):
    """Interlocks of an organisation or through a person (null: all), as of a day as known by a day."""

    entity: str | None
    as_of: Day
    known_by: Day
    market: About
    interlocks: tuple[InterlockAnswer, ...]
    indirect: tuple[IndirectAnswer, ...]


def answer(market: Market, relations: Relations, entity: Entity | None, found: Interlocks) -> InterlocksAnswer:
    """Return the answer; `found` are the interlocks of `entity`, or all when it is None."""
    return InterlocksAnswer(
        entity=entity.slug if entity else None,
        as_of=relations.as_of.isoformat(),
        known_by=relations.known_by.isoformat(),
        market=parts.about(market),
        interlocks=tuple(map(_interlock, found.direct)),
        indirect=tuple(IndirectAnswer(a=each.a, b=each.b, through=each.through) for each in found.indirect),
    )


def tables(market: Market, relations: Relations, entity: Entity | None, found: Interlocks) -> list[Table]:
    """Return a row for every person whom two organisations share and, for one entity, those that it meets at a third.

    Overlaps that last come first.
    """
    rows = [(person, _row(market, pair, person)) for pair in found.direct for person in pair.people]
    rows.sort(key=lambda row: (not row[0].now, row[0].overlap != "certain"))
    direct = Table(
        title=f"Interlocks of {entity.name}" if entity else "Interlocks",
        columns=("a", "b", "person", "posts", "together"),
        extra=("overlap", "now", "a_id", "b_id", "person_id", "claims"),
        rows=tuple(row for _, row in rows),
        notes=(f"As of {relations.as_of}, as known by {relations.known_by}.",),
        empty="No person is known to serve at two organisations at the same time.",
    )
    if entity is None or not found.indirect:
        return [direct]
    met = Table(
        title="Shared with nobody, but met at a third organisation",
        columns=("a", "b", "through"),
        rows=tuple(
            (name(market, each.a), name(market, each.b), ", ".join(name(market, slug) for slug in each.through))
            for each in found.indirect
        ),
    )
    return [direct, met]


def _interlock(pair: Interlock) -> InterlockAnswer:
    return InterlockAnswer(a=pair.a, b=pair.b, people=tuple(map(_person, pair.people)))


def _person(shared: SharedPerson) -> PersonAnswer:
    return PersonAnswer(
        person=shared.person,
        overlap=shared.overlap,
        now=shared.now,
        since=shared.since,
        until=shared.until,
        at_a=parts.hops(shared.at_a),
        at_b=parts.hops(shared.at_b),
    )


def _row(market: Market, pair: Interlock, shared: SharedPerson) -> tuple[str, ...]:
    claims = (id for post in (*shared.at_a, *shared.at_b) for id in parts.claims(post))
    return (
        name(market, pair.a),
        name(market, pair.b),
        name(market, shared.person),
        f"{_posts(shared.at_a)} / {_posts(shared.at_b)}",
        _together(shared),
        shared.overlap,
        "yes" if shared.now else "no",
        pair.a,
        pair.b,
        shared.person,
        " ".join(dict.fromkeys(claims)),
    )


def _posts(posts: tuple[Relation, ...]) -> str:
    """The posts at one organisation, those whose words are told before mere kinds of post."""
    told = [post.role or post.post or "adviser" for post in posts]
    return ", ".join(dict.fromkeys(word for word in told if word != "unstated")) or "post not stated"


def _together(shared: SharedPerson) -> str:
    when = parts.interval(shared.since, shared.until) or ("now" if shared.now else "dates not recorded")
    return when if shared.overlap == "certain" else f"{when} (possible)"
