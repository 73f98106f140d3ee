"""Integrated shares in one company, as ties use them: over its owners alone, and without heavy libraries.

Where a path is established, the lower end of the share counts established holdings only, so that a threshold that is
met there is met on good evidence; the upper end counts everything that holds.
"""

from collections.abc import Callable
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


class View(Struct, frozen=True):
    """The holdings of the market that can be computed with, and those of them that are established."""

    whole: Sound
    firm: Sound


class Owners(Struct, frozen=True, dict=True):
    """Who owns `company`, not counting what is held through `without`; `view` gives the holdings for a holder."""

    market: Market
    company: str
    convention: Convention
    view: Callable[[str], View]
    without: str | None = None
    _known: dict[tuple[str, bool], Share] = field(default_factory=dict)
    _nears: dict[int, tuple[Holdings, Holdings]] = field(default_factory=dict)

    def share(self, holder: str, *, established: bool) -> Share | None:
        """Return the integrated share of `holder`, by a path that is established or not; None where it is withheld."""
        if self.flaws:
            return None
        key = (holder, established)
        if key not in self._known:
            near, firm = self._near(self.view(holder))
            whole = self._share(near, holder)
            least = self._share(firm, holder) if established else whole
            self._known[key] = Share(least.min, whole.max, least.min_open, whole.max_open)
        return self._known[key]

    @property
    def doubtful(self) -> tuple[str, ...]:
        """The companies of which the owners do not add up, where integrated shares are withheld."""
        whole = self.view("").whole
        if self.company not in whole.withheld:
            return ()
        above = {self.company, *whole.stated.above([self.company])}
        loops = (company for loop in whole.loops if above.issuperset(loop) for company in loop)
        return tuple(dict.fromkeys((*(each.company for each in whole.excess if each.company in above), *loops)))

    @cached_property
    def flaws(self) -> tuple[str, ...]:
        """Why integrated shares in the company are withheld, in words; nothing when they can be given."""
        whole = self.view("").whole
        if self.company not in whole.withheld:
            return ()
        above = {self.company, *whole.stated.above([self.company])}
        told = [
            f"which shares in {self._name(found.company)} are right, as they make more than all of it together"
            for found in whole.excess
            if found.company in above
        ]
        loops = [" and ".join(map(self._name, loop)) for loop in whole.loops if above.issuperset(loop)]
        return (*told, *(f"who is behind {names}, owned by nobody else" for names in loops))

    @cached_property
    def owned(self) -> frozenset[str]:
        """The company and those above it that have owners of their own."""
        return frozenset(self._near(self.view(""))[0].by_company)

    def _near(self, view: View) -> tuple[Holdings, Holdings]:
        """The holdings in the company and above it, all and the established ones."""
        if id(view) not in self._nears:
            whole, firm = (owners(each.holdings, self.company, self.without) for each in (view.whole, view.firm))
            self._nears[id(view)] = (whole, firm)
        return self._nears[id(view)]

    def _share(self, near: Holdings, holder: str) -> Share:
        own = near.by_holder.get(holder, [])
        if len(own) == 1 and own[0].company == self.company and self.company not in near.by_holder:
            return own[0].share  # the only way, and no way back
        return shares_from(near, holder, self.convention).get(self.company, NOTHING)

    def _name(self, slug: str) -> str:
        return words.name(self.market, slug)


def owners(holdings: Holdings, company: str, without: str | None = None) -> Holdings:
    """Return the holdings in `company` and in those above it; nothing above `without`."""
    found: list[Holding] = []
    seen = [company]
    for name in seen:
        held = holdings.by_company.get(name, [])
        found.extend(held)
        seen.extend(dict.fromkeys(h.holder for h in held if h.holder not in (*seen, without)))
    return Holdings(tuple(found))
