"""Since when and until when as a plan: the printed date that the claims bear out best."""

from typing import TYPE_CHECKING, Any

from vendorgraph.relations.dated import REPEATING
from vendorgraph.scale.columns import Columns
from vendorgraph.scale.grades import grade
from vendorgraph.scale.speeches import named

if TYPE_CHECKING:
    from ibis.expr.types import Table

_PARTS = ("", "_first", "_last")


def since(columns: Columns, speeches: "Table") -> "Table":
    """Return `since` for each relation: the date of an event, or since when a state holds; absent where unrecorded."""
    rows = speeches.filter(speeches["evidence"] & (speeches["side"] != "denies"))
    event = named(columns, rows, "event")
    own = ~event & (rows["side"] != "over")
    dated = _dates(rows, [(event, "date"), (own & rows["from"].notnull(), "from"), (own & rows["moved"], "date")])
    several = dated.filter(~dated["relation"].isin(sorted(REPEATING)))
    return _first(dated).union(_borne_out(several)).rename(since="text")


def until(speeches: "Table") -> "Table":
    """Return `until` for each relation that ended or is ending; unrecorded ends are absent."""
    gone = speeches["state"].isin(("ended", "ending")) | speeches["was"].isin(("ended", "ending")).fill_null(False)
    rows = speeches.filter(gone & speeches["supports"] & speeches["side"].isin(("leave", "over")))
    dated = _dates(rows, [(rows["to"].notnull(), "to"), (rows["moved"], "date")])
    return _borne_out(dated).rename(until="text")


def _dates(rows: "Table", choices: list[tuple[Any, str]]) -> "Table":
    """The rows with the date of the first choice that applies, as `text`, `text_first` and `text_last`."""
    import ibis

    made = {f"text{part}": ibis.cases(*((when, rows[f"{name}{part}"]) for when, name in choices)) for part in _PARTS}
    rows = rows.select("key", "id", "relation", "certainty", "reliability", "origin", **made)
    return rows.filter(rows["text"].notnull())


def _borne_out(dated: "Table") -> "Table":
    """The date whose holders, wider dates around it among them, are graded best; then the narrowest, the earliest."""
    import ibis

    dates = dated.select(
        date_key="key", date=dated["text"], begin=dated["text_first"], end=dated["text_last"]
    ).distinct()
    held = dates.join(
        dated,
        [
            dates["date_key"] == dated["key"],
            dated["text_first"] <= dates["begin"],
            dates["end"] <= dated["text_last"],
        ],
    )
    graded = held.group_by("key", "date", "begin", "end").aggregate(weight=grade(held, held["key"].notnull()))
    order = [graded["weight"], graded["end"] - graded["begin"], graded["date"]]
    return _top(graded, order, "date", ibis)


def _first(dated: "Table") -> "Table":
    import ibis

    rows = dated.filter(dated["relation"].isin(sorted(REPEATING)))
    return _top(rows, [rows["text_last"], rows["text"]], "text", ibis)


def _top(table: "Table", order: list[Any], text: str, ibis: Any) -> "Table":
    ranked = table.mutate(rank=ibis.row_number().over(ibis.window(group_by="key", order_by=order)))
    return ranked.filter(ranked["rank"] == 0).select("key", text=ranked[text])
