"""The corporate group of a company: its parents and buyers upwards, and from each of them the subsidiaries downwards.

Never down and up again: two companies that share one subsidiary are not of one group.
"""

from collections.abc import Iterator

from vendorgraph.analysis.model import Path
from vendorgraph.analysis.timing import state
from vendorgraph.relations.model import Relation, Relations

#: Relations counted upwards and downwards on the way from one member to another.
MAX_HOPS = 4

#: Relations that make two companies one group, as (kind, whether the subject is the lower of the two).
GROUPING = (("subsidiary-of", True), ("acquired", False))


def members(relations: Relations, slug: str, max_hops: int = MAX_HOPS) -> dict[str, list[Path]]:
    """Return every member of the group of `slug`, itself included (with the empty path), and the paths that lead there.

    Paths run from `slug` to the member, shortest first; parallel relations (bought, and a subsidiary) give one each.
    """
    return _walk(relations, slug, max_hops, down=True)


def above(relations: Relations, slug: str, max_hops: int = MAX_HOPS) -> dict[str, list[Path]]:
    """Return the parents and buyers of `slug`, theirs and so on, itself included, as `members` does."""
    return _walk(relations, slug, max_hops, down=False)


def _walk(relations: Relations, slug: str, max_hops: int, *, down: bool) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {slug: [()]}
    walks: list[tuple[str, Path, bool, frozenset[str]]] = [(slug, (), True, frozenset((slug,)))]
    for node, path, rising, seen in walks:
        if len(path) == max_hops:
            continue
        for relation, other, up in _steps(relations, node, rising):
            if other not in seen and (up or down):
                found.setdefault(other, []).append((*path, relation))
                walks.append((other, (*path, relation), up, seen | {other}))
    return found


def _steps(relations: Relations, node: str, rising: bool) -> Iterator[tuple[Relation, str, bool]]:
    """The relations to parents (while still rising) and to subsidiaries, with the member there and whether it is up."""
    for kind, subject_is_lower in GROUPING:
        for relation in relations.out(node, kind):
            if (rising or not subject_is_lower) and state(relation) == "holds":
                yield relation, relation.object, subject_is_lower
        for relation in relations.into(node, kind):
            if (rising or subject_is_lower) and state(relation) == "holds":
                yield relation, relation.subject, not subject_is_lower
