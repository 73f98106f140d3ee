"""Sets of names in the engine, grown step by step over what the claims join: a table with the column `name` each."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from vendorgraph.analysis import corporate
from vendorgraph.scale.columns import Columns, slugs

if TYPE_CHECKING:
    from ibis.expr.types import Table

#: A step from one entity to another: the relation, and whether it leads from the subject to the object.
Step = tuple[str, bool]

UP: tuple[Step, ...] = (("subsidiary-of", True), ("acquired", False))
DOWN: tuple[Step, ...] = (("subsidiary-of", False), ("acquired", True))
OWNERS: tuple[Step, ...] = (*UP, ("holds-stake-in", False), ("invested-in", False), ("controls", False))
OWNED: tuple[Step, ...] = tuple((relation, not forward) for relation, forward in OWNERS)

#: Of a claim that joins two entities by an attribute, in place of a relation.
ATTRIBUTE = "attribute"


class Growing:
    """Grows sets over the claims of `columns` and over further joins (subject, relation, object).

    A claim of a move also joins the person and the organisation that was left, by the relation "moved-to from".
    """

    def __init__(self, columns: Columns, further: Iterable[tuple[str, str, str]] = ()) -> None:
        claims = columns.claims
        joined = claims.filter(claims["object"].notnull())
        left = joined.filter(joined["from_org"].notnull())
        left = left.select("subject", object=left["from_org"], relation=left["relation"].concat(" from"))
        joined = joined.select("subject", "object", relation=joined["relation"].fill_null(ATTRIBUTE))
        self.columns = columns
        self.joins = columns.engine.keep("joins", joined.union(left).union(_table(columns, further)).distinct())

    def given(self, names: Iterable[str]) -> "Table":
        """Return names that are known."""
        return self.kept(slugs(self.columns, names))

    def having(self, role: str) -> "Table":
        """Return the entities with a role."""
        entities = self.columns.entities
        return self.kept(entities.filter(entities["roles"].contains(role)).select(name="slug"))

    def people(self, names: "Table") -> "Table":
        """Return the persons among `names`."""
        entities = self.columns.entities
        return self.kept(names.semi_join(entities.filter(entities["type"] == "person"), [("name", "slug")]))

    def step(self, names: "Table", steps: Iterable[Step]) -> "Table":
        """Return where the steps lead from `names`."""
        return self.union(*self._led(names, steps))

    def any_step(self, names: "Table") -> "Table":
        """Return all that anything joins to `names`, in either direction."""
        out = self.joins.semi_join(names, [("subject", "name")]).select(name="object")
        into = self.joins.semi_join(names, [("object", "name")]).select(name="subject")
        return self.union(out, into)

    def grown(self, names: "Table", steps: Iterable[Step], times: int = 1) -> "Table":
        """Return `names` with where the steps lead, so many times."""
        for _ in range(times):
            names = self.union(names, *self._led(names, steps))
        return names

    def ball(self, slug: str, hops: int) -> "Table":
        """Return the names up to `hops` claims away from an entity."""
        names = self.given([slug])
        for _ in range(hops):
            names = self.union(names, self.any_step(names))
        return names

    def group(self, names: "Table") -> "Table":
        """Return the names of the corporate groups: up, and then down."""
        return self.grown(self.grown(names, UP, corporate.MAX_HOPS), DOWN, corporate.MAX_HOPS)

    def closed(self, names: "Table", steps: Iterable[Step], within: "Table | None" = None) -> "Table":
        """Return all that the steps lead to, and on from there, until there are no more; all of it `within` a set."""
        import ibis

        new = names = names if within is None else self.kept(names.semi_join(within, "name"))
        while self.size(new):
            led = ibis.union(*self._led(new, steps)).distinct().anti_join(names, "name")
            new = self.kept(led if within is None else led.semi_join(within, "name"))
            names = self.union(names, new)
        return names

    def union(self, *tables: "Table") -> "Table":
        """Return the names of all `tables`."""
        import ibis

        return self.kept(ibis.union(*tables).distinct())

    def kept(self, table: "Table") -> Any:
        """Return a table worked out."""
        return self.columns.engine.keep("names", table)

    def slugs(self, names: "Table") -> list[str]:
        """Return the names in this process."""
        return list(self.columns.engine.fetch(names)["name"].to_pylist())

    def size(self, table: "Table") -> int:
        """Return how many rows there are."""
        return self.columns.engine.size(table)

    def _led(self, names: "Table", steps: Iterable[Step]) -> list["Table"]:
        """Where the steps lead, forwards and backwards."""
        ways = {forward: [kind for kind, way in steps if way == forward] for forward in (True, False)}
        return [
            self.joins.filter(self.joins["relation"].isin(kinds))
            .semi_join(names, [("subject" if forward else "object", "name")])
            .select(name="object" if forward else "subject")
            for forward, kinds in ways.items()
            if kinds
        ]


def _table(columns: Columns, joins: Iterable[tuple[str, str, str]]) -> "Table":
    import pyarrow as pa

    rows = [dict(zip(("subject", "relation", "object"), each, strict=True)) for each in joins]
    schema = pa.schema([(name, pa.string()) for name in ("subject", "object", "relation")])
    return columns.engine.table(pa.Table.from_pylist(rows, schema))
