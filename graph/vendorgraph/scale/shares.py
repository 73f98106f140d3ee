"""R10 as a plan: the share of a stake as of a day, from what was said of it."""

from datetime import date
from typing import TYPE_CHECKING, Any

from vendorgraph.relations.rules import EARLIEST
from vendorgraph.relations.shares import agree
from vendorgraph.scale.engine import Engine
from vendorgraph.scale.grades import grade, needed, single

if TYPE_CHECKING:
    from ibis.expr.types import Table


def stated(engine: Engine, speeches: "Table", column: str, as_of: date) -> "Table":
    """Return what is stated of a share, a row for each speech: its interval, `kept` or else `left` as history."""
    import ibis

    rows = _aged(speeches).mutate(value=speeches[column])
    rows = rows.filter(rows["shares"] & rows["value"].notnull() & (rows["speaks"] <= as_of.toordinal()))
    rows = rows.filter(rows["raw"].isnull() | (rows["raw"] != "ended"))
    order = [rows["age"].desc(), single(rows), rows["id"].desc()]
    newest = rows["value"].first().over(ibis.window(group_by="key", order_by=order))
    rank = ibis.row_number().over(ibis.window(group_by="key", order_by=order))
    rows = _compared(engine, engine.keep("values", rows.mutate(newest=newest, rank=rank)))
    agreed = rows.group_by("key").aggregate(grade_same=grade(rows, rows["same"]))
    alike = rows.group_by("key", "value").aggregate(grade_alike=grade(rows, rows["key"].notnull()))
    rows = rows.join(agreed, "key").join(alike, ["key", "value"])
    left = ~rows["same"] & (rows["grade_same"] <= needed(rows["grade_alike"]))
    rows = rows.mutate(left=left, kept=(rows["rank"] == 0) | (~rows["same"] & ~left))
    return rows.select("key", "id", "value", "left", "kept", **_interval(rows))


def _compared(engine: Engine, rows: "Table") -> "Table":
    """The rows with `same`: whether their value agrees with the newest. Python compares each two values once."""
    import pyarrow as pa

    pairs = rows.select(one=rows["value"], other=rows["newest"]).filter(lambda pair: pair["one"] != pair["other"])
    alike = [pair for pair in engine.fetch(pairs.distinct()).to_pylist() if agree(pair["one"], pair["other"])]
    known = engine.table(pa.Table.from_pylist(alike, pa.schema({"one": pa.float64(), "other": pa.float64()})))
    rows = rows.left_join(known, [rows["value"] == known["one"], rows["newest"] == known["other"]])
    return rows.mutate(same=(rows["value"] == rows["newest"]) | rows["one"].notnull())


def shares(rows: "Table", name: str) -> "Table":
    """Return for each relation the least interval around what is kept, in columns named after `name`."""
    rows = rows.filter(rows["kept"])
    found = rows.group_by("key").aggregate(
        min=rows["low"].min(),
        max=rows["high"].max(),
        shut_min=rows["low"].min(where=~rows["low_open"]),
        shut_max=rows["high"].max(where=~rows["high_open"]),
    )
    return found.select(
        "key",
        **{
            f"{name}_min": found["min"],
            f"{name}_max": found["max"],
            f"{name}_min_open": (found["shut_min"] > found["min"]).fill_null(True),
            f"{name}_max_open": (found["shut_max"] < found["max"]).fill_null(True),
        },
    )


def voting(speeches: "Table", as_of: date) -> "Table":
    """Return whether a stake has votes: the newest word; absent when nobody says or when that word is divided."""
    import ibis

    rows = _aged(speeches)
    rows = rows.filter(rows["shares"] & rows["voting"].notnull() & (rows["speaks"] <= as_of.toordinal()))
    rows = rows.mutate(newest=rows["age"].max().over(ibis.window(group_by="key")))
    rows = rows.filter(rows["age"] == rows["newest"])
    found = rows.group_by("key").aggregate(yes=rows["voting"].any(), all_yes=rows["voting"].all())
    return found.filter(found["yes"] == found["all_yes"]).select("key", voting="yes")


def _aged(speeches: "Table") -> "Table":
    """When a share is told, and by which day the newest is found: an undated page may be older than all else."""
    import ibis

    undated = speeches["from"].isnull() & (speeches["first"] == EARLIEST.toordinal())
    speaks = speeches["from_last"].fill_null(speeches["last"])
    return speeches.mutate(speaks=speaks, age=ibis.ifelse(undated, speeches["first"], speaks))


def _interval(rows: "Table") -> dict[str, Any]:
    """The stated value as an interval: "over" and "at-least" have no top, "under" and "up-to" no foot."""
    import ibis

    up, down = rows["approx"].isin(("over", "at-least")), rows["approx"].isin(("under", "up-to"))
    return {
        "low": ibis.cases((down, 0.0), else_=rows["value"]),
        "high": ibis.cases((up, 1.0), else_=rows["value"]),
        "low_open": down.fill_null(False) | (rows["approx"] == "over").fill_null(False),
        "high_open": (rows["approx"] == "under").fill_null(False),
    }
