"""The holdings of a market as arrays, for what takes rounds without end: integrated shares and control.

Importing this module needs numpy and scipy (the extra `scale`).
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from vendorgraph.scale import holdings
from vendorgraph.scale.holdings import VIA, Held
from vendorgraph.scale.sound import Sound, find_sound
from vendorgraph.scale.stakes import Flags, Numbers, among
from vendorgraph.scale.ties.hops import Ground
from vendorgraph.scale.ties.ways import HOLDS

if TYPE_CHECKING:
    from ibis.expr.types import Table

#: The view of all holders of whom no stake is told twice.
ALL = -1


class Arrays(Struct, frozen=True, dict=True, eq=False):
    """All holdings that hold, by row: `held`, the number of the relation, and whether it is established."""

    held: Held
    hop: Numbers
    firm: Flags

    @cached_property
    def capital(self) -> holdings.Capital:
        """The holdings that integrated shares are made of."""
        return holdings.capital(self.held)

    @cached_property
    def repeated(self) -> tuple[Numbers, Numbers]:
        """The pairs of holder and company that only repeat the stake of another."""
        best = self.capital.best
        return best.holder[self.capital.upper], best.company[self.capital.upper]

    def views(self) -> list[int]:
        """Return the holders who see holdings of their own, and `ALL`."""
        return [ALL, *np.unique(self.repeated[0]).tolist()]

    def seen_by(self, view: int) -> tuple[Sound, Sound]:
        """Return what integrated shares of a holder are computed with, and of that what is established."""
        seen = self.capital.seen_by(None if view == ALL else view)
        chosen = holdings.counting(self.held)
        keys = self.held.holder[chosen] * seen.size + self.held.company[chosen]
        return find_sound(seen), find_sound(seen.kept(among(seen.keys, keys[self.firm[chosen]])))


def read(ground: Ground, held: "Table") -> Arrays:
    """Return the holdings of `ties.holdings` that hold; nobody holds itself."""
    some = held.filter((held["state"] == HOLDS) & (held["holder"] != held["company"]))
    via = ground.of(*VIA).select(via_hop="hop", via="relation")
    some = some.join(via, some["hop"] == via["via_hop"]).drop("via_hop", "path", "since", "until", "grade", "origins")
    table = ground.engine.fetch(some)
    return Arrays(_held(ground.engine.size(ground.names), table), table["hop"].to_numpy(), table["firm"].to_numpy())


def _held(size: int, table: Any) -> Held:
    import pyarrow as pa
    import pyarrow.compute as pc

    def column(name: str, default: Any) -> Any:
        return table[name].fill_null(default).to_numpy()

    return Held(
        names=range(size),  # type: ignore[arg-type]
        holder=table["holder"].to_numpy(),
        company=table["company"].to_numpy(),
        via=pc.index_in(table["via"], pa.array(VIA)).to_numpy().astype(np.int64),
        doubtful=~column("firm", False),
        voting=np.where(table["voting"].is_null().to_numpy(), -1, column("voting", False)),
        votes_low=column("votes_low", np.nan),
        votes_high=column("votes_high", np.nan),
        **{name: column(name, 0.0) for name in ("low", "high")},
        **{name: column(name, False) for name in ("low_open", "high_open", "votes_low_open", "votes_high_open")},
    )


def only(arrays: Arrays, rows: Numbers | Flags) -> Arrays:
    """Return some of the rows."""
    columns = {name: getattr(arrays.held, name)[rows] for name in Held.__struct_fields__ if name != "names"}
    return Arrays(replace(arrays.held, **columns), arrays.hop[rows], arrays.firm[rows])
