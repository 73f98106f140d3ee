"""The vendors that a lab could turn to, the cleanest first."""

from collections.abc import Mapping

from msgspec import Struct

from vendorgraph.explorer.address import State
from vendorgraph.explorer.desk import Desk
from vendorgraph.explorer.screens.conflicts import Row, row
from vendorgraph.vendors import Candidate
from vendorgraph.wording import Voice

#: Conflicts that are shown for one vendor, and claims below which little can be found.
SHOWN, LITTLE = 3, 5


class Choice(Struct, frozen=True):
    """A vendor with its worst conflicts as rows, and how many more there are."""

    candidate: Candidate
    rows: tuple[Row, ...]
    more: int


def choose(desk: Desk, state: State) -> Mapping[str, object]:
    """Return the labs to choose from."""
    return {"labs": desk.labs(), "target": "vendors"}


def show(desk: Desk, state: State, lab: str) -> Mapping[str, object]:
    """Return all vendors for a lab with the conflicts that it has, or would have, there."""
    customer, voice = desk.entity(lab, "lab"), desk.voice(state)
    choices = [_choice(voice, each) for each in desk.shortlist(state, lab).candidates]
    return {"customer": customer, "choices": choices, "little": LITTLE}


def _choice(voice: Voice, candidate: Candidate) -> Choice:
    shown = candidate.conflicts[:SHOWN]
    return Choice(candidate, tuple(row(voice, each) for each in shown), len(candidate.conflicts) - len(shown))
