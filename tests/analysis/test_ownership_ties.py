"""Integrated shares, votes and common owners as ties, with known answers."""

from typing import Any

import pytest

from tests.analysis.worlds import World, buys, child, competes, relation, stake, triples, world
from vendorgraph.analysis.ground import Ground
from vendorgraph.analysis.model import Tie
from vendorgraph.analysis.ties.owners import band
from vendorgraph.analysis.ties.reach import of_rival, reach
from vendorgraph.ownership.integrated import Convention
from vendorgraph.relations.model import Relation, Share

#: Two companies that hold each other, with an owner from outside each (`io-2cycle` of the theory's examples).
LOOP = (stake("p", "a", 0.8), stake("a", "b", 0.5), stake("b", "a", 0.2), stake("q", "b", 0.5))


def ties(*relations: Relation, rival: str = "rival", vendor: str = "vendor", kind: str = "ownership") -> list[Tie]:
    return world(*relations).ties(rival, vendor, kind)


def by_convention(whole: World, rival: str, vendor: str, convention: Convention) -> list[Tie]:
    ground = Ground(whole.market, whole.relations, convention=convention)
    return [tie for tie in of_rival(ground, reach(ground, vendor), rival) if tie.kind == "ownership"]


@pytest.mark.parametrize(
    ("convention", "title", "shares"),
    [
        ("baldone", "Baldone", {("p", "b"): 4 / 9, ("a", "b"): 0.5, ("b", "a"): 0.2}),
        ("brioschi", "Brioschi", {("p", "b"): 4 / 9, ("a", "b"): 5 / 9, ("b", "a"): 2 / 9}),
        ("simple", "simple paths", {("p", "b"): 0.4, ("a", "b"): 0.5, ("b", "a"): 0.2}),
    ],
)
def test_cycles_count_by_the_convention_that_the_rule_names(
    convention: Convention, title: str, shares: dict[tuple[str, str], float]
) -> None:
    for (rival, vendor), share in shares.items():
        [tie] = by_convention(world(*LOOP), rival, vendor, convention)
        assert tie.rule == f"integrated share ({title})"
        assert tie.share is not None and tie.share.min == tie.share.max == pytest.approx(share)


def test_all_ways_together_make_the_share_and_each_is_a_tie_with_its_own_path() -> None:
    found = ties(stake("rival", "vendor", 0.2, voting=True), stake("rival", "a", 0.5), stake("a", "vendor", 0.3))
    assert {tie.share for tie in found} == {Share(0.35, 0.35)}
    assert [(tie.strength, triples(tie.path)) for tie in found] == [
        ("35 % in all, 20 % directly, with votes", ["rival holds-stake-in vendor"]),
        ("35 % in all, 15 % through A", ["rival holds-stake-in a", "a holds-stake-in vendor"]),
    ]


def test_the_lower_end_of_an_established_path_counts_established_holdings_alone() -> None:
    direct, rumour = stake("rival", "vendor", 0.15), stake("rival", "a", 0.5, grade="C")
    first, second = ties(direct, rumour, stake("a", "vendor", 0.4))
    assert (first.verdict, first.share) == ("established", Share(0.15, 0.35))
    assert (second.verdict, second.share) == ("possible", Share(0.35, 0.35))


def test_what_others_hold_bounds_a_stake_of_unknown_size() -> None:
    [tie] = ties(stake("rival", "vendor"), stake("other", "vendor", 0.49))
    assert tie.share == Share(0.0, 0.51, min_open=True)
    assert tie.strength == "stake of unknown size, up to 51 %, votes unknown"
    assert tie.missing == ("the size of the stake of Rival in Vendor",)


