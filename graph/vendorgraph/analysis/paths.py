"""Whole paths between two entities, best first: the shortest, and among those the best by their weakest grade.

Relations are walked in either direction and shown in their own. A move joins the person, the new organisation and the
one that was left. Denied relations join nothing.
"""

from collections.abc import Collection, Iterator
from itertools import islice

from msgspec import Struct

from vendorgraph.analysis.model import Path
from vendorgraph.relations.model import Relation, Relations
from vendorgraph.relations.speech import GRADES, at_least

#: Steps of the search after which it stops and says so.
STEPS = 200_000

Steps = dict[str, list[tuple[str, Relation]]]


class PathsAnswer(Struct, frozen=True):
    """The best paths; `complete` when there are no others of that many hops, else `note` says what is left out."""

    paths: tuple[Path, ...]
    complete: bool
    note: str | None


class _Budget:
    """How many steps are left."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self) -> bool:
        self.left -= 1
        return self.left >= 0


def paths(
    relations: Relations,
    a: str,
    b: str,
    *,
    kinds: Collection[str] | None = None,
    max_hops: int = 4,
    limit: int = 10,
    steps: int = STEPS,
) -> PathsAnswer:
    """Return the `limit` best simple paths of up to `max_hops` relations from `a` to `b`, of the given kinds only.

    An entity that no relation names has no path. ValueError when the ends are the same or a bound is below 1.
    """
    if a == b:
        raise ValueError(f"a path joins two entities, and both ends are {a!r}")
    if max_hops < 1 or limit < 1:
        raise ValueError(f"max_hops and limit are at least 1, not {max_hops} and {limit}")
    budget = _Budget(steps)
    found = list(islice(_best(relations, a, b, kinds, max_hops, budget), limit + 1))
    stopped, more = budget.left < 0, len(found) > limit
    return PathsAnswer(tuple(found[:limit]), not (stopped or more), _note(len(found), max_hops, limit, steps, stopped))


def _note(found: int, max_hops: int, limit: int, steps: int, stopped: bool) -> str | None:
    if stopped:
        return f"stopped after {steps} steps: there may be more paths, ask for fewer hops or fewer kinds of relation"
    if found > limit:
        return f"only the best {limit} paths are shown: there are more"
    return None if found else f"no path of up to {max_hops} hops; longer ones were not looked for"


def _best(
    relations: Relations, a: str, b: str, kinds: Collection[str] | None, max_hops: int, budget: _Budget
) -> Iterator[Path]:
    """Paths hop by hop and, for each length, from those whose weakest grade is A to those whose weakest is D."""
    tiers = [(tier, graph := _graph(relations, kinds, tier), _distances(graph, b, max_hops)) for tier in GRADES]
    for length in range(1, max_hops + 1):
        for tier, graph, distances in tiers:
            for path in _walk(graph, distances, a, b, length, budget):
                if any(hop.grade == tier for hop in path):
                    yield path


def _walk(graph: Steps, distances: dict[str, int], a: str, b: str, length: int, budget: _Budget) -> Iterator[Path]:
    """All simple paths of exactly `length` relations; no step goes where the end cannot be reached in time."""
    stack: list[tuple[str, Path, frozenset[str]]] = [(a, (), frozenset((a,)))]
    while stack:
        node, path, seen = stack.pop()
        if node == b:
            yield path
            continue
        left = length - len(path) - 1
        for other, relation in reversed(graph.get(node, [])):
            if other in seen or distances.get(other, length) > left or (other == b) != (left == 0):
                continue
            if any(hop is relation for hop in path):
                continue
            if not budget.spend():
                return
            stack.append((other, (*path, relation), seen | {other}))


def _graph(relations: Relations, kinds: Collection[str] | None, tier: str) -> Steps:
    """The steps that relations graded `tier` or better allow, in the order of their keys."""
    graph: Steps = {}
    for relation in sorted(relations, key=lambda each: (*each.key[:3], each.post or "")):
        if relation.status == "denied" or not at_least(relation.grade, tier):
            continue
        if kinds is not None and relation.relation not in kinds:
            continue
        ends = _ends(relation)
        for one in ends:
            graph.setdefault(one, []).extend((other, relation) for other in ends if other != one)
    return graph


def _ends(relation: Relation) -> tuple[str, ...]:
    if relation.relation == "moved-to" and relation.from_org not in (None, relation.subject, relation.object):
        return (relation.subject, relation.object, relation.from_org)
    return (relation.subject, relation.object)


def _distances(graph: Steps, b: str, max_hops: int) -> dict[str, int]:
    """The least number of hops to `b` from every entity within `max_hops`."""
    distances, level = {b: 0}, [b]
    for hops in range(1, max_hops + 1):
        level = list(
            dict.fromkeys(other for node in level for other, _ in graph.get(node, []) if other not in distances)
        )
        distances.update((node, hops) for node in level)
    return distances
