"""Conflicts put together from exposures, rivalries and ties: verdict, timing, level, leading tie, folding."""

from typing import Any

import pytest

from tests.analysis.worlds import (
    World,
    buys,
    child,
    competes,
    moved,
    relation,
    role,
    seat,
    stake,
    supplies,
    triples,
    world,
)
from vendorgraph.analysis.conflicts import all_conflicts, fold_commerce
from vendorgraph.analysis.levels import read_levels
from vendorgraph.analysis.model import Conflict, Limit, Window
from vendorgraph.analysis.ties import reach
from vendorgraph.relations.model import Relation

BASE = (buys("lab", "vendor"), competes("lab", "rival"))


def only(whole: World, **more: Any) -> Conflict:
    [found] = whole.conflicts(**more)
    return found


def test_a_conflict_has_an_exposure_a_rivalry_and_a_tie() -> None:
    found = only(world(*BASE, stake("rival", "vendor", 0.49, voting=False, since="2025-06-12")))
    assert (found.customer, found.vendor, found.rival) == ("lab", "vendor", "rival")
    assert (found.level, found.verdict, found.timing) == ("high", "established", "concurrent")
    assert found.window == Window(since="2025-06-12", until=None, certain=True)
    assert [triples(p) for p in (found.exposure.path, found.rivalry.path, found.ties[0].path)] == [
        ["lab customer-of vendor"],
        ["lab competitor-of rival"],
        ["rival holds-stake-in vendor"],
    ]
    assert (found.missing, found.notes) == ((), ())


@pytest.mark.parametrize("left_out", range(3))
def test_without_one_of_the_three_there_is_none(left_out: int) -> None:
    parts = [*BASE, stake("rival", "vendor", 0.49)]
    assert world(*parts[:left_out], *parts[left_out + 1 :]).conflicts() == []


def test_each_relation_would_clear_a_conflict_of_one_path() -> None:
    found = only(world(*BASE, stake("rival", "vendor", 0.49)))
    assert [triples(c.relations) for c in found.clears_if_false] == [
        ["lab competitor-of rival"],
        ["lab customer-of vendor"],
        ["rival holds-stake-in vendor"],
    ]


def test_the_kept_seat_leads_before_the_move_and_the_stake() -> None:
    found = only(
        world(
            *BASE,
            stake("rival", "vendor", 0.49, voting=False),
            moved("ann", "vendor", "rival", since="2025-06-12"),
            role("ann", "vendor", "chief-executive", status="ended", until="2025-06-12"),
            role("ann", "rival", since="2025-06-12"),
            seat("ann", "vendor"),
            buys("rival", "vendor"),
        )
    )
    assert [(t.kind, t.degree, t.level) for t in found.ties] == [
        ("board", "kept seat", "critical"),
        ("person", "executive moved", "high"),
        ("ownership", "stake", "high"),
        ("commerce", "customer", "low"),
    ]
    assert (found.level, found.verdict, found.timing) == ("critical", "established", "concurrent")


def test_level_verdict_and_timing_are_those_of_the_leading_tie() -> None:
    found = only(world(*BASE, stake("rival", "vendor", 0.49, grade="C"), buys("rival", "vendor")))
    assert [(t.kind, t.verdict, t.level) for t in found.ties] == [
        ("ownership", "possible", "medium"),
        ("commerce", "established", "low"),
    ]
    assert (found.level, found.verdict) == ("medium", "possible")
    assert found.missing == ("a better source that Rival holds a stake in Vendor (grade C)",)
    assert found.weakest_hop.grade == "C"


def test_a_tie_of_good_grade_is_not_established_when_the_rivalry_is_only_possible() -> None:
    weak = world(BASE[0], competes("lab", "rival", grade="C"), seat("ann", "vendor"), role("ann", "rival"))
    found = only(weak)
    assert (found.verdict, found.level) == ("possible", "medium")
    assert found.ties[0].verdict == "established"


def test_an_exposure_that_is_ending_and_disputed_is_still_established() -> None:
    ending = buys("lab", "vendor", status="ending", disputed=True)
    found = only(world(ending, BASE[1], stake("rival", "vendor", 0.3)))
    assert (found.verdict, found.timing, found.exposure.status) == ("established", "concurrent", "ending, disputed")


