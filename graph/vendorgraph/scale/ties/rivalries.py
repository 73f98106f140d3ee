"""Rivalries as a plan: `vendorgraph.analysis.rivalry` for many customers at once (R11)."""

from typing import TYPE_CHECKING

from vendorgraph.scale.ties import groups
from vendorgraph.scale.ties.hops import Ground
from vendorgraph.scale.ties.ways import HOLDS, NAMES, joined, none, nothing, way

if TYPE_CHECKING:
    from ibis.expr.types import Table

_LIFTS = ("develops", "member-of")


def rivalries(ground: Ground, own: "Table") -> "Table":
    """Return the best rivalry of every customer, whose groups are `own`, with each rival: `customer`, `rival`, the way.

    `place` numbers the rivals of a customer from 0, the best first.
    """
    import ibis

    towards = ground.keep("towards", _towards(ground, own))
    back = ground.keep("back", _back(ground, towards.select(id="node").distinct()))
    on = back.rename("b_{name}")
    found = towards.join(on, towards["node"] == on["b_node"])
    met = ibis.array([found["customer"]]).concat(found["met"]).concat(found["b_met"])
    found = found.filter(met.unique().length() == met.length())
    found = found.select("customer", rival="b_rival", **joined(way(found), way(found, "b_")))
    found = ground.keep("rivalries", found.anti_join(own, [("customer", "start"), ("rival", "member")]).distinct())
    order = [found["verdict"], found["path"].length() != 1, found["path"].length(), found["grade"], found["path"]]
    window = ibis.window(group_by=("customer", "rival"), order_by=order)
    best = found.mutate(first=ibis.row_number().over(window)).filter(ibis._["first"] == 0).drop("first")
    order = [best["verdict"], best["path"].length() != 1, best["path"].length(), best["grade"], best["path"]]
    window = ibis.window(group_by="customer", order_by=[*order, best["rival"]])
    return ground.keep("rivalries", best.mutate(place=ibis.row_number().over(window)))


def best_per_group(ground: Ground, found: "Table", group: "Table") -> "Table":
    """Return those of `rivalries` that stand for their corporate group: no better one is of one with it.

    `group` has the members of the groups of all rivals. Taken one after the other, best first: a rival falls away where
    one that was taken has it in its group.
    """
    import ibis

    names = ("customer", "rival", "place")
    pairs = groups.proper(group).select("start", "member").distinct()
    left = found.select(*names).join(pairs, [("rival", "start")]).drop("start")
    later = found.select(later="customer", member="rival", after="place")
    beaten = left.join(later, [left["customer"] == later["later"], left["member"] == later["member"]])
    beaten = beaten.filter(beaten["after"] > beaten["place"]).select("customer", by="rival", rival="member")
    beaten = ground.keep("beaten", beaten)
    open_, taken = found.select("customer", "rival"), []
    while True:
        free = open_.anti_join(
            beaten.semi_join(open_, [("customer", "customer"), ("by", "rival")]), ["customer", "rival"]
        )
        free = ground.keep("free", free)
        taken.append(free)
        gone = beaten.semi_join(free, [("customer", "customer"), ("by", "rival")]).select("customer", "rival")
        open_ = ground.keep("open", open_.anti_join(free.union(gone), ["customer", "rival"]))
        if not ground.engine.size(open_):
            break
    return ground.keep("rivals", found.semi_join(ibis.union(*taken), ["customer", "rival"]))


def _towards(ground: Ground, own: "Table") -> "Table":
    """Ways from a customer to what competes with it, with its group, its products or its groups of rivals.

    `met` are those whom the way leads through, `node`, the last of them, included.
    """
    import ibis

    lifts = _lifts(ground).rename("l_{name}")
    lifted = own.join(lifts, own["member"] == lifts["l_subject"])
    lifted = lifted.select(
        "start", at="l_object", met=lifted["through"].concat(ibis.array([lifted["l_object"]])),
        **joined(way(lifted), way(lifted, "l_")),
    )  # fmt: skip
    plain = own.select("start", at="member", met="through", **way(own))
    every = plain.union(lifted.select(*plain.columns))
    competes = _competitors(ground).rename("c_{name}")
    found = every.join(competes, every["at"] == competes["c_one"])
    return found.select(
        customer="start", node="c_other", met=found["met"].concat(ibis.array([found["c_other"]])),
        **joined(way(found), way(found, "c_")),
    )  # fmt: skip


def _back(ground: Ground, nodes: "Table") -> "Table":
    """Ways from each of `nodes` (a company, a product, a group) to the companies behind it and their groups."""
    import ibis

    lifts = _lifts(ground).semi_join(nodes, [("object", "id")])
    behind = lifts.select(node="object", company="subject", met=ibis.array([lifts["subject"]]), **way(lifts))
    alone = nodes.anti_join(lifts, [("id", "object")])
    alone = alone.select(node="id", company="id", met=none(), **nothing())
    behind = behind.union(alone.select(*behind.columns))
    group = groups.members(ground, behind.select(id="company")).rename("g_{name}")
    found = behind.join(group, behind["company"] == group["g_start"])
    return found.select(
        "node", rival="g_member", met=found["met"].concat(found["g_through"]), **joined(way(found), way(found, "g_"))
    )


def _lifts(ground: Ground) -> "Table":
    told = ground.of(*_LIFTS)
    return told.filter(told["state"] == HOLDS).select("subject", "object", *NAMES)


def _competitors(ground: Ground) -> "Table":
    """Who competes with whom, from both ends."""
    told = ground.of("competitor-of")
    told = told.filter(told["state"] == HOLDS)
    out = told.select(one="subject", other="object", **way(told))
    return out.union(told.select(one="object", other="subject", **way(told)))
