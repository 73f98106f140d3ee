"""Exposures: direct, through the corporate group, and on through the vendor's suppliers."""

import pytest

from tests.analysis.worlds import World, buys, child, competes, relation, stake, supplies, triples, world
from vendorgraph.analysis.exposure import exposures
from vendorgraph.analysis.model import Exposure


def of(whole: World, customer: str = "lab", any_vendor: bool = False) -> dict[str, list[Exposure]]:
    return exposures(whole.market, whole.relations, customer, any_vendor=any_vendor)


def test_a_purchase_is_an_exposure_with_its_status_in_words() -> None:
    found = of(world(buys("lab", "vendor", status="ending", disputed=True, since="2023")))["vendor"]
    assert [(e.customer, e.status, e.since, e.until, triples(e.path)) for e in found] == [
        ("lab", "ending, disputed", "2023", None, ["lab customer-of vendor"])
    ]


def test_only_data_vendors_count_unless_any_vendor_is_asked_for() -> None:
    whole = world(buys("lab", "cloud"), buys("lab", "vendor"))
    assert list(of(whole)) == ["vendor"]
    assert list(of(whole, any_vendor=True)) == ["cloud", "vendor"]


def test_the_group_is_gone_through_upwards_and_then_downwards() -> None:
    group = (child("lab", "parent"), child("sister", "parent"))
    whole = world(*group, buys("sister", "vendor"), buys("parent", "other"), vendors=("vendor", "other"))
    found = of(whole)
    assert triples(found["vendor"][0].path) == [
        "lab subsidiary-of parent",
        "sister subsidiary-of parent",
        "sister customer-of vendor",
    ]
    assert triples(found["other"][0].path) == ["lab subsidiary-of parent", "parent customer-of other"]


def test_two_parents_of_one_subsidiary_are_no_group() -> None:
    whole = world(child("joint", "lab"), child("joint", "partner"), buys("partner", "vendor"))
    assert of(whole) == {}
    assert list(of(whole, "joint")) == ["vendor"]


def test_an_acquired_company_belongs_to_the_group_once_the_deal_is_done() -> None:
    assert list(of(world(relation("lab", "acquired", "bought"), buys("bought", "vendor")))) == ["vendor"]
    planned = relation("lab", "acquired", "bought", status="planned")
    assert of(world(planned, buys("bought", "vendor"))) == {}


def test_work_is_followed_to_suppliers_from_supplier_to_buyer() -> None:
    whole = world(buys("lab", "vendor"), supplies("supplier", "vendor"), supplies("vendor", "buyer"),
                  vendors=("vendor", "supplier", "buyer"))  # fmt: skip
    found = of(whole)
    assert list(found) == ["supplier", "vendor"]
    assert triples(found["supplier"][0].path) == ["lab customer-of vendor", "supplier supplier-of vendor"]


def test_every_way_to_a_supplier_is_found() -> None:
    whole = world(buys("lab", "vendor"), supplies("one", "vendor"), supplies("two", "one"), supplies("two", "vendor"),
                  vendors=("vendor", "one", "two"))  # fmt: skip
    assert [len(e.path) for e in of(whole)["two"]] == [2, 3]


def test_suppliers_in_a_circle_come_to_an_end() -> None:
    whole = world(buys("lab", "vendor"), supplies("one", "vendor"), supplies("vendor", "one"), supplies("two", "one"),
                  supplies("three", "two"), vendors=("vendor", "one", "two", "three"))  # fmt: skip
    assert list(of(whole)) == ["one", "two", "vendor"]


@pytest.mark.parametrize(
    ("status", "was", "state"),
    [
        ("current", None, "holds"),
        ("ending", None, "holds"),
        ("paused", None, "holds"),
        ("under-review", None, "holds"),
        ("unconfirmed", "current", "holds"),
        ("unconfirmed", "ending", "over"),
        ("ended", None, "over"),
        ("planned", None, "planned"),
        ("unconfirmed", "planned", None),
        ("denied", None, None),
    ],
)
def test_what_holds_ever_held_or_is_planned_counts(status: str, was: str | None, state: str | None) -> None:
    found = of(world(buys("lab", "vendor", status=status, was=was)))
    assert [e.course.state for each in found.values() for e in each] == ([state] if state else [])


def test_the_best_way_comes_first() -> None:
    whole = world(buys("lab", "vendor", status="ended"), child("lab", "parent"), buys("parent", "vendor"))
    assert [len(e.path) for e in of(whole)["vendor"]] == [2, 1]
    weak = world(buys("lab", "vendor", status="ended"), child("lab", "parent", grade="C"), buys("parent", "vendor"))
    assert [len(e.path) for e in of(weak)["vendor"]] == [1, 2]


def test_doubt_about_the_present_leaves_an_exposure_established() -> None:
    found = of(world(buys("lab", "vendor", status="unconfirmed", was="ending", disputed=True)))["vendor"]
    assert [(e.verdict, e.missing) for e in found] == [("established", ())]


@pytest.mark.parametrize("was", ["current", "under-review"])
def test_whether_it_still_holds_is_missing_where_only_the_last_word_says_so(was: str) -> None:
    whole = world(
        buys("lab", "vendor", status="unconfirmed", was=was), competes("lab", "rival"), stake("rival", "vendor", 0.3)
    )
    [found] = of(whole)["vendor"]
    assert (found.verdict, found.course.state, found.course.sure) == ("established", "holds", False)
    assert found.missing == ("whether it is still so: Lab is a customer of Vendor",)
    [conflict] = whole.conflicts()
    assert (conflict.timing, conflict.verdict, conflict.missing[:1]) == ("concurrent", "established", found.missing)
    assert conflict.window is not None and not conflict.window.certain


@pytest.mark.parametrize("was", ["ending", "paused"])
def test_what_was_on_its_way_out_is_no_longer_bought(was: str) -> None:
    gone = buys("lab", "vendor", status="unconfirmed", was=was)
    whole = world(gone, competes("lab", "rival"), stake("rival", "vendor", 0.3))
    [conflict] = whole.conflicts()
    assert (conflict.timing, conflict.exposure.missing) == ("residual", ())


def test_a_weak_source_and_a_plan_are_named_as_missing() -> None:
    weak = of(world(buys("lab", "vendor", grade="C")))["vendor"][0]
    assert (weak.verdict, weak.missing) == (
        "possible",
        ("a better source that Lab is a customer of Vendor (grade C)",),
    )
    planned = of(world(buys("lab", "vendor", status="planned")))["vendor"][0]
    assert planned.missing == ("whether the plan is carried out: Lab is a customer of Vendor",)


def test_nobody_is_exposed_to_itself_and_who_buys_nothing_has_none() -> None:
    assert of(world(child("vendor", "lab"), buys("vendor", "lab"), vendors=("lab", "vendor"))) == {}
    assert of(world(), "nobody") == {}
