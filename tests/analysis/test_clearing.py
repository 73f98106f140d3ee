"""Smallest sets of relations that would clear a conflict, against trying out every set."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.worlds import moved, role, stake, world
from vendorgraph.analysis.clearing import MAX_SIZE, SHOWN, Hitting, any_of, clearings, hitting, keys, shared
from vendorgraph.analysis.model import Limit
from vendorgraph.relations.model import Relation

RELATIONS: list[Relation] = [stake("holder", f"company-{i}") for i in range(7)]
KEYS = [relation.key for relation in RELATIONS]


def families(*sets: set[int]) -> list[frozenset[tuple[str, str, str, str | None]]]:
    return [frozenset(KEYS[i] for i in each) for each in sets]


def numbers(found: Hitting) -> set[frozenset[int]]:
    return {frozenset(KEYS.index(key) for key in each) for each in found.sets}


def test_the_smallest_sets_that_meet_every_family() -> None:
    assert numbers(hitting(families({0, 1}, {0, 2}))) == {frozenset({0}), frozenset({1, 2})}
    assert numbers(hitting(families({0}, {1}))) == {frozenset({0, 1})}


def test_what_cannot_be_met_has_none_and_nothing_needs_nothing() -> None:
    assert hitting(families({0}, set())).sets == frozenset()
    assert hitting([]).sets == {frozenset()}


@given(st.lists(st.sets(st.integers(0, 6), min_size=1, max_size=4), max_size=6))
def test_they_are_the_minimal_ones_of_all_sets(given_sets: list[set[int]]) -> None:
    expected: set[frozenset[int]] = set()
    for size in range(MAX_SIZE + 1):
        for each in map(frozenset, combinations(range(7), size)):
            if all(each & other for other in given_sets) and not any(small < each for small in expected):
                expected.add(each)
    assert numbers(hitting(families(*given_sets))) == expected


def test_sets_of_more_than_the_limit_are_cut_and_it_says_so() -> None:
    many = hitting(families({0}, {1}, {2}, {3}, {4}))
    assert many.sets == frozenset() and many.cut
    assert not hitting(families({0}, {1}, {2}, {3})).cut


def test_meeting_any_part_is_enough() -> None:
    one, other = hitting(families({0}, {1})), hitting(families({0, 1, 2}))
    assert numbers(any_of([one, other])) == {frozenset({0}), frozenset({1}), frozenset({2})}


def test_an_answer_shows_five_smallest_first_and_says_that_there_are_more() -> None:
    by_key = {relation.key: relation for relation in RELATIONS}
    shown, notes = clearings(hitting(families({0, 1, 2, 3, 4}, {0, 1, 2, 3, 5})), by_key)
    assert [len(each.relations) for each in shown] == [1, 1, 1, 1, 2] and notes == ()
    shown, notes = clearings(hitting(families({0, 1, 2, 3, 4, 5, 6})), by_key)
    assert len(shown) == SHOWN and notes == (Limit(kind="sets", shown=5, all=7),)
    _, notes = clearings(Hitting(frozenset(), cut=True), by_key)
    assert notes == (Limit(kind="size", shown=4),)


def test_the_keys_of_a_path() -> None:
    assert keys((RELATIONS[0], RELATIONS[1], RELATIONS[0])) == {KEYS[0], KEYS[1]}


def test_a_move_and_the_posts_told_by_the_same_claims_stand_and_fall_together() -> None:
    move = moved("ann", "vendor", "rival", told=("a#01", "a#02"))
    begun = role("ann", "rival", told=("a#01", "a#02"))
    left = role("ann", "vendor", "chief-executive", status="ended", told=("a#01", "a#02", "b#01"))
    other = role("ann", "elsewhere", told=("c#01",))
    held = world(move, begun, left, other).relations
    found = shared(held)
    assert found == {begun.key: {move.key}, move.key: {move.key, left.key}}
    assert keys((begun, other), found) == {move.key, other.key}
    assert keys((move,), found) == {move.key, left.key}
    assert shared(world(moved("ann", "vendor", "rival"), role("ann", "rival")).relations) == {}
