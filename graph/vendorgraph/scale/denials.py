"""R9 as a plan: which supporting speeches the denials of a relation outweigh."""

from datetime import date
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from vendorgraph.relations.rules import LAG
from vendorgraph.scale.grades import grade

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, Table

#: Qualifiers that a denial can deny, as columns of speeches.
DENIABLE = ("raw", "folded", "share", "voting_share", "voting")


def struck(speeches: "Table", as_of: date) -> "Table":
    """Return key and claim of the speeches told by `as_of` that denials outweigh: graded no better, and not said later.

    `speeches` has the number of the relation as `key`.
    """
    told = speeches.filter(speeches["last"] <= as_of.toordinal())
    denials = told.filter(told["side"] == "denies")
    alike = denials.group_by("key", *DENIABLE).aggregate(weight=grade(denials, denials["side"] == "denies"))
    alike = alike.rename({f"denied_{name}": name for name in ("key", *DENIABLE)})
    same = [denials[name].identical_to(alike[f"denied_{name}"]) for name in DENIABLE]
    weighed = denials.join(alike, [denials["key"] == alike["denied_key"], *same])
    weighed = weighed.select(
        "denied_key", "weight", *(f"denied_{name}" for name in DENIABLE), denial=weighed["id"], until=weighed["last"]
    )
    support = told.filter(told["side"] != "denies").select(
        "key", "id", "last", "certainty", "reliability", "origin", *DENIABLE
    )
    pairs = support.join(weighed, support["key"] == weighed["denied_key"])
    pairs = pairs.filter((pairs["last"] <= pairs["until"] + LAG.days) & _meant(pairs))
    graded = pairs.group_by("key", "denial", "weight").aggregate(held=grade(pairs, pairs["key"].notnull()))
    graded = graded.filter(graded["weight"] <= graded["held"]).select(outweighed="key", by="denial")
    lost = pairs.join(graded, [pairs["key"] == graded["outweighed"], pairs["denial"] == graded["by"]])
    return lost.select("key", "id").distinct()


def bare(table: "Table") -> "BooleanValue":
    """Return whether a denial denies the relation itself, or at least a role by which it is told apart."""
    nothing = reduce(and_, [table[name].isnull() for name in DENIABLE])
    return nothing | table["role"].notnull()


def _meant(pairs: "Table") -> "BooleanValue":
    """Whether a speech says each qualifier that the denial prints."""
    said = [pairs[f"denied_{name}"].isnull() | (pairs[name] == pairs[f"denied_{name}"]) for name in DENIABLE]
    return reduce(and_, said).fill_null(False)
