"""The answer of `evidence`: relations of which more should be reported, as JSON and as a table."""

from collections.abc import Sequence

from vendorgraph.analysis.evidence import Thin
from vendorgraph.analysis.words import sentence
from vendorgraph.answers import parts
from vendorgraph.answers.parts import About, Answer, Day, Hop
from vendorgraph.model import Entity, Market
from vendorgraph.relations.model import Relations
from vendorgraph.tables import Table


class ThinAnswer(Answer, frozen=True, kw_only=True):
    """A relation, what it needs, and how many conflicts of the labs of the market rest on it."""

    hop: Hop
    needs: tuple[str, ...]
    conflicts: int


class EvidenceAnswer(Answer, frozen=True, kw_only=True):
    """The relations of an entity that need more, those on which most conflicts rest first."""

    entity: str
    as_of: Day
    known_by: Day
    market: About
    relations: tuple[ThinAnswer, ...]


def answer(market: Market, relations: Relations, entity: Entity, found: Sequence[Thin]) -> EvidenceAnswer:
    """Return the answer for the relations of `entity`."""
    return EvidenceAnswer(
        entity=entity.slug,
        as_of=relations.as_of.isoformat(),
        known_by=relations.known_by.isoformat(),
        market=parts.about(market),
        relations=tuple(
            ThinAnswer(hop=parts.hop(each.relation), needs=each.needs, conflicts=each.conflicts) for each in found
        ),
    )


def table(market: Market, relations: Relations, entity: Entity, found: Sequence[Thin]) -> Table:
    """Return a row for every relation."""
    about = [relation for relation in relations.about(entity.slug) if relation.status != "denied"]
    return Table(
        title=f"Where more reporting on {entity.name} is needed",
        columns=("relation", "status", "grade", "needs", "conflicts"),
        extra=("origins", "claims"),
        rows=tuple(_row(market, each) for each in found),
        notes=(
            f"As of {relations.as_of}, as known by {relations.known_by}. {len(found)} of {len(about)} relations.",
            "Conflicts: how many conflicts of the labs of the market rest on the relation.",
        ),
        empty="Every relation has two origins, a date and a good grade.",
    )


def _row(market: Market, thin: Thin) -> tuple[str, ...]:
    return (
        sentence(market, thin.relation),
        thin.relation.label,
        thin.relation.grade,
        ", ".join(thin.needs),
        str(thin.conflicts),
        str(thin.relation.origins),
        " ".join(parts.claims(thin.relation)),
    )
