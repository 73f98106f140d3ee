"""Integrated shares from one holder in plain Python: for few companies, where loading numpy and scipy takes longer.

`integrated.integrated` answers the same for many holders at once; the two agree.
"""

from vendorgraph.ownership import bounds, paths
from vendorgraph.ownership.holdings import Holdings
from vendorgraph.ownership.integrated import Convention, uncorrected
from vendorgraph.relations.model import Share


def shares_from(holdings: Holdings, holder: str, convention: Convention = "baldone") -> dict[str, Share]:
    """Return what `holder` has of each company below it, as `integrated` does; nothing for one who holds nothing.

    The holdings must be sound (`sound.find_sound`): no company held above the whole or in a closed loop.
    """
    if convention == "simple":
        return paths.from_holder(holdings, holder)
    reach, lower = bounds.reach(holdings, holder), bounds.lower(holdings, holder)
    upper = reach.upper
    if convention == "brioschi":
        lower, upper = ({name: uncorrected(ends, holder, name) for name in ends} for ends in (lower, upper))
    return {
        company: Share(low, max(upper[company], low), company in reach.min_open, company in reach.max_open)
        for company, low in lower.items()
        if upper[company] > 0
    }