def test_shares_above_the_whole_withhold_what_rests_on_them_and_control_still_answers() -> None:
    known = (stake("rival", "a", 0.7), stake("other", "a", 0.6), stake("a", "vendor", 0.6))
    [tie] = ties(*known)
    assert (tie.rule, tie.share, tie.strength) == (
        "integrated share (Baldone), withheld",
        None,
        "through A, share withheld",
    )
    assert tie.missing == ("which shares in A are right, as they make more than all of it together",)
    assert [each.verdict for each in ties(*known, kind="control")] == ["established"]
    [direct] = ties(*known, vendor="a")
    assert (direct.rule, direct.share, direct.missing) == ("direct stake", Share(0.7, 0.7), tie.missing)


def test_a_closed_loop_is_named_and_not_computed() -> None:
    [tie] = ties(stake("a", "b", 1.0), stake("b", "a", 1.0), stake("b", "vendor", 0.4), rival="a")
    assert tie.share is None and tie.missing == ("who is behind A and B, owned by nobody else",)


def test_parallel_relations_are_measured_by_what_each_says() -> None:
    found = ties(stake("rival", "vendor", 0.49), relation("rival", "invested-in", "vendor"))
    assert {(tie.path[0].relation, tie.rule, tie.share and tie.share.min) for tie in found} == {
        ("holds-stake-in", "integrated share (Baldone)", 0.49),
        ("invested-in", "direct stake", 0.0),
    }


def test_a_grandparent_that_is_also_called_a_parent_holds_through_the_parent() -> None:
    told = (child("vendor", "b"), child("vendor", "a"), child("b", "a"), stake("rival", "a", 0.4))
    found = ties(*told)
    assert [(tie.through, tie.missing) for tie in found] == [(("a", "b"), ())]
    assert found[0].share == Share(0.1, 0.4, min_open=True)


def test_two_parents_cannot_both_have_more_than_half() -> None:
    found = ties(child("vendor", "a"), child("vendor", "b"), stake("rival", "a", 0.4))
    assert [tie.missing for tie in found] == [
        ("which shares in Vendor are right, as they make more than all of it together",)
    ]


# --- votes


def voted(share: float, **more: Any) -> Relation:
    return stake("rival", "vendor", share, voting=True, **more)


def others(*shares: float, voting: bool | None = True) -> list[Relation]:
    return [stake(f"h{number}", "vendor", share, voting=voting) for number, share in enumerate(shares)]


@pytest.mark.parametrize(
    ("relations", "strength", "power"),
    [
        ([voted(0.49)], "49 % of the votes, voting power 0.96", 49 / 51),
        ([voted(0.49), *others(0.26, 0.25)], "49 % of the votes, voting power 0.33", 1 / 3),
        ([voted(0.49), *others(0.17, 0.17, 0.17)], "49 % of the votes, voting power 0.5", 1 / 2),
        ([voted(0.49), *others(0.51)], "49 % of the votes, voting power 0", 0.0),
        ([voted(0.51), *others(0.49)], "51 % of the votes, voting power 1", 1.0),
        ([voted(0.3), *others(0.4, voting=False)], "50 % of the votes, voting power 1", 1.0),
        ([voted(0.49), *others(0.2, voting=None)], "49 % of the votes", None),
        ([stake("rival", "vendor", 0.1, voting_share=Share(0.3, 0.3))], "30 % of the votes, voting power 0.43", 3 / 7),
    ],
)
def test_what_49_per_cent_of_the_votes_are_worth(relations: list[Relation], strength: str, power: float | None) -> None:
    [tie] = ties(*relations, kind="votes")
    assert (tie.strength, tie.voting) == (strength, True)
    assert tie.power == (None if power is None else pytest.approx(power))


def test_a_block_has_the_votes_of_the_companies_that_it_controls() -> None:
    known = (stake("rival", "a", 0.6), stake("a", "vendor", 0.2, voting=True), voted(0.25))
    found = ties(*known, kind="votes")
    assert [(tie.strength, triples(tie.path)) for tie in found] == [
        (
            "45 % of the votes in all through A, voting power 0.82",
            ["rival holds-stake-in a", "a holds-stake-in vendor"],
        ),
        ("45 % of the votes in all, voting power 0.82", ["rival holds-stake-in vendor"]),
    ]
    assert {tie.share for tie in found} == {Share(0.45, 0.45)}
    minority = ties(stake("rival", "a", 0.5), stake("a", "vendor", 0.2, voting=True), kind="votes")
    assert minority == []