def test_a_conflict_all_of_whose_ties_are_denied_is_refuted_and_nothing_clears_it() -> None:
    found = only(world(*BASE, stake("rival", "vendor", status="denied", grade="A")))
    assert (found.verdict, found.level, found.clears_if_false) == ("refuted", "low", ())
    assert found.weakest_hop.status == "denied"


def test_a_denied_tie_stands_last_beside_one_that_is_not() -> None:
    found = only(world(*BASE, stake("rival", "vendor", 0.3), child("vendor", "rival", status="denied")))
    assert [(t.kind, t.verdict) for t in found.ties] == [("ownership", "established"), ("group", "refuted")]
    assert found.verdict == "established"


def test_residual_past_and_prospective() -> None:
    over = buys("lab", "vendor", status="ended", since="2023", until="2025-01")
    held = stake("rival", "vendor", 0.3, since="2024-06")
    assert [(c.timing, c.level) for c in world(over, BASE[1], held).conflicts()] == [("residual", "high")]
    gone = stake("rival", "vendor", 0.3, status="ended", since="2022", until="2024")
    assert [(c.timing, c.level) for c in world(over, BASE[1], gone).conflicts()] == [("past", "medium")]
    earlier = stake("rival", "vendor", 0.3, status="ended", since="2010", until="2012")
    assert world(over, BASE[1], earlier).conflicts() == []
    planned = stake("rival", "vendor", 0.6, status="planned")
    assert [(c.timing, c.level, c.verdict) for c in world(*BASE, planned).conflicts()] == [
        ("prospective", "medium", "possible")
    ]


def test_the_exposure_under_which_the_leading_tie_weighs_most_is_taken() -> None:
    over = buys("lab", "vendor", status="ended", until="2024")
    whole = world(
        over, child("lab", "parent"), buys("parent", "vendor"), BASE[1], seat("ann", "vendor"), role("ann", "rival")
    )
    assert (only(whole).timing, only(whole).level, len(only(whole).exposure.path)) == ("concurrent", "critical", 2)


def test_parallel_relations_show_one_tie_and_all_of_them_are_needed_to_clear() -> None:
    found = only(world(*BASE, stake("rival", "vendor", 0.49), relation("rival", "invested-in", "vendor")))
    assert len(found.ties) == 1
    assert [triples(c.relations) for c in found.clears_if_false][-1] == [
        "rival holds-stake-in vendor",
        "rival invested-in vendor",
    ]


def test_one_rival_for_each_corporate_group_and_any_member_when_asked_for() -> None:
    whole = world(*BASE, child("rival", "parent"), child("sister", "parent"), stake("rival", "vendor", 0.3))
    assert [c.rival for c in whole.conflicts()] == ["rival"]
    asked = only(whole, rival="sister")
    assert (asked.rival, asked.rivalry.kind) == ("sister", "derived")
    assert triples(asked.ties[0].path) == [
        "sister subsidiary-of parent",
        "rival subsidiary-of parent",
        "rival holds-stake-in vendor",
    ]
    assert whole.conflicts(rival="nobody") == []


def test_a_customer_that_owns_vendor_and_rival_is_no_common_owner_against_itself() -> None:
    assert world(*BASE, stake("lab", "vendor", 0.3), stake("lab", "rival", 0.3)).conflicts() == []
    assert only(world(*BASE, stake("fund", "vendor", 0.3), stake("fund", "rival", 0.3))).level == "medium"


def test_the_vendor_that_is_a_rival_itself() -> None:
    found = only(world(buys("lab", "rival"), BASE[1], vendors=("rival",)))
    assert (found.vendor, found.rival, found.ties[0].kind, found.level) == (
        "rival",
        "rival",
        "same-company",
        "critical",
    )
    assert found.weakest_hop in (found.exposure.path + found.rivalry.path)


def test_an_exposure_at_the_vendors_supplier() -> None:
    whole = world(
        *BASE, supplies("supplier", "vendor"), stake("rival", "supplier", 0.3), vendors=("vendor", "supplier")
    )
    assert [(c.vendor, c.level, c.ties[0].kind) for c in whole.conflicts()] == [
        ("supplier", "high", "ownership"),
        ("vendor", "low", "supplier-chain"),
    ]


