"""Interlocks: companies that share people at the same time."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations

from msgspec import Struct

from vendorgraph.dates import Span
from vendorgraph.ownership.ranges import Verdict


class Seat(Struct, frozen=True):
    """`person` serves at `company`, at the latest from `since` and at the earliest to `until`.

    Both are intervals of days, for partial dates; None when no date is recorded. A seat without a recorded end is not a
    seat still held: to say that it was held on a day, give that day as `until`.
    """

    person: str
    company: str
    since: Span | None = None
    until: Span | None = None


class Shared(Struct, frozen=True):
    """A person whose seats at two companies overlap in time, certainly or possibly."""

    person: str
    overlap: Verdict


class Interlock(Struct, frozen=True):
    """The people whom the companies `a` and `b` (in the order of their names) share, at least one."""

    a: str
    b: str
    people: tuple[Shared, ...]


class IndirectInterlock(Struct, frozen=True):
    """Companies that share nobody and are each interlocked with those in `through`."""

    a: str
    b: str
    through: tuple[str, ...]


def interlocks(seats: Iterable[Seat]) -> tuple[Interlock, ...]:
    """Return the pairs of companies that share people, in order, by seats that can overlap in time.

    With P[person, company] = 1 for a seat, their number is the entry of P'P, less the pairs of seats that never
    overlap. Overlap is `certain` when every reading of the dates has it, `possible` when some has, as undated seats
    do. Several seats of one person at one company count once, the best overlap deciding. Nothing for no seats.
    """
    by_person: dict[str, list[Seat]] = {}
    for seat in seats:
        by_person.setdefault(seat.person, []).append(seat)
    found: dict[tuple[str, str], dict[str, Verdict]] = {}
    for person, held in sorted(by_person.items()):
        for one, other in combinations(held, 2):
            a, b = sorted((one.company, other.company))
            verdict = overlap(one, other)
            if a == b or verdict == "no":
                continue
            people = found.setdefault((a, b), {})
            people[person] = "certain" if "certain" in (verdict, people.get(person)) else "possible"
    return tuple(
        Interlock(*pair, tuple(Shared(*item) for item in people.items())) for pair, people in sorted(found.items())
    )


def indirect_interlocks(direct: Iterable[Interlock]) -> tuple[IndirectInterlock, ...]:
    """Return the pairs of companies that share nobody but are both interlocked with a third, in order."""
    beside: dict[str, set[str]] = {}
    for pair in direct:
        beside.setdefault(pair.a, set()).add(pair.b)
        beside.setdefault(pair.b, set()).add(pair.a)
    return tuple(
        IndirectInterlock(a, b, tuple(sorted(beside[a] & beside[b])))
        for a, b in combinations(sorted(beside), 2)
        if b not in beside[a] and beside[a] & beside[b]
    )


def overlap(one: Seat, other: Seat) -> Verdict:
    """Return whether there is a day on which both seats were held."""
    if _start(one, other, late=False) > _end(one, other, late=True):
        return "no"
    return "certain" if _start(one, other, late=True) <= _end(one, other, late=False) else "possible"


def _start(*seats: Seat, late: bool) -> date:
    """Return the first day of the later seat: the latest or the earliest that the dates allow."""
    unknown = date.max if late else date.min
    return max(unknown if s.since is None else s.since.last if late else s.since.first for s in seats)


def _end(*seats: Seat, late: bool) -> date:
    """Return the last day of the seat that ends first: the latest or the earliest that the dates allow."""
    unknown = date.max if late else date.min
    return min(unknown if s.until is None else s.until.last if late else s.until.first for s in seats)
