"""How far an integrated share can reach when shares are intervals: the upper end, and which ends are open.

The lower end needs no search: integrated shares grow with every share, so it is the one made by all lower ends. For
one holder and few companies both ends are found here, in plain Python; for many, `neumann` finds the lower ends.
"""

from msgspec import Struct
from msgspec.structs import replace

from vendorgraph.ownership.holdings import Holding, Holdings
from vendorgraph.ownership.ranges import DECIMALS, is_exact
from vendorgraph.relations.model import Share

#: Sweeps over all companies end when none gains more than TOLERANCE, and give up after SWEEPS.
TOLERANCE = 1e-13
SWEEPS = 10_000


class Reach(Struct, frozen=True):
    """What one holder has of the companies below it: the upper ends, and the companies whose ends are open."""

    upper: dict[str, float]
    min_open: frozenset[str]
    max_open: frozenset[str]


def ranged(holdings: Holdings) -> frozenset[str]:
    """Return the companies in which some direct or indirect holding is an interval, not a number."""
    direct = {holding.company for holding in holdings if not is_exact(holding.share)}
    return frozenset(direct.union(holdings.below(direct)))


def reach(holdings: Holdings, holder: str) -> Reach:
    """Return the upper ends of the integrated shares (Baldone) of `holder`, and which ends are open.

    y_j = max over w of (w_ij + sum of y_k w_kj over k other than i): each company's shares lie within their intervals
    and make at most 1, so what is left after the lower ends goes to the holders of whom i has most. Solved by sweeps
    from 0: the greatest chance to meet i on a walk up the chains (an interval Markov chain; after Sen, Viswanathan
    and Agha 2006). Where the sweeps do not settle the upper ends are 1, which always bounds. An end counts as open
    when some holding on a walk from the holder has that end open. Nothing for one who holds nothing.
    """
    upper, settled = _sweep(holdings, holder)
    upper = upper if settled else dict.fromkeys(upper, 1.0)
    return Reach(upper, _opened(holdings, holder, "min"), _opened(holdings, holder, "max"))


def lower(holdings: Holdings, holder: str) -> dict[str, float]:
    """Return the lower ends of the integrated shares (Baldone) of `holder`, by the same sweeps over all lower ends.

    Where they do not settle, what they reached by then, which always bounds. Nothing for one who holds nothing.
    """
    least = (replace(h, share=Share(h.share.min, h.share.min)) for h in holdings)
    return _sweep(Holdings(tuple(least)), holder)[0]


def _sweep(holdings: Holdings, holder: str) -> tuple[dict[str, float], bool]:
    """Return the most that the holder can have of each company below it, and whether the sweeps settled."""
    below = holdings.below([holder])
    upper, gain = dict.fromkeys(below, 0.0), 1.0
    for _ in range(SWEEPS):
        gain = 0.0
        for company in below:
            most = _most(holdings.by_company[company], holder, upper)
            gain, upper[company] = max(gain, most - upper[company]), most
        if gain <= TOLERANCE:
            break
    return {company: round(most, DECIMALS) for company, most in upper.items()}, gain <= TOLERANCE


def _most(held: list[Holding], holder: str, upper: dict[str, float]) -> float:
    """Return the most that one company can give, when its holders are given what they can have of the holder."""
    values = [(1.0 if h.holder == holder else upper.get(h.holder, 0.0), h.share) for h in held]
    left = max(0.0, 1.0 - sum(share.min for _, share in values))
    most = 0.0
    for value, share in sorted(values, key=lambda pair: -pair[0]):
        more = min(share.max - share.min, left)
        left -= more
        most += value * (share.min + more)
    return min(most, 1.0)


def _opened(holdings: Holdings, holder: str, end: str) -> frozenset[str]:
    """Return the companies that a walk of positive shares reaches from `holder` over a holding with that end open."""
    queue, seen = [(holder, False)], set[tuple[str, bool]]()
    for name, opened in queue:
        for holding in holdings.by_holder.get(name, []):
            share_open: bool = getattr(holding.share, f"{end}_open")
            step = (holding.company, opened or share_open)
            if step in seen or not (getattr(holding.share, end) > 0 or share_open):
                continue
            seen.add(step)
            if holding.company != holder:
                queue.append(step)
    return frozenset(company for company, opened in seen if opened)
