"""What holders may have of companies, as any claim has it: enough to say what an answer can depend on.

Nothing is resolved: claims that are over or outweighed count too, so that no set here is too small.
"""

from typing import TYPE_CHECKING

from vendorgraph.analysis.holdings import PARENT
from vendorgraph.ownership.ranges import SLACK
from vendorgraph.relations.shares import FEET, TOPS
from vendorgraph.scale.growing import Growing

if TYPE_CHECKING:
    from ibis.expr.types import Table

#: By how much a sum of shares may miss a bound and count as meeting it: less than what is taken for rounding.
NEARLY = float(SLACK) / 2


class Claimed:
    """The most that any claim gives each holder of each company: `holder`, `company`, `share`.

    `least` is the most that any claim gives it for certain (nothing, by "up to 30 %"); `more`: whether it may be more.
    """

    def __init__(self, growing: Growing) -> None:
        self._growing = growing
        claims = growing.columns.claims
        self.stakes = growing.kept(_stakes(claims).union(_parents(growing)).distinct())
        best = self.stakes.group_by("holder", "company")
        most = {name: self.stakes[name].max() for name in ("share", "least")}
        self.stakes = growing.kept(best.aggregate(**most, more=self.stakes["more"].any()))

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
        """Return the companies that may be held above one, or whole in a ring: integrated shares may be withheld.

        What is held for certain decides, as it does in `ownership.holdings.check` and `ownership.sound.closed_loops`.
        """
        grow = self._growing
        sums = self._sums(self.stakes)
        over = (sums["share"] > 1 + NEARLY) | (sums["more"] & (sums["share"] > 1 - NEARLY))
        inside = grow.kept(sums.filter(sums["share"] > 1 - NEARLY).select(name="company"))
        while True:
            held = self.stakes.semi_join(inside, [("holder", "name")]).semi_join(inside, [("company", "name")])
            whole = self._sums(held)
            closer = grow.kept(whole.filter(whole["share"] > 1 - NEARLY).select(name="company"))
            if grow.size(closer) == grow.size(inside):
                return grow.union(sums.filter(over).select(name="company"), inside)
            inside = closer

    def _sums(self, held: "Table") -> "Table":
        """For each company what all its holders have for certain together, and whether one may have more."""
        return held.group_by("company").aggregate(share=held["least"].sum(), more=held["more"].any())


def _stakes(claims: "Table") -> "Table":
    import ibis

    told = claims.filter((claims["relation"] == "holds-stake-in") & claims["object"].notnull())
    share = ibis.greatest(told["share"].fill_null(0.0), told["voting_share"].fill_null(0.0))
    up, down = (told["approx"].isin(words).fill_null(False) for words in (FEET, TOPS))
    return told.select(
        holder="subject",
        company="object",
        share=ibis.ifelse(up, 1.0, share),
        least=ibis.ifelse(down, 0.0, share),
        more=up,
    )


def _parents(growing: Growing) -> "Table":
    import ibis

    joins = growing.joins
    lower = joins.filter(joins["relation"] == "subsidiary-of").select(holder="object", company="subject")
    upper = joins.filter(joins["relation"] == "acquired").select(holder="subject", company="object")
    known = {"share": ibis.literal(PARENT.max), "least": ibis.literal(PARENT.min), "more": ibis.literal(True)}
    return lower.union(upper).mutate(**known)
