"""What holders may have of companies at most, as any claim has it: enough to say what an answer can depend on.

Nothing is resolved: claims that are over or outweighed count too, so that no set here is too small.
"""

from typing import TYPE_CHECKING

from vendorgraph.analysis.holdings import PARENT
from vendorgraph.scale.growing import Growing

if TYPE_CHECKING:
    from ibis.expr.types import Table

#: Shares that make more than this are looked at as if they made the whole.
NEARLY = 0.99


class Claimed:
    """The most that any claim gives each holder of each company: `holder`, `company`, `share`."""

    def __init__(self, growing: Growing) -> None:
        self._growing = growing
        claims = growing.columns.claims
        self.stakes = growing.kept(_stakes(claims).union(_parents(growing)).distinct())
        best = self.stakes.group_by("holder", "company")
        self.stakes = growing.kept(best.aggregate(share=self.stakes["share"].max()))

    def controlled(self, block: "Table") -> "Table":
        """Return `block` with the companies of which it, and those found before, may have more than half."""
        while True:
            held = self.stakes.semi_join(block, [("holder", "name")])
            sums = held.group_by("company").aggregate(share=held["share"].sum())
            found = sums.filter(sums["share"] > PARENT.min).select(name="company").anti_join(block, "name")
            new = self._growing.kept(found)
            if not self._growing.size(new):
                return block
            block = self._growing.union(block, new)

    def doubtful(self) -> "Table":
        """Return the companies that may be held above one, or whole in a ring: integrated shares may be withheld."""
        grow = self._growing
        sums = self.stakes.group_by("company").aggregate(share=self.stakes["share"].sum())
        over = grow.kept(sums.filter(sums["share"] > 1).select(name="company"))
        inside = grow.kept(sums.filter(sums["share"] > NEARLY).select(name="company"))
        while True:
            held = self.stakes.semi_join(inside, [("holder", "name")]).semi_join(inside, [("company", "name")])
            sums = held.group_by("company").aggregate(share=held["share"].sum())
            closer = grow.kept(sums.filter(sums["share"] > NEARLY).select(name="company"))
            if grow.size(closer) == grow.size(inside):
                return grow.union(over, inside)
            inside = closer


def _stakes(claims: "Table") -> "Table":
    import ibis

    told = claims.filter((claims["relation"] == "holds-stake-in") & claims["object"].notnull())
    share = ibis.greatest(told["share"].fill_null(0.0), told["voting_share"].fill_null(0.0))
    open_up = told["approx"].isin(("over", "at-least")).fill_null(False)
    return told.select(holder="subject", company="object", share=ibis.ifelse(open_up, 1.0, share))


def _parents(growing: Growing) -> "Table":
    import ibis

    joins = growing.joins
    lower = joins.filter(joins["relation"] == "subsidiary-of").select(holder="object", company="subject")
    upper = joins.filter(joins["relation"] == "acquired").select(holder="subject", company="object")
    return lower.union(upper).mutate(share=ibis.literal(PARENT.max))
