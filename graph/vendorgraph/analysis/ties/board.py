"""Board: a person of the rival on the vendor's board, a seat of the rival itself, a right to name directors."""

from collections.abc import Iterator

from vendorgraph.analysis import timing
from vendorgraph.analysis.ground import Ground
from vendorgraph.analysis.model import Course, Tie
from vendorgraph.analysis.persons import SEATS
from vendorgraph.analysis.ties.made import made, name, post
from vendorgraph.relations.model import Relation

SHARED = "a person of the rival on the board"
OWN = "a seat of the rival on the board"
APPOINTS = "the right to name directors"

_SITS = {"observer": "observes the board", "kept seat": "kept a board seat", "seat": "has a board seat"}


def board(ground: Ground, vendor: str) -> Iterator[Tie]:
    """Yield a tie for every seat at `vendor` and each organisation that the one who sits there belongs to."""
    for seat in _seats(ground, vendor):
        if ground.persons.is_person(seat.subject):
            yield from _of_person(ground, vendor, seat)
        else:
            what = "board observer" if seat.post == "observer" else "board seat"
            yield from _of_rival(ground, vendor, seat, OWN, what)
    for right in ground.relations.into(vendor, "appoints-directors-of"):
        yield from _of_rival(ground, vendor, right, APPOINTS, "right to name directors")


def _seats(ground: Ground, vendor: str) -> list[Relation]:
    roles = [r for r in ground.relations.into(vendor, "holds-role") if r.post in SEATS]
    return [*ground.relations.into(vendor, "board-member-of"), *roles]


def _of_rival(ground: Ground, vendor: str, seat: Relation, rule: str, what: str) -> Iterator[Tie]:
    draft = Tie(
        kind="board",
        degree="observer" if seat.post == "observer" else "seat",
        rival=seat.subject,
        vendor=vendor,
        rule=rule,
        path=(seat,),
        strength=f"denied {what}" if seat.status == "denied" else what,
    )
    yield from made(ground, draft, ground.course((seat,)))


def _of_person(ground: Ground, vendor: str, seat: Relation) -> Iterator[Tie]:
    kept = any(move.subject == seat.subject for move in ground.persons.moved_from(vendor))
    degree = "observer" if seat.post == "observer" else "kept seat" if kept else "seat"
    for place in ground.persons.posts(seat.subject):
        if place.object == vendor:
            continue
        draft = Tie(
            kind="board",
            degree=degree,
            rival=place.object,
            vendor=vendor,
            rule=SHARED,
            path=(place, seat),
            strength=f"{name(ground, seat.subject)} ({post(place)}) {_SITS[degree]}",
            through=(seat.subject,),
        )
        yield from made(ground, draft, _together(ground, seat, place))


def _together(ground: Ground, seat: Relation, place: Relation) -> Course | None:
    """Seat and post together; one that is over without a stated end does not show that they ever met."""
    sits, there = ground.persons.presence(seat), ground.persons.presence(place)
    if sits is None or there is None or "denied" in (sits.state, there.state):
        return None
    if any(each.state == "over" and each.until is None for each in (sits, there)):
        return None
    return timing.both(sits, there)
