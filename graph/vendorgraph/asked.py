"""What may be asked for: one check for each kind of argument, which the command line and the Python API share.

Each takes what an argument is called and what was given for it, and returns it as it is used. What cannot be meant is a
ValueError, and what is not of the right kind a TypeError, that say what was found and what to write instead.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from vendorgraph import dates
from vendorgraph.problems import either, shown

if TYPE_CHECKING:
    from vendorgraph.analysis.model import Conflict
    from vendorgraph.model import Entity
    from vendorgraph.vocabulary import Vocabulary


def day(name: str, value: object) -> date:
    """Return the day that is given as a date, or as ISO text that is exact to the day."""
    if isinstance(value, str):
        try:
            return dates.day(value)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    raise TypeError(f'{name}: {shown(value)} is no day: write a date, or text such as "2025-06-20"')


def word(name: str, value: object, known: Collection[str]) -> str:
    """Return a word that is one of those known."""
    if not isinstance(value, str) or value not in known:
        raise ValueError(f"{name}: {shown(value)} is none of {', '.join(known)}")
    return value


def words(name: str, values: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    """Return words, each of which is one of those known; one text in place of a list of them is a TypeError."""
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise TypeError(f"{name}: {shown(values)} is no list: write the words in brackets, such as [{shown(values)}]")
    return tuple(word(name, each, known) for each in values)


def count(name: str, value: object) -> int:
    """Return a whole number from 1 on."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name}: {shown(value)} is no whole number: write 1 or more")
    if value < 1:
        raise ValueError(f"{name}: {value} is too few: write 1 or more")
    return value


def fraction(name: str, value: object) -> float:
    """Return a part of a whole, as a number or as the text of one."""
    try:
        part = float(value) if isinstance(value, int | float | str) else -1.0
    except ValueError:
        part = -1.0
    if not 0 <= part <= 1:
        raise ValueError(f"{name}: {shown(value)} is not a fraction: write a number from 0 to 1, such as 0.5")
    return part


def in_order(days: Mapping[str, date | None]) -> None:
    """Check that of two days, by what they are called, the first is not after the second; None is any day."""
    (first, earlier), (second, later) = days.items()
    if earlier and later and earlier > later:
        raise ValueError(f"{first} {earlier} is after {second} {later}: write the earlier day first")


def two_ends(one: "Entity", other: "Entity") -> None:
    """Check that a path has two ends."""
    if one.slug == other.slug:
        raise ValueError(f"both ends are {one.slug}: name two entities")


def buyer(vocabulary: "Vocabulary", entity: "Entity") -> "Entity":
    """Return an entity of a type that can buy from a vendor."""
    fits = vocabulary.relations["customer-of"].subjects
    if entity.type not in fits:
        types = either([vocabulary.schemes["type"][type].label for type in sorted(fits)])
        kind = vocabulary.schemes["type"][entity.type].label
        raise ValueError(f"{entity.name} is a {kind} and buys from no vendor: name a {types}")
    return entity


def conflict(name: str, value: object) -> "Conflict":
    """Return a conflict, as the search for conflicts gives them."""
    from vendorgraph.analysis.model import Conflict

    if not isinstance(value, Conflict):
        raise TypeError(f'{name}: {shown(value)} is none: write one of those found, such as conflicts("google")[0]')
    return value
