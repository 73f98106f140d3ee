"""R3 to R8 as a plan: the status of every relation as of a day, and what each speech is to it.

Modes: `exist` only existence or a review is told, `stay`, `refined` by a review, `leave`, `planned`, `denied`, and from
later speeches `started`, `presupposed`, `timeless`; `later` is the last three of them, also where they renew a silence.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from vendorgraph.relations.rules import LAG
from vendorgraph.scale.columns import Columns
from vendorgraph.scale.denials import bare
from vendorgraph.scale.sides import sides
from vendorgraph.scale.speeches import KEY, named

if TYPE_CHECKING:
    from ibis.expr.types import Table


def states(columns: Columns, speeches: "Table", as_of: date) -> "Table":
    """Return a row for every relation: key, `mode`, `status`, `was`, `rule`, `disputed`, `later`.

    `speeches` has the number of the relation as `key`, and `struck` for what denials outweigh.
    """
    day = as_of.toordinal()
    told = speeches.filter(
        (speeches["last"] <= day) & ~speeches["struck"] & ~speeches["side"].isin(("denies", "planned"))
    )
    table = _counts(speeches, day).left_join(sides(columns.engine, told), "key").drop("key_right")
    table = table.mutate(event=named(columns, table, "event"), lapses=named(columns, table, "lapses"))
    table = _later(_moded(table))
    return _lapsed(table, day).select(
        "key", *KEY, "mode", "later", "status", "was", "rule", "disputed", "name", "min_stay", "min_leave"
    )


def _counts(speeches: "Table", day: int) -> "Table":
    """What there is of each relation, and the last day on which the words of each kind lapse."""
    s = speeches
    standing, denies = ~s["struck"] & (s["side"] != "denies"), s["side"] == "denies"
    told = standing & (s["last"] <= day)
    plan = s["side"] == "planned"
    leaving, review = s["side"].isin(("leave", "over")), s["side"] == "review"
    later = standing & (s["last"] > day) & ~plan
    return s.group_by("key", *KEY).aggregate(
        any_told=told.any(),
        existing=(told & ~plan).any(),
        plans=(told & plan).any(),
        denials=(denies & (s["last"] <= day)).any(),
        bare=(denies & (s["last"] <= day) & bare(s)).any(),
        any_struck=s["struck"].any(),
        lapse_plan=s["transition"].max(where=told & plan),
        lapse_stay=s["standing"].max(where=told & ~plan & ~leaving),
        lapse_leave=s["transition"].max(where=told & leaving),
        lapse_review=s["transition"].max(where=told & review),
        any_later=later.any(),
        started=(later & _started(s, day)).any(),
        presupposed=(later & _presupposing(s, day)).any(),
        starts_later=(later & (s["from_first"] > day)).any().fill_null(False),
    )


def _started(s: "Table", day: int) -> Any:
    """Whether a speech dates the start on or before the day and no end before it."""
    start = s["from_last"].fill_null(s["date_last"])
    return (start <= day).fill_null(False) & ~(s["to_last"] < day).fill_null(False)


def _presupposing(s: "Table", day: int) -> Any:
    return s["side"].isin(("leave", "over", "review")) & (s["before"] <= day) & ~s["former_post"]


def _moded(t: "Table") -> "Table":
    """R9 and the order in which R3 to R8 are asked; relations of which nothing holds or is told fall away."""
    import ibis

    denied = t["denials"] & ~t["any_told"] & (t["any_struck"] | t["bare"])
    side = t["side"].fill_null("none")
    timeless = ~t["lapses"] & t["any_later"] & ~t["starts_later"]
    later = ibis.cases((t["started"], "started"), (t["presupposed"], "presupposed"), (timeless, "timeless"), else_="")
    mode = ibis.cases(
        (denied, "denied"),
        (t["existing"] & (side == "leave"), "leave"),
        (t["existing"] & (side == "stay") & t["refined"], "refined"),
        (t["existing"] & (side == "stay"), "stay"),
        (t["existing"], "exist"),
        (~t["event"] & (later != ""), "later"),
        (t["plans"], "planned"),
        else_="",
    )
    t = t.mutate(mode=mode, later=later)
    return t.filter(t["mode"] != "")


def _later(t: "Table") -> "Table":
    """Status and rule before any lapse."""
    import ibis

    reviews, disputed = t["reviews"].fill_null(False), t["disputed"].fill_null(False)
    going = ibis.ifelse(t["event"], "completed", "current")
    status = ibis.cases(
        (t["mode"].isin(("denied", "planned")), t["mode"]),
        (t["mode"] == "leave", t["name"]),
        ((t["mode"] == "refined") | ((t["mode"] == "exist") & reviews), "under-review"),
        (t["mode"] == "later", "current"),
        else_=going,
    )
    leave = t["leaves"].fill_null(False)
    fought = disputed | t["stays"].fill_null(False)
    rule = ibis.cases(
        (t["mode"] == "denied", "R9"),
        (t["mode"] == "planned", "R6"),
        (t["mode"] == "later", "R8"),
        (t["mode"] == "leave", ibis.ifelse(fought, "R4", "R5")),
        ((t["mode"] == "stay") & leave, "R4"),
        else_="R3",
    )
    return t.mutate(status=status, rule=rule, disputed=disputed & (t["mode"] == "leave"))


def _lapsed(t: "Table", day: int) -> "Table":
    """R7, and R8 where what is said later fills the silence."""
    import ibis

    reviewing = t["status"] == "under-review"
    until = ibis.cases(
        (t["mode"] == "planned", t["lapse_plan"]),
        (reviewing, t["lapse_review"]),
        (t["mode"] == "leave", t["lapse_leave"]),
        else_=t["lapse_stay"],
    )
    lapsing = (
        t["lapses"] & ~t["event"] & t["mode"].isin(("exist", "stay", "refined", "leave")) & (t["status"] != "ended")
    )
    lapsed = ((lapsing | (t["mode"] == "planned")) & (until < day)).fill_null(False)
    renewed = lapsed & (t["status"] == "current") & (t["later"] != "")
    silent = lapsed & ~renewed
    later = ibis.ifelse(renewed | (t["mode"] == "later"), t["later"], "")
    return t.mutate(
        was=ibis.cases((silent, t["status"])),
        status=ibis.cases((silent, "unconfirmed"), else_=t["status"]),
        rule=ibis.cases((silent, "R7"), (renewed, "R8"), else_=t["rule"]),
        later=later,
        mode=ibis.ifelse(renewed, "renewed", t["mode"]),
    )


def bearing(speeches: "Table", states: "Table", as_of: date) -> "Table":
    """Return each speech with what it is to the state of its relation.

    `supports`, `evidence`, `loses`, `shares` (it may state the share) and `denies` are truth values; `place` orders
    those that support.
    """
    import ibis

    day = as_of.toordinal()
    s = speeches.join(states.drop(*KEY), "key")
    standing = ~s["struck"] & (s["side"] != "denies")
    told, plan = standing & (s["last"] <= day), s["side"] == "planned"
    existing, later = told & ~plan, standing & (s["last"] > day) & ~plan
    chosen = later & ibis.cases(
        (s["later"] == "started", _started(s, day)),
        (s["later"] == "presupposed", _presupposing(s, day)),
        (s["later"] == "timeless", True),
        else_=False,
    )
    mode = s["mode"]
    present = mode.isin(("exist", "stay", "refined", "leave"))
    supports, loses = _taking_part(s)
    denied = (mode == "denied") & (s["side"] == "denies") & (s["last"] <= day)
    return s.mutate(
        supports=(existing & supports) | chosen | ((mode == "planned") & told & plan),
        evidence=((present | (mode == "renewed")) & existing) | chosen | ((mode == "planned") & told & plan) | denied,
        loses=(existing & loses) | (s["struck"]),
        shares=(present & existing) | (chosen & (s["later"] == "started")) | ((mode == "planned") & told & plan),
        denies=(s["side"] == "denies") & (s["last"] <= day),
        place=_place(s),
    )


def _taking_part(s: "Table") -> tuple[Any, Any]:
    """Whether a speech told by the day supports the state, and whether it says otherwise."""
    import ibis

    mode, side = s["mode"], s["side"]
    leaving = side.isin(("leave", "over"))
    named = leaving & (s["status"] == s["name"])
    older = (side == "stay") & (s["last"] < s["min_leave"] - LAG.days)
    supports = ibis.cases(
        (mode == "exist", True),
        (mode == "stay", side.isin(("stay", "exists", "review"))),
        (mode == "refined", side.isin(("stay", "review"))),
        (mode == "leave", named | older),
        else_=False,
    )
    loses = ibis.cases(
        (mode.isin(("stay", "refined")), leaving & (s["last"] >= s["min_stay"])),
        (mode == "leave", (leaving & ~named) | ((side == "stay") & ~older)),
        else_=False,
    )
    return supports, loses


def _place(s: "Table") -> Any:
    import ibis

    return ibis.cases(
        (s["mode"] == "stay", ibis.ifelse(s["side"] == "stay", 0, 1)),
        (s["mode"] == "refined", ibis.ifelse(s["side"] == "review", 0, 1)),
        (s["mode"] == "leave", ibis.ifelse(s["side"] == "stay", 1, 0)),
        else_=0,
    )
