"""Close links and beneficial owners: cases, conventions, intervals, tests side by side."""

from vendorgraph.ownership.beneficial import TESTS, OwnerTest, beneficial_owners
from vendorgraph.ownership.closelinks import CloseLink, close_links
from vendorgraph.ownership.holdings import Holdings
from vendorgraph.ownership.ranges import Threshold
from vendorgraph.relations.model import UNKNOWN_SHARE, Share


def cases(links: tuple[CloseLink, ...]) -> list[tuple[str, str, str, str | None, str]]:
    return [(link.a, link.b, link.case, link.through, link.verdict) for link in links]


def test_no_holdings_no_links() -> None:
    assert close_links(Holdings.of([])) == ()
    assert beneficial_owners(Holdings.of([]), "T") == ()


def test_the_bound_of_a_direct_link_is_inclusive() -> None:
    assert cases(close_links(Holdings.of([("A", "B", 0.1999)]))) == []
    assert cases(close_links(Holdings.of([("P", "A", 0.25), ("P", "B", 0.19)]))) == [("A", "P", "b", None, "certain")]


def test_a_link_says_whether_the_direct_holdings_are_enough() -> None:
    links = close_links(Holdings.of([("A", "B", 0.5), ("B", "C", 0.4)]))
    assert {(link.a, link.b, link.case): link.direct for link in links} == {
        ("A", "B", "a"): True,
        ("A", "C", "a"): False,
        ("B", "C", "a"): True,
        ("B", "C", "c"): False,
    }
    assert links[1].shares == (Share(0.2, 0.2),)
    assert links[-1].shares == (Share(0.5, 0.5), Share(0.2, 0.2))


def test_the_convention_changes_the_verdict_and_is_named() -> None:
    """D has a fifth of B only when the loop of B and C counts: .18 by the simple path, .18 / .84 by all walks."""
    holdings = Holdings.of([("D", "C", 0.45), ("C", "B", 0.4), ("B", "C", 0.4)])
    found = {(link.a, link.b, link.case, link.convention) for link in close_links(holdings)}
    assert ("B", "D", "b", "baldone") in found
    found = {(link.a, link.b, link.case, link.convention) for link in close_links(holdings, "simple")}
    assert ("B", "D", "b", "simple") not in found


def test_an_unknown_share_makes_a_possible_link() -> None:
    links = close_links(Holdings.of([("P", "A", UNKNOWN_SHARE), ("P", "B", 0.9), ("Q", "B", 0.05)]))
    assert cases(links) == [
        ("A", "B", "c", "P", "possible"),
        ("A", "P", "b", None, "possible"),
        ("B", "P", "b", None, "certain"),
    ]


def test_a_direct_share_that_may_be_enough_does_not_make_a_certain_link_direct() -> None:
    rows = [("A", "C", Share(0.1, 0.3)), ("A", "B", 1.0), ("B", "C", 0.15)]
    (link,) = (link for link in close_links(Holdings.of(rows)) if (link.a, link.b, link.case) == ("A", "C", "a"))
    assert (link.verdict, link.direct, link.shares) == ("certain", False, (Share(0.25, 0.45),))


def test_own_shares_are_no_link() -> None:
    assert close_links(Holdings.of([("A", "A", 0.3)])) == ()


def test_no_link_to_a_company_held_above_the_whole() -> None:
    assert close_links(Holdings.of([("P", "A", 0.7), ("Q", "A", 0.6)])) == ()


def test_each_owner_is_answered_by_each_test() -> None:
    owners = beneficial_owners(Holdings.of([("P", "H", 0.51), ("H", "T", 0.4), ("Q", "T", 0.06)]), "T")
    said = {owner.holder: {a.test: a.verdict for a in owner.answers} for owner in owners}
    names = [test.name for test in TESTS]
    assert said == {
        "H": dict(zip(names, ["certain", "certain", "certain", "certain", "certain", "no"], strict=True)),
        "P": dict(zip(names, ["no", "no", "certain", "certain", "certain", "no"], strict=True)),
        "Q": dict(zip(names, ["no", "no", "no", "no", "certain", "no"], strict=True)),
    }


def test_an_interval_may_make_an_owner_possible() -> None:
    (owner,) = beneficial_owners(Holdings.of([("P", "T", Share(0.25, 0.5, min_open=True))]), "T", TESTS[:2])
    assert [answer.verdict for answer in owner.answers] == ["certain", "certain"]
    (owner,) = beneficial_owners(Holdings.of([("P", "T", Share(0.25, 0.5))]), "T", TESTS[:2])
    assert [answer.verdict for answer in owner.answers] == ["possible", "certain"]


def test_where_integrated_shares_are_withheld_only_the_chain_answers() -> None:
    owners = beneficial_owners(Holdings.of([("P", "T", 0.8), ("Q", "T", 0.7)]), "T", TESTS[1:3])
    assert [[(a.verdict, a.share) for a in owner.answers] for owner in owners] == [
        [(None, None), ("certain", Share(0.8, 0.8))],
        [(None, None), ("certain", Share(0.7, 0.7))],
    ]


def test_own_tests_can_be_asked() -> None:
    tenth = OwnerTest("tenth", "integrated share", Threshold(0.1), "an agreement")
    (owner,) = beneficial_owners(Holdings.of([("P", "T", 0.1)]), "T", [tenth])
    assert owner.answers[0].verdict == "no"
    assert tenth.rule == "integrated share: more than 10 %"


def test_the_tests_have_names_of_their_own_and_references() -> None:
    assert len({test.name for test in TESTS}) == len(TESTS) == 6
    assert all(test.reference for test in TESTS)
