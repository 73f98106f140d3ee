"""Interval arithmetic on shares: open and closed ends, thresholds, and what the sum of all shares rules out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ownership.strategies import shares
from vendorgraph.ownership.ranges import (
    HALF,
    MAJORITY,
    NOTHING,
    WHOLE,
    Threshold,
    limit,
    passes,
    problem,
    product,
    total,
)
from vendorgraph.relations.model import UNKNOWN_SHARE, Share


def test_no_share_is_nothing_and_no_hop_is_the_whole() -> None:
    assert total([]) == NOTHING
    assert product([]) == WHOLE


def test_decimals_add_and_multiply_exactly() -> None:
    assert total([Share(0.1, 0.1), Share(0.2, 0.2)]) == Share(0.3, 0.3)
    assert product([Share(0.1, 0.1), Share(0.7, 0.7)]) == Share(0.07, 0.07)
    assert total([Share(0.17, 0.17)] * 3) == Share(0.51, 0.51)


@pytest.mark.parametrize(
    ("share", "threshold", "verdict"),
    [
        (Share(0.5, 0.5), MAJORITY, "no"),
        (Share(0.5, 0.5), HALF, "certain"),
        (Share(0.5, 0.75, min_open=True), MAJORITY, "certain"),
        (Share(0.5, 0.75), MAJORITY, "possible"),
        (Share(0.5, 0.75), HALF, "certain"),
        (Share(0.25, 0.5), HALF, "possible"),
        (Share(0.25, 0.5, max_open=True), HALF, "no"),
        (Share(0.25, 0.5), MAJORITY, "no"),
        (UNKNOWN_SHARE, MAJORITY, "possible"),
        (UNKNOWN_SHARE, Threshold(0.0), "certain"),
        (UNKNOWN_SHARE, Threshold(1.0, inclusive=True), "no"),
    ],
)
def test_an_end_passes_only_when_it_belongs(share: Share, threshold: Threshold, verdict: str) -> None:
    assert passes(share, threshold) == verdict


def test_open_ends_are_handed_on() -> None:
    band = Share(0.25, 0.5, min_open=True)
    assert total([band, Share(0.25, 0.25)]) == Share(0.5, 0.75, min_open=True)
    assert product([band, Share(0.5, 1.0)]) == Share(0.125, 0.5, min_open=True)
    assert product([UNKNOWN_SHARE, UNKNOWN_SHARE]) == UNKNOWN_SHARE


def test_a_share_that_can_be_nothing_makes_a_closed_nothing() -> None:
    assert product([UNKNOWN_SHARE, Share(0.0, 0.5)]) == Share(0.0, 0.5, max_open=True)
    assert product([UNKNOWN_SHARE, NOTHING]) == NOTHING


def test_a_sum_is_cut_at_the_whole() -> None:
    assert total([Share(0.5, 0.75)] * 2) == Share(1.0, 1.0)
    assert total([Share(0.4, 0.75, max_open=True)] * 2) == Share(0.8, 1.0)


def test_the_others_leave_room() -> None:
    assert limit(UNKNOWN_SHARE, Share(0.6, 0.7)) == Share(0.0, 0.4, min_open=True)
    assert limit(UNKNOWN_SHARE, Share(0.6, 1.0, min_open=True)) == Share(0.0, 0.4, min_open=True, max_open=True)
    assert limit(Share(0.3, 0.4), Share(0.6, 0.6)) == Share(0.3, 0.4)
    assert limit(Share(0.3, 0.4), Share(0.7, 0.7)) == Share(0.3, 0.3)


def test_no_room_is_a_contradiction() -> None:
    assert limit(Share(0.5, 0.5), Share(0.6, 0.6)) is None
    assert limit(UNKNOWN_SHARE, WHOLE) is None
    assert limit(Share(0.4, 0.5), Share(0.6, 1.0, min_open=True)) is None


def test_rounding_of_floats_is_no_contradiction() -> None:
    assert limit(Share(0.1 + 0.2, 0.1 + 0.2), Share(0.7, 0.7)) == Share(0.1 + 0.2, 0.1 + 0.2)


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Share(1.2, 1.2), "found 1.2 to 1.2: write fractions from 0 to 1, the lower end first"),
        (Share(0.6, 0.5), "found 0.6 to 0.5: write fractions from 0 to 1, the lower end first"),
        (Share(-0.1, 0.5), "found -0.1 to 0.5: write fractions from 0 to 1, the lower end first"),
        (Share(0.5, 0.5, min_open=True), "nothing lies between 0.5 and 0.5: close the ends"),
        (Share(float("nan"), 0.5), "found nan to 0.5: write fractions from 0 to 1, the lower end first"),
        (UNKNOWN_SHARE, None),
    ],
)
def test_what_is_wrong_with_a_share_is_said(share: Share, words: str | None) -> None:
    assert problem(share) == words


def test_thresholds_say_themselves() -> None:
    labels = [threshold.label for threshold in (MAJORITY, HALF, Threshold(0.2, inclusive=True), Threshold(0.07))]
    assert labels == ["more than 50 %", "50 % or more", "20 % or more", "more than 7 %"]


def inside(value: int, share: Share) -> bool:
    """Whether a number of thousandths belongs to the share."""
    above = value > share.min * 1000 or (value == round(share.min * 1000) and not share.min_open)
    below = value < share.max * 1000 or (value == round(share.max * 1000) and not share.max_open)
    return above and below


@given(shares(), shares(), st.integers(0, 1000), st.integers(0, 1000))
def test_the_sum_of_members_belongs_to_the_sum(a: Share, b: Share, x: int, y: int) -> None:
    if inside(x, a) and inside(y, b) and x + y <= 1000:
        assert inside(x + y, total([a, b]))


@given(shares(), st.integers(0, 1000), st.integers(0, 1000), st.booleans())
def test_a_verdict_speaks_for_every_member(share: Share, x: int, bound: int, inclusive: bool) -> None:
    verdict = passes(share, Threshold(bound / 1000, inclusive))
    if inside(x, share):
        assert verdict != ("no" if x > bound or (inclusive and x == bound) else "certain")


@given(shares(), shares(), st.integers(0, 1000), st.integers(0, 1000))
def test_no_room_that_can_be_filled_is_lost(a: Share, b: Share, x: int, y: int) -> None:
    if inside(x, a) and inside(y, b) and x + y <= 1000:
        room = limit(a, b)
        assert room is not None
        assert inside(x, room)
