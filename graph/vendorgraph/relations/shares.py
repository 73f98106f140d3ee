"""R10: the share of a stake as of a day, from what was said of it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from msgspec import Struct

from vendorgraph.dates import span
from vendorgraph.model import Claim, Market
from vendorgraph.relations.model import Relation, Share
from vendorgraph.relations.rules import EARLIEST
from vendorgraph.relations.speech import Speech, at_least, grade, needed

#: How exact a bound is said to be (`approx`): those with no top, and those with no foot.
FEET, TOPS = ("over", "at-least"), ("under", "up-to")


class Stated(Struct, frozen=True):
    """A speech with the share that it states, and the two values by which that is compared."""

    speech: Speech
    share: Share
    ends: tuple[float, float]

    def agrees(self, other: "Stated") -> bool:
        """Whether both state the same, as far as they were printed."""
        return agree(self.ends[0], other.ends[0]) and agree(self.ends[1], other.ends[1])


def share_of(claim: Claim, value: float) -> Share:
    """Return the stated `value` as an interval: "over" and "at-least" have no top, "under" and "up-to" no foot.

    Up to nothing is nothing.
    """
    if claim.approx in FEET:
        return Share(value, 1.0, claim.approx == "over", False)
    if claim.approx in TOPS:
        return Share(0.0, value, value > 0, claim.approx == "under")
    return Share(value, value)


def agree(one: float, other: float) -> bool:
    """Whether two printed values are equal at the coarser of their precisions (whole per cent at the coarsest)."""
    digits = max(2, min(_digits(one), _digits(other)))
    return round(Decimal(str(one)), digits) == round(Decimal(str(other)), digits)


def is_about(market: Market, relation: Relation) -> bool:
    """Whether all who state the share of a relation, or one of its ends, hedge it with "about" (an estimate is one)."""
    share = relation.share
    if share is None:
        return False
    claims = (market.claims.get(id) for id in relation.told)
    stated = [(claim.share, claim.approx) for claim in claims if claim is not None and claim.share is not None]
    ends = ([approx for value, approx in stated if agree(value, end)] for end in {share.min, share.max})
    return any(told and all(approx == "about" for approx in told) for told in ends)


def _digits(value: float) -> int:
    exponent = Decimal(str(value)).as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def r10_share(
    speeches: list[Speech], as_of: date, value_of: Callable[[Claim], float | None]
) -> tuple[Share | None, list[Speech]]:
    """Return the share as of a day and the speeches whose older or weaker value it leaves behind.

    The newest speech decides. Values that disagree with it are history when its side is graded at least B or as well as
    theirs; otherwise the interval widens to hold both. A foot and a top that one source states for one day are one
    range. None when nobody states a share.
    """
    said = [s for s in speeches if s.claim.status != "ended" and value_of(s.claim) is not None and _speaks(s) <= as_of]
    if not said:
        return None, []
    stated = _stated(said, value_of)
    newest = max(stated, key=lambda each: _order(each.speech))
    same = [each.speech for each in stated if each.agrees(newest)]
    share, left = newest.share, []
    for other in (each for each in stated if each.speech not in same):
        alike = [each.speech for each in stated if each.ends == other.ends]
        if at_least(grade(same), needed(grade(alike))):
            left.append(other.speech)
        else:
            share = _hull(share, other.share)
    return share, left


def _stated(speeches: list[Speech], value_of: Callable[[Claim], float | None]) -> list[Stated]:
    """What each speech states: a value or a bound, or the range whose other end its source states for the same day."""
    values = [(speech, value_of(speech.claim) or 0.0) for speech in speeches]
    bounds: dict[tuple[str, date], set[tuple[str, float]]] = {}
    for speech, value in values:
        if speech.claim.approx in (*FEET, *TOPS):
            bounds.setdefault((speech.source.id, _speaks(speech)), set()).add((speech.claim.approx, value))
    stated = []
    for speech, value in values:
        bounded = speech.claim.approx in (*FEET, *TOPS)
        whole = _range(bounds[speech.source.id, _speaks(speech)]) if bounded else None
        ends = (whole.min, whole.max) if whole else (value, value)
        stated.append(Stated(speech, whole or share_of(speech.claim, value), ends))
    return stated


def _range(bounds: set[tuple[str, float]]) -> Share | None:
    """The range between one foot and one top above it; None where there are not just these two."""
    feet, tops = ([each for each in bounds if each[0] in words] for words in (FEET, TOPS))
    if len(feet) != 1 or len(tops) != 1 or feet[0][1] >= tops[0][1]:
        return None
    return Share(feet[0][1], tops[0][1], feet[0][0] == "over", tops[0][0] == "under")


def r10_voting(speeches: list[Speech], as_of: date) -> bool | None:
    """Return whether the stake has votes: the newest word; None when nobody says or when that word is divided."""
    stated = [(_age(s), s.claim.voting) for s in speeches if s.claim.voting is not None and _speaks(s) <= as_of]
    if not stated:
        return None
    last = max(day for day, _ in stated)
    words = {voting for day, voting in stated if day == last}
    return words.pop() if len(words) == 1 else None


def _order(speech: Speech) -> tuple[date, list[int], str]:
    """Newest, then best graded, then last by id."""
    return (_age(speech), [-ord(letter) for letter in grade([speech])], speech.claim.id)


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
