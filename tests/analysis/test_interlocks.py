"""People who serve at two organisations at the same time."""

from typing import Any

import pytest

from tests.analysis.worlds import moved, relation, role, seat, world
from tests.markets import bundled, market
from vendorgraph.analysis.interlocks import Interlocks, SharedPerson, interlocks
from vendorgraph.pipeline import relations
from vendorgraph.relations.model import Relation


def found(*told: Relation, slug: str | None = None) -> Interlocks:
    whole = world(*told, role("ann", "elsewhere", status="denied"))
    return interlocks(whole.market, whole.relations, slug)


def person(*told: Relation) -> SharedPerson | None:
    pairs = found(*told).direct
    assert len(pairs) <= 1 and all((pair.a, pair.b) == ("a", "b") and len(pair.people) == 1 for pair in pairs)
    return pairs[0].people[0] if pairs else None


def test_two_seats_now_are_certain_and_go_on() -> None:
    shared = person(seat("ann", "a", since="2023"), role("ann", "b", since="2024-02"))
    assert shared is not None
    assert (shared.overlap, shared.now, shared.since, shared.until) == ("certain", True, "2024-02", None)
    assert [post.object for post in (*shared.at_a, *shared.at_b)] == ["a", "b"]


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ({"since": "2019", "status": "ended", "until": "2022"}, {"since": "2020-06"}, "certain"),
        ({"since": "2019", "status": "ended", "until": "2020"}, {"since": "2020"}, None),
        ({"status": "ended", "until": "2022-03-01"}, {"since": "2022-03-01"}, None),
        ({"status": "ended", "until": "2022-03-02"}, {"since": "2022-03-01"}, "possible"),
        ({"since": "2019", "status": "ended", "until": "2022-03"}, {"since": "2022"}, "possible"),
        ({"status": "ended"}, {"since": "2020"}, None),
        ({"status": "planned"}, {"since": "2020"}, None),
        ({"status": "unconfirmed", "was": "current", "since": "2019"}, {"since": "2020"}, "possible"),
    ],
)
def test_only_posts_that_overlap_in_time_interlock(
    one: dict[str, Any], other: dict[str, Any], overlap: str | None
) -> None:
    shared = person(role("ann", "a", **one), seat("ann", "b", **other))
    assert (shared.overlap if shared else None) == overlap


def test_who_moved_was_at_both_only_where_that_is_certain() -> None:
    old = role("ann", "a", status="ended", until="2025-06")
    assert person(old, role("ann", "b")) is not None
    assert person(old, role("ann", "b"), moved("ann", "a", "b")) is None
    kept = seat("ann", "a", since="2019")
    shared = person(kept, old, role("ann", "b"), moved("ann", "a", "b", since="2025-06-12"))
    assert shared is not None and (shared.overlap, shared.since, shared.now) == ("certain", "2025-06-12", True)
    assert [post.relation for post in shared.at_a] == ["board-member-of"]


def test_companies_do_not_serve_and_an_adviser_does() -> None:
    assert person(seat("fund", "a"), seat("fund", "b")) is None
    shared = person(relation("ann", "advises", "a"), role("ann", "b"))
    assert shared is not None and shared.now


def test_one_organisation_or_one_person_and_who_is_met_at_a_third() -> None:
    told = (seat("ann", "a"), seat("ann", "b"), role("bob", "b"), role("bob", "c"))
    pairs = [(pair.a, pair.b) for pair in found(*told).direct]
    assert pairs == [("a", "b"), ("b", "c")]
    assert [(each.a, each.b, each.through) for each in found(*told).indirect] == [("a", "c", ("b",))]
    assert [(pair.a, pair.b) for pair in found(*told, slug="a").direct] == [("a", "b")]
    assert [(pair.a, pair.b) for pair in found(*told, slug="bob").direct] == [("b", "c")]
    assert found(*told, slug="b").indirect == () and found(*told, slug="nobody") == Interlocks((), ())


def test_the_seat_that_wang_kept() -> None:
    whole = relations(bundled())
    [pair] = interlocks(bundled(), whole, "alexandr-wang").direct
    assert (pair.a, pair.b) == ("meta", "scale-ai")
    assert (pair.people[0].overlap, pair.people[0].since) == ("certain", "2025-06-12")
    assert [post.relation for post in pair.people[0].at_b] == ["board-member-of"]


@pytest.mark.parametrize(("first_word", "overlap"), [("2025-06", None), ("2020-06", "possible")])
def test_a_post_of_which_no_start_is_recorded_is_not_shown_before_the_first_word_of_it(
    first_word: str, overlap: str | None
) -> None:
    post = {"subject": "ann", "relation": "holds-role", "role": "CEO"}
    told = market(
        {**post, "object": "a", "status": "ended", "to": "2021", "published": "2026-05"},
        {**post, "object": "b", "status": "current", "published": first_word},
        {**post, "object": "b", "status": "current", "published": "2026-05"},
        entities={"ann": "person"},
    )
    pairs = interlocks(told, relations(told)).direct
    assert [person.overlap for pair in pairs for person in pair.people] == ([overlap] if overlap else [])
