"""A speech: one claim as it bears on one relation, with its interval, its side and its independent origin."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from vendorgraph.dates import Span
from vendorgraph.model import Claim, Source

GRADES = "ABCD"  # D stands for "below C"


class Speech(Struct, frozen=True):
    """What one claim says of a relation: `when` it speaks (R1) and for which `side` (R3).

    Sides: stay, leave, over, review, exists, planned, denies. `status` is the word that the claim stands for there.
    """

    claim: Claim
    source: Source
    when: Span
    side: str
    status: str

    @property
    def day(self) -> date:
        """The day from which the claim speaks: the last of its interval."""
        return self.when.last


def grade(speeches: Iterable[Speech]) -> str:
    """R2: A, B, C or D ("below C": rumours only, or nothing).

    A: a page of high reliability, or two origins of medium; B: one origin of medium, or two of low; C: the rest.
    """
    best: dict[str, str] = {}
    for speech in speeches:
        if speech.claim.certainty == "rumoured":
            continue
        if speech.source.reliability == "high":
            return "A"
        if best.get(speech.source.origin) != "medium":
            best[speech.source.origin] = speech.source.reliability
    medium = sum(1 for reliability in best.values() if reliability == "medium")
    if medium >= 2:
        return "A"
    if medium == 1 or len(best) >= 2:
        return "B"
    return "C" if best else "D"


def at_least(one: str, other: str) -> bool:
    """Whether grade `one` is as good as `other` or better."""
    return one <= other


def needed(against: str) -> str:
    """min(B, grade): what a claim needs to prevail against a statement of that grade."""
    return max("B", against)


def origins(speeches: Iterable[Speech]) -> int:
    """Return the number of independent origins (two outlets that relay one report are one)."""
    return len({speech.source.origin for speech in speeches})


def ids(speeches: Iterable[Speech]) -> tuple[str, ...]:
    """Return the claim ids of `speeches`, sorted, each once."""
    return tuple(sorted({speech.claim.id for speech in speeches}))
