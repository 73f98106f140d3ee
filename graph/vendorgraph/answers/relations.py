"""Relations as a table."""

from collections.abc import Iterable

from vendorgraph.analysis.words import name
from vendorgraph.answers import parts
from vendorgraph.model import Market
from vendorgraph.relations.model import Relation
from vendorgraph.tables import Table


def table(market: Market, relations: Iterable[Relation], title: str = "Relations") -> Table:
    """Return the relations, a row each."""
    return Table(
        title=title,
        columns=("subject", "relation", "object", "status", "share", "when", "grade"),
        extra=("subject_id", "object_id", "role", "rule", "origins", "supports", "denies", "loses"),
        rows=tuple(_row(market, each) for each in relations),
    )


def _row(market: Market, relation: Relation) -> tuple[str, ...]:
    return (
        name(market, relation.subject),
        market.vocabulary.relations[relation.relation].label,
        name(market, relation.object),
        relation.label,
        parts.share_words(market, relation),
        parts.interval(relation.since, relation.until),
        relation.grade,
        relation.subject,
        relation.object,
        relation.role or "",
        relation.rule,
        str(relation.origins),
        " ".join(relation.supports),
        " ".join(relation.denies),
        " ".join(relation.loses),
    )
