"""Chains of stakes as a plan: who holds a part of a company through others, and the conflicts that such chains make.

This is the search of `vendorgraph.analysis.ties.stakes.chains` for all companies at once, from a table of relations
with the columns of `vendorgraph.formats.rows`. Shares are those of the relations; a bound leaves out small chains.
"""

from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any

from vendorgraph.analysis.ground import MAX_HOPS
from vendorgraph.analysis.holdings import PARENT
from vendorgraph.analysis.verdict import RUMOUR
from vendorgraph.relations.model import UNKNOWN_SHARE, Share

if TYPE_CHECKING:
    from ibis.expr.types import Table

#: The least product of the upper ends of the shares along a chain that is followed.
LEAST = 0.001

#: How many chains are kept for each customer, vendor and rival.
BEST = 3


def holds(relations: "Table") -> Any:
    """Return whether a relation holds: neither denied, planned nor over, as `analysis.timing.state` says."""
    status, was = relations["status"], relations["was"].fill_null("")
    gone = status.isin(("planned", "denied", "ended"))
    return ~gone & ~((status == "unconfirmed") & was.isin(("planned", "ended", "ending", "paused")))


def holdings(relations: "Table") -> "Table":
    """Return the holdings that hold, as `vendorgraph.analysis.holdings` has them: `holder`, `company`, `low`, `high`,
    `low_open`, `high_open`, `stake`, and `via`, the relation that says so; `voting`, and the share of the votes stated;
    `doubtful`, whether that relation is unconfirmed, disputed or only rumoured.
    """
    import ibis

    current = relations.filter(holds(relations))
    current = current.mutate(doubtful=_doubtful(current))
    stakes = _stakes(relations, current)
    above = current.filter(current["relation"] == "subsidiary-of").select(
        "doubtful", holder="object", company="subject", via="relation"
    )
    bought = current.filter(current["relation"] == "acquired").select(
        "doubtful", holder="subject", company="object", via="relation"
    )
    parents = _nearest(above.union(bought))
    parents = parents.mutate(stake=ibis.literal(False), **_of_size(PARENT), **_no_votes())
    return stakes.union(parents.select(stakes.columns))


def chains(held: "Table", ends: "Table", *, max_hops: int = MAX_HOPS, least: float = LEAST) -> "Table":
    """Return the chains of `held` down to the companies in the column `company` of `ends`.

    A row has `company`, `holder`, `low` and `high` (the products of the ends of the shares), `hops`, and `path`: the
    entities from the holder to the company. No entity is met twice, and each chain begins with a stake.
    """
    import ibis

    found = held.semi_join(ends, "company").filter(lambda t: t["high"] >= least)
    found = found.select(
        "company", "holder", "low", "high", "stake",
        hops=ibis.literal(1), path=ibis.array([found["holder"], found["company"]]),
    )  # fmt: skip
    levels = [found]
    up = held.select(above="holder", below="company", part_low="low", part_high="high", part_stake="stake")
    for hops in range(2, max_hops + 1):
        levels.append(_longer(levels[-1], up, hops, least))
    every = reduce(lambda one, other: one.union(other), levels)
    return every.filter(every["stake"]).drop("stake")


def conflicts(relations: "Table", *, max_hops: int = MAX_HOPS, least: float = LEAST) -> "Table":
    """Return the conflicts by chains of stakes alone: `customer`, `vendor`, `rival`, and the chain, at most BEST each.

    The customer buys from the vendor itself and is stated to compete with the rival, who is at the top of the chain.
    """
    import ibis

    current = relations.filter(holds(relations))
    buys = current.filter(current["relation"] == "customer-of").select(customer="subject", vendor="object").distinct()
    competes = current.filter(current["relation"] == "competitor-of")
    rivals = competes.select(one="subject", rival="object").union(competes.select(one="object", rival="subject"))
    rivals = rivals.distinct()
    # Chains are searched up from the vendors of customers with rivals, and joined with the many pairs of customer and
    # rival only where they end at a rival.
    facing = buys.semi_join(rivals, [("customer", "one")])
    found = chains(holdings(relations), facing.select(company="vendor").distinct(), max_hops=max_hops, least=least)
    found = found.semi_join(rivals, [("holder", "rival")])
    ends = found.select("company", "holder").distinct()
    triples = ends.join(facing, ends["company"] == facing["vendor"])
    triples = triples.join(rivals, [triples["customer"] == rivals["one"], triples["holder"] == rivals["rival"]])
    triples = triples.select("customer", "vendor", "rival")
    joined = triples.join(found, [triples["vendor"] == found["company"], triples["rival"] == found["holder"]])
    order = [joined["high"].desc(), joined["hops"], joined["path"]]
    window = ibis.window(group_by=("customer", "vendor", "rival"), order_by=order)
    ranked = joined.mutate(rank=ibis.row_number().over(window))
    return ranked.filter(ranked["rank"] < BEST).select("customer", "vendor", "rival", "low", "high", "hops", "path")


