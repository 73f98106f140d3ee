"""Ownership as a plan: `vendorgraph.analysis.ties.stakes` at many vendors."""

from typing import TYPE_CHECKING, Any

from vendorgraph.scale.ties import shares
from vendorgraph.scale.ties.made import made
from vendorgraph.scale.ties.search import Search
from vendorgraph.scale.ties.ways import DENIED, ESTABLISHED, HOLDS, prospect, way

if TYPE_CHECKING:
    from ibis.expr.types import Table


def ownership(search: Search) -> "Table":
    """Return a tie for every chain of stakes down to a place, for direct stakes that do not hold, and for talks."""
    import ibis

    found = measured(search, search.chains.semi_join(search.acting, [("holder", "id")]))
    held = made(
        found, "ownership", "stake",
        vendor="company", rival="holder", way=way(found), through=found["through"], share=found["share"],
    )  # fmt: skip
    return ibis.union(held, _standing(search), *_talks(search))


def measured(
    search: Search, chains: "Table", prefix: str = "", *, name: str = "share", without: str | None = None
) -> "Table":
    """Return chains with the lower end of what the top holder has of the last company as `name`; null where withheld.

    As `analysis.ties.stakes` has it: the integrated share, of established holdings alone where the path is; what the
    chain itself hands down where it does not hold, or one of its shares is not the one that counts. The columns of the
    chains have `prefix`; `without` names the column of those whose holdings are left out.
    """
    import ibis

    def column(of: str) -> Any:
        return chains[f"{prefix}{of}"]

    other = chains[without] if without else ibis.null("int64")
    asked = {"holder": column("holder"), "company": column("company"), "without": other}
    asked["firm"] = column("verdict") == ESTABLISHED
    known = shares.integrated(search.ground, search.walks, chains.select(**asked).distinct()).rename("k_{name}")
    same = [asked[key] == known[f"k_{key}"] for key in asked if without or key != "without"]
    both = chains.left_join(known, same)
    gone = search.withheld.select(gone="id")
    both = both.left_join(gone, both[f"{prefix}company"] == gone["gone"])
    direct, withheld = both[f"{prefix}path"].length() == 1, both["gone"].notnull()
    own = (both[f"{prefix}state"] != HOLDS) | ~both[f"{prefix}plain"] | (withheld & direct)
    share = ibis.cases(
        (own, both[f"{prefix}low"]), (withheld, ibis.null("float64")), else_=both["k_integrated"]
    )  # fmt: skip
    return search.ground.keep("measured", both.select(*chains.columns, **{name: share}))


def _standing(search: Search) -> "Table":
    """Direct stakes that are planned, over or denied."""
    import ibis

    held = search.holdings
    told = held.filter(held["stake"] & (held["state"] != HOLDS)).semi_join(search.places, [("company", "id")])
    share = ibis.ifelse(told["state"] == DENIED, ibis.null("float64"), told["low"])
    return made(told, "ownership", "stake", vendor="company", rival="holder", way=way(told), share=share)


def _talks(search: Search) -> list["Table"]:
    told = search.ground.of("in-talks-with")
    told = told.filter((told["state"] == HOLDS) & told["sure"])
    parts = []
    for here, other in (("subject", "object"), ("object", "subject")):
        part = told.semi_join(search.places, [(here, "id")])
        course = prospect(part, search.ground.as_of)
        parts.append(made(part, "ownership", "stake", vendor=here, rival=other, way=course))
    return parts
