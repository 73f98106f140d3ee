"""What the pages read: the market, and what was last worked out of it. Nothing here is ever written."""

from datetime import date
from functools import cached_property, lru_cache, partial

from vendorgraph import dates, names, pipeline, wording
from vendorgraph.analysis.conflicts import conflicts
from vendorgraph.analysis.levels import read_levels
from vendorgraph.analysis.model import Conflict, Tie
from vendorgraph.diff import Change, View, difference
from vendorgraph.explorer.address import State, Wrong
from vendorgraph.explorer.drawing import graph
from vendorgraph.explorer.drawing.conflict import draw
from vendorgraph.explorer.drawing.model import Drawing
from vendorgraph.explorer.drawing.scene import Scene
from vendorgraph.model import Entity, Market
from vendorgraph.queries import all_queries
from vendorgraph.relations.contradictions import Contradiction, contradictions
from vendorgraph.relations.model import Relations
from vendorgraph.vendors import Shortlist, shortlist
from vendorgraph.whatif import WhatIf, laid_over
from vendorgraph.wording import Voice

_DAYS, _FOUND, _DRAWN = 16, 96, 96


Days = tuple[date, date]
Key = tuple[str, str, str]


class Desk:
    """A market with what was worked out of it, kept while there is room; safe to use from several threads."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.read = pipeline.read_day(market)
        self.levels = read_levels()
        self.queries = all_queries()
        self._relations = lru_cache(_DAYS)(self._resolve)
        self._conflicts = lru_cache(_FOUND)(self._find)
        self._drawings = lru_cache(_DRAWN)(self._draw)
        self._contradictions = lru_cache(_DAYS)(partial(contradictions, market))
        self._shortlists = lru_cache(_DAYS)(self._list)
        self._pictures = lru_cache(_DRAWN)(self._picture)
        self._changes = lru_cache(_DAYS)(self._change)
        self._supposed = lru_cache(_DAYS)(self._suppose)

    @cached_property
    def first(self) -> date:
        """The first day of the year in which the oldest dated source was published."""
        years = [source.published[:4] for source in self.market.sources.values() if source.published]
        return date(int(min(years, default=str(self.read.year))), 1, 1)

    @cached_property
    def names(self) -> list[str]:
        """The names of all entities in either script, to choose from."""
        entities = self.market.entities.values()
        return sorted({name for entity in entities for name in (entity.name, entity.name_ar) if name})

    def days(self, state: State) -> tuple[date, date]:
        """Return the day that a page asks about, and the day by which something had to be known."""
        return _day(state.as_of, self.read), _day(state.known_by, self.read)

    def holds(self, state: State) -> bool:
        """Return whether the endpoint holds the relations of the days of a page: it does of the last day read."""
        return self.days(state) == (self.read, self.read)

    def relations(self, state: State) -> Relations:
        """Return what held, by the days of a page."""
        return self._relations(*self.days(state))

    def conflicts(self, state: State, lab: str) -> tuple[Conflict, ...]:
        """Return the conflicts of a customer, worst first."""
        return self._conflicts(lab, *self.days(state))

    def conflict(self, state: State, lab: str, vendor: str, rival: str) -> Conflict | None:
        """Return the conflict of a customer at a vendor with a rival; None when there is none on that day."""
        found = self.conflicts(state, lab)
        return next((each for each in found if (each.vendor, each.rival) == (vendor, rival)), None)

    def drawing(self, state: State, conflict: Conflict, way: int, alone: bool) -> Drawing:
        """Return the picture of a conflict by its tie number `way` (from 1)."""
        ends = (conflict.customer, conflict.vendor, conflict.rival)
        return self._drawings(*self.days(state), ends, way, alone, state.language)

    def shortlist(self, state: State, lab: str) -> Shortlist:
        """Return the vendors for a lab, the cleanest first."""
        return self._shortlists(lab, *self.days(state))

    def picture(self, state: State, scene: Scene) -> Drawing:
        """Return the picture of a scene."""
        return self._pictures(state.language, scene)

    def changes(self, lab: str, before: Days, after: Days) -> list[Change]:
        """Return what changed for a lab from one pair of days to another."""
        return self._changes(lab, before, after)

    def supposed(self, state: State, lab: str, what_if: WhatIf, gone: frozenset[Key]) -> tuple[list[Change], int]:
        """Return what would change for a lab, without the relations `gone` too, and how many conflicts it would have.

        Relations are named by subject, relation and object.
        """
        return self._supposed(lab, self.days(state), what_if, gone)

    def contradictions(self, state: State, slug: str) -> list[Contradiction]:
        """Return the claims about an entity that cannot all hold."""
        found = self._contradictions(self.days(state)[1])
        return [each for each in found if slug in (each.about[0], each.about[2])]

    def voice(self, state: State) -> Voice:
        """Return what speaks the language of a page."""
        return wording.voice(self.market, state.language)

    def entity(self, slug: str, key: str = "entity") -> Entity:
        """Return an entity by its slug; Wrong, with the words of `key` and near names, when there is none."""
        found = self.market.entities.get(slug)
        if found is None:
            near = [each.slug for each in names.suggested(self.market, slug)]
            raise Wrong(key, missed=slug, near=near, found=slug[:80])
        return found

    def named(self, text: str) -> Entity:
        """Return the entity that a name means; Wrong, with near names or all of that name, when none or several do."""
        try:
            return names.find(self.market, text)
        except names.AmbiguousName as several:
            raise Wrong("ambiguous", missed=text, near=several.ways, found=text[:80]) from None
        except names.UnknownName as unknown:
            near = [each.slug for each in unknown.near]
            raise Wrong("entity", missed=text, near=near, found=text[:80]) from None

    def labs(self) -> list[Entity]:
        """Return the AI labs, by name."""
        labs = [entity for entity in self.market.entities.values() if "ai-lab" in entity.roles]
        return sorted(labs, key=lambda entity: (entity.name.casefold(), entity.slug))

    def warm(self) -> None:
        """Work out what nearly every page needs: the conflicts of all labs on the last day that was read."""
        for lab in self.labs():
            self._conflicts(lab.slug, self.read, self.read)
        self._contradictions(self.read)

    def _resolve(self, as_of: date, known_by: date) -> Relations:
        return pipeline.relations(self.market, as_of, known_by)

    def _find(self, lab: str, as_of: date, known_by: date) -> tuple[Conflict, ...]:
        return tuple(conflicts(self.market, self._relations(as_of, known_by), lab, levels=self.levels))

    def _list(self, lab: str, as_of: date, known_by: date) -> Shortlist:
        return shortlist(self.market, self._relations(as_of, known_by), lab, self.levels)

    def _picture(self, language: str, scene: Scene) -> Drawing:
        return graph.draw(wording.voice(self.market, language), scene)

    def _view(self, lab: str, days: Days) -> View:
        return View(self._relations(*days), self._conflicts(lab, *days))

    def _change(self, lab: str, before: Days, after: Days) -> list[Change]:
        return difference(self._view(lab, before), self._view(lab, after))

    def _suppose(self, lab: str, days: Days, what_if: WhatIf, gone: frozenset[Key]) -> tuple[list[Change], int]:
        market = laid_over(self.market, what_if, min(days))
        kept = tuple(each for each in pipeline.relations(market, *days) if each.key[:3] not in gone)
        relations = Relations(*days, kept)
        found = tuple(conflicts(market, relations, lab, levels=self.levels))
        return difference(self._view(lab, days), View(relations, found)), len(found)

    def _draw(
        self, as_of: date, known_by: date, ends: tuple[str, str, str], way: int, alone: bool, language: str
    ) -> Drawing:
        found = self._conflicts(ends[0], as_of, known_by)
        conflict = next(each for each in found if (each.vendor, each.rival) == ends[1:])
        voice = wording.voice(self.market, language)
        return draw(voice, self._relations(as_of, known_by), conflict, tie_of(conflict, way), alone)


def tie_of(conflict: Conflict, way: int) -> Tie:
    """Return a tie of a conflict by its number from 1."""
    return conflict.ties[way - 1]


def _day(text: str | None, default: date) -> date:
    return dates.day(text) if text else default
