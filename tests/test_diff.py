"""Differences between two views: what appeared, vanished or changed, and the claims that made it."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from msgspec import structs

from tests.analysis.test_properties import WORLDS
from tests.analysis.worlds import (
    DAY,
    World,
    buys,
    child,
    competes,
    moved,
    role,
    seat,
    stake,
    world,
)
from tests.markets import bundled
from vendorgraph import pipeline
from vendorgraph.analysis.conflicts import all_conflicts
from vendorgraph.diff import Change, View, at_least, difference
from vendorgraph.model import Market

SMALL = Path(__file__).parent / "data" / "small"
BOUGHT = buys("lab", "vendor", supports=("a#01",))
BASE = (BOUGHT, competes("lab", "rival", supports=("b#01",)))
STAKE = stake("rival", "vendor", 0.3, supports=("c#01",))


@cache
def small() -> Market:
    return pipeline.read((SMALL,))


def view(whole: World) -> View:
    return View(whole.relations, tuple(whole.conflicts()))


def between(before: World, after: World) -> list[Change]:
    return difference(view(before), view(after))


def on(market: Market, as_of: date | None = None, known_by: date | None = None) -> View:
    relations = pipeline.relations(market, as_of, known_by)
    return View(relations, tuple(all_conflicts(market, relations)))


@settings(max_examples=50, deadline=None)
@given(WORLDS)
def test_a_thing_does_not_differ_from_itself(whole: World) -> None:
    assert between(whole, whole) == []


@pytest.mark.parametrize("day", [date(2025, 6, 20), date(2026, 11, 22)])
def test_a_day_does_not_differ_from_itself(day: date) -> None:
    for market in (small(), bundled()):
        assert len(on(market, day).conflicts) > 5
        assert difference(on(market, day), on(market, day)) == []


@settings(max_examples=50, deadline=None)
@given(WORLDS, WORLDS)
def test_what_appears_one_way_vanishes_the_other(one: World, other: World) -> None:
    forth, back = between(one, other), between(other, one)
    turned = {"appeared": "vanished", "vanished": "appeared", "changed": "changed"}
    assert sorted((turned[c.kind], c.conflict.vendor) for c in back) == sorted(
        (c.kind, c.conflict.vendor) for c in forth
    )


def test_a_conflict_appears_because_of_the_relation_that_is_new() -> None:
    [change] = between(world(*BASE), world(*BASE, STAKE))
    assert (change.kind, change.before, change.changes, change.ties) == ("appeared", None, (), ())
    assert [(c.before, c.after, c.claims) for c in change.because] == [(None, STAKE, ("c#01",))]


def test_and_vanishes_with_it() -> None:
    [change] = between(world(*BASE, STAKE), world(*BASE))
    assert (change.kind, change.after, change.conflict.rival) == ("vanished", None, "rival")
    assert [(c.before, c.after, c.claims) for c in change.because] == [(STAKE, None, ("c#01",))]


def test_a_change_says_what_changed_and_which_claims_came_and_went() -> None:
    left = structs.replace(BOUGHT, status="ended", until="2025-05", supports=("a#02",), loses=("a#01",))
    [change] = between(world(*BASE, STAKE), world(left, BASE[1], STAKE))
    assert change.changes == (("timing", "concurrent", "residual"), ("exposure", "current", "ended"))
    assert [(t.before and t.before.timing, t.after and t.after.timing) for t in change.ties] == [
        ("concurrent", "residual")
    ]
    assert [(c.before, c.after, c.claims) for c in change.because] == [(BOUGHT, left, ("a#02",))]


def test_a_level_a_verdict_and_a_share_that_change() -> None:
    weak = structs.replace(STAKE, grade="C", supports=("c#01", "c#02"))
    [change] = between(world(*BASE, STAKE), world(*BASE, weak))
    assert change.changes == (("level", "high", "medium"), ("verdict", "established", "possible"))
    assert [c.claims for c in change.because] == [("c#02",)]
    more = structs.replace(stake("rival", "vendor", 0.49), supports=("c#03",))
    [change] = between(world(*BASE, STAKE), world(*BASE, more))
    assert change.changes == ()
    assert [(t.before and t.before.strength, t.after and t.after.strength) for t in change.ties] == [
        ("30 %, votes unknown", "49 %, votes unknown")
    ]


def test_a_further_tie_is_a_change() -> None:
    [change] = between(world(*BASE, STAKE), world(*BASE, STAKE, buys("rival", "vendor")))
    assert change.changes == ()
    assert [(t.before, t.after and t.after.kind) for t in change.ties] == [(None, "commerce")]
    [back] = between(world(*BASE, STAKE, buys("rival", "vendor")), world(*BASE, STAKE))
    assert [(t.before and t.before.kind, t.after) for t in back.ties] == [("commerce", None)]


def test_what_came_or_went_is_told_before_statuses_and_grades() -> None:
    """The rivalry that is new made the conflict; that a grade rose and a purchase ended did not."""
    weak, ended = structs.replace(STAKE, grade="C"), structs.replace(BOUGHT, status="ended", until="2025-05")
    [change] = between(world(BOUGHT, weak), world(ended, BASE[1], STAKE))
    assert [(c.before, c.after) for c in change.because] == [(None, BASE[1]), (BOUGHT, ended), (weak, STAKE)]


def test_members_of_one_group_are_one_rival() -> None:
    group = (child("sister", "rival"), STAKE)
    before = world(BOUGHT, competes("lab", "rival"), competes("lab", "sister", grade="B"), *group)
    after = world(BOUGHT, competes("lab", "rival", grade="C"), competes("lab", "sister", grade="B"), *group)
    [change] = between(before, after)
    assert change.kind == "changed"
    assert ("rival", "rival", "sister") in change.changes


def test_what_a_person_did_elsewhere_is_named() -> None:
    known = (
        *BASE,
        moved("ann", "vendor", "rival", since="2024-01"),
        role("ann", "vendor", "executive", status="ended"),
    )
    later = role("ann", "newco", since="2025-06-01", supports=("d#01",))
    [change] = between(world(*known), world(*known, later))
    assert ("timing", "concurrent", "past") in change.changes
    assert [(c.after, c.claims) for c in change.because] == [(later, ("d#01",))]


def test_time_alone_can_make_a_change() -> None:
    ending = structs.replace(STAKE, status="ending", until="2025-06-25")
    before, after = world(*BASE, ending), world(*BASE, ending, as_of=date(2025, 6, 26))
    assert between(before, before) == []
    for change in between(before, after):
        assert change.because == ()


def test_grades_and_levels_that_are_hidden() -> None:
    found = between(world(*BASE), world(*BASE, buys("rival", "vendor")))
    assert [c.conflict.level for c in found] == ["low"]
    assert at_least(found, "medium") == [] and at_least(found, "low") == found
    worse = between(world(*BASE, buys("rival", "vendor")), world(*BASE, buys("rival", "vendor"), STAKE))
    assert [c.changes[0] for c in at_least(worse, "high")] == [("level", "low", "high")]


def test_what_is_new_comes_first_and_worst_first() -> None:
    before = world(*BASE, buys("lab", "other"), stake("rival", "other", 0.3), vendors=("vendor", "other", "third"))
    after = world(
        *BASE, STAKE, seat("ann", "third"), role("ann", "rival"), buys("lab", "third"),
        vendors=("vendor", "other", "third"),
    )  # fmt: skip
    assert [(c.kind, c.conflict.vendor, c.conflict.level) for c in between(before, after)] == [
        ("appeared", "third", "critical"),
        ("appeared", "vendor", "high"),
        ("vanished", "other", "high"),
    ]


def test_the_week_of_june_2025_on_both_clocks() -> None:
    market = bundled()
    for before, after in (
        (on(market, date(2025, 6, 1)), on(market, date(2025, 6, 20))),
        (on(market, DAY, date(2025, 6, 9)), on(market, DAY, date(2025, 6, 20))),
    ):
        found = {(c.conflict.customer, c.conflict.vendor, c.conflict.rival): c for c in difference(before, after)}
        appeared = found["google", "scale-ai", "meta"]
        assert (appeared.kind, appeared.conflict.level) == ("appeared", "critical")
        keys = [(c.after.subject, c.after.relation) for c in appeared.because if c.after]
        assert {("google", "customer-of"), ("alexandr-wang", "board-member-of")} <= set(keys)
        assert all(id in market.claims for c in appeared.because for id in c.claims)
        assert all(c.claims for c in appeared.because)
