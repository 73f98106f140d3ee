"""Why there is a conflict: the lit path, the same steps as sentences and bars, and the evidence of each."""

from collections.abc import Mapping

from msgspec import Struct

from vendorgraph.analysis.incidents import incidents
from vendorgraph.analysis.levels import case_of
from vendorgraph.analysis.model import Conflict, Tie
from vendorgraph.explorer.address import State, Wrong
from vendorgraph.explorer.desk import Desk, tie_of
from vendorgraph.explorer.drawing.strip import strip
from vendorgraph.explorer.screens import conflicts as list_
from vendorgraph.explorer.screens.evidence import Card, Evidence, doubtful, evidence, remaining
from vendorgraph.wording import Sentence, Voice, conflicts, relations, sources, ties
from vendorgraph.wording.steps import Step, steps


class Explained(Struct, frozen=True, kw_only=True):
    """A step with its sentence, when it holds, who says so, who denies it, and its evidence.

    `remaining` are the numbers of the ways that remain without it; None where the conflict would be gone.
    """

    step: Step
    said: Sentence
    when: str
    according: Sentence
    denial: Sentence
    evidence: Evidence
    doubtful: tuple[Card, ...]
    remaining: tuple[int, ...] | None

    @property
    def number(self) -> int:
        """The number of the step, from 1."""
        return self.step.number


class Way(Struct, frozen=True):
    """A tie of the conflict under its number, as a sentence, with its kind in words."""

    number: int
    tie: Tie
    sentence: Sentence
    kind: str


def show(desk: Desk, state: State, lab: str, vendor: str, rival: str) -> Mapping[str, object]:
    """Return a conflict by the way and step that the address names; Wrong where one of the three is unknown.

    Where there is no such conflict on the day, only the three entities are returned.
    """
    ends = (desk.entity(lab, "lab"), desk.entity(vendor), desk.entity(rival))
    named = dict(zip(("customer", "vendor", "rival"), ends, strict=True))
    conflict = desk.conflict(state, lab, vendor, rival)
    if conflict is None:
        return {**named, "conflict": None}
    way = state.number("way", len(conflict.ties))
    tie = tie_of(conflict, way)
    found = explained(desk, state, conflict, tie)
    alone = state.get("alone") is not None
    others = [list_.row(desk.voice(state), each) for each in _others(desk, state, conflict)]
    return {
        **named,
        **told(desk, state, conflict, tie),
        "way": way,
        "ways": ways(desk.voice(state), conflict),
        "steps": found,
        "chosen": state.number("step", len(found)),
        "drawing": desk.drawing(state, conflict, way, alone),
        "strip": strip(desk.voice(state), conflict, desk.days(state)[0], tie),
        "alone": alone,
        "others": others,
    }


def told(desk: Desk, state: State, conflict: Conflict, tie: Tie) -> dict[str, object]:
    """Return what is said of a conflict as a whole: level, verdict, timing, what is missing and what would clear it."""
    voice, (as_of, known_by) = desk.voice(state), desk.days(state)
    return {
        "conflict": conflict,
        "tie": tie,
        "headline": ties.sentence(voice, conflict, tie),
        "summary": conflicts.summary(voice, conflict),
        "level_rule": desk.levels.rule_of(case_of(conflict.verdict, conflict.timing, conflict.ties[0])),
        "timing": conflicts.timing(voice, conflict, as_of.isoformat()),
        "window": conflicts.window(voice, conflict),
        "weakest": conflicts.weakest(voice, conflict),
        "missing": conflicts.missing(voice, conflict, tie),
        "clears": [conflicts.clears(voice, each) for each in conflict.clears_if_false],
        "incidents": incidents(desk.market, conflict.vendor, as_of, known_by),
        "disputed": list_.is_disputed(conflict),
    }


def explained(desk: Desk, state: State, conflict: Conflict, tie: Tie) -> list[Explained]:
    """Return the steps of a conflict by way of a tie, each with its evidence."""
    voice, (_, known_by) = desk.voice(state), desk.days(state)
    return [
        Explained(
            step=step,
            said=relations.said(voice, step.relation),
            when=relations.when(voice, step.relation),
            according=sources.according(voice, step.relation.supports),
            denial=relations.denial(voice, step.relation),
            evidence=evidence(voice, step.relation),
            doubtful=tuple(doubtful(voice, step.relation, known_by, desk.read)),
            remaining=_remaining(conflict, step),
        )
        for step in steps(conflict, tie)
    ]


def ways(voice: Voice, conflict: Conflict) -> list[Way]:
    """Return all ways in which the rival reaches the vendor, the strongest first."""
    return [
        Way(number, tie, ties.sentence(voice, conflict, tie), list_.kind(voice, tie.kind))
        for number, tie in enumerate(conflict.ties, 1)
    ]


def _remaining(conflict: Conflict, step: Step) -> tuple[int, ...] | None:
    found = remaining(conflict, step.relation)
    return None if found is None else tuple(found)


def _others(desk: Desk, state: State, conflict: Conflict) -> list[Conflict]:
    """The conflicts of the same customer that are no less than medium, and this one."""
    found = desk.conflicts(state, conflict.customer)
    return [each for each in found if each.level != "low" or each is conflict]


def need(values: Mapping[str, object]) -> Conflict:
    """Return the conflict of a page; Wrong where there is none."""
    conflict = values["conflict"]
    if not isinstance(conflict, Conflict):
        raise Wrong("path")
    return conflict
