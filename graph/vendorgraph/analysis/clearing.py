"""What would clear a conflict: the smallest sets of relations that meet every path which supports it.

Minimal hitting sets, built one path after the other (Berge's method), smallest first. Sets of more than `MAX_SIZE`
relations are not looked for; what is cut is said.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from vendorgraph.analysis.model import Clearing, Limit, Path
from vendorgraph.relations.model import Relation, Relations

#: How many sets an answer gives, the most relations in one, and how many sets are kept on the way.
SHOWN, MAX_SIZE, KEPT = 5, 4, 2000

Key = tuple[str, str, str, str | None]
KeySet = frozenset[Key]


class Hitting(Struct, frozen=True):
    """The minimal hitting sets of up to `MAX_SIZE` elements; `cut` when larger ones, or too many, were left out."""

    sets: frozenset[KeySet]
    cut: bool = False


def hitting(families: Iterable[KeySet]) -> Hitting:
    """Return the minimal sets that share an element with each of `families`.

    No family is met by the empty set; a family without elements cannot be met, so there are none.
    """
    found: set[KeySet] = {frozenset()}
    ordered = sorted(set(families), key=_order)
    cut = False
    for family in ordered:
        met = {each for each in found if each & family}
        grown = {each | {key} for each in found - met for key in family}
        small = {each for each in grown if len(each) <= MAX_SIZE and not any(other <= each for other in met)}
        found = met | minimal(small)
        cut = cut or any(len(each) > MAX_SIZE for each in grown) or len(found) > KEPT
        found = set(sorted(found, key=_order)[:KEPT])
    return Hitting(frozenset(each for each in found if _needs_all(each, ordered)), cut)


def minimal(sets: Iterable[KeySet]) -> set[KeySet]:
    """Return those of `sets` that contain no other."""
    kept: list[KeySet] = []
    for each in sorted(set(sets), key=len):
        if not any(other <= each for other in kept):
            kept.append(each)
    return set(kept)


def any_of(parts: Sequence[Hitting]) -> Hitting:
    """Return the minimal sets that meet all paths when a path is one of each part: meeting any one part is enough."""
    return Hitting(
        frozenset(minimal(each for part in parts for each in part.sets)),
        any(part.cut for part in parts),
    )


def clearings(hits: Hitting, relations: Mapping[Key, Relation]) -> tuple[tuple[Clearing, ...], tuple[Limit, ...]]:
    """Return at most five sets, smallest first, as relations, and what was cut."""
    ordered = sorted(hits.sets, key=_order)
    shown = tuple(
        Clearing(relations=tuple(relations[key] for key in sorted(each, key=str))) for each in ordered[:SHOWN]
    )
    notes = []
    if len(ordered) > SHOWN:
        notes.append(Limit(kind="sets", shown=SHOWN, all=len(ordered)))
    if hits.cut:
        notes.append(Limit(kind="size", shown=MAX_SIZE))
    return shown, tuple(notes)


def keys(path: Path, shared: Mapping[Key, KeySet] = MappingProxyType({})) -> KeySet:
    """Return what tells the relations apart of which any, if it were wrong, would break the path.

    These are its own, or in place of one of them those that `shared` gives for it.
    """
    return frozenset(key for hop in path for key in shared.get(hop.key, (hop.key,)))


def shared(relations: Relations) -> dict[Key, KeySet]:
    """Return by relation which relations cannot be wrong, with all their claims, without it: moves and the posts of who
    moved, which rest on the same claims in part (R8a). A post that the move alone tells of stands and falls with it.
    """
    found: dict[Key, KeySet] = {}
    for move in relations.of("moved-to"):
        claims = set(move.told)
        for post in relations.out(move.subject, "holds-role") if claims else ():
            if claims == set(post.told):
                found[post.key] = frozenset((move.key,))
            elif claims < set(post.told):
                found[move.key] = found.get(move.key, frozenset((move.key,))) | {post.key}
    return found


def _needs_all(found: KeySet, families: Iterable[KeySet]) -> bool:
    """Whether each element alone meets some family; sets that were cut on the way can leave others too large."""
    return found == {key for family in families if len(met := found & family) == 1 for key in met}


def _order(each: KeySet) -> tuple[int, list[str]]:
    return (len(each), sorted(map(str, each)))
