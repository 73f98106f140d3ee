"""Small tables of what the texts of a market mean: days of dates, posts of roles. Python reads each text once."""

from datetime import date
from typing import TYPE_CHECKING, Any

from vendorgraph.dates import Span, is_date, months_after, period, span
from vendorgraph.relations.moves import RANK
from vendorgraph.relations.rules import EARLIEST, STANDING, TRANSITION
from vendorgraph.scale.columns import Columns
from vendorgraph.vocabulary import post_of

if TYPE_CHECKING:
    from ibis.expr.types import Table

#: Stands for the day of publication where a page has none.
UNDATED = "undated"

_CLAIM_DATES = ("date", "from", "to", "as_of", "period", "status_since")
_SOURCE_DATES = ("published", "withdrawn")


def days(columns: Columns) -> "Table":
    """Return for each date: `first` and `last` day as ordinals, and when a word of its first day lapses (R7, R8)."""
    import ibis

    texts = [columns.claims.select(text=columns.claims[name]).distinct() for name in _CLAIM_DATES]
    texts += [columns.sources.select(text=columns.sources[name]).distinct() for name in _SOURCE_DATES]
    found = _texts(columns, ibis.union(*texts))
    return _table(columns, [_undated(columns), *(_day(text) for text in sorted(found))])


def roles(columns: Columns) -> "Table":
    """Return for each role: the kind of post that it names, the rank of that post, and the role in one case."""
    found = _texts(columns, columns.claims.select(text=columns.claims["role"]).distinct())
    rows = []
    for text in sorted(found):
        post = post_of(columns.vocabulary, text)
        rows.append({"text": text, "kind": post, "rank": RANK.index(post), "folded": text.casefold()})
    return _table(columns, rows or [{"text": "", "kind": "unstated", "rank": len(RANK) - 1, "folded": ""}])


def with_days(table: "Table", days: "Table", column: str) -> "Table":
    """Return `table` with the first and the last day of a column of dates, as `<column>_first` and `<column>_last`."""
    named = days.select(
        **{
            f"{column}_text": days["text"],
            f"{column}_first": days["first"],
            f"{column}_last": days["last"],
        }
    )
    return table.left_join(named, table[column] == named[f"{column}_text"]).drop(f"{column}_text")


def _texts(columns: Columns, table: "Table") -> set[str]:
    return set(columns.engine.fetch(table)["text"].to_pylist()) - {None}


def _undated(columns: Columns) -> dict[str, Any]:
    """All days up to that of reading; no end that it tells of presupposes anything."""
    return _days(UNDATED, Span(EARLIEST, columns.read)) | {"before": date.max.toordinal()}


def _day(text: str) -> dict[str, Any]:
    return _days(text, _span(text))


def _days(text: str, days: Span) -> dict[str, Any]:
    return {
        "text": text,
        "first": days.first.toordinal(),
        "last": days.last.toordinal(),
        "transition": months_after(days.first, TRANSITION).toordinal(),
        "standing": months_after(days.first, STANDING).toordinal(),
        "before": months_after(days.first, -TRANSITION).toordinal(),
    }


def _span(text: str) -> Span:
    return span(text) if is_date(text) else period(text)


def _table(columns: Columns, rows: list[dict[str, Any]]) -> "Table":
    import pyarrow as pa

    return columns.engine.table(pa.Table.from_pylist(rows))
