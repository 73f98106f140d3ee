"""Integrated shares in one company, as ties use them: over its owners alone, and without heavy libraries.

Where a path is established, the lower end of the share counts established holdings only, so that a threshold that is
met there is met on good evidence; the upper end counts everything that holds.
"""

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct, field

from vendorgraph.analysis import words
from vendorgraph.model import Market
from vendorgraph.ownership.holdings import Holding, Holdings
from vendorgraph.ownership.integrated import Convention
from vendorgraph.ownership.near import shares_from
from vendorgraph.ownership.ranges import NOTHING
from vendorgraph.ownership.sound import Sound
from vendorgraph.relations.model import Share


class Owners(Struct, frozen=True, dict=True):
    """Who owns `company`, not counting what is held through `without`.

    `whole` are the holdings of the market that can be computed with, and `firm` those of them that are established.
    `stated` are shares that sources ascribe to holders in so many words: what they have is at least that.
    """

    market: Market
    whole: Sound
    firm: Sound
    company: str
    stated: Mapping[str, Share]
    convention: Convention
    without: str | None = None
    _known: dict[tuple[str, bool], Share] = field(default_factory=dict)

    def share(self, holder: str, *, established: bool) -> Share | None:
        """Return the integrated share of `holder`, by a path that is established or not; None where it is withheld."""
        if self.flaws:
            return None
        key = (holder, established)
        if key not in self._known:
            whole = self._share(self._near, holder)
            least = self._share(self._near_firm, holder) if established else whole
            share = Share(least.min, whole.max, least.min_open, whole.max_open)
            self._known[key] = at_least(share, self.stated.get(holder, NOTHING))
        return self._known[key]

    @cached_property
    def flaws(self) -> tuple[str, ...]:
        """Why integrated shares in the company are withheld, in words; nothing when they can be given."""
        if self.company not in self.whole.withheld:
            return ()
        above = {self.company, *self.whole.stated.above([self.company])}
        told = [
            f"which shares in {self._name(found.company)} are right, as they make more than all of it together"
            for found in self.whole.excess
            if found.company in above
        ]
        loops = [" and ".join(map(self._name, loop)) for loop in self.whole.loops if above.issuperset(loop)]
        return (*told, *(f"who is behind {names}, owned by nobody else" for names in loops))

    @cached_property
    def owned(self) -> frozenset[str]:
        """The company and those above it that have owners of their own."""
        return frozenset(self._near.by_company)

    @cached_property
    def _near(self) -> Holdings:
        return owners(self.whole.holdings, self.company, self.without)

    @cached_property
    def _near_firm(self) -> Holdings:
        return owners(self.firm.holdings, self.company, self.without)

    def _share(self, near: Holdings, holder: str) -> Share:
        own = near.by_holder.get(holder, [])
        if len(own) == 1 and own[0].company == self.company and self.company not in near.by_holder:
            return own[0].share  # the only way, and no way back
        return shares_from(near, holder, self.convention).get(self.company, NOTHING)

    def _name(self, slug: str) -> str:
        return words.name(self.market, slug)


def at_least(share: Share, stated: Share) -> Share:
    """Return the share, no smaller than what is stated."""
    low = max((share.min, share.min_open), (stated.min, stated.min_open))
    high = max((share.max, not share.max_open), (stated.max, not stated.max_open))
    return Share(low[0], high[0], low[1], not high[1])


def owners(holdings: Holdings, company: str, without: str | None = None) -> Holdings:
    """Return the holdings in `company` and in those above it; nothing above `without`."""
    found: list[Holding] = []
    seen = [company]
    for name in seen:
        held = holdings.by_company.get(name, [])
        found.extend(held)
        seen.extend(dict.fromkeys(h.holder for h in held if h.holder not in (*seen, without)))
    return Holdings(tuple(found))
