"""What changed for a lab between two days, or between what could be known on two days."""

from collections.abc import Mapping
from datetime import date

from vendorgraph import dates, diff
from vendorgraph.explorer.address import State, Wrong
from vendorgraph.explorer.desk import Days, Desk
from vendorgraph.explorer.screens.changed import changed

CLOCKS = ("as-of", "known-by")


def choose(desk: Desk, state: State) -> Mapping[str, object]:
    """Return the labs to choose from."""
    return {"labs": desk.labs(), "target": "changes"}


def show(desk: Desk, state: State, lab: str) -> Mapping[str, object]:
    """Return what changed for a lab between the days `from` and `to` of one clock; the last year by default."""
    customer = desk.entity(lab, "lab")
    clock = state.get("clock") or CLOCKS[0]
    if clock not in CLOCKS:
        raise Wrong("clock", 404, found=clock[:40])
    last = desk.days(state)[CLOCKS.index(clock)]
    given = (_day(state, "from", dates.months_after(last, -12)), _day(state, "to", last))
    one, other = sorted(given)
    level = state.get("low") is None
    found = desk.changes(lab, _days(desk, state, clock, one), _days(desk, state, clock, other))
    return {
        "customer": customer,
        "clock": clock,
        "clocks": CLOCKS,
        "one": one,
        "other": other,
        "turned": given[0] > given[1],
        "changes": [changed(desk.voice(state), each) for each in (diff.at_least(found, "medium") if level else found)],
        "hidden": len(found) - len(diff.at_least(found, "medium")) if level else 0,
    }


def _days(desk: Desk, state: State, clock: str, day: date) -> Days:
    """The days of a page with that of one clock replaced."""
    as_of, known_by = desk.days(state)
    return (day, known_by) if clock == CLOCKS[0] else (as_of, day)


def _day(state: State, name: str, default: date) -> date:
    text = state.get(name)
    try:
        return dates.day(text) if text else default
    except ValueError:
        raise Wrong("day", 404, found=(text or "")[:40]) from None
