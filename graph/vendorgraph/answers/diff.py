"""The answer of `diff`: JSON and table."""

from collections.abc import Sequence

from msgspec import field

from vendorgraph.analysis.words import name
from vendorgraph.answers import changes, parts
from vendorgraph.answers.changes import ChangedAnswer, WholeChange
from vendorgraph.answers.parts import About, Answer, Day
from vendorgraph.diff import Change
from vendorgraph.model import Market
from vendorgraph.relations.model import Relations
from vendorgraph.tables import Table


class Days(Answer, frozen=True, kw_only=True):
    """The two days of a view."""

    as_of: Day
    known_by: Day


class DiffAnswer(Answer, frozen=True, kw_only=True):
    """The difference between two days for a lab (null: for all)."""

    customer: str | None
    before: Days = field(name="from")
    after: Days = field(name="to")
    market: About
    appeared: tuple[WholeChange, ...]
    vanished: tuple[WholeChange, ...]
    changed: tuple[ChangedAnswer, ...]


def answer(
    market: Market, before: Relations, after: Relations, customer: str | None, found: Sequence[Change]
) -> DiffAnswer:
    """Return the answer from the days of `before` to those of `after`, for `customer` or for all when it is None."""
    return DiffAnswer(
        customer=customer,
        before=_days(before),
        after=_days(after),
        market=parts.about(market),
        appeared=changes.whole(found, "appeared", after.as_of),
        vanished=changes.whole(found, "vanished", before.as_of),
        changed=changes.changed(found),
    )


def table(market: Market, before: Relations, after: Relations, customer: str | None, found: Sequence[Change]) -> Table:
    """Return the changes, a row each."""
    whose = name(market, customer) if customer else "all labs"
    days = (f"as of {each.as_of}, as known by {each.known_by}" for each in (before, after))
    return changes.table(market, found, f"Changes for {whose}", (f"From {' to '.join(days)}.",))


def _days(relations: Relations) -> Days:
    return Days(as_of=relations.as_of.isoformat(), known_by=relations.known_by.isoformat())
