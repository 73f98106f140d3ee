"""The answer of `contradictions`: JSON and table."""

from collections.abc import Sequence
from datetime import date

from vendorgraph.answers import parts
from vendorgraph.answers.parts import Answer, Day
from vendorgraph.model import Entity, Market
from vendorgraph.relations.contradictions import Contradiction, Side
from vendorgraph.tables import Table


class WeighedSide(parts.Side, frozen=True, kw_only=True):
    """What one side says, its claims, whose words they are, and its weight: the grade and the number of origins."""

    grade: str
    origins: int
    said_by: tuple[str, ...]


class WeighedSides(Answer, frozen=True, kw_only=True):
    """Claims that cannot all hold; `about` is the subject, the relation or attribute, and the object or null."""

    kind: str
    about: tuple[str, str, str | None]
    sides: tuple[WeighedSide, ...]


class ContradictionsAnswer(Answer, frozen=True, kw_only=True):
    """Claims that cannot all hold, as known by a day; about one entity, or about all when it is null."""

    entity: str | None
    known_by: Day
    contradictions: tuple[WeighedSides, ...]


def answer(
    market: Market, entity: Entity | None, known_by: date, found: Sequence[Contradiction]
) -> ContradictionsAnswer:
    """Return the answer; `found` are the contradictions about `entity`, or all when it is None."""
    return ContradictionsAnswer(
        entity=entity.slug if entity else None,
        known_by=known_by.isoformat(),
        contradictions=tuple(_sides(market, each) for each in found),
    )


def _sides(market: Market, found: Contradiction) -> WeighedSides:
    told = tuple(_side(market, each) for each in found.sides)
    return WeighedSides(kind=found.kind, about=found.about, sides=told)


def _side(market: Market, side: Side) -> WeighedSide:
    said_by = tuple(dict.fromkeys(parts.spoken_by(market, [id]) for id in side.claims))
    return WeighedSide(says=side.says, claims=side.claims, grade=side.grade, origins=side.origins, said_by=said_by)


def table(market: Market, found: Sequence[Contradiction], title: str = "Contradictions") -> Table:
    """Return the contradictions, a row for every side, with who says so."""
    return Table(
        title=title,
        columns=("kind", "about", "says", "said by", "grade", "origins"),
        extra=("claims",),
        rows=tuple(_row(market, each, side) for each in found for side in each.sides),
        empty="No claims contradict each other.",
    )


def _row(market: Market, contradiction: Contradiction, side: Side) -> tuple[str, ...]:
    return (
        contradiction.kind,
        parts.in_words(market, *contradiction.about),
        side.says,
        parts.spoken_by(market, side.claims),
        side.grade,
        str(side.origins),
        " ".join(side.claims),
    )
