"""R13: how exposure and tie stand to each other in time, by arithmetic on the days that partial dates can mean.

concurrent: both hold · residual: the exposure is over, the tie holds, the data are already handed over · past: the
tie is over and they overlapped · prospective: either is planned or in talks. Two paths overlap for certain when the
latest start is no later than the earliest end, and possibly when the earliest start is no later than the latest end.
"""

from collections.abc import Iterable
from datetime import date

from vendorgraph.analysis.model import Course, Window
from vendorgraph.dates import Span, span
from vendorgraph.relations.model import Relation

#: Statuses whose silence speaks for an end rather than for going on.
_LEAVING = ("ended", "ending", "paused")


def state(relation: Relation) -> str:
    """Return "holds", "over", "planned", "denied", or "lapsed" (a plan that was not heard of again).

    A relation that was being ended when the last word of it lapsed counts as over: no recorded end is not "current".
    """
    if relation.status in ("planned", "denied"):
        return relation.status
    if relation.status == "ended":
        return "over"
    if relation.status == "unconfirmed":
        if relation.was == "planned":
            return "lapsed"
        return "over" if relation.was in _LEAVING else "holds"
    return "holds"


def course(path: Iterable[Relation], as_of: date) -> Course | None:
    """Return how the relations of `path` stand in time together, or None when no day can have seen them all.

    One plan makes all planned, one denial all denied, one end all over; a lapsed plan is no path. An empty path holds.
    """
    whole = Course()
    for relation in path:
        whole_or_none = both(whole, _of(relation, as_of))
        if whole_or_none is None:
            return None
        whole = whole_or_none
    return whole


def both(one: Course, other: Course) -> Course | None:
    """Return the course of two taken together, or None when they share no day or one is a lapsed plan."""
    states = (one.state, other.state)
    if "lapsed" in states:
        return None
    together = Course(
        state=next((s for s in ("denied", "planned", "over") if s in states), "holds"),
        sure=one.sure and other.sure,
        since=_latest(one, other),
        until=_earliest(one, other),
        start=Span(max(one.start.first, other.start.first), max(one.start.last, other.start.last)),
        end=Span(min(one.end.first, other.end.first), min(one.end.last, other.end.last)),
    )
    return together if together.start.first <= together.end.last or together.state == "denied" else None


def prospect(relation: Relation, as_of: date) -> Course:
    """Return the course of what a bid or talks may lead to: planned, from their start on."""
    start = span(relation.since).first if relation.since else as_of
    days = Span(start, date.max)
    return Course(
        state="planned", sure=False, since=relation.since, until=None, start=days, end=Span(date.max, date.max)
    )


def ended(course: Course, until: str) -> Course:
    """Return `course` as over since `until` (an ISO date of any precision)."""
    end = span(until)
    return Course(
        state="over",
        sure=course.sure,
        since=course.since,
        until=until,
        start=course.start,
        end=_within(end, course.start),
    )


def timing(exposure: Course, tie: Course) -> str | None:
    """Return R13's word for an exposure and a tie, or None when the tie was over before the exposure began."""
    if "planned" in (exposure.state, tie.state):
        return "prospective"
    if tie.state == "denied":
        return "concurrent"
    if tie.state == "over":
        return "past" if window(exposure, tie) else None
    return "residual" if exposure.state == "over" else "concurrent"


def window(exposure: Course, tie: Course) -> Window | None:
    """Return when exposure and tie overlap, or None when they cannot have."""
    together = both(exposure, tie)
    if together is None:
        return None
    certain = together.start.last <= together.end.first and together.state != "planned"
    return Window(since=together.since, until=together.until, certain=certain)


def _of(relation: Relation, as_of: date) -> Course:
    standing = state(relation)
    sure = relation.status != "unconfirmed"
    start = span(relation.since) if relation.since else None
    until = span(relation.until) if relation.until else None
    starts, ends = _bounds(standing, sure, start, until, as_of)
    return Course(state=standing, sure=sure, since=relation.since, until=relation.until, start=starts, end=ends)


def _bounds(standing: str, sure: bool, start: Span | None, until: Span | None, as_of: date) -> tuple[Span, Span]:
    """The days on which a relation can have begun and ended, from its state and its printed dates."""
    if standing == "planned":
        return start or Span(as_of, date.max), until or Span(date.max, date.max)
    if standing == "over":
        starts = start or Span(date.min, until.first if until else as_of)
        return starts, _within(until or Span(starts.first, as_of), starts)
    starts = start or Span(date.min, as_of)
    if not sure:
        return starts, until or Span(starts.first, date.max)
    return starts, Span(max(as_of, until.first), max(as_of, until.last)) if until else Span(as_of, date.max)


def _within(end: Span, start: Span) -> Span:
    """An end is not before its start: days that only width allows are cut off."""
    return Span(max(end.first, start.first), max(end.last, start.first))


def _latest(one: Course, other: Course) -> str | None:
    """The later of two printed starts; of those that end on one day the more exact."""
    printed = (each.since for each in (one, other) if each.since)
    return max(printed, key=lambda since: (span(since).last, len(since)), default=None)


def _earliest(one: Course, other: Course) -> str | None:
    printed = (each.until for each in (one, other) if each.until)
    return min(printed, key=lambda until: (span(until).first, -len(until)), default=None)
