"""The start page: whose conflicts of interest are asked about."""

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from vendorgraph.analysis.model import LEVELS
from vendorgraph.explorer.address import State
from vendorgraph.explorer.desk import Desk
from vendorgraph.explorer.screens.conflicts import Row, row
from vendorgraph.model import Entity


class Choice(Struct, frozen=True):
    """A lab with the number of its conflicts by level, worst level first, and the worst conflict, None without any."""

    lab: Entity
    levels: tuple[tuple[str, int], ...]
    worst: Row | None

    @property
    def weighty(self) -> bool:
        """Whether any conflict is above the lowest level."""
        return any(level != LEVELS[-1] for level, _ in self.levels)


def show(desk: Desk, state: State) -> Mapping[str, object]:
    """Return the labs, those with the worst conflicts first."""
    choices = [_choice(desk, state, lab) for lab in desk.labs()]
    return {"choices": sorted(choices, key=_order)}


def _choice(desk: Desk, state: State, lab: Entity) -> Choice:
    found = desk.conflicts(state, lab.slug)
    counted = Counter(conflict.level for conflict in found)
    levels = tuple((level, counted[level]) for level in LEVELS if counted[level])
    return Choice(lab, levels, row(desk.voice(state), found[0]) if found else None)


def _order(choice: Choice) -> tuple[object, ...]:
    return ([-dict(choice.levels).get(level, 0) for level in LEVELS], choice.lab.name.casefold())
