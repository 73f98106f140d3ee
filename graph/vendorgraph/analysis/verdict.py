"""R14: whether a path is established, possible or refuted, and which facts are missing.

Established: every relation has grade B or better and is undisputed. Possible: otherwise, with the missing facts named.
Refuted: some relation is denied. An exposure is asked whether it **ever** held: doubt about its present status concerns
its timing only.
"""

from collections.abc import Iterable

from msgspec import Struct

from vendorgraph.analysis import words
from vendorgraph.analysis.model import VERDICTS, Path
from vendorgraph.model import Market
from vendorgraph.relations.model import Relation
from vendorgraph.relations.speech import at_least

#: The grade that every relation of an established path has at least.
ENOUGH = "B"

#: The grade below C: rumour alone.
RUMOUR = "D"


class Judgement(Struct, frozen=True):
    """A verdict and the facts that are missing for a better one, in words."""

    verdict: str
    missing: tuple[str, ...] = ()


def judge(market: Market, path: Iterable[Relation], *, ever: bool = False) -> Judgement:
    """Return the verdict on a path; `ever` asks whether it ever held rather than whether it holds.

    An empty path is established: it takes no relation for a company to be itself.
    """
    hops = tuple(path)
    denied = [hop for hop in hops if hop.status == "denied"]
    if denied:
        return Judgement("refuted", tuple(f"denied: {words.sentence(market, hop)}" for hop in denied))
    missing = tuple(dict.fromkeys(fact for hop in hops for fact in _missing(market, hop, ever)))
    return Judgement("possible" if missing else "established", missing)


def worst(verdicts: Iterable[str]) -> str:
    """Return the verdict on things that must all be so: that of the weakest."""
    return max(verdicts, key=VERDICTS.index, default="established")


def weakest(path: Path, ever: Path = ()) -> Relation:
    """Return the weakest relation: denied, then worst graded, then in doubt, then of fewest origins; first on a tie.

    For the relations in `ever` only whether they ever held counts. ValueError when both paths are empty.
    """
    asked = [(hop, True) for hop in ever] + [(hop, False) for hop in path]
    return max(asked, key=lambda pair: _weakness(*pair))[0]


def grade_of(path: Path) -> str:
    """Return the worst grade on a path, "A" for an empty one."""
    return max((hop.grade for hop in path), default="A")


def _weakness(hop: Relation, ever: bool) -> tuple[bool, str, bool, int]:
    return (hop.status == "denied", hop.grade, not ever and in_doubt(hop), -hop.origins)


def in_doubt(hop: Relation) -> bool:
    """Whether sources disagree about a relation, or nothing newer confirms it."""
    return hop.disputed or hop.status == "unconfirmed"


def _missing(market: Market, hop: Relation, ever: bool) -> Iterable[str]:
    said = words.sentence(market, hop)
    if not at_least(hop.grade, ENOUGH):
        yield f"a better source that {said} (grade {'C' if hop.grade == 'C' else 'below C'})"
    if hop.status == "planned":
        yield f"whether the plan is carried out: {said}"
    if ever:
        return
    if hop.disputed:
        yield f"which side is right, as sources disagree: {said}"
    if hop.status == "unconfirmed":
        yield f"whether it is still so: {said}"
