"""R10: the share of a stake as of a day, from what was said of it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from vendorgraph.dates import span
from vendorgraph.model import Claim
from vendorgraph.relations.model import Share
from vendorgraph.relations.rules import EARLIEST
from vendorgraph.relations.speech import Speech, at_least, grade, needed

_OPEN = {"over": (True, False), "under": (False, True)}


def share_of(claim: Claim, value: float) -> Share:
    """Return the stated `value` as an interval: "over" and "at-least" have no top, "under" and "up-to" no foot."""
    if claim.approx in ("over", "at-least"):
        return Share(value, 1.0, claim.approx == "over", False)
    if claim.approx in ("under", "up-to"):
        return Share(0.0, value, True, claim.approx == "under")
    return Share(value, value)


def agree(one: float, other: float) -> bool:
    """Whether two printed values are equal at the coarser of their precisions (whole per cent at the coarsest)."""
    digits = max(2, min(_digits(one), _digits(other)))
    return round(Decimal(str(one)), digits) == round(Decimal(str(other)), digits)


def _digits(value: float) -> int:
    exponent = Decimal(str(value)).as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def r10_share(
    speeches: list[Speech], as_of: date, value_of: Callable[[Claim], float | None]
) -> tuple[Share | None, list[Speech]]:
    """Return the share as of a day and the speeches whose older or weaker value it leaves behind.

    The newest speech decides. Values that disagree with it are history when its side is graded at least B or as well as
    theirs; otherwise the interval widens to hold both. None when nobody states a share.
    """
    stated = [
        (day, s)
        for s in speeches
        if s.claim.status != "ended" and value_of(s.claim) is not None and (day := _speaks(s)) <= as_of
    ]
    if not stated:
        return None, []
    newest = max((s for _, s in stated), key=lambda s: (_age(s), [-ord(c) for c in grade([s])], s.claim.id))
    value = value_of(newest.claim) or 0.0
    same = [s for _, s in stated if agree(value_of(s.claim) or 0.0, value)]
    share, left = share_of(newest.claim, value), []
    for other in (s for _, s in stated if s not in same):
        alike = [s for _, s in stated if value_of(s.claim) == value_of(other.claim)]
        if at_least(grade(same), needed(grade(alike))):
            left.append(other)
        else:
            share = _hull(share, share_of(other.claim, value_of(other.claim) or 0.0))
    return share, left


def r10_voting(speeches: list[Speech], as_of: date) -> bool | None:
    """Return whether the stake has votes: the newest word; None when nobody says or when that word is divided."""
    stated = [(_age(s), s.claim.voting) for s in speeches if s.claim.voting is not None and _speaks(s) <= as_of]
    if not stated:
        return None
    last = max(day for day, _ in stated)
    words = {voting for day, voting in stated if day == last}
    return words.pop() if len(words) == 1 else None


def _speaks(speech: Speech) -> date:
    """A `from` dates a share."""
    return span(speech.claim.from_).last if speech.claim.from_ else speech.day


def _age(speech: Speech) -> date:
    """By which the newest is found: what an undated page says may be older than all else."""
    undated = speech.claim.from_ is None and speech.when.first == EARLIEST
    return EARLIEST if undated else _speaks(speech)


def _hull(one: Share, other: Share) -> Share:
    low = min((one.min, one.min_open), (other.min, other.min_open))
    high = max((one.max, not one.max_open), (other.max, not other.max_open))
    return Share(low[0], high[0], low[1], not high[1])
