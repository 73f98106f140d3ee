"""The steps of a conflict in the order of reading: from the customer to the vendor, on to the rival, and back."""

from msgspec import Struct

from vendorgraph.analysis.model import Conflict, Tie
from vendorgraph.relations.model import Relation

#: The parts of a conflict, in the order of reading.
PARTS = ("exposure", "tie", "rivalry")


class Step(Struct, frozen=True):
    """One relation of a conflict under its number (from 1), and the part that it belongs to first."""

    number: int
    part: str
    relation: Relation


def steps(conflict: Conflict, tie: Tie | None = None) -> tuple[Step, ...]:
    """Return the steps by way of `tie` (the leading one by default); a relation that serves twice has one number."""
    by_way = tie or conflict.ties[0]
    ordered = (
        ("exposure", conflict.exposure.path),
        ("tie", by_way.path[::-1]),
        ("rivalry", conflict.rivalry.path[::-1]),
    )
    first: dict[object, tuple[str, Relation]] = {}
    for part, path in ordered:
        for relation in path:
            first.setdefault(relation.key, (part, relation))
    return tuple(Step(number, part, relation) for number, (part, relation) in enumerate(first.values(), 1))
