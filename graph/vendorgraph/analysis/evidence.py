"""Where more reporting is needed: relations that rest on one origin, have no date, are weakly graded or in doubt."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from vendorgraph.analysis.model import Conflict
from vendorgraph.analysis.verdict import ENOUGH
from vendorgraph.relations.model import Relation, Relations
from vendorgraph.relations.speech import at_least

ORIGIN = "a second origin"
DATE = "a date"
GRADE = "a better source"
SIDE = "which side is right"
STILL = "whether it is still so"


class Thin(Struct, frozen=True, kw_only=True):
    """A relation, what it needs (words of this module), and how many conflicts rest on it."""

    relation: Relation
    needs: tuple[str, ...]
    conflicts: int


def thin(relations: Relations, slug: str, found: Iterable[Conflict]) -> list[Thin]:
    """Return the relations about `slug` that need more, those on which most of the conflicts `found` rest first.

    Denied relations are left out: they hold nothing up. None for an entity of which nothing is said.
    """
    weight = Counter(key for conflict in found for key in _keys(conflict))
    weak = [
        Thin(relation=relation, needs=needs, conflicts=weight[relation.key])
        for relation in relations.about(slug)
        if relation.status != "denied" and (needs := tuple(_needs(relation)))
    ]
    return sorted(weak, key=lambda each: (-each.conflicts, -len(each.needs), each.relation.key[:3], each.relation.post))


def _needs(relation: Relation) -> Iterable[str]:
    if relation.origins < 2:
        yield ORIGIN
    if relation.since is None:
        yield DATE
    if not at_least(relation.grade, ENOUGH):
        yield GRADE
    if relation.disputed:
        yield SIDE
    if relation.status == "unconfirmed":
        yield STILL


def _keys(conflict: Conflict) -> set[object]:
    """The relations that a conflict rests on, each once."""
    paths = (conflict.exposure.path, conflict.rivalry.path, *(tie.path for tie in conflict.ties))
    return {hop.key for path in paths for hop in path}
