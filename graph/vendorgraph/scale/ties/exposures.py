"""Exposures as a plan: `vendorgraph.analysis.exposure` for many customers at once."""

from typing import TYPE_CHECKING, Any

from vendorgraph.analysis.exposure import MAX_SUPPLIERS
from vendorgraph.scale.ties.hops import Ground
from vendorgraph.scale.ties.ways import DENIED, Way, possible

if TYPE_CHECKING:
    from ibis.expr.types import Table


#: The columns of a way that matter in an exposure.
_NARROW = ("path", "state", "s0", "e1", "ever", "grade")


def exposures(ground: Ground, own: "Table") -> "Table":
    """Return the exposures of customers whose groups are `own` (`groups.members`): `customer`, `vendor` and the way.

    Of the way there are the path, the state with the days of its start and end, `ever` and `grade`.
    """
    import ibis

    supplies = _of_vendors(ground, "supplier-of", "subject").select("subject", "object", *_NARROW)
    levels = [ground.keep("bought", _bought(ground, own))]
    for _ in range(MAX_SUPPLIERS):
        levels.append(ground.keep("supplied", _supplied(levels[-1], supplies)))
    every = ibis.union(*(each.drop("seen") for each in levels))
    return every.filter(possible(every) & (every["vendor"] != every["customer"]))


def first_of(exposed: "Table", prefix: str = "") -> list[Any]:
    """Return what orders the exposures of a customer at a vendor, best first."""
    ever, state, grade, path = (exposed[f"{prefix}{name}"] for name in ("ever", "state", "grade", "path"))
    return [ever, state, path.length(), grade, path]


def _of_vendors(ground: Ground, kind: str, end: str) -> "Table":
    """The hops of a kind that count, with a data vendor at one end."""
    told = ground.of(kind)
    return told.filter(told["state"] != DENIED).semi_join(ground.vendors, [(end, "id")])


def _bought(ground: Ground, own: "Table") -> "Table":
    import ibis

    buys = _of_vendors(ground, "customer-of", "object").rename("b_{name}")
    found = own.join(buys, own["member"] == buys["b_subject"])
    found = found.filter(found["b_object"] != found["start"])
    return found.select(
        customer="start", vendor="b_object", seen=ibis.array([found["b_object"]]), **_narrow(found, "", "b_")
    )  # fmt: skip


def _supplied(found: "Table", supplies: "Table") -> "Table":
    import ibis

    on = supplies.rename("s_{name}")
    both = found.join(on, found["vendor"] == on["s_object"])
    both = both.filter(~both["seen"].contains(both["s_subject"]))
    return both.select(
        "customer",
        vendor="s_subject",
        seen=both["seen"].concat(ibis.array([both["s_subject"]])),
        **_narrow(both, "", "s_"),
    ).select(*found.columns)


def _narrow(table: "Table", one: str, other: str) -> Way:
    import ibis

    def ends(name: str) -> tuple[Any, Any]:
        return table[f"{one}{name}"], table[f"{other}{name}"]

    path, further = ends("path")
    return {
        "path": path.concat(further),
        **{name: ibis.greatest(*ends(name)) for name in ("state", "s0", "ever", "grade")},
        "e1": ibis.least(*ends("e1")),
    }
