"""Integrated shares in one company, as ties use them: over its owners alone, and without heavy libraries.

Where a path is established, the lower end of the share counts established holdings only, so that a threshold that is
met there is met on good evidence; the upper end counts everything that holds.
"""

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from vendorgraph.analysis import words
from vendorgraph.analysis.holdings import Holding, Pair
from vendorgraph.analysis.verdict import judge
from vendorgraph.model import Market
from vendorgraph.ownership import holdings as ownership
from vendorgraph.ownership.holdings import Holdings
from vendorgraph.ownership.integrated import Convention
from vendorgraph.ownership.near import shares_from
from vendorgraph.ownership.sound import Sound, find_sound
from vendorgraph.relations.model import Share


class Capital(Struct, frozen=True, dict=True):
    """Who owns `company`, not counting what `without` holds: `shares` are all holdings, each one of `holdings`."""

    market: Market
    shares: Holdings
    holdings: Mapping[Pair, Holding]
    company: str
    convention: Convention
    without: str | None = None

    def share(self, holder: str, *, established: bool) -> Share | None:
        """Return the integrated share of `holder`, by a path that is established or not; None where it is withheld."""
        if self.flaws:
            return None
        whole = self._share(self._sound, holder)
        if not established:
            return whole
        firm = self._share(self._firm, holder)
        return Share(firm.min, whole.max, firm.min_open, whole.max_open)

    @cached_property
    def flaws(self) -> tuple[str, ...]:
        """Why integrated shares in the company are withheld, in words; nothing when they can be given."""
        if self.company not in self._sound.withheld:
            return ()
        told = [
            f"which shares in {self._name(found.company)} are right, as they make more than all of it together"
            for found in self._sound.excess
        ]
        loops = [" and ".join(map(self._name, loop)) for loop in self._sound.loops]
        return (*told, *(f"who is behind {names}, owned by nobody else" for names in loops))

    @cached_property
    def _sound(self) -> Sound:
        return find_sound(Holdings(tuple(self._near)))

    @cached_property
    def _firm(self) -> Sound:
        """The same of established holdings alone."""
        return find_sound(Holdings(tuple(each for each in self._near if self._established(each))))

    @cached_property
    def _near(self) -> list[ownership.Holding]:
        """The holdings in the company and in those above it."""
        owned = {self.company, *self.shares.above([self.company])}
        return [each for each in self.shares if each.company in owned and each.holder != self.without]

    def _established(self, share: ownership.Holding) -> bool:
        holding = self.holdings[share.holder, share.company]
        return judge(self.market, (holding.relation, holding.standing)).verdict == "established"

    def _share(self, sound: Sound, holder: str) -> Share:
        return shares_from(sound.holdings, holder, self.convention).get(self.company, Share(0.0, 0.0))

    def _name(self, slug: str) -> str:
        return words.name(self.market, slug)
