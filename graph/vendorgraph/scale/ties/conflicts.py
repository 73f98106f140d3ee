"""Conflicts as plans: `vendorgraph.analysis.conflicts` for many customers at once, tie for tie (R11 to R15).

    relations -> exposures, rivalries -> ties of who may act for a rival -> timing, verdict, level -> rows

What takes rounds without end is worked out over arrays and in Python, and brought in as tables: control and the ways to
it (`control`), and integrated shares (`shares`). All else are plans. A search has no limit on the ties at one vendor,
which the readable analysis has (`analysis.ties.reach.LIMIT`); voting power, missing facts and clearing sets are left to
that analysis.
"""

from typing import TYPE_CHECKING, Any

from vendorgraph.analysis.levels import Levels, cases
from vendorgraph.analysis.model import LEVELS, TIMINGS, VERDICTS
from vendorgraph.analysis.ties.registry import KINDS
from vendorgraph.scale.ties import groups
from vendorgraph.scale.ties.exposures import exposures, first_of
from vendorgraph.scale.ties.hops import Ground
from vendorgraph.scale.ties.reach import of_groups, reach
from vendorgraph.scale.ties.rivalries import best_per_group, rivalries
from vendorgraph.scale.ties.search import Search
from vendorgraph.scale.ties.ways import DENIED, OVER, PLANNED

if TYPE_CHECKING:
    from ibis.expr.types import Table

CONCURRENT, RESIDUAL, PAST, PROSPECTIVE = range(len(TIMINGS))

#: Whom a conflict is about.
KEY = ("customer", "vendor", "rival")


def conflicts(ground: Ground, customers: "Table", min_level: str = LEVELS[-1]) -> "Table":
    """Return the ties of the conflicts of customers (a column `id`), of a level or worse: a row for each.

    Rows have `customer`, `vendor`, `rival`, the columns of a tie (`made`), `timing` (a place in TIMINGS), `level` and
    `full`, the level and the verdict of exposure, rivalry and tie together, `exposure` and `rivalry`, the paths of
    these, `nth`, which of the ties of the conflict it is (0: the leading one), and the days on which both hold.
    """
    own = groups.members(ground, customers)
    exposed = exposures(ground, own)
    against = rivalries(ground, own)
    exposed = exposed.semi_join(against, "customer")
    against = against.semi_join(exposed, "customer")
    against = best_per_group(ground, against, groups.members(ground, against.select(id="rival")))
    group = groups.members(ground, against.select(id="rival"))
    kinds, share = reaching(ground.levels, min_level)
    vendors = ground.keep("sellers", exposed.select(id="vendor").distinct())
    places = vendors.union(
        ground.of("supplier-of").semi_join(vendors, [("object", "id")]).select(id="subject"), distinct=True
    )
    search = Search(
        ground,
        vendors,
        ground.keep("places", places),
        ground.keep("acting", group.select(id="member").distinct()),
        share,
    )
    ties = of_groups(search, reach(search, kinds), group)
    return _placed(ground, exposed, against, ties, min_level)


def reaching(levels: Levels, min_level: str) -> tuple[set[str], float]:
    """Return the kinds of ties that can reach a level or a worse one, and from which share on a common owner can."""
    reached = [c for c in cases(levels) if LEVELS.index(levels.rule_of(c).level) <= LEVELS.index(min_level)]
    shares = [case.share or 0.0 for case in reached if case.tie == "common-owner"]
    return {case.tie for case in reached}, min(shares, default=0.0)


def _placed(ground: Ground, exposed: "Table", against: "Table", ties: "Table", min_level: str) -> "Table":
    """The ties in the conflicts that they make, by the exposure under which the leading tie weighs most."""
    import ibis

    met = ground.keep("met", _met(ground, exposed, against, ties))
    met = met.filter(met["level"] <= LEVELS.index(min_level))
    strength = _strength(met)
    window = ibis.window(group_by=[*KEY, "e_path"], order_by=strength)
    met = ground.keep("ranked", met.mutate(rank=ibis.row_number().over(window)))
    first = met.filter(met["rank"] == 0)
    by = [first["level"], first["full"], *_strength(first), *first_of(first, "e_")]
    chosen = first.mutate(best=ibis.row_number().over(ibis.window(group_by=KEY, order_by=by)))
    chosen = chosen.filter(chosen["best"] == 0).select(*KEY, "e_path")
    met = met.semi_join(chosen, [*KEY, "e_path"])
    alike = [*KEY, "kind", "through", met["degree"] == "holder"]
    met = met.mutate(like=ibis.row_number().over(ibis.window(group_by=alike, order_by="rank")))
    met = met.filter(met["like"] == 0)
    window = ibis.window(group_by=KEY, order_by="rank")
    return ground.keep(
        "conflicts", met.mutate(nth=ibis.row_number().over(window)).drop("rank", "like").rename(exposure="e_path")
    )