def test_planned_votes_are_planned() -> None:
    [tie] = ties(voted(0.3, status="planned"), kind="votes")
    assert (tie.course.state, tie.power, tie.share) == ("planned", None, Share(0.3, 0.3))


# --- common owners


def common(*relations: Relation, **more: str) -> list[Tie]:
    return ties(*relations, kind="common-owner", **more)


@pytest.mark.parametrize(
    ("vendor", "rival", "words"),
    [
        (0.2, 0.3, "20 % or more of both, closely linked"),
        (0.19, 0.3, "5 % or more of both"),
        (0.01, 0.9, "less than 5 % of one"),
        (None, 0.9, "how much of both is not known"),
    ],
)
def test_a_common_owner_of_any_size_is_labelled_by_threshold(vendor: float | None, rival: float, words: str) -> None:
    [tie] = common(stake("fund", "vendor", vendor), stake("fund", "rival", rival))
    assert tie.rule == f"a third party holds both: {words}"


def test_every_share_has_a_band() -> None:
    assert band(Share(0.0, 0.05, max_open=True)) == "how much of both is not known"
    assert band(Share(0.0, 0.049)) == "less than 5 % of one"


def test_an_owner_may_hold_either_through_others() -> None:
    told = (stake("fund", "a", 0.5), stake("a", "vendor", 0.5), stake("fund", "b", 0.4), stake("b", "rival", 0.6))
    [tie] = common(*told)
    assert (tie.through, tie.share) == (("b", "fund", "a"), Share(0.24, 0.24))
    assert tie.strength == "Fund holds 25 % of the vendor and 24 % of the rival"
    assert triples(tie.path) == [
        "b holds-stake-in rival",
        "fund holds-stake-in b",
        "fund holds-stake-in a",
        "a holds-stake-in vendor",
    ]
    assert common(*told, stake("b", "x", 0.1), vendor="x", rival="rival")[0].through == ("b",)


def test_what_the_owner_has_through_the_rival_itself_is_not_counted() -> None:
    [tie] = common(stake("fund", "rival", 0.5), stake("rival", "vendor", 0.6), stake("fund", "vendor", 0.1))
    assert tie.share == Share(0.1, 0.1)
    assert common(stake("fund", "rival", 0.5), stake("rival", "vendor", 0.6)) == []


def test_chains_of_both_sides_have_up_to_max_hops_together() -> None:
    links = [stake(f"c{i}", f"c{i + 1}", 0.5) for i in range(3)]
    told = (stake("fund", "c0", 0.5), *links, stake("fund", "rival", 0.5))
    assert common(*told, vendor="c2") and common(*told, vendor="c3") == []


def test_a_subsidiary_of_what_the_owner_holds_is_reached_through_the_group() -> None:
    [tie] = common(stake("fund", "parent", 0.3), child("rival", "parent"), stake("fund", "vendor", 0.3))
    assert tie.rule.endswith("; of the rival's corporate group")


def test_a_level_rests_on_the_share_that_is_established() -> None:
    base = (buys("lab", "vendor"), competes("lab", "rival"), stake("rival", "vendor", 0.15))
    assert [each.level for each in world(*base).conflicts()] == ["medium"]
    more = (stake("rival", "a", 1.0), stake("a", "vendor", 0.1))
    assert [each.level for each in world(*base, *more).conflicts()] == ["high"]
    doubted = (stake("rival", "a", 1.0, disputed=True), stake("a", "vendor", 0.1))
    assert [each.level for each in world(*base, *doubted).conflicts()] == ["medium"]
