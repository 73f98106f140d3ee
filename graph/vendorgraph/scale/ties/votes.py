"""Votes as a plan: `vendorgraph.analysis.ties.votes` at many vendors. Voting power is left to the readable analysis."""

from typing import TYPE_CHECKING, Any

from vendorgraph.ownership.ranges import DECIMALS
from vendorgraph.scale.ties.made import made
from vendorgraph.scale.ties.search import Search
from vendorgraph.scale.ties.ways import HOLDS, joined, none, way

if TYPE_CHECKING:
    from ibis.expr.types import Table


def votes(search: Search) -> "Table":
    """Return a tie for every stake with votes in a place, of its holder and of those acting who control that holder.

    Its share is that of the whole block: what the holder and those whom it controls have of the votes together.
    """
    held = search.holdings
    voting = held.filter(held["stake"] & _votes(held)).semi_join(search.places, [("company", "id")])
    parts = search.ground.keep("parts", _parts(search, voting.filter(voting["state"] == HOLDS)))
    blocks = _blocks(search, parts).rename("b_{name}")
    both = parts.left_join(blocks, [parts["company"] == blocks["b_company"], parts["block"] == blocks["b_block"]])
    found = made(
        both, "votes", "votes",
        vendor="company", rival="block", way=way(both), through=both["through"], share=both["b_share"].fill_null(0.0),
    )  # fmt: skip
    over = voting.filter(voting["state"] != HOLDS)
    share = over["votes_low"].fill_null(over["low"])
    return found.union(made(over, "votes", "votes", vendor="company", rival="holder", way=way(over), share=share))


def _votes(held: "Table") -> Any:
    """Whether a stake is said to carry votes."""
    import ibis

    stated = ibis.ifelse(held["votes_high"].isnull(), held["voting"].fill_null(False), held["votes_high"] > 0)
    return held["voting"].fill_null(True) & stated


def _parts(search: Search, voting: "Table") -> "Table":
    """The stakes of each block, with the way by which its holder, `block`, controls who has them."""
    import ibis

    own = voting.select("company", "holder", block="holder", through=none(), **way(voting))
    ways = search.majorities(voting.select(id="holder")).rename("m_{name}")
    both = voting.join(ways, voting["holder"] == ways["m_company"])
    through = both["m_through"].concat(ibis.array([both["holder"]]))
    led = both.select("company", "holder", block="m_holder", through=through, **joined(way(both, "m_"), way(both)))
    found = own.union(led.select(*own.columns))
    return found.filter(found["block"] != found["company"]).semi_join(search.acting, [("block", "id")])


def _blocks(search: Search, parts: "Table") -> "Table":
    """What the stakes of a block have of the votes together, at the lower ends."""
    import ibis

    weights = _weights(search).rename("w_{name}")
    members = parts.select("company", "block", "holder").distinct()
    both = members.join(weights, [members["company"] == weights["w_company"], members["holder"] == weights["w_holder"]])
    sums = both.group_by("company", "block").aggregate(sum=both["w_share"].sum())
    return sums.select("company", "block", share=ibis.least(sums["sum"].round(DECIMALS), 1.0))


def _weights(search: Search) -> "Table":
    """The share of the votes that each holding which counts has: one for each pair of `holder` and `company`."""
    import ibis

    held = search.counting
    silent = ~held["voting"].fill_null(True)
    none_ = ibis.ifelse(silent, held["low"], 0.0).sum().over(ibis.window(group_by="company"))
    scaled = ibis.ifelse(held["low"] > 0, held["low"] / ibis.greatest(1 - none_, held["low"]), 0.0)
    share = ibis.cases(
        (silent, 0.0), (held["votes_low"].notnull(), held["votes_low"]), (none_ > 0, scaled), else_=held["low"]
    )
    return held.select("holder", "company", share=share.round(DECIMALS))
