"""The two markets, their days, and what an answer names, for the tests of what every answer promises."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from tests.markets import bundled
from vendorgraph import pipeline
from vendorgraph.analysis.conflicts import all_conflicts
from vendorgraph.analysis.model import Conflict
from vendorgraph.answers import conflicts as answers
from vendorgraph.model import Market
from vendorgraph.relations.model import Relation, Relations
from vendorgraph.relations.resolve import resolve

DAYS = {
    "small": (date(2025, 3, 20), date(2025, 6, 1), date(2025, 12, 31), date(2026, 6, 30)),
    "bundled": (date(2025, 6, 20), date(2026, 11, 22)),
}


@cache
def market(name: str) -> Market:
    """The small market or the bundled one."""
    return bundled() if name == "bundled" else pipeline.read((Path(__file__).parents[1] / "data" / "small",))


@cache
def relations(name: str, as_of: date, known_by: date | None = None) -> Relations:
    return resolve(market(name), as_of, known_by or pipeline.read_day(market(name)))


@cache
def found(name: str, as_of: date, known_by: date | None = None) -> tuple[Conflict, ...]:
    """The conflicts of all labs."""
    return tuple(all_conflicts(market(name), relations(name, as_of, known_by)))


def answer(name: str, as_of: date, known_by: date | None = None) -> Any:
    """The JSON of all of them, as plain values."""
    held = relations(name, as_of, known_by)
    return msgspec.to_builtins(answers.answer(market(name), held, None, found(name, as_of, known_by)))


def hops(value: Any) -> Iterator[dict[str, Any]]:
    """Every hop in an answer."""
    if isinstance(value, dict) and {"subject", "relation", "grade"} <= value.keys():
        yield value
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from hops(each)


def paths(conflict: Conflict) -> Iterator[Relation]:
    """Every relation on the paths of a conflict."""
    for path in (conflict.exposure.path, conflict.rivalry.path, *(tie.path for tie in conflict.ties)):
        yield from path
