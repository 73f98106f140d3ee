"""What the ways from a holder down to a company leave open: holdings in doubt, and shares that are only estimates."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from vendorgraph.analysis.holdings import Holding, Pair
from vendorgraph.analysis.owning import Owning
from vendorgraph.analysis.verdict import RUMOUR
from vendorgraph.analysis.words import name
from vendorgraph.model import Market
from vendorgraph.ownership.control import Control
from vendorgraph.ownership.ranges import MAJORITY, passes
from vendorgraph.relations.model import Share
from vendorgraph.relations.shares import is_about


class Ways(Struct, frozen=True, dict=True):
    """The holdings that an answer of `control` rests on, by holder and company."""

    market: Market
    found: Owning

    def is_about(self, holder: str, company: str, share: Share) -> bool:
        """Whether a share rests on one that all who state it call "about"; a range also on those of other holders."""
        own = any(pair in self._estimated for pair in self._between(holder, company))
        ranged = share.min != share.max and share.max < 1
        return own or (ranged and any(held in self._above(company) for _, held in self._estimated))

    def doubts(self, holder: str, company: str) -> str:
        """Return what is doubtful on the ways from a holder down to a company, in words; nothing where nothing is."""
        return self._told(self._between(holder, company), (holder, company))

    def doubts_of(self, each: Control) -> str:
        """Return what is doubtful of those who control a company together."""
        pairs = self._controlling(each.holder, each.company, {each.holder})
        return self._told(pairs, (each.holder, each.company))

    def estimated(self, each: Control) -> bool:
        """Whether those who control a company together have shares in it that are only estimates."""
        return any((holder, each.company) in self._estimated for holder in each.through)

    def _told(self, pairs: Iterable[Pair], own: Pair) -> str:
        """The doubts about holdings, each with its ends unless it is the one that is asked about."""
        told = {pair: self._doubts[pair] for pair in pairs if pair in self._doubts}
        return "; ".join(said if pair == own else f"{self._ends(pair)}: {said}" for pair, said in told.items())

    def _ends(self, pair: Pair) -> str:
        return " in ".join(name(self.market, slug) for slug in pair)

    def _controlling(self, holder: str, company: str, seen: set[str]) -> Iterator[Pair]:
        for middle in self._through.get((holder, company), ()):
            yield middle, company
            if middle not in seen:
                seen.add(middle)
                yield from self._controlling(holder, middle, seen)

    def _between(self, holder: str, company: str) -> list[Pair]:
        below, above = _reached(holder, self._down), self._above(company)
        return [pair for pair in self._pairs if pair[0] in below and pair[1] in above]

    def _above(self, company: str) -> set[str]:
        return _reached(company, self._up)

    @cached_property
    def _pairs(self) -> dict[Pair, Holding]:
        return {(each.holder, each.company): each for each in self.found.holdings}

    @cached_property
    def _through(self) -> dict[Pair, tuple[str, ...]]:
        return {(each.holder, each.company): each.through for each in self.found.control}

    @cached_property
    def _down(self) -> dict[str, list[str]]:
        return _index(self._pairs)

    @cached_property
    def _up(self) -> dict[str, list[str]]:
        return _index((company, holder) for holder, company in self._pairs)

    @cached_property
    def _estimated(self) -> list[Pair]:
        return [pair for pair, each in self._pairs.items() if is_about(self.market, each.relation)]

    @cached_property
    def _doubts(self) -> dict[Pair, str]:
        doubts = {pair: ", ".join(_words(each, self.found.contested)) for pair, each in self._pairs.items()}
        return {pair: said for pair, said in doubts.items() if said}


def _words(holding: Holding, contested: frozenset[str]) -> Iterator[str]:
    relation = holding.relation
    if relation.status == "unconfirmed":
        yield "unconfirmed"
    if relation.disputed:
        yield "sources disagree"
    if relation.grade == RUMOUR:
        yield "rumoured"
    elif relation.grade == "C":
        yield "grade C"
    if holding.company in contested and passes(holding.share, MAJORITY) == "certain":
        yield "another is said to have most of it too"


def _index(pairs: Iterable[Pair]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for one, other in pairs:
        index.setdefault(one, []).append(other)
    return index


def _reached(start: str, steps: dict[str, list[str]]) -> set[str]:
    """All that the steps lead to from `start`, itself included."""
    found, queue = {start}, [start]
    for each in queue:
        new = [other for other in steps.get(each, ()) if other not in found]
        found.update(new)
        queue.extend(new)
    return found
