"""Holdings and chains of stakes as plans: `vendorgraph.analysis.holdings` and `ties.stakes.chains` at any size.

A holding is a way of one hop, which stands in time as its relation does or, for an investment, as the stake that it
became when that is over. Beside the columns of a way it has `holder`, `company`, `hop`, whether it is a `stake` (or a
parent's), its share (`low`, `high`, `low_open`, `high_open`), `voting` and the stated share of the votes (`votes_low`
and so on); `known`, whether its size is stated; `told`, how exactly (2, 1 or 0); `firm`, whether it is established.
"""

from typing import TYPE_CHECKING, Any

from vendorgraph.analysis.holdings import PARENT
from vendorgraph.relations.model import UNKNOWN_SHARE, Share
from vendorgraph.scale.ties.hops import Ground
from vendorgraph.scale.ties.ways import COURSE, DENIED, ESTABLISHED, HOLDS, NAMES, OVER, PLANNED, joined, none, way

if TYPE_CHECKING:
    from ibis.expr.types import Table

_ENDS = ("low", "high", "low_open", "high_open")
_STATED = {"low": "share_min", "high": "share_max", "low_open": "share_min_open", "high_open": "share_max_open"}
_COLUMNS = (
    "holder", "company", "hop", "stake", "voting", *_ENDS, *(f"votes_{end}" for end in _ENDS), "firm", *NAMES,
)  # fmt: skip


def holdings(ground: Ground) -> "Table":
    """Return all holdings: those that hold, and the stakes that are over, planned or denied."""
    found = _stakes(ground).union(_investments(ground)).union(_parents(ground))
    unknown = _of_size(UNKNOWN_SHARE)
    same = [found[end] == unknown[end] for end in _ENDS]
    known = ~(same[0] & same[1] & same[2] & same[3])
    told = known.cast("int64") + (known & found["stake"]).cast("int64")
    return ground.keep("holdings", found.mutate(known=known, told=told))


def chains(ground: Ground, held: "Table", ends: "Table", max_hops: int) -> "Table":
    """Return the chains of holdings down to `ends` (a column `id`), of up to `max_hops`; none goes round.

    A row is a way with `company` and `holder`, the companies in between as `through`, whether it begins with a stake
    (`top`) and ends with one (`foot`), the products of the ends of the shares (`low`, `high`), and `plain`: whether
    each share is the one that counts between its two. `back` and `between` are the path and the companies upwards.
    """
    import ibis

    up = held.filter(held["state"] == HOLDS)
    first = up.semi_join(ends, [("company", "id")]).filter(ibis._["high"] >= ground.least)
    levels = [ground.keep("chains", first.select(
        "company", "holder", "low", "high", "plain", top="stake", foot="stake", through=none(), between=none(),
        back="path", **way(first),
    ))]  # fmt: skip
    above = up.select("holder", "company", "low", "high", "stake", "plain", *NAMES).rename("u_{name}")
    for _ in range(max_hops - 1):
        levels.append(ground.keep("chains", _longer(levels[-1], above, ground.least)))
    every = ibis.union(*levels)
    return ground.keep("chains", every.filter(every["top"]))


def standing(held: "Table") -> "Table":
    """Return the direct stakes that are over or planned as chains of one hop."""
    import ibis

    some = held.filter(held["stake"] & held["state"].isin((OVER, PLANNED)))
    true = ibis.literal(True)
    return some.select(
        "company", "holder", "low", "high", "plain", top=true, foot=true, through=none(), between=none(), back="path",
        **way(some),
    )  # fmt: skip


def counting(held: "Table", repeated: "Table") -> "Table":
    """Return the holding that counts between a holder and a company, of those that hold: the most exactly told.

    `repeated` are the pairs (`upper`, `company`) that only repeat the stake of another, which do not count.
    """
    import ibis

    some = held.filter((held["state"] == HOLDS) & (held["holder"] != held["company"]))
    window = ibis.window(group_by=("holder", "company"), order_by=[some["told"].desc(), ~some["stake"], some["hop"]])
    best = some.mutate(nth=ibis.row_number().over(window))
    return best.filter(best["nth"] == 0).drop("nth").anti_join(repeated, [("holder", "upper"), ("company", "company")])


def with_plain(ground: Ground, held: "Table", repeated: "Table") -> "Table":
    """Return `held` with `plain`: whether the share is that of the holding which counts between its two, if any."""
    best = counting(held, repeated)
    best = best.select(**{f"best_{name}": best[name] for name in ("holder", "company", *_ENDS)})
    both = held.left_join(best, [held["holder"] == best["best_holder"], held["company"] == best["best_company"]])
    same = [both[end] == both[f"best_{end}"] for end in _ENDS]
    plain = both["best_holder"].isnull() | (same[0] & same[1] & same[2] & same[3])
    return ground.keep("holdings", both.select(*held.columns, plain=plain))


