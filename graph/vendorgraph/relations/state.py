"""The status of one relation as of a day: R3 to R8 in the order in which they are asked."""

from datetime import date

from msgspec import Struct, structs

from vendorgraph.dates import span
from vendorgraph.relations import rules
from vendorgraph.relations.speech import Speech
from vendorgraph.vocabulary import RelationType


class State(Struct, frozen=True, kw_only=True):
    """A status, the rule that decided it, and the speeches behind it.

    `supports` say what was decided, `loses` say otherwise at the time, `evidence` is all that shows that the relation
    existed; `share_from` are those that may state its share.
    """

    status: str
    rule: str
    supports: list[Speech]
    evidence: list[Speech]
    loses: list[Speech] = []
    share_from: list[Speech] = []
    was: str | None = None
    disputed: bool = False
    notes: tuple[str, ...] = ()


def decide(speeches: list[Speech], as_of: date, kind: RelationType) -> State | None:
    """Return the state of a relation from what is said of it, or None when nothing shows it by that day."""
    told = [s for s in speeches if s.day <= as_of]
    existing = [s for s in told if s.side != "planned"]
    if existing:
        state = _lapse(_told(existing, kind), as_of, kind)
        renewed = _before([s for s in speeches if s.day > as_of], as_of, kind) if state.was == "current" else None
        return structs.replace(renewed, evidence=[*existing, *renewed.evidence]) if renewed else state
    if kind.event:
        return _planned(told, as_of)
    return _before(speeches, as_of, kind) or _planned(told, as_of)


def _told(told: list[Speech], kind: RelationType) -> State:
    """R3 to R5 on what had been said by the day."""
    stay, review = _side(told, "stay"), _side(told, "review")
    leave = _side(told, "leave", "over")
    if not stay and not leave:
        return _existing(told, review, kind)
    side, disputed = rules.r4_side(stay, leave)
    if side == "leave":
        return _leaving(told, stay, leave, disputed)
    loses = [s for s in leave if s.day >= min(t.day for t in stay)]
    if rules.r3_refined(stay, review):
        supports = [*review, *stay]
        return State(status="under-review", rule="R3", supports=supports, evidence=told, loses=loses, share_from=told)
    supports = [*stay, *_side(told, "exists", "review")]
    status = "completed" if kind.event else "current"
    rule = "R4" if leave else "R3"
    return State(status=status, rule=rule, supports=supports, evidence=told, loses=loses, share_from=told)


def _existing(told: list[Speech], review: list[Speech], kind: RelationType) -> State:
    """Only existence, or only a review, was stated."""
    status = "under-review" if review else "completed" if kind.event else "current"
    return State(status=status, rule="R3", supports=told, evidence=told, share_from=told)


def _leaving(told: list[Speech], stay: list[Speech], leave: list[Speech], disputed: bool) -> State:
    name = rules.r5_name(leave)
    named = [s for s in leave if s.status == name]
    first = min(s.day for s in leave) - rules.LAG
    others = [s for s in leave if s.status != name] + [s for s in stay if s.day >= first]
    return State(
        status=name,
        rule="R4" if disputed or stay else "R5",
        supports=[*named, *[s for s in stay if s.day < first]],
        evidence=told,
        loses=others,
        share_from=told,
        disputed=disputed,
    )


def _lapse(state: State, as_of: date, kind: RelationType) -> State:
    """R7: silence turns a status into unconfirmed; ends, events and what never lapses stay as they are."""
    if not kind.lapses or kind.event or state.status == "ended":
        return state
    leaving = state.status in ("ending", "paused", "under-review")
    months = rules.TRANSITION if leaving else rules.STANDING
    speaking = [s for s in state.supports if not leaving or s.side in ("leave", "over", "review")]
    if leaving and state.status != "under-review":
        speaking = _side(state.evidence, "leave", "over")
    if not rules.r7_lapsed(speaking, months, as_of):
        return state
    return structs.replace(state, status="unconfirmed", was=state.status, rule="R7")


def _planned(told: list[Speech], as_of: date) -> State | None:
    """R6, and R7 for a plan of which nothing was heard for as long as a word of leaving would last."""
    plans = _side(told, "planned")
    if not plans:
        return None
    state = State(status="planned", rule="R6", supports=plans, evidence=plans, share_from=plans)
    if rules.r7_lapsed(plans, rules.TRANSITION, as_of):
        return structs.replace(state, status="unconfirmed", was="planned", rule="R7")
    return state


def _before(speeches: list[Speech], as_of: date, kind: RelationType) -> State | None:
    """R8: what later claims show of a day before the first of them."""
    later = [s for s in speeches if s.side != "planned"]
    started = rules.r8_started(later, as_of)
    if started:
        return State(status="current", rule="R8", supports=started, evidence=started, share_from=started)
    presupposing = rules.r8_presupposed(later, as_of)
    if not kind.lapses and later and not presupposing and not _starts_later(later, as_of):
        presupposing = later
    if not presupposing:
        return None
    return State(
        status="current",
        rule="R8",
        supports=presupposing,
        evidence=presupposing,
        notes=("start not recorded",),
    )


def _starts_later(later: list[Speech], as_of: date) -> bool:
    return any(s.claim.from_ and span(s.claim.from_).first > as_of for s in later)


def _side(speeches: list[Speech], *sides: str) -> list[Speech]:
    return [s for s in speeches if s.side in sides]
