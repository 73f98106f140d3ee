"""All ties of those who may act for a rival, and those of each rival with its corporate group, as plans.

What `vendorgraph.analysis.ties.reach` does at one vendor: ties at parents reach down, ties at suppliers count, and
ties of a company are those of whoever controls it and of its group.
"""

from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from vendorgraph.analysis.ties.registry import KINDS as READABLE
from vendorgraph.scale.ties import groups
from vendorgraph.scale.ties.made import COLUMNS
from vendorgraph.scale.ties.registry import KINDS, SUPPLIES
from vendorgraph.scale.ties.search import Search
from vendorgraph.scale.ties.ways import DENIED, HOLDS, joined, possible, way

if TYPE_CHECKING:
    from ibis.expr.types import Table


def reach(search: Search, kinds: Collection[str]) -> "Table":
    """Return the ties of some kinds at the vendors, of everyone acting by itself and by those whom it controls."""
    import ibis

    passed = {name for name, kind in READABLE.items() if kind.passed_on} if SUPPLIES in kinds else set()
    found = {name: _found(search, name) for name in KINDS if name in kinds or name in passed}
    parts = []
    for name in found.keys() & set(kinds):
        here = found[name].semi_join(search.vendors, [("vendor", "id")])
        if READABLE[name].reach_down:
            here = here.union(_from_parents(search, found[name], READABLE[name].reach_down))
        parts.append(_with_controllers(search, here) if READABLE[name].controlled else here)
    if passed:
        parts.append(_supplied(search, ibis.union(*(found[name] for name in sorted(passed)))))
    every = ibis.union(*(each.semi_join(search.acting, [("rival", "id")]) for each in parts))
    return search.ground.keep("reached", every)


def of_groups(search: Search, reached: "Table", group: "Table") -> "Table":
    """Return the ties of each rival whose group is in `group`: its own, and those of the other members.

    Those at a parent of the vendor by a company of the vendor's own group are left out.
    """
    own = reached.semi_join(group, [("rival", "start")])
    ties = reached.rename("t_{name}")
    both = groups.proper(group).join(ties, [("member", "t_rival")])
    both = both.filter((both["member"] != both["t_vendor"]) & ~((_closed(both)) & (both["t_state"] == HOLDS)))
    every = own.union(_handed_on(both, rival="start", inner="between"))
    inside = search.groups.select(inside="start", one="member").distinct()
    every = every.left_join(inside, [every["vendor"] == inside["inside"], every["actor"] == inside["one"]])
    every = every.filter(~(every["at_parent"] & every["one"].notnull()))
    return search.ground.keep("ties", every.select(*COLUMNS))


def _found(search: Search, name: str) -> "Table":
    return search.ground.keep(name.replace("-", "_"), KINDS[name](search).select(*COLUMNS))


def _closed(ties: "Table") -> Any:
    """Whether the function of the kind finds such ties for all members of a group itself."""
    closed = [(name, degree) for name, kind in READABLE.items() for degree in kind.closed]
    found = [(ties["t_kind"] == name) & (ties["t_degree"] == degree) for name, degree in closed]
    return reduce(or_, found)


def _from_parents(search: Search, found: "Table", degrees: Collection[str]) -> "Table":
    """The ties at parents of a vendor that reach down: who sits at the top looks into what is below."""
    import ibis

    own = found.filter(found["degree"].isin(tuple(degrees))).rename("t_{name}")
    above = groups.above(search.groups).semi_join(search.vendors, [("start", "id")])
    both = above.join(own, [("member", "t_vendor")])
    through = both["t_through"].concat(ibis.array([both["t_vendor"]])).concat(both["between"])
    down = way(both) | {"path": both["back"]}
    return _tie(
        both, vendor="start", rival="t_rival", way=joined(way(both, "t_"), down), through=through, at_parent=True
    )


def _with_controllers(search: Search, ties: "Table") -> "Table":
    """With the tie of a company as one of whoever acts and has a majority of its votes."""
    import ibis

    ties = search.ground.keep("own", ties)
    ways = search.majorities(ties.select(id="rival"))
    both = ways.join(ties.rename("t_{name}"), [("company", "t_rival")])
    both = both.filter(both["holder"] != both["t_vendor"])
    both = both.mutate(inner=both["through"], through=both["through"].concat(ibis.array([both["t_rival"]])))
    return ties.union(_handed_on(both, rival="holder", inner="inner"))


def _handed_on(both: "Table", *, rival: str, inner: str) -> "Table":
    """The tie (`t_...`) of another as one of `rival`, joined to it by the way of the row; no entity is met twice.

    `through` leads to the other, and `inner` has those who are in between.
    """
    import ibis

    vendor = both["t_vendor"]
    met = ibis.array([both[rival], vendor]).concat(both[inner])
    apart = (both["t_through"].intersect(met).length() == 0) & ~both["through"].contains(vendor)
    both = both.filter(apart)
    return _tie(
        both, vendor="t_vendor", rival=rival, way=joined(way(both), way(both, "t_")),
        through=both["through"].concat(both["t_through"]),
    )  # fmt: skip


def _supplied(search: Search, found: "Table") -> "Table":
    """The ties at vendors that ties at their suppliers make; a denied one makes none."""
    import ibis

    supplies = search.ground.of("supplier-of").semi_join(search.vendors, [("object", "id")])
    both = supplies.join(found.rename("t_{name}"), [("subject", "t_vendor")])
    closed = ibis.ifelse(_closed(both), "own supplier", "tied supplier")
    both = both.mutate(t_degree=closed, t_kind=ibis.literal(SUPPLIES)).filter(both["t_rival"] != both["object"])
    through = both["t_through"].concat(ibis.array([both["subject"]]))
    made = _tie(both, vendor="object", rival="t_rival", way=joined(way(both, "t_"), way(both)), through=through)
    return made.filter(made["state"] != DENIED)


def _tie(
    both: "Table", *, vendor: str, rival: str, way: dict[str, Any], through: Any, at_parent: bool | None = None
) -> "Table":
    """A tie made of another (`t_...`)."""
    import ibis

    found = both.select(
        vendor=both[vendor], rival=both[rival], actor="t_actor", kind="t_kind", degree="t_degree", share="t_share",
        at_parent=both["t_at_parent"] if at_parent is None else ibis.literal(at_parent), through=through, **way,
    )  # fmt: skip
    return found.filter(possible(found)).select(*COLUMNS)