def _met(ground: Ground, exposed: "Table", against: "Table", ties: "Table") -> "Table":
    """Each tie with each exposure that it meets in time, its timing, and the verdict and level of all of it."""
    import ibis

    facing = ground.keep("facing", _facing(exposed, against, ties))
    found = facing.join(exposed.rename("e_{name}"), [("customer", "e_customer"), ("vendor", "e_vendor")])
    found = found.join(against.rename("r_{name}"), [("customer", "r_customer"), ("rival", "r_rival")])
    both = found.join(ties, [("vendor", "vendor"), ("rival", "rival")])
    both = both.filter((both["kind"] != "common-owner") | ~both["through"].contains(both["customer"]))
    both = both.mutate(timing=_timing(both), full=ibis.greatest(both["e_ever"], both["r_verdict"], both["verdict"]))
    both = both.filter(both["timing"].notnull())
    return both.select(
        "vendor", "rival", "actor", "at_parent", "kind", "degree", "share", "through", "path", "state", "sure", "since",
        "until", "verdict", "grade", "origins", "disputed", "timing", "full", "e_path", "e_ever", "e_state", "e_grade",
        "customer", rivalry="r_path", level=_level(ground.levels, both),
        met_first=ibis.greatest(both["s0"], both["e_s0"]), met_last=ibis.least(both["e1"], both["e_e1"]),
    )  # fmt: skip


def _facing(exposed: "Table", against: "Table", ties: "Table") -> "Table":
    """The customers, vendors and rivals that anything joins, before all that is told of them is."""
    ends = ties.select("vendor", "rival").distinct()
    buys = exposed.select("customer", "vendor").distinct()
    met = buys.join(ends, "vendor")
    return met.semi_join(against, ["customer", "rival"])


def _timing(both: "Table") -> Any:
    """R13, as `analysis.timing.timing` has it."""
    import ibis

    meet = ibis.greatest(both["s0"], both["e_s0"]) <= ibis.least(both["e1"], both["e_e1"])
    return ibis.cases(
        ((both["state"] == PLANNED) | (both["e_state"] == PLANNED), PROSPECTIVE),
        (both["state"] == DENIED, CONCURRENT),
        ((both["state"] == OVER) & meet, PAST),
        (both["state"] == OVER, ibis.null("int8")),
        (both["e_state"] == OVER, RESIDUAL),
        else_=CONCURRENT,
    )


def _level(levels: Levels, both: "Table") -> Any:
    """R15: the level by the first rule of the table that fits."""
    import ibis

    share = both["share"].fill_null(0.0)
    found = []
    for rule in levels.rules:
        fits = ibis.literal(True)
        for column, words, order in (("full", rule.verdict, VERDICTS), ("timing", rule.timing, TIMINGS)):
            if words:
                fits &= both[column].isin([order.index(word) for word in words])
        for column, words in (("kind", rule.tie), ("degree", rule.degree)):
            if words:
                fits &= both[column].isin(words)
        if rule.min_share is not None:
            fits &= both["kind"].isin([kind.name for kind in KINDS.values() if kind.measured]) & (
                share >= rule.min_share
            )
        found.append((fits, LEVELS.index(rule.level)))
    return ibis.cases(*found)


def _strength(met: "Table") -> list[Any]:
    """What orders the ties of a conflict, strongest first, as `analysis.conflicts` orders them."""
    import ibis

    degrees = [(name, degree) for name, kind in KINDS.items() for degree in kind.degrees]
    places = [((met["kind"] == name) & (met["degree"] == degree), i) for i, (name, degree) in enumerate(degrees)]
    share = [-met["share"].fill_null(0.0), met["share"].notnull()]
    rest = [met["path"].length(), met["grade"], -met["origins"], met["path"]]
    return [met["level"], met["verdict"], met["timing"], ibis.cases(*places), *share, *rest]