def _longer(found: "Table", above: "Table", least: float) -> "Table":
    import ibis

    both = found.join(above, found["holder"] == above["u_company"])
    new = both["u_holder"]
    apart = (new != both["company"]) & (new != both["holder"]) & ~both["through"].contains(new)
    both = both.filter(apart & (both["high"] * both["u_high"] >= least))
    return both.select(
        "company", "foot",
        holder="u_holder", low=both["u_low"] * both["low"], high=both["u_high"] * both["high"],
        plain=both["plain"] & both["u_plain"], top="u_stake",
        through=ibis.array([both["holder"]]).concat(both["through"]),
        between=both["between"].concat(ibis.array([both["holder"]])), back=both["back"].concat(both["u_path"]),
        **joined(way(both, "u_"), way(both)),
    ).select(*found.columns)  # fmt: skip


def _stakes(ground: Ground) -> "Table":
    import ibis

    told = ground.of("holds-stake-in")
    unknown = _of_size(UNKNOWN_SHARE)
    return told.select(
        "hop", "voting",
        holder="subject", company="object", stake=ibis.literal(True), firm=told["verdict"] == ESTABLISHED,
        **{end: told[column].fill_null(unknown[end]) for end, column in _STATED.items()},
        **{f"votes_{end}": told[f"voting_{column}"] for end, column in _STATED.items()},
        **way(told),
    ).select(*_COLUMNS)  # fmt: skip


def _investments(ground: Ground) -> "Table":
    """Not those in a company of which another holds the whole by now, nor those whose stake is denied."""
    import ibis

    stakes = ground.of("holds-stake-in")
    whole = stakes.filter((stakes["state"] == HOLDS) & (stakes["share_min"] == 1))
    whole = whole.group_by("object").aggregate(owner=whole["subject"].max()).select("owner", owned="object")
    told = ground.of("invested-in")
    became = stakes.filter(stakes["state"].isin((OVER, DENIED))).rename("k_{name}")
    told = told.left_join(whole, told["object"] == whole["owned"])
    told = told.filter(told["owner"].isnull() | (told["owner"] == told["subject"]))
    told = told.left_join(became, [told["subject"] == became["k_subject"], told["object"] == became["k_object"]])
    over = told["k_hop"].notnull()
    told = told.filter((told["k_state"].fill_null(HOLDS) != DENIED) & (told["state"] != DENIED))
    course = {name: ibis.ifelse(over, told[f"k_{name}"], told[name]) for name in COURSE}
    firm = (told["verdict"] == ESTABLISHED) & (told["k_verdict"].fill_null(ESTABLISHED) == ESTABLISHED)
    return told.select(
        "hop", holder="subject", company="object", stake=ibis.literal(True), firm=firm,
        **_of_size(UNKNOWN_SHARE), **_no_votes(), **{**way(told), **course},
    ).select(*_COLUMNS)  # fmt: skip


def _parents(ground: Ground) -> "Table":
    """Only those that hold; a parent of another parent of the company holds through that one."""
    import ibis

    lower, upper = ground.of("subsidiary-of"), ground.of("acquired")
    told = lower.mutate(holder="object", company="subject").union(upper.mutate(holder="subject", company="object"))
    told = told.filter(told["state"] == HOLDS)
    pairs = told.select("holder", "company").distinct()
    nearer, higher = pairs.select(between="holder", child="company"), pairs.select(top="holder", middle="company")
    chained = nearer.join(higher, nearer["between"] == higher["middle"])
    chained = chained.filter((chained["between"] != chained["top"]) & (chained["between"] != chained["child"]))
    told = told.anti_join(chained, [("holder", "top"), ("company", "child")])
    return told.select(
        "hop", "holder", "company", stake=ibis.literal(False), firm=told["verdict"] == ESTABLISHED,
        **_of_size(PARENT), **_no_votes(), **way(told),
    ).select(*_COLUMNS)  # fmt: skip


def _of_size(share: Share) -> dict[str, Any]:
    import ibis

    return dict(zip(_ENDS, map(ibis.literal, (share.min, share.max, share.min_open, share.max_open)), strict=True))


def _no_votes() -> dict[str, Any]:
    import ibis

    kinds = ("float64", "float64", "boolean", "boolean")
    return {
        "voting": ibis.null("boolean"),
        **{f"votes_{end}": ibis.null(kind) for end, kind in zip(_ENDS, kinds, strict=True)},
    }