def test_filters_by_vendor_and_by_any_vendor() -> None:
    whole = world(*BASE, buys("lab", "cloud"), stake("rival", "cloud", 0.3), stake("rival", "vendor", 0.3))
    assert [c.vendor for c in whole.conflicts()] == ["vendor"]
    assert [c.vendor for c in whole.conflicts(any_vendor=True)] == ["cloud", "vendor"]
    assert [c.vendor for c in whole.conflicts(any_vendor=True, vendor="cloud")] == ["cloud"]


def test_the_order_is_level_verdict_vendor_rival() -> None:
    whole = world(
        *BASE, buys("lab", "a-vendor"), competes("lab", "other"),
        stake("rival", "vendor", 0.3), stake("rival", "a-vendor", 0.1), stake("other", "a-vendor", 0.1, grade="C"),
        vendors=("vendor", "a-vendor"),
    )  # fmt: skip
    assert [(c.level, c.verdict, c.vendor, c.rival) for c in whole.conflicts()] == [
        ("high", "established", "vendor", "rival"),
        ("medium", "established", "a-vendor", "rival"),
        ("medium", "possible", "a-vendor", "other"),
    ]


def test_all_labs_are_gone_through_and_nobody_else() -> None:
    whole = world(*BASE, stake("rival", "vendor", 0.3), buys("shop", "vendor"), competes("shop", "rival"))
    found = all_conflicts(whole.market, whole.relations)
    assert [(c.customer, c.rival) for c in found] == [("lab", "rival")]
    assert found == whole.conflicts("lab")


def test_commerce_is_one_row_for_each_vendor_that_lists_the_rivals() -> None:
    walls = (buys("rival", "vendor"), buys("other", "vendor"), competes("lab", "other"), competes("lab", "owner"))
    whole = world(*BASE, *walls, stake("owner", "vendor", 0.3), buys("owner", "vendor"))
    kept, rows = fold_commerce(whole.conflicts())
    assert [c.rival for c in kept] == ["owner"]
    assert [(row.customer, row.vendor, row.level, row.rivals) for row in rows] == [
        ("lab", "vendor", "low", ("other", "rival"))
    ]
    assert fold_commerce([]) == ([], [])


def test_the_chinese_wall_of_pairs_that_compete_and_no_others() -> None:
    customers = [buys(slug, "vendor") for slug in ("openai", "google", "meta", "toyota")]
    rivals = [competes("openai", "google"), competes("google", "meta"), competes("meta", "openai")]
    whole = world(*customers, *rivals, labs=("openai", "google", "meta", "toyota"))
    pairs = {frozenset((c.customer, c.rival)) for c in all_conflicts(whole.market, whole.relations)}
    assert pairs == {frozenset(pair) for pair in (("openai", "google"), ("google", "meta"), ("meta", "openai"))}


def test_another_table_of_levels(tmp_path: Any) -> None:
    table = tmp_path / "levels.toml"
    table.write_text('[[rule]]\nlevel = "critical"\nwhy = "all"\n', encoding="utf-8")
    assert only(world(*BASE, buys("rival", "vendor")), levels=read_levels(table)).level == "critical"


def test_an_answer_says_when_it_did_not_look_at_all_ties(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "LIMIT", 1)
    found = only(world(*BASE, stake("rival", "vendor", 0.1), stake("zeta-fund", "vendor", 0.1)))
    assert found.notes == (Limit(kind="ties", vendor="vendor", tie="ownership", shown=1),)


def test_an_unknown_customer_has_none() -> None:
    assert world(*BASE).conflicts("nobody") == []


def test_ties_that_were_over_before_one_exposure_began_are_cleared_with_the_other() -> None:
    early: Relation = buys("lab", "vendor", status="ended", since="2020", until="2021")
    late = (child("lab", "parent"), buys("parent", "vendor", since="2024"))
    tie = stake("rival", "vendor", 0.3, status="ended", since="2019", until="2022")
    whole = world(early, *late, BASE[1], tie)
    found = only(whole)
    assert (found.timing, triples(found.exposure.path)) == ("past", ["lab customer-of vendor"])
    assert ["lab customer-of vendor"] in [triples(c.relations) for c in found.clears_if_false]
    assert whole.without(early).conflicts() == []
