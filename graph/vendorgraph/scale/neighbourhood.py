"""Parts of a market on which an answer depends, found in the engine: sets of names, grown step by step over the claims.

Conflicts: a tie at a vendor, its size, its verdict and what would clear it depend on the owners of the vendor, of the
rivals and of all who stand between them, upwards without end, and never on what an owner holds elsewhere: that is left
out. Every part has where its persons moved to, since a move ends other posts (R8a).
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from msgspec import Struct

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
_OWNED: tuple[Step, ...] = tuple((relation, not forward) for relation, forward in _OWNERS)
_SEATED = ("holds-role", "board-member-of", "advises", "moved-to", "moved-to from", "appoints-directors-of")
_AT_THE_TOP: tuple[Step, ...] = tuple((relation, False) for relation in _SEATED)
_MOVES: tuple[Step, ...] = (("moved-to", True),)

#: Of a claim that joins two entities by an attribute, in place of a relation.
_ATTRIBUTE = "attribute"


class Supposed(Struct, frozen=True):
    """What a question names beside the market: `joins` are supposed claims as (subject, relation, object), with
    (person, "moved-to from", organisation) for a move, and `names` are entities that have to be there.
    """

    joins: tuple[tuple[str, str, str], ...] = ()
    names: tuple[str, ...] = ()


class Neighbourhood:
    """Sets of names in the engine, in the column `name`, grown over what the claims join and what is supposed."""

    def __init__(self, columns: Columns, supposed: Supposed | None = None) -> None:
        supposed = supposed or Supposed()
        claims = columns.claims
        joined = claims.filter(claims["object"].notnull())
        left = joined.filter(joined["from_org"].notnull())
        left = left.select("subject", object=left["from_org"], relation=left["relation"].concat(" from"))
        joined = joined.select("subject", "object", relation=joined["relation"].fill_null(_ATTRIBUTE))
        joins = joined.union(left).union(_table(columns, supposed.joins)).distinct()
        self.columns, self._named = columns, supposed.names
        self.joins = columns.engine.keep("joins", joins)

    def of(self, customers: Iterable[str], beside: Iterable[str] = ()) -> "Table":
        """Return the names on which the conflicts of `customers` depend, and all that is next to the names `beside`."""
        own = self._group(self._given(customers))
        found = self._conflicts(own, self._step(own, [("customer-of", True)]))
        return self._settled(self._union(found, self._any_step(self._given(beside)))) if beside else found

    def of_vendors(self, customer: str) -> "Table":
        """Return the names on which the conflicts depend that `customer` would have at any data vendor."""
        entities = self.columns.entities
        sellers = entities.filter(entities["roles"].contains("data-vendor")).select(name="slug")
        own = self._group(self._given([customer]))
        return self._conflicts(own, self._union(sellers, self._step(own, [("customer-of", True)])))

    def about(self, slug: str) -> "Table":
        """Return the names on which the relations and the attributes of an entity depend."""
        return self.within(slug, 1)

    def within(self, slug: str, hops: int) -> "Table":
        """Return the names up to `hops` claims away from an entity."""
        return self._settled(self._ball(slug, hops))

    def around(self, slug: str, hops: int) -> "Table":
        """Return the names up to `hops` claims away from an entity, and those that conflicts of labs there need."""
        near = self._ball(slug, hops)
        entities = self.columns.entities
        labs = entities.filter(entities["roles"].contains("ai-lab")).select(name="slug").semi_join(near, "name")
        return self._settled(self._union(near, self.of(self._slugs(labs))))

    def nearest(self, slug: str, least: int) -> "Table":
        """Return the names nearest to an entity, at least so many where there are, and all that are next to these."""
        names = self._given([slug])
        size, before = 1, 0
        while before < size < least:
            names = self._union(names, self._any_step(names))
            before, size = size, self._size(names)
        return self._settled(self._union(names, self._any_step(names)))

    def between(self, one: str, other: str, hops: int) -> "Table":
        """Return the names that a path of up to `hops` claims from one entity to another can lead through."""
        return self._settled(self._union(self._ball(one, (hops + 1) // 2), self._ball(other, hops // 2)))

    def sharing(self, slug: str) -> "Table":
        """Return the names on which the interlocks of an organisation, or through a person, depend."""
        names = self._given([slug])
        for _ in range(2):  # who shares somebody with it, and who shares somebody with those
            people = self._people(self._union(names, self._any_step(names)))
            names = self._union(names, people, self._any_step(people))
        return self._settled(self._group(names))

    def buying(self, vendor: str) -> "Table":
        """Return the names on which the revenue of a vendor by customer depends: who pays, and their groups."""
        return self._settled(self._group(self._ball(vendor, 1)))

    def owning(self, names: Iterable[str]) -> "Table":
        """Return the names on which control, integrated ownership and close links of entities depend."""
        owners = self._closed(self._given(names), _OWNERS)
        return self._settled(self._closed(self._closed(owners, _OWNED), _OWNERS))

    def _conflicts(self, own: "Table", vendors: "Table") -> "Table":
        """What bears on conflicts of the group `own` at `vendors` and those to whom these pass work."""
        for _ in range(SUPPLIERS):
            vendors = self._grown(vendors, [("supplier-of", False)])
        tops = vendors
        for _ in range(corporate.MAX_HOPS):
            tops = self._grown(tops, _UP)
        near = self._union(self._group(vendors), self._any_step(vendors), self._step(tops, _AT_THE_TOP))
        places = self._group(self._any_step(self._people(near)))
        core = self._union(own, vendors, tops, near, places, self._rivals(own))
        return self._settled(self._closed(core, _OWNERS))

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

    def _ball(self, slug: str, hops: int) -> "Table":
        names = self._given([slug])
        for _ in range(hops):
            names = self._union(names, self._any_step(names))
        return names

    def _closed(self, names: "Table", steps: Iterable[Step]) -> "Table":
        """All that the steps lead to, and on from there, until there are no more."""
        size = self._size(names)
        while True:
            names = self._grown(names, steps)
            grown = self._size(names)
            if grown == size:
                return names
            size = grown

    def _settled(self, names: "Table") -> "Table":
        """With what the question names, and where those in it moved to."""
        return self._grown(self._union(names, self._given(self._named)), _MOVES)

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

    def _given(self, names: Iterable[str]) -> "Table":
        return self._kept(slugs(self.columns, names))

    def _kept(self, table: "Table") -> Any:
        return self.columns.engine.keep("names", table)

    def _slugs(self, names: "Table") -> list[str]:
        return list(self.columns.engine.fetch(names)["name"].to_pylist())

    def _size(self, table: "Table") -> int:
        return int(self.columns.engine.fetch(table.aggregate(size=table.count()))["size"][0].as_py())


def _table(columns: Columns, joins: Iterable[tuple[str, str, str]]) -> "Table":
    import pyarrow as pa

    names = ("subject", "object", "relation")
    rows = [dict(zip(("subject", "relation", "object"), each, strict=True)) for each in joins]
    return columns.engine.table(pa.Table.from_pylist(rows, pa.schema([(name, pa.string()) for name in names])))
