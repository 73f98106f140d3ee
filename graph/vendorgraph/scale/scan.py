"""The conflicts of all customers of a columnar market, and of one of them.

The engine resolves the relations of the whole market by one plan, and finds the neighbourhood of some customers at a
time; what is in it goes through `vendorgraph.analysis`, so that an answer is the same as on the curated market.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from msgspec import Struct

from vendorgraph.analysis.conflicts import conflicts
from vendorgraph.analysis.model import LEVELS
from vendorgraph.formats import rows
from vendorgraph.formats.model import Selection
from vendorgraph.model import Market
from vendorgraph.relations.model import Relations
from vendorgraph.scale import chains
from vendorgraph.scale.columns import Columns, slugs
from vendorgraph.scale.market import part
from vendorgraph.scale.neighbourhood import Neighbourhood, Part
from vendorgraph.scale.relations import relation
from vendorgraph.scale.resolve import resolve

#: Customers whose neighbourhood is taken together.
BATCH = 25


class Near(Struct, frozen=True):
    """The part of a market on which the conflicts of some customers depend, with its relations as of a day."""

    market: Market
    relations: Relations


class Scan:
    """A columnar market as of a day as known by a day, resolved once for all customers."""

    def __init__(self, columns: Columns, as_of: date | None = None, known_by: date | None = None) -> None:
        self.columns = columns
        self.as_of, self.known_by = as_of or columns.read, known_by or columns.read
        self.relations = columns.engine.keep("relations", resolve(columns, self.as_of, self.known_by))
        self._neighbourhood = Neighbourhood(columns)

    def by_chains(self) -> Iterator[list[rows.Row]]:
        """Yield the conflicts by chains of stakes alone, some at a time, as `chains.conflicts` has them."""
        for batch in self.columns.engine.fetch(chains.conflicts(self.relations)).to_batches():
            yield batch.to_pylist()

    def customers(self) -> list[str]:
        """Return everyone with the role "ai-lab", by slug."""
        entities = self.columns.entities
        labs = entities.filter(entities["roles"].contains("ai-lab")).select("slug")
        return sorted(self.columns.engine.fetch(labs)["slug"].to_pylist())

    def unknown(self, customers: Iterable[str]) -> list[str]:
        """Return those of `customers` that are no entities of the market."""
        missing = slugs(self.columns, customers).anti_join(self.columns.entities, [("name", "slug")])
        return sorted(self.columns.engine.fetch(missing)["name"].to_pylist())

    def near(self, customers: Iterable[str]) -> Near:
        """Return the neighbourhood of customers, given by slug."""
        wanted = self._neighbourhood.of(customers)
        return Near(part(self.columns, wanted), self._relations_of(wanted))

    def rows(self, customers: Iterable[str], min_level: str = LEVELS[-1]) -> Iterator[list[rows.Row]]:
        """Yield the conflicts of some customers at a time, as rows of `formats.rows`; those of `min_level` or worse."""
        waiting = iter(customers)
        while batch := list(islice(waiting, BATCH)):
            near = self.near(batch)
            found = [
                each
                for customer in batch
                for each in conflicts(near.market, near.relations, customer)
                if LEVELS.index(each.level) <= LEVELS.index(min_level)
            ]
            sheets = rows.sheets(Selection(near.market, near.relations, tuple(found)))
            yield next(list(sheet.rows) for sheet in sheets if sheet.name == "conflicts")

    def _relations_of(self, wanted: Part) -> Relations:
        import ibis

        every = self.relations
        among = every.semi_join(wanted.names, [("subject", "name")]).semi_join(wanted.names, [("object", "name")])
        whole = [every.semi_join(wanted.whole, [(end, "name")]) for end in ("subject", "object")]
        keys = ibis.union(*(each.select("key") for each in (among, *whole))).distinct()
        found = map(relation, self.columns.engine.fetch(every.semi_join(keys, "key")).to_pylist())
        ordered = sorted(found, key=lambda each: (each.relation, each.subject, each.object, each.post or ""))
        return Relations(self.as_of, self.known_by, tuple(ordered))
