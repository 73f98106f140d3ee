"""The parts of a market on which answers depend, found in the engine from the claims, with nothing resolved.

Conflicts: who may act for a rival is its group and what it may control; who may reach a vendor is whoever has to do
with it, its persons, and those on the ways by which one who acts for a rival, or an owner of both, holds a part of it.
What an owner holds elsewhere, and the owners of all others, are left out.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from vendorgraph.analysis import corporate
from vendorgraph.analysis.accusations import ACCUSATIONS
from vendorgraph.analysis.ground import MAX_HOPS
from vendorgraph.scale.claimed import Claimed
from vendorgraph.scale.columns import Columns
from vendorgraph.scale.growing import OWNED, OWNERS, UP, Growing, Step

if TYPE_CHECKING:
    from ibis.expr.types import Table

#: How many suppliers one after the other can bear on a conflict: those of an exposure, and those of a tie.
SUPPLIERS = 4

_LIFTS: tuple[Step, ...] = (("develops", True), ("member-of", True))
_BACK: tuple[Step, ...] = (("develops", False), ("member-of", False))
_RIVALS: tuple[Step, ...] = (("competitor-of", True), ("competitor-of", False))
_SEATED = ("holds-role", "board-member-of", "advises", "controls", "moved-to", "moved-to from", "founded")
_AT_THE_TOP: tuple[Step, ...] = tuple((relation, False) for relation in _SEATED)
_ACCUSED: tuple[Step, ...] = tuple((relation, True) for relation in ACCUSATIONS)
_ACCUSING: tuple[Step, ...] = tuple((relation, False) for relation in ACCUSATIONS)
_MOVES: tuple[Step, ...] = (("moved-to", True),)


class Supposed(Struct, frozen=True):
    """What a question names beside the market: `joins` are supposed claims as (subject, relation, object), with
    (person, "moved-to from", organisation) for a move, and `names` are entities that have to be there.
    """

    joins: tuple[tuple[str, str, str], ...] = ()
    names: tuple[str, ...] = ()


class Part(Struct, frozen=True):
    """A part of a market: all claims that name one of `whole` in any place, and those among `names`.

    Both are tables in the engine with the column `name`.
    """

    names: "Table"
    whole: "Table"


class Neighbourhood:
    """What questions depend on, in a market and what is supposed beside it."""

    def __init__(self, columns: Columns, supposed: Supposed | None = None) -> None:
        supposed = supposed or Supposed()
        self._grow = Growing(columns, supposed.joins)
        self._named = self._grow.given(supposed.names)
        self._nobody = self._grow.given(())

    def of(
        self,
        customers: Iterable[str],
        beside: Iterable[str] = (),
        max_hops: int = MAX_HOPS,
        *,
        vendor: str | None = None,
        rival: str | None = None,
    ) -> Part:
        """Return what the conflicts of `customers` depend on, chains of stakes being up to `max_hops` long.

        With `vendor` or `rival`, those of them at that vendor or with that rival. All that is told of the names
        `beside` is there too.
        """
        grow = self._grow
        own = grow.group(grow.given(customers))
        bought, passed = grow.step(own, [("customer-of", True)]), self._nobody
        if vendor is not None:
            bought = grow.given([vendor])
            passed = grow.grown(bought, [("supplier-of", True)], SUPPLIERS)
        found = self._conflicts(own, bought, max_hops, rival)
        return Part(grow.union(found.names, passed), grow.union(found.whole, grow.given(beside)))

    def of_vendors(self, customer: str) -> Part:
        """Return what the conflicts depend on that `customer` would have at any data vendor."""
        grow = self._grow
        own = grow.group(grow.given([customer]))
        bought = grow.step(own, [("customer-of", True)])
        return self._conflicts(own, grow.union(grow.having("data-vendor"), bought), MAX_HOPS)

    def about(self, slug: str) -> Part:
        """Return what the relations, attributes and contradictions of an entity, and its suits, depend on.

        Of suits and inquiries that is also what is told of all whom the same accuser accuses.
        """
        own = self._grow.given([slug])
        accusers = self._grow.union(own, self._grow.step(own, _ACCUSED))
        return Part(self._named, self._grow.union(own, self._grow.step(accusers, _ACCUSING)))

    def around(self, slug: str, hops: int) -> Part:
        """Return the names up to `hops` claims away from an entity, and what conflicts of labs there depend on."""
        near = self._grow.ball(slug, hops)
        labs = self._grow.kept(self._grow.having("ai-lab").semi_join(near, "name"))
        found = self.of(self._grow.slugs(labs))
        return Part(self._settled(self._grow.union(near, found.names)), found.whole)

    def nearest(self, slug: str, least: int) -> Part:
        """Return the names nearest to an entity, at least so many where there are, and what is told of them."""
        names = self._grow.given([slug])
        size, before = 1, 0
        while before < size < least:
            names = self._grow.union(names, self._grow.any_step(names))
            before, size = size, self._grow.size(names)
        return Part(self._settled(self._grow.union(names, self._grow.any_step(names))), self._nobody)

    def between(self, one: str, other: str, hops: int) -> Part:
        """Return the names that a path of up to `hops` claims from one entity to another can lead through."""
        grow = self._grow
        names = grow.union(grow.ball(one, (hops + 1) // 2), grow.ball(other, hops // 2))
        return Part(self._settled(names), self._nobody)

    def sharing(self, slug: str) -> Part:
        """Return what the interlocks of an organisation, or through a person, depend on."""
        grow = self._grow
        names, people = grow.given([slug]), self._nobody
        for _ in range(2):  # who shares somebody with it, and who shares somebody with those
            people = grow.people(grow.union(names, grow.any_step(names)))
            names = grow.union(names, people, grow.any_step(people))
        return Part(grow.grown(names, UP, corporate.MAX_HOPS), people)

    def buying(self, vendor: str) -> Part:
        """Return what the revenue of a vendor by customer depends on: who pays, and their groups."""
        return Part(self._grow.group(self._grow.ball(vendor, 1)), self._grow.given([vendor]))

    def owning(self, names: Iterable[str]) -> Part:
        """Return what control, integrated ownership and close links of entities depend on."""
        grow = self._grow
        owners = grow.closed(grow.given(names), OWNERS)
        return Part(grow.closed(grow.closed(owners, OWNED), OWNERS), self._nobody)

    def _conflicts(self, own: "Table", vendors: "Table", max_hops: int, rival: str | None = None) -> Part:
        """What bears on conflicts of the group `own` at `vendors` and those to whom these pass work."""
        grow = self._grow
        claimed = Claimed(grow)
        vendors = grow.grown(vendors, [("supplier-of", False)], SUPPLIERS)
        tops = grow.grown(vendors, UP, corporate.MAX_HOPS)
        people = grow.people(grow.union(grow.any_step(vendors), grow.step(tops, _AT_THE_TOP)))
        places = grow.grown(grow.any_step(people), UP, corporate.MAX_HOPS)
        rivals, lifts = self._rivals(own)
        rivals = rivals if rival is None else grow.group(grow.given([rival]))
        acting = claimed.controlled(rivals)
        ways = self._ways(claimed, tops, acting, rivals, max_hops)
        holders = grow.closed(grow.step(grow.union(tops, acting, ways), OWNERS), UP)
        group = grow.group(vendors)
        names = grow.union(own, tops, group, places, lifts, acting, ways, holders)
        return Part(self._settled(names), grow.union(vendors, people))

    def _rivals(self, own: "Table") -> tuple["Table", "Table"]:
        """Whoever may compete with the customers, with their groups, and the products and groups through which."""
        grow = self._grow
        lifts = grow.step(own, _LIFTS)
        facing = grow.step(grow.union(own, lifts), _RIVALS)
        return grow.group(grow.grown(facing, _BACK)), grow.union(lifts, facing)

    def _ways(self, claimed: Claimed, tops: "Table", acting: "Table", rivals: "Table", max_hops: int) -> "Table":
        """Who is on a way of stakes down to a vendor or a rival that bears on a share, from where the way begins."""
        grow = self._grow
        above, over_rivals = grow.closed(tops, OWNERS), grow.closed(rivals, OWNERS)
        both = self._owners_of_both(tops, rivals, max_hops)
        doubtful = claimed.doubtful()
        to_vendors = grow.closed(grow.union(acting, both, doubtful), OWNED, within=above)
        to_rivals = grow.closed(grow.union(both, doubtful), OWNED, within=over_rivals)
        return grow.union(to_vendors, to_rivals)

    def _owners_of_both(self, ones: "Table", others: "Table", max_hops: int) -> "Table":
        """Owners of one of `ones` and one of `others` by chains that have up to `max_hops` stakes together."""
        grow = self._grow
        here, there = [grow.step(ones, OWNERS)], [grow.step(others, OWNERS)]
        for _ in range(max_hops - 2):
            here.append(grow.union(here[-1], grow.step(here[-1], OWNERS)))
            there.append(grow.union(there[-1], grow.step(there[-1], OWNERS)))
        pairs = ((here[i], there[max_hops - 2 - i]) for i in range(max_hops - 1))
        return grow.union(self._nobody, *(one.semi_join(other, "name") for one, other in pairs))

    def _settled(self, names: "Table") -> "Table":
        """With what the question names, and where those in it moved to, since a move ends other posts (R8a)."""
        return self._grow.grown(self._grow.union(names, self._named), _MOVES)
