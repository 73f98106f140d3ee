"""Which relations may be hops of a path: by status, by the certainty of a claim behind them, and by date."""

from datetime import date

from msgspec import Struct

from vendorgraph.analysis.timing import course
from vendorgraph.model import Market
from vendorgraph.relations.model import Relation, Relations


class Filter(Struct, frozen=True, kw_only=True):
    """What every hop must be; nothing given lets everything pass.

    `statuses` and `certainties` are words of the code lists: the status is that of the relation (of an unconfirmed one
    what it was counts too), a certainty that of some claim it rests on. `since` and `until` bound the days on which it
    can have held or happened; what nobody dates is let pass.
    """

    statuses: tuple[str, ...] = ()
    certainties: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.statuses or self.certainties or self.since or self.until)

    def __str__(self) -> str:
        """Return it in words: "status current; since 2025-01-01"; empty when nothing is asked for."""
        words = [("status", " or ".join(self.statuses)), ("certainty", " or ".join(self.certainties))]
        words += [("since", str(self.since or "")), ("until", str(self.until or ""))]
        return "; ".join(f"{label} {value}" for label, value in words if value)


def only(market: Market, relations: Relations, asked: Filter) -> Relations:
    """Return the relations that pass the filter, as of the same days."""
    if not asked:
        return relations
    kept = tuple(each for each in relations if _passes(market, each, relations.as_of, asked))
    return Relations(relations.as_of, relations.known_by, kept)


def _passes(market: Market, relation: Relation, as_of: date, asked: Filter) -> bool:
    if asked.statuses and not {relation.status, relation.was} & set(asked.statuses):
        return False
    if asked.certainties and not _certainties(market, relation) & set(asked.certainties):
        return False
    return _held(relation, market.vocabulary.relations[relation.relation].event, as_of, asked)


def _certainties(market: Market, relation: Relation) -> set[str]:
    return {market.claims[id].certainty for id in (*relation.supports, *relation.denies)}


def _held(relation: Relation, event: bool, as_of: date, asked: Filter) -> bool:
    """Whether it can have held, or happened, on a day within the bounds."""
    standing = course([relation], as_of)
    if standing is None:
        return False
    last = standing.start.last if event and relation.since else standing.end.last
    return (asked.until is None or standing.start.first <= asked.until) and (asked.since is None or last >= asked.since)