def _longer(found: "Table", up: "Table", hops: int, least: float) -> "Table":
    """The chains with one more holding on top."""
    import ibis

    joined = found.join(up, found["holder"] == up["below"])
    apart = reduce(and_, [joined["path"][place] != joined["above"] for place in range(hops)])
    joined = joined.filter(apart & (joined["high"] * joined["part_high"] >= least))
    return joined.select(
        "company",
        holder="above",
        low=joined["low"] * joined["part_low"],
        high=joined["high"] * joined["part_high"],
        stake="part_stake",
        hops=ibis.literal(hops),
        path=ibis.array([joined["above"]]).concat(joined["path"]),
    )


def _stakes(relations: "Table", current: "Table") -> "Table":
    """Stated stakes, and investments unless the stake that they became is over or denied."""
    import ibis

    stated = current.filter(current["relation"] == "holds-stake-in")
    sizes = {"low": "share_min", "high": "share_max", "low_open": "share_min_open", "high_open": "share_max_open"}
    unknown = _of_size(UNKNOWN_SHARE)
    stated = stated.select(
        "voting", "doubtful", holder="subject", company="object", via="relation", stake=ibis.literal(True),
        **{name: stated[column].fill_null(unknown[name]) for name, column in sizes.items()},
        **{f"votes_{name}": stated[f"voting_{column}"] for name, column in sizes.items()},
    )  # fmt: skip
    over = relations.filter((relations["relation"] == "holds-stake-in") & ~holds(relations))
    over = over.filter((over["status"] != "planned") & (over["was"].fill_null("") != "planned"))
    invested = current.filter(current["relation"] == "invested-in").anti_join(over, ["subject", "object"])
    whole = stated.filter(stated["low"] == 1).select(owner="holder", owned="company")
    invested = invested.anti_join(whole, [invested["object"] == whole["owned"], invested["subject"] != whole["owner"]])
    invested = invested.select("doubtful", holder="subject", company="object", via="relation")
    invested = invested.mutate(stake=ibis.literal(True), **unknown, **_no_votes())
    return stated.union(invested.select(stated.columns))


def _doubtful(relations: "Table") -> Any:
    """As `analysis.verdict` has it, with rumours."""
    return (relations["status"] == "unconfirmed") | relations["disputed"] | (relations["grade"] == RUMOUR)


def _of_size(share: Share) -> dict[str, Any]:
    """The columns of a share."""
    import ibis

    ends = {"low": share.min, "high": share.max, "low_open": share.min_open, "high_open": share.max_open}
    return {name: ibis.literal(end) for name, end in ends.items()}


def _no_votes() -> dict[str, Any]:
    """The columns of votes of which nobody says anything."""
    import ibis

    ends = {"low": "float64", "high": "float64", "low_open": "boolean", "high_open": "boolean"}
    return {"voting": ibis.null("boolean"), **{f"votes_{name}": ibis.null(type) for name, type in ends.items()}}


def _nearest(parents: "Table") -> "Table":
    """Leave out a parent that is also told to be a parent of another parent of the company."""
    told = parents.select("holder", "company").distinct()
    nearer = told.select(between="holder", child="company")
    higher = told.select(top="holder", middle="company")
    chained = nearer.join(higher, nearer["between"] == higher["middle"])
    chained = chained.filter((chained["between"] != chained["top"]) & (chained["between"] != chained["child"]))
    return parents.anti_join(chained, [("holder", "top"), ("company", "child")])
