"""Sums of powers of the matrix of shares, on scipy's sparse matrices: the engine behind `integrated`.

W[i, j] is the share of company j that i holds; V = I + W + W^2 + ... = (I - W)^-1 (Neumann's series). Importing this
module needs numpy and scipy (the extra `ownership`).
"""

import numpy as np
from msgspec import Struct
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import spsolve

from vendorgraph.ownership.ranges import DECIMALS

Matrix = sparse.csr_array[np.float64]

#: What the series leaves out is at most this part of each sum.
TOLERANCE = 1e-13

#: A series that has not settled after so many terms (a loop of holdings that is almost closed) is solved directly.
TERMS = 1024

#: The most companies for which a single column is solved directly: the work may grow with the square of their number.
SOLVED = 20_000


def matrix(size: int, rows: ArrayLike, columns: ArrayLike, shares: ArrayLike) -> Matrix:
    """Return the square matrix of `size` rows with the shares given; those of 0 leave no entry."""
    places = (np.asarray(rows, dtype=np.intp), np.asarray(columns, dtype=np.intp))
    weights = sparse.csr_array((np.asarray(shares, dtype=np.float64), places), shape=(size, size))
    weights.eliminate_zeros()
    return weights


class Series(Struct, frozen=True, eq=False):
    """A sum of terms, entry by entry; `settled` unless what was added last is still more than TOLERANCE of some sum.

    `residual` is the greatest part of a sum that the last terms added, and `terms` how many terms there are.
    """

    sums: NDArray[np.float64]
    terms: int
    residual: float
    settled: bool


def series(start: NDArray[np.float64], step: Matrix, most: int = TERMS) -> Series:
    """Return start + step start + step step start + ..., for one column of numbers, of at most about `most` terms.

    Stops as `walks` does: when the next m terms are at most TOLERANCE of the first m. What has not settled by then is
    solved directly, unless it is larger than SOLVED.
    """
    total, term, terms, residual = start, start, 1, 1.0
    while terms < most:
        block = np.zeros_like(start)
        for _ in range(terms):
            term = np.asarray(step @ term)
            block += term
            if not term.any():
                break
        residual = float(np.max(np.divide(block, total + block, where=block > 0, out=np.zeros_like(block)), initial=0))
        total, terms = total + block, 2 * terms
        if residual <= TOLERANCE:
            return Series(total, terms, residual, True)
    if len(start) > SOLVED:
        return Series(total, terms, residual, False)
    system = sparse.eye_array(len(start), format="csc") - step.tocsc()
    return Series(spsolve(system, start), terms, 0.0, True)


def walks(start: Matrix, weights: Matrix) -> Matrix:
    """Return start (I + W + W^2 + ...), for weights W whose spectral radius is below 1.

    Stops when the next m terms are at most TOLERANCE of the first m, entry by entry. All entries being positive,
    those m terms bound the rest: what is left out is at most TOLERANCE / (1 - TOLERANCE) of each sum. Without cycles
    the terms run out and the sum is complete.
    """
    total, term, terms = start, start, 1
    while terms < TERMS:
        block, term = _next_terms(term, weights, terms)
        settled = not block.nnz or (block - TOLERANCE * total).max() <= 0
        total = total + block
        if settled:
            return total
        terms *= 2
    return _solved(start, weights)


def integrated(
    weights: Matrix, row: int | None, column: int | None, *, corrected: bool
) -> list[tuple[int, int, float]]:
    """Return (row, column, share) for the integrated shares above 0: of one row, else of one column, else of all.

    V - I (Brioschi), each row i divided by V[i, i] when `corrected` (Baldone), to DECIMALS.
    """
    if row is not None or column is not None:
        return _of_one(weights, row, column, corrected)
    sums = walks(weights, weights).tocoo()
    shares = np.round(sums.data / _returns(weights, sums.row.astype(np.intp)) if corrected else sums.data, DECIMALS)
    kept = np.flatnonzero(shares > 0)
    return list(zip(sums.row[kept].tolist(), sums.col[kept].tolist(), shares[kept].tolist(), strict=True))


def of_holder(weights: Matrix, row: int, *, corrected: bool) -> Series:
    """Return the shares of one holder in every company (a Series over the columns)."""
    found = series(weights[[row], :].toarray()[0], weights.T.tocsr())
    return _divided(found, 1 + found.sums[[row]]) if corrected else found


def in_company(weights: Matrix, column: int, *, corrected: bool) -> Series:
    """Return the share of every holder in one company (a Series over the rows)."""
    found = series(weights[:, [column]].toarray()[:, 0], weights)
    if not corrected:
        return found
    holders = np.flatnonzero(found.sums).astype(np.intp)
    returns = np.ones_like(found.sums)
    returns[holders] = _returns(weights, holders)
    return _divided(found, returns)


def _of_one(weights: Matrix, row: int | None, column: int | None, corrected: bool) -> list[tuple[int, int, float]]:
    if row is not None:
        found = of_holder(weights, row, corrected=corrected)
    else:
        found = in_company(weights, column or 0, corrected=corrected)
    shares = np.round(found.sums, DECIMALS)
    others = np.flatnonzero(shares > 0).tolist()
    if row is not None:
        return [(row, other, shares[other].item()) for other in others]
    return [(other, column or 0, shares[other].item()) for other in others]


def _divided(found: Series, by: NDArray[np.float64]) -> Series:
    return Series(found.sums / by, found.terms, found.residual, found.settled)


def _returns(weights: Matrix, nodes: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return V[i, i] for each of `nodes`: 1 where no cycle passes. Walks that return stay in a strong component."""
    _, component = connected_components(weights, directed=True, connection="strong")
    entries = weights.tocoo()
    inside = component[entries.row] == component[entries.col]
    loops = matrix(weights.shape[0], entries.row[inside], entries.col[inside], entries.data[inside])
    distinct, places = np.unique(nodes, return_inverse=True)
    sums = walks(loops[distinct, :], loops)
    found: NDArray[np.float64] = 1 + sums[:, distinct].diagonal()
    return found[places]


def _next_terms(term: Matrix, weights: Matrix, count: int) -> tuple[Matrix, Matrix]:
    """Return the sum of the `count` terms after `term`, and the last of them."""
    block = 0 * term
    for _ in range(count):
        term = term @ weights
        if not term.nnz:
            break
        block = block + term
    return block, term


def _solved(start: Matrix, weights: Matrix) -> Matrix:
    """Return the X with X (I - W) = start."""
    system = (sparse.eye_array(weights.shape[0], format="csc") - weights).T.tocsc()
    solved = spsolve(system, start.T.toarray())
    return sparse.csr_array(solved.reshape(system.shape[0], -1).T)


def cyclic(weights: Matrix) -> NDArray[np.intp]:
    """Return who owns a part of itself through others, ascending."""
    _, component = connected_components(weights, directed=True, connection="strong")
    within: NDArray[np.intp] = np.flatnonzero(np.bincount(component)[component] > 1)
    return np.union1d(within, np.flatnonzero(weights.diagonal()))
