"""What the functions of the kinds of ties share: where ties are looked for, for whom, and the parts found once."""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from vendorgraph.scale.stakes import Numbers
from vendorgraph.scale.ties import arrays, control, groups, holdings, shares
from vendorgraph.scale.ties.arrays import Arrays
from vendorgraph.scale.ties.hops import Ground
from vendorgraph.scale.ties.persons import Persons

if TYPE_CHECKING:
    from ibis.expr.types import Table


class Search(Struct, frozen=True, dict=True):
    """A search for the ties at `places` of whoever is among `acting`, all tables with the column `id`.

    `vendors` are the places where customers buy, the others supply these. `acting` are the rivals and the members of
    their groups. `share` is the least lower end of the share of a common owner that is asked for.
    """

    ground: Ground
    vendors: "Table"
    places: "Table"
    acting: "Table"
    share: float = 0.0

    @cached_property
    def groups(self) -> "Table":
        """The groups of the places."""
        return groups.members(self.ground, self.places)

    @cached_property
    def tops(self) -> "Table":
        """The vendors, and the parents from which ties reach down to them."""
        above = groups.above(self.groups).semi_join(self.vendors, [("start", "id")]).select(id="member")
        return self.ground.keep("tops", self.places.union(above, distinct=True))

    @cached_property
    def persons(self) -> Persons:
        """Who holds or held which post."""
        return Persons(self.ground)

    @cached_property
    def holdings(self) -> "Table":
        """All holdings."""
        return holdings.with_plain(self.ground, self._held, self._repeated)

    @cached_property
    def counting(self) -> "Table":
        """The holdings that count, one for each pair, in the places."""
        held = self._held.semi_join(self.places, [("company", "id")])
        return self.ground.keep("counting", holdings.counting(held, self._repeated))

    @cached_property
    def arrays(self) -> Arrays:
        """The holdings that hold, as arrays."""
        return arrays.read(self.ground, self._held)

    @cached_property
    def chains(self) -> "Table":
        """The chains of stakes down to the places."""
        return holdings.chains(self.ground, self.holdings, self.places, self.ground.max_hops)

    @cached_property
    def walks(self) -> "Table":
        """What integrated shares in the places and in those acting are made of."""
        return shares.walks(self.ground, self.arrays, np.union1d(self.numbers(self.places), self.numbers(self.acting)))

    @cached_property
    def withheld(self) -> "Table":
        """The companies of which integrated shares are withheld."""
        return shares.withheld(self.ground, self.arrays)

    @cached_property
    def controls(self) -> control.Controls:
        """Whom those acting control."""
        return control.controls(self.arrays, self.numbers(self.acting))

    def majorities(self, companies: "Table", *, certain: bool = True) -> "Table":
        """Return by which holdings those acting control `companies`, certainly or also possibly."""
        return control.majorities(self.ground, self.arrays, self.controls, self.numbers(companies), certain)

    def numbers(self, ids: "Table") -> Numbers:
        """Return the column `id` of a table as an array, ascending, each once."""
        found: Numbers = np.unique(self.ground.engine.fetch(ids.select("id"))["id"].to_numpy())
        return found

    @cached_property
    def _held(self) -> "Table":
        return holdings.holdings(self.ground)

    @cached_property
    def _repeated(self) -> "Table":
        import pyarrow as pa

        upper, company = self.arrays.repeated
        return self.ground.engine.table(pa.table({"upper": upper, "company": company}))
