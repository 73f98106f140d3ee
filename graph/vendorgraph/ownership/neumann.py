"""Sums of powers of the matrix of shares, on scipy's sparse matrices: the engine behind `integrated`.

W[i, j] is the share of company j that i holds; V = I + W + W^2 + ... = (I - W)^-1 (Neumann's series). Importing this
module needs numpy and scipy (the extra `ownership`).
"""

import numpy as np
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


def matrix(size: int, rows: ArrayLike, columns: ArrayLike, shares: ArrayLike) -> Matrix:
    """Return the square matrix of `size` rows with the shares given; those of 0 leave no entry."""
    places = (np.asarray(rows, dtype=np.intp), np.asarray(columns, dtype=np.intp))
    weights = sparse.csr_array((np.asarray(shares, dtype=np.float64), places), shape=(size, size))
    weights.eliminate_zeros()
    return weights


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
    if row is not None:
        sums = walks(weights[[row], :], weights).tocoo()
        holders, companies = np.full(sums.nnz, row), sums.col
    elif column is not None:
        turned = weights.T.tocsr()
        sums = walks(turned[[column], :], turned).tocoo()
        holders, companies = sums.col, np.full(sums.nnz, column)
    else:
        sums = walks(weights, weights).tocoo()
        holders, companies = sums.row, sums.col
    shares = np.round(sums.data / _returns(weights, holders) if corrected else sums.data, DECIMALS)
    kept = shares > 0
    return list(zip(holders[kept].tolist(), companies[kept].tolist(), shares[kept].tolist(), strict=True))


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
