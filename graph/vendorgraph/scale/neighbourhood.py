"""The part of a market on which the conflicts of some customers depend, found in the engine.

A tie at a vendor, its size, its verdict and what would clear it depend on the owners of the vendor, of the rivals and
of all who stand between them, upwards without end, and never on what an owner holds elsewhere: that is left out.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from vendorgraph.analysis import corporate
from vendorgraph.scale.columns import Columns, slugs

if TYPE_CHECKING:
    from ibis.expr.types import Table

#: How many suppliers one after the other can bear on a conflict: those of an exposure, and those of a tie.
SUPPLIERS = 4

#: A step from one entity to another: the relation, and whether it leads from the subject to the object.
Step = tuple[str, bool]

_LIFTS: tuple[Step, ...] = (("develops", True), ("member-of", True))
_BACK: tuple[Step, ...] = (("develops", False), ("member-of", False))
_RIVALS: tuple[Step, ...] = (("competitor-of", True), ("competitor-of", False))
_UP: tuple[Step, ...] = (("subsidiary-of", True), ("acquired", False))
_DOWN: tuple[Step, ...] = (("subsidiary-of", False), ("acquired", True))
_OWNERS: tuple[Step, ...] = (*_UP, ("holds-stake-in", False), ("invested-in", False), ("controls", False))


class Neighbourhood:
    """Sets of names in the engine, grown step by step over what the claims join."""

    def __init__(self, columns: Columns) -> None:
        claims = columns.claims
        joins = claims.filter(claims["relation"].notnull() & claims["object"].notnull())
        left = joins.filter(joins["from_org"].notnull())
        left = left.select("subject", object=left["from_org"], relation=left["relation"].concat(" from"))
        joins = joins.select("subject", "object", "relation").union(left).distinct()
        self.columns = columns
        self.joins = columns.engine.keep("joins", joins)

    def of(self, customers: Iterable[str]) -> "Table":
        """Return the names, in the column `name`, on which the conflicts of `customers` depend."""
        own = self._group(self._kept(slugs(self.columns, customers)))
        vendors = self._step(own, [("customer-of", True)])
        for _ in range(SUPPLIERS):
            vendors = self._grown(vendors, [("supplier-of", False)])
        near = self._union(self._group(vendors), self._any_step(vendors))
        people = self._people(near)
        places = self._group(self._any_step(people))
        core = self._union(own, vendors, near, places, self._rivals(own))
        return self._closed(core)

    def _rivals(self, own: "Table") -> "Table":
        """Whoever may compete with the customers: through their group, their products, and groups of rivals."""
        facing = self._step(self._union(own, self._step(own, _LIFTS)), _RIVALS)
        return self._union(facing, self._step(own, _LIFTS), self._group(self._grown(facing, _BACK)))

    def _group(self, names: "Table") -> "Table":
        for _ in range(corporate.MAX_HOPS):
            names = self._grown(names, _UP)
        for _ in range(corporate.MAX_HOPS):
            names = self._grown(names, _DOWN)
        return names

    def _closed(self, names: "Table") -> "Table":
        """All owners, and theirs, until there are no more."""
        size = self._size(names)
        while True:
            names = self._grown(names, _OWNERS)
            grown = self._size(names)
            if grown == size:
                return names
            size = grown

    def _people(self, names: "Table") -> "Table":
        entities = self.columns.entities
        people = entities.filter(entities["type"] == "person").select(name="slug")
        return self._kept(names.semi_join(people, "name"))

    def _grown(self, names: "Table", steps: Iterable[Step]) -> "Table":
        return self._union(names, self._step(names, steps))

    def _step(self, names: "Table", steps: Iterable[Step]) -> "Table":
        """Where the steps lead from `names`."""
        steps = list(steps)
        return self._kept(self._led(names, steps, True).union(self._led(names, steps, False)).distinct())

    def _led(self, names: "Table", steps: list[Step], forwards: bool) -> "Table":
        here, there = ("subject", "object") if forwards else ("object", "subject")
        kinds = [kind for kind, forward in steps if forward == forwards]
        joins = self.joins.filter(self.joins["relation"].isin(kinds))
        return joins.semi_join(names, [(here, "name")]).select(name=joins[there])

    def _any_step(self, names: "Table") -> "Table":
        """All that anything joins to `names`, in either direction."""
        out = self.joins.semi_join(names, [("subject", "name")]).select(name="object")
        into = self.joins.semi_join(names, [("object", "name")]).select(name="subject")
        return self._kept(out.union(into).distinct())

    def _union(self, *tables: "Table") -> "Table":
        import ibis

        return self._kept(ibis.union(*tables).distinct())

    def _kept(self, table: "Table") -> Any:
        return self.columns.engine.keep("names", table)

    def _size(self, table: "Table") -> int:
        return int(self.columns.engine.fetch(table.aggregate(size=table.count()))["size"][0].as_py())
