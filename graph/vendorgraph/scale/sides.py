"""R4 and R5 as plans: which side of a relation prevails, under which name it is left, and whether a review stands."""

from typing import TYPE_CHECKING, Any

from vendorgraph.relations.rules import LAG
from vendorgraph.scale.engine import Engine
from vendorgraph.scale.grades import grade, needed

if TYPE_CHECKING:
    from ibis.expr.types import Table

_NAMES = ("ending", "paused", "ended")


def sides(engine: Engine, told: "Table") -> "Table":
    """Return for each relation of which staying, leaving or a review is told: `side`, `disputed`, `name`, `refined`.

    `told` are the speeches that had been said by the day and are no plans. `min_stay` and `min_leave` are the first
    days on which either was said.
    """
    first = engine.keep("sides", _first(told))
    contested = engine.keep("contested", _contested(told, first))
    lasts = contested.group_by("key").aggregate(
        last_stay=contested["last"].max(where=contested["staying"]),
        last_leave=contested["last"].max(where=contested["leaving"]),
        last_review=contested["last"].max(where=contested["side"] == "review"),
        moved=_moved(contested).any(),
    )
    within = _within(contested.join(lasts, "key"))
    whole = first.left_join(lasts, "key").drop("key_right")
    return _settled(whole.left_join(within, "key").drop("key_right"))


def _first(told: "Table") -> "Table":
    """What can be said of each relation before its two sides are held against each other."""
    side = told["side"]
    leaving = side.isin(("leave", "over"))
    rest = side == "leave"
    found = told.group_by("key").aggregate(
        stays=(side == "stay").any(),
        leaves=leaving.any(),
        reviews=(side == "review").any(),
        over=(side == "over").any(),
        min_stay=told["last"].min(where=side == "stay"),
        min_leave=told["last"].min(where=leaving),
        over_from=_end(told).max(where=side == "over"),
        grade_stay=grade(told, side == "stay"),
        grade_leave=grade(told, leaving),
        grade_over=grade(told, side == "over"),
        grade_rest=grade(told, rest),
        grade_review=grade(told, side == "review"),
        rest=rest.any(),
        **{f"grade_{name}": grade(told, rest & (told["status"] == name)) for name in _NAMES},
        **{f"has_{name}": (rest & (told["status"] == name)).any() for name in _NAMES},
    )
    return found.filter(found["stays"] | found["leaves"] | found["reviews"])


def _end(told: "Table") -> Any:
    return told["to_first"].fill_null(told["first"])


def _contested(told: "Table", first: "Table") -> "Table":
    """The speeches where two sides meet: `staying` and `leaving` contest, `settling` may end a review.

    Month- and year-wide speeches contest no day-dated one inside their interval.
    """
    both = first.filter(first["stays"] & (first["leaves"] | first["reviews"])).select("key", "over_from")
    rows = told.join(both, "key")
    wide, exact = rows.filter(rows["first"] != rows["last"]), rows.filter(rows["first"] == rows["last"])
    exact = exact.select(exact_key="key", exact_side="side", exact_day="last")
    inside = [
        wide["key"] == exact["exact_key"],
        exact["exact_day"] >= wide["first"],
        exact["exact_day"] <= wide["last"],
    ]
    pairs = wide.join(exact, inside)
    met = pairs.group_by("key", "id").aggregate(
        by_leave=pairs["exact_side"].isin(("leave", "over")).any(),
        by_stay=(pairs["exact_side"] == "stay").any(),
        by_review=(pairs["exact_side"] == "review").any(),
    )
    rows = rows.left_join(met, ["key", "id"]).drop("key_right", "id_right")
    stay = rows["side"] == "stay"
    foreseen = (rows["last"] < rows["over_from"]).fill_null(False)
    return rows.mutate(
        staying=stay & ~foreseen & ~rows["by_leave"].fill_null(False),
        leaving=rows["side"].isin(("leave", "over")) & ~rows["by_stay"].fill_null(False),
        settling=stay & ~rows["by_review"].fill_null(False),
    )


def _moved(rows: "Table") -> Any:
    """Whether a speech ends a post by a move, which needs no grade (R8a) unless it is a rumour."""
    return rows["moved"] & (rows["side"] == "over") & (rows["certainty"] != "rumoured")


def _within(rows: "Table") -> "Table":
    """Grades of what was said after the other side had spoken, and at about the same time."""
    lag = LAG.days
    after = rows["staying"] & (rows["last"] > rows["last_leave"])
    near_stay = rows["staying"] & (rows["last"] >= rows["last_leave"] - lag)
    near_leave = rows["leaving"] & (rows["last"] >= rows["last_stay"] - lag)
    settled = rows["settling"] & (rows["last"] > rows["last_review"] + lag)
    return rows.group_by("key").aggregate(
        grade_after=grade(rows, after),
        grade_near_stay=grade(rows, near_stay),
        grade_near_leave=grade(rows, near_leave),
        settled=settled.any().fill_null(False),
        grade_settled=grade(rows, settled),
    )


def _settled(table: "Table") -> "Table":
    import ibis

    lag = LAG.days
    t = table
    leave_enough = t["grade_leave"] <= needed(t["grade_stay"])
    no_stay, no_leave = t["last_stay"].isnull(), t["last_leave"].isnull()
    near = t["grade_near_stay"] - t["grade_near_leave"]
    leave_later = t["last_leave"] > t["last_stay"] + lag
    stay_later = t["last_stay"] > t["last_leave"] + lag
    apart = leave_later | stay_later
    leaves = ibis.cases(
        (~t["stays"], t["leaves"]),
        (~t["leaves"], False),
        (no_leave, False),
        (no_stay, leave_enough | t["moved"].fill_null(False)),
        (leave_later, leave_enough),
        (stay_later, ~(t["grade_after"] <= t["grade_leave"])),
        else_=near >= 0,
    )
    disputed = t["stays"] & t["leaves"] & ~no_stay & ~no_leave & ~apart & (near == 0)
    settled = t["settled"].fill_null(False) & (t["grade_settled"] <= t["grade_review"])
    return t.select(
        "key", "stays", "leaves", "reviews", "min_stay", "min_leave",
        side=ibis.cases((leaves, "leave"), (t["stays"], "stay"), else_="none"),
        disputed=disputed.fill_null(False),
        name=_name(t),
        refined=t["reviews"] & ~settled.fill_null(False),
    )  # fmt: skip


def _name(t: "Table") -> Any:
    """R5: over if graded well enough, else the best graded of ending, paused, ended, in that order."""
    import ibis

    over = t["over"] & (t["grade_over"] <= ibis.ifelse(t["rest"], needed(t["grade_rest"]), 3))
    ranks = [ibis.ifelse(t[f"has_{name}"], t[f"grade_{name}"] * 3 + i, 99) for i, name in enumerate(_NAMES)]
    best = ibis.least(*ranks)
    return ibis.cases((over, "ended"), *((best % 3 == i, name) for i, name in enumerate(_NAMES[:2])), else_="ended")
