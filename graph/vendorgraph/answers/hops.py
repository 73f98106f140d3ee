"""The hops of a path as rows of a table."""

from collections.abc import Iterator

from vendorgraph.analysis.model import Path
from vendorgraph.analysis.words import sentence
from vendorgraph.answers import parts
from vendorgraph.model import Market
from vendorgraph.relations.model import Relation

COLUMNS = ("relation", "status", "grade", "said by")
EXTRA = ("rule", "when", "claims")


def rows(market: Market, path: Path) -> Iterator[tuple[str, ...]]:
    """Yield a row for every hop, with the cells of `COLUMNS` and `EXTRA`."""
    return (_row(market, hop) for hop in path)


def _row(market: Market, hop: Relation) -> tuple[str, ...]:
    claims = parts.claims(hop)
    return (
        sentence(market, hop),
        parts.standing(market, hop),
        parts.grade(hop),
        parts.said_by(market, claims),
        hop.rule,
        parts.interval(hop.since, hop.until),
        " ".join(claims),
    )
