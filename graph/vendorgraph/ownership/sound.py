"""The part of the holdings that integrated shares can be computed with, and what has to be left out of it."""

from collections.abc import Collection, Iterable
from functools import lru_cache

from msgspec import Struct

from vendorgraph.ownership.bounds import ranged
from vendorgraph.ownership.holdings import Excess, Holdings, check, tightened
from vendorgraph.ownership.ranges import SLACK, exact


class Sound(Struct, frozen=True):
    """The holdings that can be computed with, narrowed by what all of them make at most, and what was left out.

    `stated` are all holdings as given. `wide` are the companies in which integrated shares are intervals.
    """

    stated: Holdings
    holdings: Holdings
    wide: frozenset[str]
    loops: tuple[tuple[str, ...], ...]
    excess: tuple[Excess, ...]
    withheld: tuple[str, ...]


@lru_cache(maxsize=4)
def find_sound(holdings: Holdings) -> Sound:
    """Return what can be computed with: no company held above 1 or in a closed loop, nor any below one.

    The answer is kept for the next call, since one market is asked for one holder after another.
    """
    excess = check(holdings)
    sound, over = _without(holdings, [found.company for found in excess])
    loops = closed_loops(sound)
    sound, closed = _without(sound, [name for loop in loops for name in loop])
    narrowed = tightened(sound).holdings
    return Sound(holdings, narrowed, ranged(narrowed), loops, excess, tuple(sorted({*over, *closed})))


def closed_loops(holdings: Holdings) -> tuple[tuple[str, ...], ...]:
    """Return the sets of companies (one: its own sole owner) that own each other whole, at their lower ends.

    These are the strong components of which every company is held from inside to 1: there, and only there, I - W has no
    inverse as long as no company is held above 1 (Perron and Frobenius). All lie in the greatest set of companies that
    are held to 1 from inside that set, which is empty wherever owners from outside are at the top.
    """
    held = {company for company, least in holdings.minima.items() if least >= 1 - SLACK}
    while opened := {company for company in held if not _whole(holdings, company, held)}:
        held -= opened
    inside = Holdings(tuple(h for h in holdings if {h.holder, h.company} <= held and h.share.min > 0))
    parts = {
        frozenset((company, *{*inside.below([company])}.intersection(inside.above([company])))) for company in held
    }
    return tuple(
        sorted(tuple(sorted(part)) for part in parts if all(_whole(holdings, company, part) for company in part))
    )


def _without(holdings: Holdings, companies: Iterable[str]) -> tuple[Holdings, set[str]]:
    """Return the holdings without those in `companies` and all below them, and these names."""
    out = set(companies)
    out.update(holdings.below(out))
    return holdings.without(out), out


def _whole(holdings: Holdings, company: str, holders: Collection[str]) -> bool:
    """Whether `holders` have all of a company, at their lower ends."""
    return sum(exact(h.share.min) for h in holdings.by_company[company] if h.holder in holders) >= 1 - SLACK
