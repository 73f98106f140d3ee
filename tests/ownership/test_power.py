"""Voting power: exact, symmetric, and the same as by counting orderings one by one."""

from fractions import Fraction
from itertools import permutations
from math import factorial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vendorgraph.ownership.holdings import Holding, Holdings
from vendorgraph.ownership.power import oceanic, power_of_block, voting_power
from vendorgraph.relations.model import UNKNOWN_SHARE, Share

GAMES = st.tuples(st.lists(st.integers(0, 12), min_size=1, max_size=6), st.integers(0, 40), st.booleans())


def by_orderings(weights: list[int], quota: int, at_least: bool) -> list[Fraction]:
    """The part of all orderings in which each voter turns a losing coalition into a winning one."""

    def wins(held: int) -> bool:
        return held >= quota if at_least else held > quota

    pivots = [0] * len(weights)
    for order in permutations(range(len(weights))):
        held = 0
        for voter in order:
            if not wins(held) and wins(held + weights[voter]):
                pivots[voter] += 1
            held += weights[voter]
    return [Fraction(count, factorial(len(weights))) for count in pivots]


@settings(max_examples=60)
@given(GAMES)
def test_power_is_the_part_of_the_orderings(game: tuple[list[int], int, bool]) -> None:
    weights, quota, at_least = game
    found = voting_power(weights, quota, at_least=at_least)
    assert [power.shapley_shubik for power in found] == by_orderings(weights, quota, at_least)


@given(GAMES)
def test_power_sums_to_one_when_all_together_win_and_nobody_is_needless(game: tuple[list[int], int, bool]) -> None:
    weights, quota, at_least = game
    found = voting_power(weights, quota, at_least=at_least)
    contested = (quota > 0 or not at_least) and (sum(weights) > quota or (at_least and sum(weights) == quota))
    assert sum(power.shapley_shubik for power in found) == contested
    assert sum(power.banzhaf_index for power in found) == contested


@given(GAMES)
def test_equal_weights_have_equal_power_and_more_weight_no_less(game: tuple[list[int], int, bool]) -> None:
    weights, quota, at_least = game
    found = voting_power(weights, quota, at_least=at_least)
    for weight, power in zip(weights, found, strict=True):
        for other, against in zip(weights, found, strict=True):
            if weight <= other:
                assert power.shapley_shubik <= against.shapley_shubik
                assert power.banzhaf_probability <= against.banzhaf_probability


@given(GAMES, st.integers(2, 50))
def test_the_unit_of_the_weights_does_not_matter(game: tuple[list[int], int, bool], unit: int) -> None:
    weights, quota, at_least = game
    scaled = [Fraction(weight, unit) for weight in weights]
    assert voting_power(weights, quota, at_least=at_least) == voting_power(
        scaled, Fraction(quota, unit), at_least=at_least
    )


def test_many_voters_are_counted_without_listing_coalitions() -> None:
    found = voting_power([100] + [1] * 100, 100)
    assert found[0].shapley_shubik == Fraction(100, 101)
    assert found[0].shapley_shubik + 100 * found[1].shapley_shubik == 1


def test_decimals_are_exact() -> None:
    found = voting_power([0.1, 0.2, 0.2], 0.5, at_least=True)
    assert [power.shapley_shubik for power in found] == [Fraction(1, 3)] * 3


def test_no_voters_no_power() -> None:
    assert voting_power([], 1) == oceanic([]) == ()


def test_votes_below_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="found -1: write a number of votes of at least 0"):
        voting_power([-1], 1)
    with pytest.raises(ValueError, match=r"votes make 1\.1: write fractions of all votes, together at most 1"):
        oceanic([0.6, 0.5])


@given(st.fractions(0, 1))
def test_one_major_voter_has_w_over_the_rest(weight: Fraction) -> None:
    assert oceanic([weight]) == ((weight / (1 - weight) if weight <= Fraction(1, 2) else 1),)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 15), min_size=1, max_size=3))
def test_the_ocean_is_the_limit_of_many_small_voters(percents: list[int]) -> None:
    drops = 60
    rest = Fraction(100 - sum(percents), 100)
    weights = [Fraction(percent, 100) for percent in percents]
    finite = voting_power([*weights, *[rest / drops] * drops], Fraction(1, 2))
    for power, limit in zip(finite, oceanic(weights), strict=False):
        assert float(power.shapley_shubik) == pytest.approx(float(limit), abs=0.02)


def test_without_an_ocean_the_game_is_finite() -> None:
    assert oceanic([0.49, 0.26, 0.25]) == (Fraction(1, 3),) * 3


def block(*rows: Holding, holder: str = "M") -> tuple[float, tuple[str, ...]] | None:
    found = power_of_block(Holdings.of(rows), holder, "S")
    return found and (found.power, found.others)


def holding(holder: str, share: float, voting: bool | None = True) -> Holding:
    return Holding(holder, "S", Share(share, share), voting)


def test_49_percent_are_worth_what_the_others_make_of_it() -> None:
    assert block(holding("M", 0.49)) == (pytest.approx(49 / 51), ())
    assert block(holding("M", 0.49), holding("P", 0.26), holding("Q", 0.25)) == (pytest.approx(1 / 3), ("P", "Q"))
    assert block(holding("M", 0.49), holding("P", 0.51)) == (0.0, ("P",))
    assert block(holding("M", 0.49, voting=False), holding("P", 0.3)) == (0.0, ())


def test_a_majority_decides_whoever_else_votes() -> None:
    unknown = Holding("P", "S", UNKNOWN_SHARE)
    assert block(holding("M", 0.6), unknown) == (1.0, ())
    assert block(Holding("M", "S", Share(0.5, 0.75, min_open=True), True), unknown) == (1.0, ())


def test_votes_that_nobody_knows_make_no_power() -> None:
    assert block(holding("M", 0.49, voting=None)) is None
    assert block(holding("M", 0.49), holding("P", 0.2, voting=None)) is None
    assert block(holding("M", 0.49), Holding("P", "S", UNKNOWN_SHARE, True)) is None
    assert block(Holding("M", "S", Share(0.4, 0.45), True)) is None
    assert block(holding("M", 0.49), holder="P") is None
    assert block(holding("M", 0.4), Holding("P", "S", Share(0.1, 0.1), True, Share(0.7, 0.7))) is None


def test_stated_votes_count_in_place_of_shares() -> None:
    stated = Holding("M", "S", Share(0.1, 0.1), None, Share(0.4, 0.4))
    found = power_of_block(Holdings.of([stated, holding("P", 0.5, voting=False)]), "M", "S")
    assert found is not None
    assert (found.votes, found.power) == (Share(0.4, 0.4), pytest.approx(2 / 3))
    assert found.rule.startswith("Shapley-Shubik power for more than 50 % of the votes")
