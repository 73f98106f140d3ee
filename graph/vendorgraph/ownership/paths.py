"""Integrated shares over simple paths: no company twice, so loops count nothing."""

from vendorgraph.ownership.holdings import Holdings
from vendorgraph.ownership.ranges import WHOLE, product, total
from vendorgraph.relations.model import Share

#: The most hops that are walked from one holder.
STEPS = 1_000_000


class TooManyPaths(ValueError):
    """The simple paths are too many to be walked; the message is one line."""


def from_holder(holdings: Holdings, holder: str) -> dict[str, Share]:
    """Return the sum, over the simple paths from `holder` to each company, of the product of the shares on the path.

    Their number can grow exponentially: TooManyPaths after STEPS hops. Nothing for one who holds nothing.
    """
    found: dict[str, Share] = {}
    on_path, trail = {holder: None}, [(iter(holdings.by_holder.get(holder, [])), WHOLE)]
    steps = 0
    while trail:
        hops, share = trail[-1]
        holding = next((hop for hop in hops if hop.company not in on_path), None)
        if holding is None:
            trail.pop()
            on_path.popitem()
            continue
        if (steps := steps + 1) > STEPS:
            raise TooManyPaths(f"more than {STEPS:,} hops on simple paths from {holder}: use another convention")
        company, handed = holding.company, product((share, holding.share))
        found[company] = total((found[company], handed)) if company in found else handed
        on_path[company] = None
        trail.append((iter(holdings.by_holder.get(company, [])), handed))
    return found
