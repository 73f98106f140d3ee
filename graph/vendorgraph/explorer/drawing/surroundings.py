"""What is drawn around a path for orientation, few enough to stay readable; the rest is counted."""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from vendorgraph.explorer.drawing import styles
from vendorgraph.model import Market
from vendorgraph.relations.model import Relation, Relations

#: How many entities are drawn one step away, and two steps away; how many persons among the first.
NEAR, FAR, PERSONS = 24, 22, 7

#: How many lines are drawn from one of them to the path.
LINES = 2

#: Families of relations, those that say most first.
_TELLING = ("stake", "people", "trade", "other", "rivalry")

_WEIGHT = {"lab": 2.0, "vendor": 2.2, "investor": 1.4, "person": 1.2, "other": 0.3}


class Surroundings(Struct, frozen=True):
    """Slugs one and two steps away, the relations to draw, and for each lit slug how many neighbours are left out."""

    near: tuple[str, ...]
    far: tuple[str, ...]
    relations: tuple[Relation, ...]
    left_out: dict[str, int]


NONE = Surroundings((), (), (), {})


def surroundings(
    market: Market, relations: Relations, lit: Sequence[str], path: Iterable[Relation] = ()
) -> Surroundings:
    """Return what to draw around the entities `lit`, without the relations of the path itself.

    Entities that several of the lit ones share come first, then labs, vendors, investors; what is over or denied is
    not drawn.
    """
    own = {relation.key for relation in path}
    drawn = [each for each in relations if _shown(market, each) and each.key not in own]
    joined = _joined(drawn)
    ranked = _ranked(market, joined, dict.fromkeys(lit), frozenset())
    near = _few_persons(market, ranked)[:NEAR]
    far = _ranked(market, joined, dict.fromkeys(near), frozenset((*lit, *ranked)))[:FAR]
    chosen = {*lit, *near, *far}
    lines = _few_lines([each for each in drawn if each.subject in chosen and each.object in chosen], set(lit))
    left_out = {slug: len(joined.get(slug, set()) - chosen) for slug in lit}
    return Surroundings(tuple(near), tuple(far), tuple(_one_of_each(lines)), left_out)


def _shown(market: Market, relation: Relation) -> bool:
    ends = (market.entities.get(relation.subject), market.entities.get(relation.object))
    talk = any(end is None or end.type in ("topic", "group") for end in ends)
    return (relation.holds or relation.status == "planned") and not talk and relation.subject != relation.object


def _joined(relations: Iterable[Relation]) -> dict[str, set[str]]:
    joined: dict[str, set[str]] = {}
    for each in relations:
        joined.setdefault(each.subject, set()).add(each.object)
        joined.setdefault(each.object, set()).add(each.subject)
    return joined


def _ranked(
    market: Market, joined: dict[str, set[str]], centres: dict[str, None], not_these: frozenset[str]
) -> list[str]:
    """Neighbours of the centres, those that more of them share first."""
    shared = Counter(slug for centre in centres for slug in joined.get(centre, ()))
    found = [slug for slug in shared if slug not in centres and slug not in not_these]

    def weight(slug: str) -> float:
        known = min(len(joined[slug]), 20) / 12
        return 2.6 * shared[slug] + _WEIGHT[styles.kind(market, slug)] + known

    return sorted(found, key=lambda slug: (-weight(slug), slug))


def _few_persons(market: Market, ranked: list[str]) -> list[str]:
    persons = [slug for slug in ranked if styles.kind(market, slug) == "person"][PERSONS:]
    return [slug for slug in ranked if slug not in set(persons)]


def _few_lines(relations: Iterable[Relation], lit: set[str]) -> list[Relation]:
    """At most `LINES` from an entity to the path, those that say most; rivalries only where there is nothing else."""
    counted: Counter[str] = Counter()
    kept = []
    for each in sorted(relations, key=lambda each: _TELLING.index(styles.family(each.relation))):
        outside = [slug for slug in (each.subject, each.object) if slug not in lit]
        if len(outside) == 1:
            counted[outside[0]] += 1
            if counted[outside[0]] > (1 if each.relation == "competitor-of" else LINES):
                continue
        kept.append(each)
    return kept


def _one_of_each(relations: Iterable[Relation]) -> Iterable[Relation]:
    """One relation of each family between any two: parallel ones of a family look the same."""
    return {(each.subject, each.object, styles.family(each.relation)): each for each in relations}.values()
