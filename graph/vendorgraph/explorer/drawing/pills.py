"""What is written on a step of a path: its number, a verb, and below it dates and status in short words."""

from vendorgraph.explorer.drawing import measure
from vendorgraph.explorer.drawing.curves import Point
from vendorgraph.explorer.drawing.model import Pill
from vendorgraph.relations.model import Relation
from vendorgraph.wording import Voice, relations

_VERB, _REMARK, _HIGH, _OVER, _MOST = 14.0, 12.5, 42.0, 12.0, 250.0
_SIDES = 58.0


def pill(voice: Voice, relation: Relation, number: int, at: Point, over: bool) -> Pill:
    """Return the pill of a step, on the point `at` or, with `over`, above the line that goes through it."""
    room, verb, remark = _written(voice, relation)
    return Pill(
        number=number,
        x=at[0] - room / 2,
        y=at[1] - _OVER - _HIGH if over else at[1] - _HIGH / 2,
        width=room,
        height=_HIGH,
        verb=verb,
        remark=remark,
        disputed=relation.disputed,
    )


def width(voice: Voice, relation: Relation) -> float:
    """Return how wide the pill of a relation is."""
    return _written(voice, relation)[0]


def _written(voice: Voice, relation: Relation) -> tuple[float, str, str]:
    verb = measure.cut(relations.verb(voice, relation), _MOST - _SIDES, _VERB, bold=True)
    remark = measure.cut(_remark(voice, relation), _MOST - _SIDES, _REMARK)
    text = max(measure.width(verb, _VERB, bold=True), measure.width(remark, _REMARK))
    return text + _SIDES, verb, remark


def _remark(voice: Voice, relation: Relation) -> str:
    """Dates and status: "since Mar 2024 · disputed"."""
    status = "" if relation.status in ("current", "completed") else voice.word("status", relation.status)
    disputed = voice.language.statuses["disputed"] if relation.disputed else ""
    return " · ".join(part for part in (relations.when(voice, relation, short=True), status, disputed) if part)
