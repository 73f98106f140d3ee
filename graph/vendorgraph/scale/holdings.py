"""The holdings of a columnar market as arrays: `vendorgraph.analysis.holdings` for markets of any size.

Importing this module needs numpy (the extra `scale`).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from vendorgraph.scale import chains
from vendorgraph.scale.engine import Engine
from vendorgraph.scale.stakes import Flags, Numbers, Shares, Stakes, among, distinct, made, places, spans

if TYPE_CHECKING:
    from ibis.expr.types import Table

#: What says so, the one that counts before the other first.
VIA = ("holds-stake-in", "invested-in", "subsidiary-of", "acquired")


class Held(Struct, frozen=True, eq=False):
    """All holdings that hold, by row, several for some pairs: `names` are the slugs in order, entities their places.

    `via` is a place in `VIA`; `doubtful` says that the relation is unconfirmed, disputed or only rumoured; `voting` is
    1, 0 (no votes) or -1 (nobody says). A share of the votes that is not stated is NaN.
    """

    names: Sequence[str]
    holder: Numbers
    company: Numbers
    low: Shares
    high: Shares
    low_open: Flags
    high_open: Flags
    via: Numbers
    doubtful: Flags
    voting: Numbers
    votes_low: Shares
    votes_high: Shares
    votes_low_open: Flags
    votes_high_open: Flags


class Capital(Struct, frozen=True, eq=False):
    """The holdings that integrated shares are made of, and those that only repeat one of them.

    Row by row `upper`, a holding of the rows of `best`, tells of the same stake as `lower`, which a company of the
    group below its holder is said to have.
    """

    best: Stakes
    upper: Numbers
    lower: Numbers

    def seen_by(self, holder: int | None = None) -> Stakes:
        """Return the holdings that count, each stake told of several companies of a group once.

        It is that of the lowest, unless it is told of `holder` too.
        """
        out = np.zeros(len(self.best), bool)
        out[self.upper] = True
        own = self.best.holder[self.upper] == (-1 if holder is None else holder)
        out[self.lower[own]] = True
        out[self.upper[own]] = False
        return self.best.kept(~out)


def read(engine: Engine, relations: "Table") -> Held:
    """Return the holdings that hold, of relations of a day (those of `scale.resolve`)."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = engine.fetch(chains.holdings(relations).filter(lambda t: t["holder"] != t["company"]))
    ends = pa.chunked_array([*table["holder"].chunks, *table["company"].chunks], pa.string())
    names = pc.unique(ends).sort()
    place = pc.index_in(ends, names).to_numpy()

    def column(name: str, default: Any) -> Any:
        return table[name].fill_null(default).to_numpy()

    return Held(
        names=names.to_pylist(),
        holder=place[: len(table)].astype(np.int64),
        company=place[len(table) :].astype(np.int64),
        via=pc.index_in(table["via"], pa.array(VIA)).to_numpy().astype(np.int64),
        doubtful=column("doubtful", False),
        voting=np.where(table["voting"].is_null().to_numpy(), -1, column("voting", False)),
        votes_low=column("votes_low", np.nan),
        votes_high=column("votes_high", np.nan),
        **{name: column(name, 0.0) for name in ("low", "high")},
        **{name: column(name, False) for name in ("low_open", "high_open", "votes_low_open", "votes_high_open")},
    )


def firm(held: Held, contested: Numbers) -> Held:
    """Return the holdings that nothing calls into doubt: of no company in `contested`, by no doubtful relation."""
    return _rows(held, np.flatnonzero(~held.doubtful & ~np.isin(held.company, contested)))


def votes(held: Held) -> Stakes:
    """Return one holding for each pair, the larger of a stake and a parent, with shares of the votes.

    As `ownership.holdings.votes` has them: none without votes, those stated, else what is left by holdings without.
    Only lower ends are worked out, and upper ends are 1.
    """
    held = _rows(held, larger(held))
    size, silent = len(held.names), held.voting == 0
    none = np.bincount(held.company[silent], held.low[silent], size)[held.company]
    stated = ~np.isnan(held.votes_low)
    scaled = held.low / np.maximum(1 - none, np.maximum(held.low, 1e-12))
    low = np.where(silent, 0.0, np.where(stated, held.votes_low, np.where(none > 0, scaled, held.low)))
    opened = np.where(stated, held.votes_low_open, held.low_open) & ~silent
    whole = np.ones(len(low))
    return made(size, held.holder, held.company, low, whole, opened, np.zeros(len(low), bool))


def capital(held: Held) -> Capital:
    """Return one holding for each pair: the stated size, else a parent, else unknown; and the repeated ones."""
    chosen = _rows(held, counting(held))
    size = len(held.names)
    best = made(size, chosen.holder, chosen.company, chosen.low, chosen.high, chosen.low_open, chosen.high_open)
    order = np.lexsort((chosen.company, chosen.holder))
    stake = ((chosen.via < 2) & ~((chosen.low == 0) & (chosen.high == 1) & chosen.low_open & chosen.high_open))[order]
    upper, lower = _repeated(best, stake, _group(held))
    return Capital(best, upper, lower)


def larger(held: Held) -> Numbers:
    """Return the row of each pair that counts for control, the larger of a stake and a parent, in the same order."""
    return _first(held, -held.low)


def counting(held: Held) -> Numbers:
    """Return the row of each pair that counts for integrated shares, in the order of holder and company."""
    unknown = (held.low == 0) & (held.high == 1) & held.low_open & held.high_open
    return _first(held, np.where(held.via >= 2, 1, np.where(unknown, 2, 0)))


def _group(held: Held) -> Stakes:
    """Parents and their companies, each pair once."""
    size = len(held.names)
    parents = np.flatnonzero(held.via >= 2)
    keys = distinct(held.holder[parents] * size + held.company[parents])
    nothing, no = np.zeros(len(keys)), np.zeros(len(keys), bool)
    return made(size, keys // size, keys % size, nothing, nothing, no, no)


def _repeated(best: Stakes, stake: Flags, group: Stakes) -> tuple[Numbers, Numbers]:
    """The stakes with the same share that companies of the group below a holder are said to have, pair by pair."""
    size, found = best.size, [np.empty(0, np.int64)] * 2
    above = below = distinct(group.holder)
    seen = above * size + above
    while len(above):
        counts = group.out[below + 1] - group.out[below]
        pairs = distinct(np.repeat(above, counts) * size + group.company[group.of(below)])
        pairs = pairs[~among(pairs, seen)]
        seen = distinct(np.concatenate([seen, pairs]))
        above, below = pairs // size, pairs % size
        rows = spans(best.out, above)
        member = np.repeat(below, best.out[above + 1] - best.out[above])
        at, same = places(member * size + best.company[rows], best.keys)
        same &= stake[rows]
        for name in ("low", "high", "low_open", "high_open"):
            same &= getattr(best, name)[rows] == getattr(best, name)[at]
        found = [np.concatenate([found[0], rows[same]]), np.concatenate([found[1], at[same]])]
    return found[0], found[1]


def _first(held: Held, order: Any) -> Numbers:
    """The row of each pair that comes first by `order`, and by what says so."""
    rows = np.lexsort((held.via, order, held.company, held.holder))
    keys = held.holder[rows] * len(held.names) + held.company[rows]
    return rows[np.concatenate([[True], keys[1:] != keys[:-1]])] if len(rows) else rows


def _rows(held: Held, rows: Numbers) -> Held:
    columns = {name: getattr(held, name)[rows] for name in held.__struct_fields__ if name != "names"}
    return replace(held, **columns)
