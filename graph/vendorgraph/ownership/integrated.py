"""Integrated (cash-flow) ownership: what a holder has of a company directly and through others, cycles included."""

import math
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from vendorgraph.ownership import bounds, paths
from vendorgraph.ownership.holdings import Excess, Holdings
from vendorgraph.ownership.ranges import DECIMALS
from vendorgraph.ownership.sound import Sound, find_sound
from vendorgraph.relations.model import Share

Convention = Literal["baldone", "brioschi", "simple"]


class ConventionRule(Struct, frozen=True):
    """A way to count cycles: its name, the words for it, its rule and reference."""

    name: Convention
    title: str
    rule: str
    reference: str


CONVENTIONS: dict[Convention, ConventionRule] = {
    "baldone": ConventionRule(
        "baldone",
        "Baldone",
        "walks that do not come back to the holder",
        "Baldone, Brioschi and Paleari 1998 (after); Vitali, Glattfelder and Battiston 2011 (after)",
    ),
    "brioschi": ConventionRule("brioschi", "Brioschi", "all walks", "Brioschi, Buzzacchi and Colombo 1989 (after)"),
    "simple": ConventionRule(
        "simple", "simple paths", "paths without a repeated company", "the close-link rules of Vadalog's documentation"
    ),
}


class IntegratedShare(Struct, frozen=True):
    """`holder` has `share` of `company`, directly and through others, by the convention named."""

    holder: str
    company: str
    share: Share
    convention: Convention


class Integration(Struct, frozen=True):
    """Integrated shares in the order of (holder, company), and what stood in the way of others.

    `loops` are the sets of companies that own each other whole, with no owner outside. `excess` are the companies whose
    holdings make more than 1. `withheld` names these companies and all below them: no share in them is given.
    """

    convention: Convention
    shares: tuple[IntegratedShare, ...]
    loops: tuple[tuple[str, ...], ...]
    excess: tuple[Excess, ...]
    withheld: tuple[str, ...]


class HolderValue(Struct, frozen=True):
    """What a holder commands through its integrated shares, from `low` to `high`, in the unit of the input."""

    holder: str
    low: float
    high: float


class NetworkValue(Struct, frozen=True):
    """Values by holder; `left_out` names the companies whose value counts for nobody, shares in them being withheld."""

    convention: Convention
    values: tuple[HolderValue, ...]
    left_out: tuple[str, ...]


def integrated(
    holdings: Holdings, convention: Convention = "baldone", *, holder: str | None = None, company: str | None = None
) -> Integration:
    """Return integrated shares: from one holder, to one company, between the two, or for all pairs.

    With W[i, j] the share of j that i holds and V = (I - W)^-1: `brioschi` gives V - I, over all walks; `baldone` gives
    diag(V)^-1 (V - I), over walks that do not come back to their start; `simple` sums over paths without a repeated
    company, and loses what goes round in loops. For a holder that nobody holds the first two agree, and over such
    holders the shares of a fully owned company sum to 1. References: `CONVENTIONS`.

    Shares are fractions; with intervals the lower end comes from all lower ends, the upper end from what the upper ends
    allow while the shares of each company make at most 1 (`bounds.reach`; for `brioschi`, where a share of itself is
    unlimited, a bound that may be infinite). No holdings, or a name not among them: no shares. Needs scipy, but for
    `simple`, which raises TooManyPaths when the paths are too many. ValueError for another convention.
    """
    if convention not in CONVENTIONS:
        raise ValueError(f"convention {convention!r}: write one of {', '.join(CONVENTIONS)}")
    sound = find_sound(holdings)
    solve = _over_paths if convention == "simple" else _over_walks
    shares = solve(sound, convention, holder, company)
    found = tuple(IntegratedShare(*pair, shares[pair], convention) for pair in sorted(shares) if shares[pair].max > 0)
    return Integration(convention, found, sound.loops, sound.excess, sound.withheld)


