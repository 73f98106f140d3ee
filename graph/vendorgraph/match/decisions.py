"""Decisions on pairs of an entity of the market and one of an import, kept as YAML with the steps that led to them."""

from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct

from vendorgraph.problems import shown

JUDGEMENTS = ("same", "different", "undecided")
_HEAD = (
    "# Which entities of the import are which of the market: write same, different or undecided as judgement.\n"
    "# `vendorgraph match` adds new proposals and keeps what is decided here.\n"
)


class WrongDecision(Exception):
    """A decision that cannot be taken, or a file of decisions that cannot be read; the message is one line."""


class Pair(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A proposal: two slugs, what they are called, how alike they are (0 to 1) and why they were proposed."""

    market: str
    imported: str
    names: tuple[str, str]
    score: float
    why: str
    judgement: str = "undecided"


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """A change of a judgement, so that it can be undone."""

    market: str
    imported: str
    was: str
    became: str


class Decisions(Struct, frozen=True, forbid_unknown_fields=True):
    """All pairs, the most alike first, and the steps in the order in which they were taken."""

    pairs: tuple[Pair, ...] = ()
    steps: tuple[Step, ...] = ()

    def pair(self, market: str, imported: str) -> Pair:
        """Return a pair; WrongDecision when it was not proposed."""
        for pair in self.pairs:
            if (pair.market, pair.imported) == (market, imported):
                return pair
        raise WrongDecision(f"{market} and {imported} are no proposed pair: see the file of proposals")


def decide(decisions: Decisions, market: str, imported: str, judgement: str) -> Decisions:
    """Return the decisions with one more; WrongDecision when it contradicts another.

    An entity of the import is the same as one of the market at most.
    """
    if judgement not in JUDGEMENTS:
        raise WrongDecision(f"{shown(judgement)} is no judgement: write one of {', '.join(JUDGEMENTS)}")
    pair = decisions.pair(market, imported)
    if pair.judgement == judgement:
        return decisions
    step = Step(market, imported, pair.judgement, judgement)
    changed = Decisions(_judged(decisions, step, judgement), (*decisions.steps, step))
    check(changed)
    return changed


def undo(decisions: Decisions) -> Decisions:
    """Return the decisions without the last step; WrongDecision when there is none."""
    if not decisions.steps:
        raise WrongDecision("there is no step to undo")
    last = decisions.steps[-1]
    return Decisions(_judged(decisions, last, last.was), decisions.steps[:-1])


def _judged(decisions: Decisions, step: Step, judgement: str) -> tuple[Pair, ...]:
    return tuple(
        msgspec.structs.replace(pair, judgement=judgement)
        if (pair.market, pair.imported) == (step.market, step.imported)
        else pair
        for pair in decisions.pairs
    )


def check(decisions: Decisions) -> None:
    """Raise WrongDecision for a word that is no judgement, or an entity that is the same as two of the market."""
    same: dict[str, str] = {}
    for pair in decisions.pairs:
        if pair.judgement not in JUDGEMENTS:
            words = f"write one of {', '.join(JUDGEMENTS)}"
            raise WrongDecision(f"{pair.market} and {pair.imported}: {shown(pair.judgement)} is no judgement: {words}")
        if pair.judgement == "same" and same.setdefault(pair.imported, pair.market) != pair.market:
            raise WrongDecision(f"{pair.imported} is decided to be {same[pair.imported]} and {pair.market}: keep one")


def load(file: Path) -> Decisions:
    """Return the decisions in a file, none when it is missing; WrongDecision says what is wrong with it."""
    import yaml

    from vendorgraph.problems import Invalid
    from vendorgraph.reading.yaml import load as read

    if not file.exists():
        return Decisions()
    try:
        decisions = msgspec.convert(read(file) or {}, Decisions)
    except (Invalid, yaml.YAMLError, msgspec.ValidationError) as error:
        raise WrongDecision(f"{file.name}: {error}") from error
    check(decisions)
    return decisions


def save(decisions: Decisions, file: Path) -> None:
    """Write the decisions, whole or not at all; OSError when that is not possible."""
    from vendorgraph import files
    from vendorgraph.imports.yamltext import line, text

    whole: dict[str, Any] = {"pairs": [line(pair) for pair in decisions.pairs]}
    whole["steps"] = [line(step) for step in decisions.steps]
    data = (_HEAD + text(whole)).encode("utf-8")

    def put(stream: BinaryIO) -> None:
        stream.write(data)

    files.write(file, put)
