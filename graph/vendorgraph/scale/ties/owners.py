"""Common owners as a plan: `vendorgraph.analysis.ties.owners` at many vendors."""

from typing import TYPE_CHECKING, Any

from vendorgraph.scale.market import TooMany
from vendorgraph.scale.ties import holdings
from vendorgraph.scale.ties.made import made
from vendorgraph.scale.ties.search import Search
from vendorgraph.scale.ties.stakes import measured
from vendorgraph.scale.ties.ways import joined, way

if TYPE_CHECKING:
    from ibis.expr.types import Table

    from vendorgraph.scale.engine import Engine

#: The most pairs of chains that may meet in an owner: each is a row of some kilobyte before it is a tie.
MEETINGS = 20_000_000


def common_owner(search: Search) -> "Table":
    """Return a tie for each two chains of stakes that meet in an owner of a place and of one who may act for a rival.

    Of a search for owners of some `share` at least, those who have less of one of the two are left out. TooMany where
    chains meet more than `MEETINGS` times, as they do beneath one who holds much of a whole market.
    """
    import ibis

    ground, longest = search.ground, search.ground.max_hops - 1
    short = search.chains.filter(search.chains["path"].length() <= longest)
    here = _with_standing(search, short, search.vendors)
    there = _with_standing(search, holdings.chains(ground, search.holdings, search.acting, longest), search.acting)
    there = there.filter(there["foot"])
    _bounded(ground.engine, here, there)
    met = ground.keep("met", _met(here, there, ground.max_hops))
    met = measured(search, met, "h_", name="in_vendor", without="rival")
    met = measured(search, met, "t_", name="in_rival", without="vendor")
    low = ibis.least(met["in_vendor"].fill_null(0.0), met["in_rival"].fill_null(0.0))
    found = made(
        met, "common-owner", "common owner",
        vendor="vendor", rival="rival", way=_way(met), through=_through(met), share=low,
    )  # fmt: skip
    return found.filter(found["share"] >= search.share)


def _with_standing(search: Search, chains: "Table", ends: "Table") -> "Table":
    """With the direct stakes that are over or planned; those alone who have enough of the last company."""
    direct = holdings.standing(search.holdings)
    every = chains.union(direct.select(*chains.columns)).semi_join(ends, [("company", "id")])
    if not search.share:
        return every
    found = measured(search, every)
    return found.filter(found["share"].fill_null(0.0) >= search.share).drop("share")


def _bounded(engine: "Engine", here: "Table", there: "Table") -> None:
    """TooMany when chains meet too often; counted by owner, before any pair is made."""
    ends = [chains.group_by("holder").aggregate(chains=chains.count()) for chains in (here, there)]
    met = ends[0].join(ends[1], "holder", rname="o_{name}")
    size = engine.fetch(met.aggregate(size=(met["chains"] * met["o_chains"]).sum()))["size"][0].as_py() or 0
    if size > MEETINGS:
        raise TooMany(
            f"chains of stakes meet in common owners {int(size):,} times, and {MEETINGS:,} are looked at at most: ask "
            "for fewer customers (--customers FILE), or for a --min-level that common owners do not reach, such as high"
        )


def _met(here: "Table", there: "Table", max_hops: int) -> "Table":
    """Two chains of one owner that have no company in common."""
    one, other = here.rename("h_{name}"), there.rename("t_{name}")
    found = one.join(other, one["h_holder"] == other["t_holder"])
    vendor, rival = found["h_company"], found["t_company"]
    apart = (vendor != rival) & ~found["h_through"].contains(rival) & ~found["t_through"].contains(vendor)
    apart &= found["h_through"].intersect(found["t_through"]).length() == 0
    apart &= found["h_path"].length() + found["t_path"].length() <= max_hops
    return found.filter(apart).mutate(vendor="h_company", rival="t_company")


def _way(met: "Table") -> dict[str, Any]:
    """Up from the rival to the owner, and down to the vendor."""
    up, down = way(met, "t_"), way(met, "h_")
    return {**joined(up, down), "path": met["t_back"].concat(met["h_path"])}


def _through(met: "Table") -> Any:
    import ibis

    return met["t_between"].concat(ibis.array([met["h_holder"]])).concat(met["h_through"])