def network_value(holdings: Holdings, value: Mapping[str, float], convention: Convention = "baldone") -> NetworkValue:
    """Return for each holder the sum over companies j of its integrated share in j times value[j].

    The value of a company counts in full for whoever owns it, so values of holders that own one another must not be
    added up. Companies without a value count nothing. ValueError for a value below 0. References: Vitali, Glattfelder
    and Battiston 2011 (after).
    """
    for name, amount in value.items():
        if amount < 0:
            raise ValueError(f"value of {name}: found {amount:g}, write a number of at least 0")
    found = integrated(holdings, convention)
    sums: dict[str, tuple[float, float]] = {}
    for pair in found.shares:
        low, high = sums.get(pair.holder, (0.0, 0.0))
        worth = value.get(pair.company, 0.0)
        sums[pair.holder] = (low + pair.share.min * worth, high + (pair.share.max * worth if worth else 0.0))
    values = tuple(HolderValue(holder, *ends) for holder, ends in sorted(sums.items()) if ends[1] > 0)
    return NetworkValue(convention, values, tuple(name for name in found.withheld if value.get(name)))


def _over_walks(
    sound: Sound, convention: Convention, holder: str | None, company: str | None
) -> dict[tuple[str, str], Share]:
    low = _lower_ends(_around(sound.holdings, holder, company), convention, holder, company)
    shares = {pair: Share(value, value) for pair, value in low.items()}
    ends = sound.wide if company is None else sound.wide.intersection([company])
    holders = sound.holdings.above(ends)
    for name in holders if holder is None else {holder}.intersection(holders):
        reach = bounds.reach(sound.holdings, name)
        for end in ends.intersection(reach.upper):
            high = uncorrected(reach.upper, name, end) if convention == "brioschi" else reach.upper[end]
            value = low.get((name, end), 0.0)
            shares[name, end] = Share(value, max(high, value), end in reach.min_open, end in reach.max_open)
    return shares


def uncorrected(ends: Mapping[str, float], holder: str, company: str) -> float:
    """Return an end of a share by Brioschi: V[i, i] = 1 / (1 - y_ii) times that by Baldone, which `ends` gives."""
    own = ends.get(holder, 0.0)
    return round(ends[company] / (1 - own), DECIMALS) if own < 1 else math.inf


def _lower_ends(
    holdings: Holdings, convention: Convention, holder: str | None, company: str | None
) -> dict[tuple[str, str], float]:
    from vendorgraph.ownership import neumann

    names = sorted({name for holding in holdings for name in (holding.holder, holding.company)})
    place = {name: index for index, name in enumerate(names)}
    if not names or (holder is not None and holder not in place) or (company is not None and company not in place):
        return {}
    rows, columns, shares = (
        [place[h.holder] for h in holdings],
        [place[h.company] for h in holdings],
        [h.share.min for h in holdings],
    )
    weights = neumann.matrix(len(names), rows, columns, shares)
    row, column = (None if name is None else place[name] for name in (holder, company))
    found = neumann.integrated(weights, row, column, corrected=convention == "baldone")
    return {(names[i], names[j]): share for i, j, share in found if column is None or j == column}


def _over_paths(
    sound: Sound, convention: Convention, holder: str | None, company: str | None
) -> dict[tuple[str, str], Share]:
    around = _around(sound.holdings, holder, company)
    return {
        (name, end): share
        for name in ([holder] if holder is not None else sorted(around.by_holder))
        for end, share in paths.from_holder(around, name).items()
        if company is None or end == company
    }


def _around(holdings: Holdings, holder: str | None, company: str | None) -> Holdings:
    """Return the holdings on a walk from the holder to the company, or on one that returns to its start."""
    start = holdings.by_holder if holder is None else dict.fromkeys((holder, *holdings.below([holder])))
    end = holdings.by_company if company is None else dict.fromkeys((company, *holdings.above([company])))
    near = (holding for name in sorted(start) for holding in holdings.by_holder.get(name, ()))
    return Holdings(tuple(holding for holding in near if holding.company in end))
