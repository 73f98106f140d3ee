"""Integrated shares at their lower ends, for all holders in some companies at once: `ownership.integrated` by columns.

With W[i, j] the share of j that i holds and V = (I - W)^-1, Baldone's share of i in j is V[i, j] / V[i, i]. Not
counting what r holds takes V[i, r] V[r, j] / V[r, r] away from V[i, j], and likewise from V[i, i]. The columns of V
that are needed come from Neumann's series over sparse arrays, all at once, and go back to the engine as a table.

Importing this module needs numpy and scipy (the extra `scale`).
"""

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from vendorgraph.ownership import neumann
from vendorgraph.ownership.ranges import DECIMALS
from vendorgraph.scale.stakes import Numbers, Shares, Stakes
from vendorgraph.scale.ties.arrays import ALL, Arrays
from vendorgraph.scale.ties.hops import Ground

if TYPE_CHECKING:
    from ibis.expr.types import Table

#: A walk that hands down less than this counts for nothing, and the most terms of the series.
LEAST, TERMS = 1e-15, 20_000

_COLUMNS = ("view", "holder", "company", "whole", "firm")


def walks(ground: Ground, arrays: Arrays, companies: Numbers) -> "Table":
    """Return V at the lower ends, `whole` and by established holdings alone (`firm`), where it is not that of nothing.

    Rows are `view`, `holder` and `company`: one of `companies`, or the holder itself where it goes round.
    """
    import pyarrow as pa

    parts = [_of_view(arrays, view, companies) for view in arrays.views()]
    columns = [np.concatenate(each) for each in zip(*parts, strict=True)]
    return ground.keep("walks", ground.engine.table(pa.table(dict(zip(_COLUMNS, columns, strict=True)))))


def withheld(ground: Ground, arrays: Arrays) -> "Table":
    """Return the companies (`id`) of which integrated shares are withheld."""
    import pyarrow as pa

    return ground.engine.table(pa.table({"id": np.flatnonzero(arrays.seen_by(ALL)[0].withheld)}))


def integrated(ground: Ground, walks: "Table", pairs: "Table") -> "Table":
    """Return `pairs` (`holder`, `company`, by `firm` holdings alone, `without` whom or null) with `integrated`."""
    import ibis

    views = walks.filter(walks["view"] != ALL).select(own="view").distinct()
    found = pairs.left_join(views, pairs["holder"] == views["own"])
    found = found.mutate(view=ibis.coalesce(found["own"], ibis.literal(ALL))).drop("own")
    ends = [("hv", "holder", "company"), ("hh", "holder", "holder"), ("hr", "holder", "without")]
    ends += [("rv", "without", "company"), ("rr", "without", "without"), ("rh", "without", "holder")]
    for name, holder, company in ends:
        found = _looked_up(found, walks, name, holder, company)
    around = found["hr"] / (1 + found["rr"])
    direct, back = found["hv"] - around * found["rv"], 1 + found["hh"] - around * found["rh"]
    share = (direct / back).round(DECIMALS)
    return ground.keep("integrated", found.select(*pairs.columns, integrated=share))


def _looked_up(found: "Table", walks: "Table", name: str, holder: str, company: str) -> "Table":
    import ibis

    on = walks.rename("v_{name}")
    both = found.left_join(on, [("view", "v_view"), (holder, "v_holder"), (company, "v_company")])
    zero = ibis.literal(0).cast("float64")  # 0.0 is a decimal number to some engines
    value = ibis.ifelse(both["firm"], both["v_firm"], both["v_whole"]).fill_null(zero)
    return both.select(*found.columns, **{name: value})


def _of_view(arrays: Arrays, view: int, companies: Numbers) -> tuple[Any, ...]:
    whole, firm = (each.stakes for each in arrays.seen_by(view))
    ends = np.union1d(companies, neumann.cyclic(_weights(whole)))
    one, other = _series(whole, ends), _series(firm, ends)
    both = sparse.coo_array(one + other)  # where either is
    rows, columns = both.row.astype(np.int64), both.col.astype(np.int64)
    values = (_entries(each, rows, columns) for each in (one, other))
    return (np.full(len(rows), view), rows, ends[columns], *values)


def _entries(found: Any, rows: Numbers, columns: Numbers) -> Shares:
    return np.asarray(found.tocsr()[rows, columns]).ravel() if len(rows) else np.zeros(0)


def _series(stakes: Stakes, companies: Numbers) -> Any:
    """The columns of V - I for some companies: the sum of the powers of W."""
    weights = _weights(stakes)
    term = sparse.csr_array(weights[:, companies])
    found = term
    for _ in range(TERMS):
        term = weights @ term
        term.data[term.data < LEAST] = 0.0
        term.eliminate_zeros()
        if not term.nnz:
            break
        found = found + term
    return found


def _weights(stakes: Stakes) -> neumann.Matrix:
    return neumann.matrix(stakes.size, stakes.holder, stakes.company, stakes.low)
