"""Holdings as input: what is refused, what is flagged, what the whole rules out, and what votes are."""

import pytest
from hypothesis import given

from tests.ownership.strategies import ranged_holdings
from vendorgraph.ownership.holdings import Holding, Holdings, check, tightened, votes
from vendorgraph.ownership.ranges import NOTHING, exact
from vendorgraph.relations.model import UNKNOWN_SHARE, Share


def share_in(holdings: Holdings, holder: str, company: str) -> Share:
    return next(h.share for h in holdings if (h.holder, h.company) == (holder, company))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("A", "B", 1.2)], "share of A in B: found 1.2 to 1.2: write fractions from 0 to 1, the lower end first"),
        ([("A", "B", Share(0.5, 0.4))], "share of A in B: found 0.5 to 0.4"),
        ([("A", "B", 0.2), ("A", "B", 0.3)], "A holds B twice: give one share for each holder and company"),
        ([Holding("A", "B", NOTHING, True, Share(0.1, 2.0))], "share of A in B: found 0.1 to 2"),
    ],
)
def test_bad_input_is_one_clear_line(rows: list[Holding], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Holdings.of(rows)


def test_no_holdings_are_no_problem() -> None:
    nothing = Holdings.of([])
    assert (len(nothing), check(nothing), tightened(nothing).derived, list(votes(nothing))) == (0, (), (), [])


def test_the_order_of_the_input_does_not_matter() -> None:
    rows = [("B", "C", 0.1), ("A", "C", 0.2), ("A", "B", 0.3)]
    assert Holdings.of(rows).all == Holdings.of(reversed(rows)).all


def test_below_and_above_go_round_cycles_once() -> None:
    holdings = Holdings.of([("P", "A", 0.5), ("A", "B", 0.5), ("B", "A", 0.5), ("B", "C", 0.5)])
    assert holdings.below(["P"]) == ["A", "B", "C"]
    assert holdings.below(["A"]) == ["B", "A", "C"]
    assert holdings.above(["C"]) == ["B", "A", "P"]
    assert holdings.above(["P"]) == holdings.below(["unknown"]) == []


def test_lower_ends_above_the_whole_are_flagged_with_the_holdings_at_fault() -> None:
    holdings = Holdings.of([("P", "A", 0.7), ("Q", "A", Share(0.4, 0.5)), ("P", "B", 0.9), ("Q", "B", UNKNOWN_SHARE)])
    (excess,) = check(holdings)
    assert (excess.company, excess.minimum) == ("A", 1.1)
    assert [holding.holder for holding in excess.holdings] == ["P", "Q"]


def test_two_that_each_have_more_than_half_have_too_much() -> None:
    over_half = Share(0.5, 1.0, min_open=True)
    (excess,) = check(Holdings.of([("P", "A", over_half), ("Q", "A", over_half), ("P", "B", over_half)]))
    assert (excess.company, excess.minimum) == ("A", 1.0)


def test_exactly_the_whole_is_not_too_much() -> None:
    assert check(Holdings.of((f"H{i}", "A", share) for i, share in enumerate([0.1] * 3 + [0.7]))) == ()
    assert check(Holdings.of((f"H{i}", "A", 1 / 11) for i in range(11))) == ()


def test_tightening_says_what_it_derived() -> None:
    holdings = Holdings.of([("P", "A", 0.6), ("Q", "A", UNKNOWN_SHARE), ("P", "B", Share(0.25, 0.5, min_open=True))])
    found = tightened(holdings)
    assert found.derived == (("Q", "A"),)
    assert share_in(found.holdings, "Q", "A") == Share(0.0, 0.4, min_open=True)
    assert share_in(found.holdings, "P", "B") == share_in(holdings, "P", "B")


def test_an_owner_of_the_whole_beside_another_is_a_contradiction() -> None:
    found = tightened(Holdings.of([("P", "A", 1.0), ("Q", "A", UNKNOWN_SHARE), ("Q", "B", 0.5)]))
    assert [excess.company for excess in found.contradictions] == ["A"]
    assert found.derived == ()
    assert share_in(found.holdings, "Q", "A") == UNKNOWN_SHARE


@given(ranged_holdings())
def test_tightening_is_idempotent_and_never_widens(holdings: Holdings) -> None:
    once = tightened(holdings)
    assert once.contradictions == ()
    assert tightened(once.holdings).derived == ()
    for before, after in zip(holdings, once.holdings, strict=True):
        assert after.share.min == before.share.min
        assert after.share.max <= before.share.max
        assert ((after.holder, after.company) in once.derived) == (after.share != before.share)


@given(ranged_holdings())
def test_each_tightened_end_can_be_filled(holdings: Holdings) -> None:
    for after in tightened(holdings).holdings:
        others = holdings.minima[after.company] - exact(after.share.min)
        assert exact(after.share.max) + others <= 1


def test_votes_are_not_shares() -> None:
    holdings = Holdings.of(
        [
            Holding("silent", "A", Share(0.4, 0.4), voting=False),
            Holding("plain", "A", Share(0.3, 0.3)),
            Holding("super", "A", Share(0.1, 0.1), True, Share(0.5, 0.5)),
            Holding("plain", "B", Share(0.3, 0.3), True),
        ]
    )
    counted = votes(holdings)
    assert share_in(counted, "silent", "A") == NOTHING
    assert share_in(counted, "super", "A") == Share(0.5, 0.5)
    assert share_in(counted, "plain", "A") == Share(0.5, 0.5)
    assert share_in(counted, "plain", "B") == Share(0.3, 0.3)


def test_votes_of_intervals_reach_from_end_to_end() -> None:
    silent = Holding("silent", "A", Share(0.2, 0.5, max_open=True), voting=False)
    counted = votes(Holdings.of([silent, Holding("plain", "A", Share(0.2, 0.4)), ("other", "A", UNKNOWN_SHARE)]))
    assert share_in(counted, "plain", "A") == Share(0.25, 0.8, max_open=True)
    assert share_in(counted, "other", "A") == UNKNOWN_SHARE


def test_more_than_half_beside_a_silent_half_are_all_the_votes() -> None:
    rows = [Holding("P", "A", Share(0.5, 1.0, min_open=True)), Holding("Q", "A", Share(0.5, 0.5), voting=False)]
    assert share_in(votes(Holdings.of(rows)), "P", "A") == Share(1.0, 1.0)
