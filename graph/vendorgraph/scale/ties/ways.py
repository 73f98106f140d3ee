"""Ways: paths of relations as columns of a table, with how they stand in time and what they are worth.

The same as `analysis.timing.course` and `analysis.verdict.judge` over paths: a way of two parts has the worse state,
the latest start, the earliest end, the worse verdict and grade. A table of ways has the columns `NAMES`:

path      the numbers of the relations (`Ground.hops`), in order
state     one of HOLDS, OVER, PLANNED, DENIED
sure      false when a relation is only unconfirmed
since     the latest start and `until` the earliest end as printed; `since_key` and `until_key` say which is
s0 s1     the first and last day (ordinals) on which it can have begun, `e0` and `e1` on which it can have ended
verdict   a place in `analysis.model.VERDICTS`; `ever` where it is asked whether it ever held
grade     the worst grade, and `origins` how many independent origins the relations have, all counted
disputed  whether sources disagree about any of it
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ibis.expr.types import Table

HOLDS, OVER, PLANNED, DENIED = range(4)

ESTABLISHED, POSSIBLE, REFUTED = range(3)

#: More than the letters of a printed date.
PRINTED = 16

#: The first and the last day there is, and those that stand for an end that nobody printed.
FIRST, LAST = date.min.toordinal(), date.max.toordinal()
NEVER, ALWAYS = 0, (LAST + 1) * PRINTED

#: How a way stands in time.
COURSE = ("state", "sure", "since", "since_key", "until", "until_key", "s0", "s1", "e0", "e1")

NAMES = ("path", *COURSE, "verdict", "ever", "grade", "origins", "disputed")

Way = dict[str, Any]


def way(table: "Table", prefix: str = "") -> Way:
    """Return the columns of a way that a table has, each with `prefix` before its name."""
    return {name: table[f"{prefix}{name}"] for name in NAMES}


def joined(one: Mapping[str, Any], other: Mapping[str, Any]) -> Way:
    """Return the columns of the way that leads along `one` and then along `other`."""
    import ibis

    worst = ("verdict", "ever", "grade")
    return {
        "path": one["path"].concat(other["path"]),
        **both(one, other),
        **{name: ibis.greatest(one[name], other[name]) for name in worst},
        "origins": one["origins"] + other["origins"],
        "disputed": one["disputed"] | other["disputed"],
    }


def both(one: Mapping[str, Any], other: Mapping[str, Any]) -> Way:
    """Return the course of two ways taken together, as `analysis.timing.both` does."""
    import ibis

    later, earlier = other["since_key"] > one["since_key"], other["until_key"] < one["until_key"]
    return {
        "sure": one["sure"] & other["sure"],
        "since": ibis.ifelse(later, other["since"], one["since"]),
        "until": ibis.ifelse(earlier, other["until"], one["until"]),
        **{name: ibis.greatest(one[name], other[name]) for name in ("state", "since_key", "s0", "s1")},
        **{name: ibis.least(one[name], other[name]) for name in ("until_key", "e0", "e1")},
    }


def nothing() -> Way:
    """Return the columns of the way without any relation: it always holds."""
    import ibis

    values: dict[str, Any] = {
        "state": HOLDS, "sure": True, "since_key": NEVER, "until_key": ALWAYS, "s0": FIRST, "s1": FIRST, "e0": LAST,
        "e1": LAST, "verdict": ESTABLISHED, "ever": ESTABLISHED, "grade": "A", "origins": 0, "disputed": False,
    }  # fmt: skip
    numbers = {name: ibis.literal(value, type="int64") for name, value in values.items() if type(value) is int}
    others = {name: ibis.literal(value) for name, value in values.items() if type(value) is not int}
    return {"path": none(), "since": ibis.null("string"), "until": ibis.null("string"), **numbers, **others}


def none() -> Any:
    """Return the array without a number."""
    import ibis

    return ibis.literal([], type="array<int64>")


def prospect(table: "Table", as_of: date) -> Way:
    """Return what a bid or talks of one hop may lead to, as `analysis.timing.prospect` does: planned, and possible."""
    import ibis

    start = ibis.ifelse(table["since"].notnull(), table["s0"], as_of.toordinal())
    numbers = {"state": PLANNED, "until_key": ALWAYS, "s1": LAST, "e0": LAST, "e1": LAST}
    return {
        **way(table),
        **{name: ibis.literal(value, type="int64") for name, value in numbers.items()},
        "sure": ibis.literal(False), "until": ibis.null("string"), "s0": start.cast("int64"),
        "verdict": ibis.greatest(table["verdict"], POSSIBLE).cast("int64"),
    }  # fmt: skip


def since_key(text: Any, last: Any) -> Any:
    """Return what orders printed starts: the last day that they can mean, then how exact they are."""
    return last * PRINTED + text.length()


def until_key(text: Any, first: Any) -> Any:
    """Return what orders printed ends: the first day that they can mean, then how exact they are."""
    return first * PRINTED - text.length()


def possible(table: "Table") -> Any:
    """Return whether some day can have seen the whole of a way; what is denied is told of at any time."""
    return (table["s0"] <= table["e1"]) | (table["state"] == DENIED)


def ended(one: Mapping[str, Any], text: Any, first: Any, last: Any) -> Way:
    """Return the course of `one` as over since the date `text`, which can mean the days from `first` to `last`."""
    import ibis

    return {
        **{name: one[name] for name in COURSE},
        "state": ibis.literal(OVER, type="int64"),
        "until": text,
        "until_key": until_key(text, first),
        "e0": ibis.greatest(first, one["s0"]),
        "e1": ibis.greatest(last, one["s0"]),
    }
