"""R10 as a plan: the share of a stake as of a day, from what was said of it."""

from datetime import date
from typing import TYPE_CHECKING, Any

from vendorgraph.relations.rules import EARLIEST
from vendorgraph.relations.shares import FEET, TOPS, agree
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
    rows = _ranged(rows.mutate(source=rows["id"].split("#")[0], **_interval(rows)))
    order = [rows["age"].desc(), single(rows), rows["id"].desc()]
    newest = ibis.window(group_by="key", order_by=order)
    ends = ("foot", "top")
    rows = rows.mutate(rank=ibis.row_number().over(newest), **{f"new_{e}": rows[e].first().over(newest) for e in ends})
    rows = _compared(engine, engine.keep("values", rows))
    agreed = rows.group_by("key").aggregate(grade_same=grade(rows, rows["same"]))
    alike = rows.group_by("key", *ends).aggregate(grade_alike=grade(rows, rows["key"].notnull()))
    rows = rows.join(agreed, "key").join(alike, ["key", *ends])
    left = ~rows["same"] & (rows["grade_same"] <= needed(rows["grade_alike"]))
    rows = rows.mutate(left=left, kept=(rows["rank"] == 0) | (~rows["same"] & ~left))
    return rows.select("key", "id", "value", "left", "kept", "low", "high", "low_open", "high_open")


def _ranged(rows: "Table") -> "Table":
    """The rows with `foot` and `top`, by which they are compared: a value twice, or the two ends of a range.

    Just one foot, and just one top above it, that a source states for one day are a range.
    """
    import ibis

    value, approx = rows["value"], rows["approx"]
    told = ibis.window(group_by=["key", "source", "speaks"])
    found = {}
    for name, words in (("foot", FEET), ("top", TOPS)):
        bound = approx.isin(words).fill_null(False)
        for column, each in ((name, value), (f"{name}_word", approx)):
            found[column] = each.min(where=bound).over(told)
            found[f"last_{column}"] = each.max(where=bound).over(told)
    rows = rows.mutate(**found)
    one = [rows[each] == rows[f"last_{each}"] for each in ("foot", "foot_word", "top", "top_word")]
    ranged = one[0] & one[1] & one[2] & one[3] & (rows["foot"] < rows["top"]) & rows["approx"].isin((*FEET, *TOPS))
    rows = rows.mutate(ranged=ranged.fill_null(False))
    ends = {
        "foot": (rows["foot"], rows["value"]),
        "top": (rows["top"], rows["value"]),
        "low": (rows["foot"], rows["low"]),
        "high": (rows["top"], rows["high"]),
        "low_open": (rows["foot_word"] == "over", rows["low_open"]),
        "high_open": (rows["top_word"] == "under", rows["high_open"]),
    }
    return rows.mutate(**{name: ibis.ifelse(rows["ranged"], whole, own) for name, (whole, own) in ends.items()})


def _compared(engine: Engine, rows: "Table") -> "Table":
    """The rows with `same`: whether both ends agree with the newest. Python compares each two values once."""
    import pyarrow as pa

    pairs = [rows.select(one=rows[end], other=rows[f"new_{end}"]) for end in ("foot", "top")]
    apart = pairs[0].union(pairs[1]).filter(lambda pair: pair["one"] != pair["other"]).distinct()
    alike = [pair for pair in engine.fetch(apart).to_pylist() if agree(pair["one"], pair["other"])]
    known = engine.table(pa.Table.from_pylist(alike, pa.schema({"one": pa.float64(), "other": pa.float64()})))
    for end in ("foot", "top"):
        named = known.select(**{f"{end}_one": "one", f"{end}_other": "other"})
        rows = rows.left_join(named, [rows[end] == named[f"{end}_one"], rows[f"new_{end}"] == named[f"{end}_other"]])
    same = [(rows[end] == rows[f"new_{end}"]) | rows[f"{end}_one"].notnull() for end in ("foot", "top")]
    return rows.mutate(same=same[0] & same[1])


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

    up, down = rows["approx"].isin(FEET), rows["approx"].isin(TOPS)
    return {
        "low": ibis.cases((down, 0.0), else_=rows["value"]),
        "high": ibis.cases((up, 1.0), else_=rows["value"]),
        "low_open": (down & (rows["value"] > 0)).fill_null(False) | (rows["approx"] == "over").fill_null(False),
        "high_open": (rows["approx"] == "under").fill_null(False),
    }
