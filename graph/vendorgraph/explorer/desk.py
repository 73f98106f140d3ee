"""What the pages read: the market, and what was last worked out of it. Nothing here is ever written."""

from datetime import date
from functools import lru_cache

from vendorgraph import dates, pipeline, wording
from vendorgraph.analysis.conflicts import conflicts
from vendorgraph.analysis.levels import read_levels
from vendorgraph.analysis.model import Conflict, Tie
from vendorgraph.explorer.address import State, Wrong
from vendorgraph.explorer.drawing.conflict import draw
from vendorgraph.explorer.drawing.model import Drawing
from vendorgraph.model import Entity, Market
from vendorgraph.queries import all_queries
from vendorgraph.relations.model import Relations
from vendorgraph.vendors import Shortlist, shortlist
from vendorgraph.wording import Voice

_DAYS, _FOUND, _DRAWN = 16, 96, 96


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
        self._shortlists = lru_cache(_DAYS)(self._list)

    @property
    def first(self) -> date:
        """The first day of the year in which the oldest dated source was published."""
        years = [source.published[:4] for source in self.market.sources.values() if source.published]
        return date(int(min(years, default=str(self.read.year))), 1, 1)

    def days(self, state: State) -> tuple[date, date]:
        """Return the day that a page asks about, and the day by which something had to be known."""
        return _day(state.as_of, self.read), _day(state.known_by, self.read)

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

    def voice(self, state: State) -> Voice:
        """Return what speaks the language of a page."""
        return wording.voice(self.market, state.language)

    def entity(self, slug: str, key: str = "entity") -> Entity:
        """Return an entity by its slug; Wrong, with the words of `key`, when there is none."""
        found = self.market.entities.get(slug)
        if found is None:
            raise Wrong(key, 404, found=slug[:80])
        return found

    def labs(self) -> list[Entity]:
        """Return the AI labs, by name."""
        labs = [entity for entity in self.market.entities.values() if "ai-lab" in entity.roles]
        return sorted(labs, key=lambda entity: (entity.name.casefold(), entity.slug))

    def warm(self) -> None:
        """Work out what nearly every page needs: the conflicts of all labs on the last day that was read."""
        for lab in self.labs():
            self._conflicts(lab.slug, self.read, self.read)

    def _resolve(self, as_of: date, known_by: date) -> Relations:
        return pipeline.relations(self.market, as_of, known_by)

    def _find(self, lab: str, as_of: date, known_by: date) -> tuple[Conflict, ...]:
        return tuple(conflicts(self.market, self._relations(as_of, known_by), lab, levels=self.levels))

    def _list(self, lab: str, as_of: date, known_by: date) -> Shortlist:
        return shortlist(self.market, self._relations(as_of, known_by), lab, self.levels)

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
