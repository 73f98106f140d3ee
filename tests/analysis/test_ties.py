"""Every kind of tie of the registry, each with known answers on hand-made relations."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.analysis.worlds import (
    World,
    buys,
    child,
    moved,
    relation,
    role,
    seat,
    stake,
    supplies,
    triples,
    world,
)
from vendorgraph.analysis.model import Tie
from vendorgraph.analysis.ties.control import supports
from vendorgraph.analysis.ties.owners import smaller
from vendorgraph.analysis.ties.registry import KINDS
from vendorgraph.model import Claim
from vendorgraph.relations.model import UNKNOWN_SHARE, Relation, Share

#: The example of each kind, as relations: exactly one tie of that kind.
EXAMPLES: dict[str, World] = {
    "same-company": world(buys("lab", "rival"), vendors=("rival",)),
    "control": world(stake("rival", "holding", 0.6), stake("holding", "vendor", 0.55)),
    "votes": world(stake("rival", "vendor", 0.2, voting_share=Share(0.3, 0.3))),
    "board": world(moved("ann", "vendor", "rival"), role("ann", "rival"), seat("ann", "vendor")),
    "person": world(moved("ann", "vendor", "rival"), role("ann", "vendor", "chief-executive", status="ended")),
    "ownership": world(stake("rival", "vendor", 0.49, voting=False)),
    "group": world(child("vendor", "parent"), child("rival", "parent")),
    "common-owner": world(stake("fund", "vendor", 0.25), stake("fund", "rival", 0.3)),
    "supplier-chain": world(supplies("supplier", "vendor"), stake("rival", "supplier", 0.5)),
    "commerce": world(buys("lab", "vendor"), buys("rival", "vendor")),
}


def only(ties: list[Tie]) -> Tie:
    assert len(ties) == 1, [(tie.kind, tie.strength) for tie in ties]
    return ties[0]


def test_every_kind_has_an_example_that_finds_it() -> None:
    assert list(EXAMPLES) == list(KINDS)
    assert len(KINDS) == 10
    for name, whole in EXAMPLES.items():
        vendor = "rival" if name == "same-company" else "vendor"
        found = whole.ties(vendor=vendor, kind=name)
        assert found and all(tie.verdict == "established" for tie in found), name
        assert {tie.degree for tie in found} <= set(KINDS[name].degrees)


def test_the_readme_prints_the_registry() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    for kind in KINDS.values():
        assert f"| {kind.name} | {kind.rule} | {kind.reference} | {kind.example} |\n" in readme


def test_every_kind_says_what_it_is_in_two_languages() -> None:
    for kind in KINDS.values():
        assert all((kind.title, kind.title_ar, kind.rule, kind.reference, kind.example, kind.degrees))
        assert kind.function.__doc__


# --- ownership


def test_a_direct_stake_keeps_its_share_and_that_it_has_no_votes() -> None:
    tie = only(world(stake("rival", "vendor", 0.49, voting=False, since="2025-06-12")).ties(kind="ownership"))
    assert (tie.share, tie.voting, tie.rule, tie.strength) == (
        Share(0.49, 0.49),
        False,
        "integrated share (Baldone)",
        "49 %, no votes",
    )
    assert tie.course.since == "2025-06-12" and tie.missing == ()


def test_a_stake_of_unknown_size_is_between_nothing_and_all_and_established_as_a_stake() -> None:
    tie = only(world(stake("rival", "vendor")).ties(kind="ownership"))
    assert (tie.share, tie.verdict, tie.strength) == (
        UNKNOWN_SHARE,
        "established",
        "stake of unknown size, votes unknown",
    )
    assert tie.missing == ("the size of the stake of Rival in Vendor",)


def test_an_investment_is_a_stake_unless_a_stake_is_stated_or_denied() -> None:
    invested = relation("rival", "invested-in", "vendor")
    assert [t.share for t in world(invested).ties(kind="ownership")] == [UNKNOWN_SHARE]
    [conflict] = world(invested, stake("rival", "vendor", 0.1), *_rivals()).conflicts()
    assert [t.share for t in conflict.ties] == [Share(0.1, 0.1)]
    denied = world(invested, stake("rival", "vendor", status="denied")).ties(kind="ownership")
    assert [(t.verdict, t.share) for t in denied] == [("refuted", None)]
    over = world(invested, stake("rival", "vendor", status="ended", until="2024")).ties(kind="ownership")
    assert {t.course.state for t in over} == {"over"}


def test_a_chain_of_stakes_hands_down_the_product_of_its_shares() -> None:
    whole = world(stake("rival", "a", 0.5), stake("a", "b", Share(0.2, 0.4)), stake("b", "vendor", 0.5))
    tie = only(whole.ties(kind="ownership"))
    assert (tie.rule, tie.through) == ("integrated share (Baldone)", ("a", "b"))
    assert tie.share is not None and (round(tie.share.min, 12), round(tie.share.max, 12)) == (0.05, 0.1)
    assert triples(tie.path) == ["rival holds-stake-in a", "a holds-stake-in b", "b holds-stake-in vendor"]


def test_an_unknown_share_in_a_chain_stays_unknown_and_is_named() -> None:
    tie = only(world(stake("rival", "a"), stake("a", "vendor", 0.5)).ties(kind="ownership"))
    assert tie.share == Share(0.0, 0.5, True, True)
    assert tie.missing == ("the size of the stake of Rival in A",)


def test_chains_are_followed_up_to_max_hops_and_never_in_a_circle() -> None:
    links = [stake(f"c{i}", f"c{i + 1}", 0.4) for i in range(3)]
    whole = world(
        stake("rival", "c0", 0.4), *links, stake("c3", "vendor", 0.4), stake("vendor", "rival", 0.1), *_rivals()
    )
    assert whole.conflicts(max_hops=4) == []
    [conflict] = whole.conflicts(max_hops=5)
    assert [len(tie.path) for tie in conflict.ties] == [5]


def test_a_parent_counts_as_more_than_half_below_a_stake() -> None:
    tie = only(world(stake("rival", "parent", 0.49), child("vendor", "parent")).ties(kind="ownership"))
    assert tie.share == Share(0.245, 0.49, True, False)
    assert tie.strength == "24.5 to 49 % through Parent"


def test_a_stake_of_a_company_of_the_group_is_one_of_the_rival() -> None:
    whole = world(child("fund", "parent"), child("rival", "parent"), stake("fund", "vendor", 0.1))
    tie = only(whole.ties(kind="ownership"))
    assert tie.rule == "integrated share (Baldone); of the rival's corporate group"
    assert (tie.through, tie.strength) == (("parent", "fund"), "10 %, votes unknown (through Fund)")
    assert triples(tie.path) == [
        "rival subsidiary-of parent",
        "fund subsidiary-of parent",
        "fund holds-stake-in vendor",
    ]


def test_a_way_through_the_rival_itself_is_not_counted_again() -> None:
    whole = world(child("rival", "parent"), stake("parent", "rival", 0.8), stake("rival", "vendor", 0.5))
    assert [triples(tie.path) for tie in whole.ties(kind="ownership")] == [["rival holds-stake-in vendor"]]


def test_a_planned_stake_is_planned_and_talks_may_lead_to_one() -> None:
    planned = only(world(stake("rival", "vendor", status="planned")).ties(kind="ownership"))
    assert (planned.course.state, planned.verdict) == ("planned", "possible")
    talks = only(world(relation("vendor", "in-talks-with", "rival")).ties(kind="ownership"))
    assert (talks.course.state, talks.verdict, talks.rule) == ("planned", "possible", "talks about a deal")
    assert talks.missing == ("what the talks are about, and whether they lead to a deal",)
    assert world(relation("vendor", "in-talks-with", "rival", status="ended")).ties(kind="ownership") == []


def test_a_denied_stake_is_listed_as_refuted() -> None:
    tie = only(world(stake("rival", "vendor", status="denied")).ties(kind="ownership"))
    assert (tie.verdict, tie.strength, tie.missing) == (
        "refuted",
        "denied stake",
        ("denied: Rival holds a stake in Vendor",),
    )


# --- control


def diamond(left: float, right: float) -> list[Relation]:
    """The rival holds a and b, and they hold the vendor."""
    return [
        stake("rival", "a", 0.6),
        stake("rival", "b", 0.55),
        stake("a", "vendor", left),
        stake("b", "vendor", right),
    ]


@pytest.mark.parametrize(
    ("relations", "verdicts"),
    [
        ([stake("rival", "vendor", 0.51)], ["established"]),
        ([stake("rival", "vendor", 0.5)], []),
        ([stake("rival", "vendor", Share(0.5, 0.75, min_open=True))], ["established"]),
        ([stake("rival", "vendor", 0.51, voting=False)], []),
        ([stake("rival", "vendor", 0.2, voting_share=Share(0.6, 0.6))], ["established"]),
        ([stake("rival", "vendor", Share(0.4, 0.6))], ["possible"]),
        ([stake("rival", "vendor")], []),
        ([stake("rival", "a", 0.51), stake("a", "b", 0.51), stake("b", "vendor", 0.51)], ["established"]),
        ([stake("rival", "a", 0.51), stake("a", "vendor", 0.31), stake("rival", "vendor", 0.2)], ["established"]),
        (diamond(0.3, 0.25), ["established"]),
        (diamond(0.25, 0.25), []),
        ([child("a", "rival"), stake("a", "vendor", 0.6)], ["established", "established"]),
        ([child("vendor", "rival")], []),
        ([stake("rival", "a", 0.6), child("vendor", "a")], ["established"]),
        ([stake("rival", "vendor", 0.3), stake("silent", "vendor", 0.45, voting=False)], ["established"]),
    ],
)
def test_control_is_a_majority_of_the_votes_alone_or_with_controlled_companies(
    relations: list[Relation], verdicts: list[str]
) -> None:
    assert [tie.verdict for tie in world(*relations).ties(kind="control")] == verdicts


def test_a_control_tie_names_the_test_and_all_the_relations_that_it_takes() -> None:
    whole = world(
        stake("rival", "a", 0.6), stake("a", "vendor", 0.31), stake("rival", "vendor", 0.2), stake("x", "a", 0.1)
    )
    tie = only(whole.ties(kind="control"))
    assert set(triples(tie.path)) == {
        "rival holds-stake-in a",
        "a holds-stake-in vendor",
        "rival holds-stake-in vendor",
    }
    assert (tie.degree, tie.strength) == ("majority", "51 % of the votes through A")
    assert tie.rule == "control: more than 50 % of the votes, alone or with controlled companies"


def test_possible_control_says_what_is_missing() -> None:
    tie = only(world(stake("rival", "vendor", Share(0.4, 0.6))).ties(kind="control"))
    assert tie.missing == ("whether Rival has a majority of the votes of Vendor",)


def test_control_that_a_source_states_is_established_by_an_official_word_only() -> None:
    claim = {"id": "s#01", "subject": "rival", "relation": "controls", "object": "vendor"}
    for certainty, verdict in (("official", "established"), ("reported", "possible")):
        whole = world(
            relation("rival", "controls", "vendor", supports=("s#01",)), claims=(Claim(**claim, certainty=certainty),)
        )
        tie = only(whole.ties(kind="control"))
        assert (tie.degree, tie.verdict, tie.rule) == (
            "stated",
            verdict,
            "control as a source states it; no test applied",
        )


def test_minimal_supports() -> None:
    def enough(some: list[int]) -> bool:
        return sum(some) > 5

    assert sorted(supports([1, 2, 4, 9], enough)) == [[2, 4], [9]]
    assert sorted(supports([3, 4, 5], enough)) == [[3, 4], [3, 5], [4, 5]]
    assert supports([1, 2], enough) == [] and supports([], enough) == []
    assert len(supports([*range(6)], lambda some: len(some) > 2, limit=3)) == 3


# --- votes


@pytest.mark.parametrize(
    ("more", "strength"),
    [
        ({"share": 0.3, "voting": True}, "30 % of the votes, voting power 0.43"),
        ({"share": 0.1, "voting_share": Share(0.4, 0.4)}, "40 % of the votes, voting power 0.67"),
        ({"share": 0.49, "voting": False, "voting_share": Share(0.0, 0.0)}, None),
        ({"share": 0.49, "voting_share": Share(0.0, 0.0)}, None),
        ({"share": 0.3}, None),
        ({"share": 0.49, "voting": False}, None),
    ],
)
def test_votes_only_where_a_source_says_so(more: dict[str, Any], strength: str | None) -> None:
    found = world(stake("rival", "vendor", **more)).ties(kind="votes")
    assert [tie.strength for tie in found] == ([strength] if strength else [])


# --- board


def test_a_person_of_the_rival_on_the_board() -> None:
    tie = only(world(seat("ann", "vendor"), role("ann", "rival", role="Chief AI Officer")).ties(kind="board"))
    assert (tie.degree, tie.through) == ("seat", ("ann",))
    assert tie.strength == "Ann (Chief AI Officer) has a board seat"
    assert triples(tie.path) == ["ann holds-role rival", "ann board-member-of vendor"]


def test_a_seat_kept_after_a_move_says_so() -> None:
    whole = world(seat("ann", "vendor"), role("ann", "rival"), moved("ann", "vendor", "rival"))
    assert only(whole.ties(kind="board")).degree == "kept seat"


def test_an_observer_is_less_than_a_member_and_a_chair_by_role_is_a_seat() -> None:
    assert only(world(seat("ann", "vendor", "observer"), role("ann", "rival")).ties(kind="board")).degree == "observer"
    assert only(world(role("ann", "vendor", "chair"), role("ann", "rival")).ties(kind="board")).degree == "seat"


def test_a_seat_of_the_rival_itself_and_a_right_to_name_directors() -> None:
    assert only(world(seat("rival", "vendor", "observer")).ties(kind="board")).strength == "board observer"
    assert only(world(relation("rival", "appoints-directors-of", "vendor")).ties(kind="board")).degree == "seat"
    denied = only(world(seat("rival", "vendor", status="denied")).ties(kind="board"))
    assert (denied.verdict, denied.strength) == ("refuted", "denied board seat")


def test_a_seat_given_up_is_past_when_the_two_met_and_none_when_nobody_says_until_when() -> None:
    past = world(seat("ann", "vendor", status="ended", until="2024"), role("ann", "rival", since="2023"))
    assert only(past.ties(kind="board")).course.state == "over"
    before = world(seat("ann", "vendor", status="ended", until="2020"), role("ann", "rival", since="2023"))
    unknown = world(seat("ann", "vendor", status="ended"), role("ann", "rival"))
    assert before.ties(kind="board") == [] and unknown.ties(kind="board") == []


def test_a_seat_of_a_company_that_the_rival_controls_is_one_of_the_rival() -> None:
    observer = seat("holding", "vendor", "observer")
    tie = only(world(stake("rival", "holding", 0.6), observer).ties(kind="board"))
    assert (tie.degree, tie.through, tie.strength) == ("observer", ("holding",), "board observer (through Holding)")
    assert tie.rule == "a seat of the rival on the board; of a company that the rival controls"
    assert (tie.actor, tie.place, triples(tie.own)) == ("holding", "vendor", ["holding board-member-of vendor"])
    assert triples(tie.path) == ["rival holds-stake-in holding", "holding board-member-of vendor"]
    assert world(stake("rival", "holding", 0.5), observer).ties(kind="board") == []
    assert world(stake("rival", "holding", 0.6, voting=False), observer).ties(kind="board") == []


def test_a_seat_at_a_parent_of_the_vendor_reaches_down_to_it() -> None:
    told = (child("vendor", "parent"), seat("ann", "parent"), role("ann", "rival"))
    tie = only(world(*told).ties(kind="board"))
    assert (tie.degree, tie.strength) == ("seat", "Ann (executive) has a board seat (at Parent)")
    assert tie.rule == "a person of the rival on the board; at a parent of the vendor"
    assert (tie.place, tie.actor, triples(tie.own)) == (
        "parent",
        "rival",
        ["ann holds-role rival", "ann board-member-of parent"],
    )
    assert triples(tie.path)[2:] == ["vendor subsidiary-of parent"]
    assert world(child("parent", "vendor"), *told[1:]).ties(kind="board") == [], "not up from a subsidiary"
    assert world(*told, child("rival", "parent")).ties(kind="board") == [], "one group is a tie of its own"


# --- persons


def person(*relations: Any) -> list[tuple[str, str, str]]:
    found = world(*relations).ties(kind="person")
    return [(tie.degree, tie.course.state, tie.rule) for tie in found]


def test_roles_at_both_now() -> None:
    assert person(role("ann", "vendor", "staff"), role("ann", "rival")) == [
        ("executive in both", "holds", "roles at both now")
    ]
    assert person(role("ann", "vendor", "staff"), role("ann", "rival", "staff"))[0][0] == "in both"
    assert person(relation("ann", "advises", "vendor"), seat("ann", "rival"))[0][0] == "in both"


def test_an_executive_who_moved_either_way() -> None:
    out = world(moved("ann", "vendor", "rival", "executive", since="2025-03-02", role="CTO"))
    tie = only(out.ties(kind="person"))
    assert (tie.degree, tie.rule) == ("executive moved", "moved from the vendor to the rival")
    assert tie.strength == "Ann moved from Vendor on 2025-03-02 (CTO, 3 months ago)"
    back = only(world(moved("ann", "rival", "vendor")).ties(kind="person"))
    assert (back.degree, back.rule, back.strength) == (
        "other",
        "moved from the rival to the vendor",
        "Ann came from Rival",
    )


def test_what_somebody_was_before_makes_an_executive_and_is_part_of_the_path() -> None:
    found = EXAMPLES["person"].ties(kind="person")
    assert [(tie.degree, triples(tie.path)) for tie in found] == [
        ("other", ["ann moved-to rival"]),
        ("executive moved", ["ann moved-to rival", "ann holds-role vendor"]),
    ]


@pytest.mark.parametrize(
    ("later", "state", "until"),
    [
        (role("ann", "rival", status="current"), "holds", None),
        (role("ann", "rival", status="ended", until="2025-02"), "over", "2025-02"),
        (role("ann", "elsewhere", since="2024-09"), "over", "2024-09"),
        (relation("ann", "moved-to", "elsewhere", since="2024-09-01"), "over", "2024-09-01"),
        (seat("ann", "elsewhere", since="2024-09"), "holds", None),
        (role("ann", "elsewhere", since="2023"), "holds", None),
    ],
)
def test_a_move_counts_to_the_next_recorded_role_or_departure(later: Any, state: str, until: str | None) -> None:
    found = world(moved("ann", "vendor", "rival", "executive", since="2024-01"), later).ties(kind="person")
    assert [(tie.course.state, tie.course.until) for tie in found if "moved" in tie.rule] == [(state, until)]


def test_work_for_another_company_of_the_new_group_is_no_departure() -> None:
    whole = world(
        moved("ann", "vendor", "rival", since="2024-01"),
        role("ann", "sister", since="2024-09"),
        child("sister", "rival"),
    )
    assert {t.course.state for t in whole.ties(kind="person")} == {"holds"}


def test_a_role_that_only_the_move_speaks_of_ends_with_the_next_one_and_a_stated_role_does_not() -> None:
    move = moved("ann", "vendor", "rival", since="2024-01", supports=("s#01",))
    later = role("ann", "elsewhere", since="2024-09")
    for claims, state in ((("s#01",), "over"), (("s#02",), "holds")):
        at_rival = role("ann", "rival", since="2024-01", supports=claims)
        tie = only(world(move, later, at_rival, seat("ann", "vendor")).ties(kind="board"))
        assert tie.course.state == state


def test_a_move_whose_new_role_has_lapsed_is_only_possible() -> None:
    lapsed = role("ann", "rival", status="unconfirmed", was="current")
    tie = next(t for t in world(moved("ann", "vendor", "rival"), lapsed).ties(kind="person") if "moved" in t.rule)
    assert (tie.verdict, tie.missing) == ("possible", ("whether Ann is still at Rival",))


def test_founders_holders_former_staff_and_staff_who_moved_together() -> None:
    at_rival = seat("ann", "rival")
    assert person(relation("ann", "founded", "vendor"), at_rival)[0][::2] == (
        "other",
        "founded the vendor, is at the rival",
    )
    holder = (relation("ann", "advises", "rival"), stake("ann", "vendor", 0.1))
    assert person(*holder)[0][::2] == ("holder", "is at the rival, holds a stake in the vendor")
    former = (role("ann", "vendor", status="ended"), role("ann", "rival"))
    assert person(*former)[0][::2] == ("other", "was at the vendor, is at the rival")
    lost = world(relation("vendor", "staff-moved-to", "rival"))
    assert only(lost.ties(kind="person")).strength == "several of the staff moved there"


def test_a_founder_or_holder_who_left_the_rival_is_no_tie() -> None:
    gone = role("ann", "rival", status="ended", until="2024")
    assert person(relation("ann", "founded", "vendor"), gone) == []
    assert world(stake("fund", "vendor", 0.3)).ties() == []


# --- group, same company, common owner, commerce, supplier chain


def test_parents_subsidiaries_and_sisters_are_one_group() -> None:
    strengths: dict[str, Callable[[], World]] = {
        "its parent": lambda: world(child("vendor", "rival")),
        "its subsidiary": lambda: world(relation("vendor", "acquired", "rival")),
        "same group, through Parent": lambda: EXAMPLES["group"],
    }
    for strength, build in strengths.items():
        assert only(build().ties(kind="group")).strength == strength


def test_deals_not_in_force() -> None:
    planned = only(world(relation("rival", "acquired", "vendor", status="planned")).ties(kind="group"))
    assert (planned.strength, planned.course.state) == ("planned acquisition", "planned")
    denied = only(world(child("vendor", "rival", status="denied")).ties(kind="group"))
    assert (denied.strength, denied.verdict) == ("denied subsidiary", "refuted")
    bid = only(world(relation("rival", "bid-for", "vendor")).ties(kind="group"))
    assert (bid.verdict, bid.course.state, bid.missing) == (
        "possible",
        "planned",
        ("whether the offer leads to a deal",),
    )
    assert world(relation("rival", "bid-for", "vendor", status="ended")).ties(kind="group") == []


def test_the_vendor_itself_as_rival() -> None:
    [tie] = EXAMPLES["same-company"].ties(vendor="rival", kind="same-company")
    assert tie.path == () and tie.verdict == "established"


def test_a_common_owner_of_any_size_with_the_smaller_share() -> None:
    tie = only(EXAMPLES["common-owner"].ties(kind="common-owner"))
    assert (tie.through, tie.share) == (("fund",), Share(0.25, 0.25))
    assert tie.strength == "Fund holds 25 % of the vendor and 30 % of the rival"
    unknown = world(relation("fund", "invested-in", "vendor"), stake("fund", "rival", 0.3)).ties(kind="common-owner")
    assert only(unknown).share == Share(0.0, 0.3, True, False)


def test_the_smaller_of_two_shares() -> None:
    assert smaller(Share(0.2, 0.2), Share(0.2, 0.2, True, True)) == Share(0.2, 0.2, False, True)
    assert smaller(Share(0.1, 0.9), Share(0.3, 0.4)) == Share(0.1, 0.4)


def test_commerce_says_how_the_purchase_stands() -> None:
    tie = only(world(buys("rival", "vendor", status="ended")).ties(kind="commerce"))
    assert (tie.strength, tie.course.state) == ("customer there too (ended)", "over")
    assert world(buys("rival", "vendor", status="denied")).ties(kind="commerce") == []


def test_a_tie_at_the_vendors_supplier_is_passed_on_and_commerce_there_is_not() -> None:
    tie = only(EXAMPLES["supplier-chain"].ties(kind="supplier-chain"))
    assert triples(tie.path) == ["rival holds-stake-in supplier", "supplier supplier-of vendor"]
    assert (tie.strength, tie.through) == ("supplier Supplier: 50 %, votes unknown", ("supplier",))
    assert tie.rule == "the vendor's supplier is tied to the rival: integrated share (Baldone)"
    assert world(supplies("supplier", "vendor"), buys("rival", "supplier")).ties(kind="supplier-chain") == []
    itself = only(world(supplies("rival", "vendor")).ties(kind="supplier-chain"))
    assert (itself.degree, itself.strength) == ("own supplier", "supplier Rival: the rival itself")
    sister = world(supplies("supplier", "vendor"), child("supplier", "parent"), child("rival", "parent"))
    assert only(sister.ties(kind="supplier-chain")).strength == "supplier Supplier: same group, through Parent"


def test_a_holder_that_is_nobodys_is_no_tie() -> None:
    assert world(stake("fund", "vendor", 0.6), role("ann", "fund")).ties() == []


def _rivals() -> tuple[Any, ...]:
    return (buys("lab", "vendor"), relation("lab", "competitor-of", "rival"))
