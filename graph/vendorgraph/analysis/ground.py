"""What ties are found on: the relations of a day with the indexes made of them, each once."""

from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct, field

from vendorgraph.analysis import corporate, timing
from vendorgraph.analysis.capital import Owners, View
from vendorgraph.analysis.holdings import (
    Capital,
    Holding,
    Holdings,
    Pair,
    as_shares,
    capital,
    counted,
    holdings,
    voting,
)
from vendorgraph.analysis.model import Course, Path
from vendorgraph.analysis.persons import Persons
from vendorgraph.analysis.verdict import judge
from vendorgraph.model import Market
from vendorgraph.ownership import holdings as ownership
from vendorgraph.ownership.control import Control, control
from vendorgraph.ownership.integrated import Convention
from vendorgraph.ownership.sound import find_sound
from vendorgraph.relations.model import Relation, Relations

#: How many stakes one after the other are followed when nothing else is asked for.
MAX_HOPS = 4


class Ground(Struct, frozen=True, dict=True):
    """The market, its relations as of a day, the longest chain of stakes that is followed, and how shares are counted.

    `facing` are those whose ties by common owners are looked for (None: everybody's), of which there may be very many.
    `ways` keeps the holdings by which a holder controls a company, and `chains` those below a holder, once found.
    """

    market: Market
    relations: Relations
    max_hops: int = MAX_HOPS
    convention: Convention = "baldone"
    facing: frozenset[str] | None = None
    ways: dict[Pair, list[list[Holding]]] = field(default_factory=dict)
    chains: dict[str, list[tuple[Holding, ...]]] = field(default_factory=dict)
    _members: dict[str, dict[str, list[Path]]] = field(default_factory=dict)
    _owners: dict[tuple[str, str | None], Owners] = field(default_factory=dict)
    _views: dict[str, View] = field(default_factory=dict)
    _votes: dict[str, ownership.Holdings] = field(default_factory=dict)

    @cached_property
    def holdings(self) -> Holdings:
        """Who holds what."""
        return holdings(self.relations)

    @cached_property
    def capital(self) -> Capital:
        """The holdings that count for integrated shares."""
        return capital(self.holdings)

    @cached_property
    def capital_in(self) -> dict[str, list[Holding]]:
        """The holdings that count for integrated shares, by company."""
        found: dict[str, list[Holding]] = {}
        for each in self.capital.counted.values():
            found.setdefault(each.company, []).append(each)
        return found

    @cached_property
    def counted(self) -> dict[str, list[Holding]]:
        """The holdings that count for control, by company."""
        return counted(self.holdings)

    @cached_property
    def controls(self) -> dict[str, list[Control]]:
        """Who controls each company, certainly or possibly, by a majority of the votes."""
        found: dict[str, list[Control]] = {}
        for each in control(voting(holding for into in self.counted.values() for holding in into)):
            found.setdefault(each.company, []).append(each)
        return found

    @cached_property
    def controlled(self) -> dict[str, set[str]]:
        """Which companies each holder controls, certainly or possibly."""
        found: dict[str, set[str]] = {}
        for each in (each for into in self.controls.values() for each in into):
            found.setdefault(each.holder, set()).add(each.company)
        return found

    @cached_property
    def persons(self) -> Persons:
        """Who holds or held which post."""
        return Persons(self.market, self.relations)

    @cached_property
    def by_key(self) -> dict[tuple[str, str, str, str | None], Relation]:
        """All relations by what tells them apart."""
        return {relation.key: relation for relation in self.relations}

    def owners_of(self, company: str, without: str | None = None) -> Owners:
        """Return who has which integrated share of `company`, not counting what `without` holds."""
        if without is not None and without not in self.owners_of(company).owned:
            without = None
        key = (company, without)
        if key not in self._owners:
            self._owners[key] = Owners(self.market, company, self.convention, self.view, without)
        return self._owners[key]

    def view(self, holder: str) -> View:
        """Return the holdings that integrated shares of `holder` are computed with."""
        key = holder if holder in self._repeating else ""
        if key not in self._views:
            seen = self.capital.seen_by(key).values()
            firm = [each for each in seen if self._established(each)]
            self._views[key] = View(find_sound(as_shares(seen)), find_sound(as_shares(firm)))
        return self._views[key]

    @cached_property
    def _repeating(self) -> frozenset[str]:
        """The holders of which a stake is also told of companies below them."""
        return frozenset(holder for holder, _ in self.capital.repeated)

    def votes(self, company: str) -> ownership.Holdings:
        """Return the holdings in `company` with shares of its votes in place of shares."""
        if company not in self._votes:
            self._votes[company] = ownership.votes(as_shares(self.capital_in.get(company, ())))
        return self._votes[company]

    def _established(self, holding: Holding) -> bool:
        return judge(self.market, (holding.relation, holding.standing)).verdict == "established"

    def course(self, path: Iterable[Relation]) -> Course | None:
        """Return how a path stands in time, as `timing.course` does."""
        return timing.course(path, self.relations.as_of)

    def faces(self, slug: str) -> bool:
        """Whether ties by common owners are looked for."""
        return self.facing is None or slug in self.facing

    def members(self, slug: str) -> dict[str, list[Path]]:
        """Return the corporate group of `slug`, as `corporate.members` does."""
        if slug not in self._members:
            self._members[slug] = corporate.members(self.relations, slug)
        return self._members[slug]
