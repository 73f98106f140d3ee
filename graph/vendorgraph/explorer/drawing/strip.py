"""The time strip: a bar for each step on one axis of days, and the window in which exposure and tie overlap.

What a partial date leaves open is drawn lighter: a bar that begins in "2025" is certain from the last day of the year
and possible from the first. A start or an end that nobody recorded fades out.
"""

from datetime import date, timedelta

from msgspec import Struct

from vendorgraph.analysis.model import Conflict, Tie
from vendorgraph.analysis.timing import state
from vendorgraph.dates import Span, span
from vendorgraph.explorer.drawing import measure
from vendorgraph.relations.model import Relation
from vendorgraph.wording import Voice, relations
from vendorgraph.wording.steps import Step, steps

_WIDTH, _LABELS, _SIDE = 1000.0, 190.0, 14.0
_ROW, _BAR, _TOP, _BOTTOM = 23.0, 11.0, 30.0, 26.0
_LABEL_SIZE, _YEARS, _LEAST_YEARS = 12.5, 10, 3
_CAPTION = 280.0  # how wide the words over the window are at most


class Bar(Struct, frozen=True, kw_only=True):
    """The time of a step: from `left` over the certain part from `sure_left` to `sure_right`, up to `right`.

    `fades` is at the ends that are not recorded ("start", "end"); `since` and `until` are days (ISO) between which the
    step is known or taken to hold, as far as the axis goes.
    """

    step: Step
    label: str
    y: float
    left: float
    sure_left: float
    sure_right: float
    right: float
    fades: tuple[str, ...]
    standing: str
    since: str
    until: str
    said: str


class Tick(Struct, frozen=True):
    """A year on the axis."""

    x: float
    label: str


class Strip(Struct, frozen=True, kw_only=True):
    """The whole strip; `window` is from where to where exposure and tie overlap, None when they do not.

    `when` is the same in words, to be written from x `caption` on, which is the end of the text named by `anchor`.
    """

    width: float
    height: float
    direction: str
    labels: float
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    window: tuple[float, float] | None
    certain: bool
    when: str
    caption: float
    anchor: str
    first: str
    last: str
    axis: tuple[float, float]
    bar: float = _BAR
    top: float = _TOP


class _Axis(Struct, frozen=True):
    first: date
    last: date
    mirrored: bool

    def x(self, day: date) -> float:
        whole = (self.last - self.first).days or 1
        part = (min(max(day, self.first), self.last) - self.first).days / whole
        at = _LABELS + part * (_WIDTH - _LABELS - _SIDE)
        return _WIDTH - at if self.mirrored else at


def strip(voice: Voice, conflict: Conflict, as_of: date, tie: Tie | None = None) -> Strip:
    """Return the strip of a conflict by way of `tie`, the leading one by default, as of a day."""
    found = steps(conflict, tie)
    axis = _axis([step.relation for step in found], as_of, voice.language.direction == "rtl")
    bars = [_bar(voice, step, axis, as_of, _TOP + number * _ROW) for number, step in enumerate(found)]
    window = conflict.window
    place = _window(window.since, window.until, axis) if window else None
    caption, anchor = _caption(place, axis.mirrored) if place else (0.0, "left")
    return Strip(
        width=_WIDTH,
        height=_TOP + len(bars) * _ROW + _BOTTOM,
        direction=voice.language.direction,
        labels=_WIDTH - 8 if axis.mirrored else 8.0,
        bars=tuple(bars),
        ticks=tuple(_ticks(voice, axis)),
        window=place,
        certain=window.certain if window else True,
        when=voice.language.interval(window.since, window.until, short=True) if window else "",
        caption=caption,
        anchor=anchor,
        first=axis.first.isoformat(),
        last=axis.last.isoformat(),
        axis=(axis.x(axis.first), axis.x(axis.last)),
    )


def _axis(found: list[Relation], as_of: date, mirrored: bool) -> _Axis:
    starts = [span(each.since).first for each in found if each.since]
    ends = [span(each.until).last for each in found if each.until] + [
        span(each.since).last for each in found if each.since
    ]
    oldest = min(starts, default=as_of)
    year = min(max(oldest.year, as_of.year - _YEARS), as_of.year - _LEAST_YEARS)
    last = max([as_of, *(end for end in ends if end <= as_of + timedelta(days=3660))])
    return _Axis(date(year, 1, 1), last + timedelta(days=max((last - date(year, 1, 1)).days // 60, 1)), mirrored)


def _bar(voice: Voice, step: Step, axis: _Axis, as_of: date, y: float) -> Bar:
    relation, standing = step.relation, state(step.relation)
    start = span(relation.since) if relation.since else None
    end = span(relation.until) if relation.until else None
    begins = start or Span(axis.first, axis.first)
    ends = end or Span(as_of, as_of) if standing != "planned" else end or Span(axis.last, axis.last)
    fades = [] if start else ["start"]
    if end is None and (relation.status == "unconfirmed" or standing == "over"):
        fades.append("end")
    if standing == "planned" and start is None:
        begins, fades = Span(as_of, as_of), []
    right = max(ends.last, begins.first)
    return Bar(
        step=step,
        label=measure.cut(relations.verb(voice, step.relation), _LABELS - 52, _LABEL_SIZE),
        y=y,
        left=axis.x(begins.first),
        sure_left=axis.x(min(begins.last, right)),
        sure_right=axis.x(max(min(ends.first, right), begins.last)),
        right=axis.x(right),
        fades=tuple(fades),
        standing=standing,
        since=begins.first.isoformat() if start or standing == "planned" else "",
        until=ends.last.isoformat() if end else "",
        said=str(relations.said(voice, relation)),
    )


def _window(since: str | None, until: str | None, axis: _Axis) -> tuple[float, float]:
    start = axis.x(span(since).first) if since else axis.x(axis.first)
    end = axis.x(span(until).last) if until else axis.x(axis.last)
    return (min(start, end), max(start, end))


def _caption(window: tuple[float, float], mirrored: bool) -> tuple[float, str]:
    """Where the words over the window begin: at its start, or from its edge inwards where it is narrower than they."""
    left, right = window
    at_right = mirrored if right - left >= _CAPTION else (left + right) / 2 > _WIDTH / 2
    return (right - 6, "right") if at_right else (left + 6, "left")


def _ticks(voice: Voice, axis: _Axis) -> list[Tick]:
    years = range(axis.first.year, axis.last.year + 1)
    step = 1 if len(years) <= 12 else 2
    return [
        Tick(axis.x(date(year, 1, 1)), voice.language.figures(year)) for year in years if (year - years[0]) % step == 0
    ]
