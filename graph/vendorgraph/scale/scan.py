"""The conflicts of all customers of a columnar market at once.

The relations of the whole market are resolved by one plan, and searched by others (`scale.ties`), which find the ties
that `vendorgraph.analysis` finds. What explains them (claims, missing facts, clearing sets) is in the neighbourhood of
one customer, where the readable analysis looks for it (`scale.neighbourhood`).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from vendorgraph.analysis.model import LEVELS
from vendorgraph.scale import chains
from vendorgraph.scale.columns import Columns, slugs
from vendorgraph.scale.resolve import resolve


class Scan:
    """A columnar market as of a day as known by a day, resolved once for all customers."""

    def __init__(self, columns: Columns, as_of: date | None = None, known_by: date | None = None) -> None:
        self.columns = columns
        self.as_of, self.known_by = as_of or columns.read, known_by or columns.read
        self.relations = columns.engine.keep("relations", resolve(columns, self.as_of, self.known_by))

    def by_chains(self) -> Iterator[Any]:
        """Yield the conflicts by chains of stakes alone, as a table of pyarrow with the columns of `output.CHAINS`."""
        yield self.columns.engine.fetch(chains.conflicts(self.relations))

    def customers(self) -> list[str]:
        """Return everyone with the role "ai-lab", by slug."""
        entities = self.columns.entities
        labs = entities.filter(entities["roles"].contains("ai-lab")).select("slug")
        return sorted(self.columns.engine.fetch(labs)["slug"].to_pylist())

    def unknown(self, customers: Iterable[str]) -> list[str]:
        """Return those of `customers` that are no entities of the market."""
        missing = slugs(self.columns, customers).anti_join(self.columns.entities, [("name", "slug")])
        return sorted(self.columns.engine.fetch(missing)["name"].to_pylist())

    def ties(self, customers: Iterable[str], min_level: str = LEVELS[-1]) -> Iterator[Any]:
        """Yield the ties of the conflicts of customers, of `min_level` or worse, as a table of pyarrow.

        Its columns are `ties.told.COLUMNS`.
        """
        from vendorgraph.scale.ties.conflicts import conflicts
        from vendorgraph.scale.ties.hops import ground
        from vendorgraph.scale.ties.told import told

        found = ground(self.columns, self.relations, self.as_of)
        yield told(found, conflicts(found, found.ids(customers), min_level))
