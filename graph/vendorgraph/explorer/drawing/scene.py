"""What a picture of any entities shows: those that were chosen, others around them, groups that are not unfolded."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from vendorgraph.explorer.drawing import styles
from vendorgraph.relations.model import Relation


class Group(Struct, frozen=True):
    """Neighbours of an entity by a family of relations that are not drawn: how many, and the id of their group."""

    id: str
    slug: str
    family: str
    count: int
    said: str


class Scene(Struct, frozen=True, kw_only=True):
    """What to draw: entities that were chosen, others, relations, groups, and a path through entities.

    `small` is said of a picture at the side of a page.
    """

    own: tuple[str, ...]
    others: tuple[str, ...]
    relations: tuple[Relation, ...]
    groups: tuple[Group, ...] = ()
    path: tuple[str, ...] = ()
    lit: tuple[Relation, ...] = ()
    small: bool = False

    @property
    def slugs(self) -> tuple[str, ...]:
        """All entities: those of the path, then the chosen, then the others."""
        return tuple(dict.fromkeys((*self.path, *self.own, *self.others)))


def neighbours(relations: Iterable[Relation], slug: str) -> dict[str, dict[str, None]]:
    """Return the neighbours of an entity by family of relations, in the order of the relations."""
    found: dict[str, dict[str, None]] = {family: {} for family in styles.FAMILIES}
    for each in relations:
        if slug in (each.subject, each.object):
            other = each.object if each.subject == slug else each.subject
            found[styles.family(each.relation)][other] = None
    return {family: slugs for family, slugs in found.items() if slugs}


def along(path: Sequence[Relation], start: str, end: str) -> tuple[str, ...]:
    """Return the entities that a path leads through; in a move between two places the person comes in between."""
    found = [start]
    for number, hop in enumerate(path):
        here = found[-1]
        onward = _ends(path[number + 1]) if number + 1 < len(path) else (end,)
        there = next(each for each in _ends(hop) if each in onward and each not in found)
        found.extend((there,) if hop.subject in (here, there) else (hop.subject, there))
    return tuple(found)


def _ends(relation: Relation) -> tuple[str, ...]:
    left = (relation.from_org,) if relation.relation == "moved-to" and relation.from_org else ()
    return (relation.subject, relation.object, *left)
