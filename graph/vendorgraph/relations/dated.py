"""Since when and until when: the printed date that the claims bear out best."""

from collections.abc import Callable, Iterable

from vendorgraph.dates import span
from vendorgraph.model import Claim
from vendorgraph.relations.speech import Speech, grade
from vendorgraph.relations.state import State

#: Events that may happen several times between the same two: their dates do not compete, the first one is shown.
REPEATING = frozenset({"invested-in", "bid-for", "investigation-requested-at"})


def date_of_event(speeches: list[Speech]) -> str | None:
    """Return the date of an event as printed: the narrowest of those that nest, the best graded of those apart (R1)."""
    repeating = any(s.claim.relation in REPEATING for s in speeches)
    return _first(speeches) if repeating else _borne_out(speeches, lambda claim: claim.date)


def start_of(speeches: list[Speech]) -> str | None:
    """Return since when a state holds as printed, or None when no claim records its start."""
    starting = [s for s in speeches if s.side != "over"]
    return _borne_out(starting, lambda claim: claim.from_ or (claim.date if claim.relation == "moved-to" else None))


def end_of(state: State) -> str | None:
    """Return until when a state held or is to hold as printed; None when it goes on or no claim records its end."""
    if state.status not in ("ended", "ending") and state.was not in ("ended", "ending"):
        return None
    leaving = [s for s in state.supports if s.side in ("leave", "over")]
    return _borne_out(leaving, lambda claim: claim.to or (claim.date if claim.relation == "moved-to" else None))


def _borne_out(speeches: Iterable[Speech], date_of: Callable[[Claim], str | None]) -> str | None:
    """The date whose holders, wider dates around it among them, are graded best; then the narrowest, the earliest."""
    dated = [(text, s) for s in speeches if (text := date_of(s.claim))]
    if not dated:
        return None

    def rank(text: str) -> tuple[str, int, str]:
        days = span(text)
        holders = [s for other, s in dated if span(other).contains(days)]
        return grade(holders), (days.last - days.first).days, text

    return min({text for text, _ in dated}, key=rank)


def _first(speeches: list[Speech]) -> str | None:
    dates = {s.claim.date for s in speeches if s.claim.date}
    return min(dates, key=lambda text: (span(text).last, text), default=None)
