"""R0 to R10, one by one, on hand-made claims."""

from datetime import date
from typing import Any

import pytest

from tests.markets import READ, market
from vendorgraph.dates import span
from vendorgraph.relations.model import Relation, Share
from vendorgraph.relations.resolve import resolve
from vendorgraph.relations.rules import RULES


def buys(status: str | None = None, **more: Any) -> dict[str, Any]:
    """Lab is a customer of Vendor."""
    return {"subject": "lab", "relation": "customer-of", "object": "vendor", "status": status, **more}


def holds(share: float | None = None, **more: Any) -> dict[str, Any]:
    return {"subject": "rival", "relation": "holds-stake-in", "object": "vendor", "share": share, **more}


def serves(role: str, **more: Any) -> dict[str, Any]:
    return {"subject": "ada", "relation": "holds-role", "object": "vendor", "role": role, **more}


def moves(**more: Any) -> dict[str, Any]:
    return {"subject": "ada", "relation": "moved-to", "object": "rival", "from_org": "vendor", **more}


def find(relations: list[dict[str, Any]], as_of: str, known_by: str = READ, **wanted: str) -> Relation | None:
    """The one relation of the market that has the wanted fields (the only one when none are given)."""
    resolved = resolve(
        market(*relations, entities={"ada": "person", "app": "product"}), span(as_of).last, span(known_by).last
    )
    found = [r for r in resolved if all(getattr(r, key) == value for key, value in wanted.items())]
    assert len(found) <= 1
    return found[0] if found else None


def status(relations: list[dict[str, Any]], as_of: str, known_by: str = READ) -> str | None:
    relation = find(relations, as_of, known_by)
    return relation.label if relation else None


def test_every_rule_has_its_text() -> None:
    assert list(RULES) == ["R0", "R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R8a", "R9", "R10"]


class TestR0Visible:
    def test_counts_from_the_last_possible_day_of_publication(self) -> None:
        claims = [buys("current", published="2025-03")]
        assert status(claims, READ, "2025-03-30") is None
        assert status(claims, READ, "2025-03-31") == "current"

    def test_an_undated_source_counts_from_the_day_of_reading(self) -> None:
        assert status([buys("current")], READ, "2026-11-21") is None
        assert status([buys("current")], READ) == "unconfirmed (was current)"

    def test_an_undated_source_renews_and_contests_nothing(self) -> None:
        leaving = buys("ending", published="2025-06-18")
        assert status([leaving, buys("current")], "2025-07-01") == "ending"
        assert status([leaving, buys("ended")], READ) == "unconfirmed (was ending)"
        assert status([buys("ended")], "2026-11-21") is None

    def test_an_undated_share_is_not_the_newest(self) -> None:
        relation = find([holds(0.49), holds(0.27, published="2025-11-01", status="current")], READ)
        assert relation is not None and relation.share is not None and relation.share.min == 0.27

    def test_a_source_dated_by_the_year_of_reading_counts_from_the_day_of_reading(self) -> None:
        assert status([buys("current", published="2026")], READ, "2026-11-21") is None
        assert status([buys("current", published="2026")], READ) == "current"

    def test_doubt_never_counts(self) -> None:
        assert status([buys("current", published="2025-03", doubt=True)], READ) is None

    def test_a_withdrawn_source_counts_until_that_day(self) -> None:
        claims = [buys("current", published="2026-03-01", withdrawn="2026-05-01")]
        assert status(claims, "2026-06-01", "2026-04-30") == "current"
        assert status(claims, "2026-06-01", "2026-05-01") is None


class TestR1When:
    def test_status_since_comes_before_as_of_and_publication(self) -> None:
        claims = [
            buys("current", published="2025-01-01"),
            buys("ending", published="2025-06-20", as_of="2025-06-15", status_since="2025-06-10"),
        ]
        assert status(claims, "2025-06-09") == "current"
        assert status(claims, "2025-06-10") == "ending"

    def test_a_wide_claim_contests_nothing_said_to_the_day_within_it(self) -> None:
        claims = [buys("ending", published="2025-06-10"), buys("current", published="2025-06")]
        assert status(claims, "2025-07-01") == "ending"
        claims = [buys("ending", published="2025-06-10"), buys("current", published="2025-07")]
        assert status(claims, "2025-07-31") == "current"

    def test_an_event_holds_from_its_day_even_when_told_later(self) -> None:
        claims = [moves(date="2025-06-12", published="2025-06-30")]
        assert find(claims, "2025-06-11", relation="moved-to") is None
        moved = find(claims, "2025-06-12", relation="moved-to")
        assert moved is not None and (moved.status, moved.since) == ("completed", "2025-06-12")

    def test_of_dates_that_nest_the_narrowest_is_kept(self) -> None:
        moved = find(
            [moves(date="2025", published="2026-01-05"), moves(date="2025-06-12", published="2026-01-05")],
            READ,
            relation="moved-to",
        )
        assert moved is not None and moved.since == "2025-06-12"


class TestR2Grade:
    @pytest.mark.parametrize(
        ("sources", "grade"),
        [
            ([("high", None)], "A"),
            ([("medium", "Wire"), ("medium", "Daily")], "A"),
            ([("medium", "Wire"), ("medium", "Wire")], "B"),
            ([("low", "Blog"), ("low", "Forum")], "B"),
            ([("medium", "Wire"), ("low", "Blog")], "B"),
            ([("low", "Blog"), ("low", "Blog")], "C"),
        ],
    )
    def test_pages_and_origins(self, sources: list[tuple[str, str | None]], grade: str) -> None:
        claims = [
            buys("current", published="2025-03", reliability=reliability, relays=[relay] if relay else [])
            for reliability, relay in sources
        ]
        relation = find(claims, "2025-06-01")
        assert relation is not None and relation.grade == grade

    def test_rumours_alone_are_below_c_and_do_not_lift_a_grade(self) -> None:
        rumour = buys("current", published="2025-03", reliability="high", certainty="rumoured")
        alone, beside = find([rumour], "2025-06-01"), find([rumour, buys("current", published="2025-03")], "2025-06-01")
        assert alone is not None and alone.grade == "D"
        assert beside is not None and beside.grade == "B"

    def test_two_outlets_that_relay_one_agency_are_one_origin(self) -> None:
        claims = [buys("current", published="2025-03", relays=["Agency"]) for _ in range(2)]
        relation = find(claims, "2025-06-01")
        assert relation is not None and (relation.origins, len(relation.supports)) == (1, 2)


class TestR3Sides:
    def test_ended_without_a_stated_end_only_leaves(self) -> None:
        relation = find([buys("current", published="2025-01-01"), buys("ended", published="2025-06-01")], "2025-06-02")
        assert relation is not None and (relation.status, relation.rule, relation.until) == ("ended", "R4", None)

    def test_ending_with_an_end_is_over_after_it(self) -> None:
        claims = [buys("ending", to="2024-03-19", published="2024-01-22", certainty="official")]
        assert status(claims, "2024-03-19") == "ending"
        assert status(claims, "2024-03-20") == "ended"
        assert status(claims, READ) == "ended"

    def test_under_review_refines_staying(self) -> None:
        claims = [buys("current", published="2025-06-13"), buys("under-review", published="2025-06-13")]
        assert status(claims, "2025-06-20") == "under-review"

    def test_a_later_word_of_staying_graded_as_well_settles_a_review(self) -> None:
        claims = [buys("under-review", published="2025-06-13"), buys("current", published="2025-06-20")]
        assert status(claims, "2025-06-20") == "current"

    def test_the_status_beside_an_attribute_speaks_of_the_attribute(self) -> None:
        spend = {"attribute": "spend", "amount": {"value": 5, "currency": "USD"}, "period": "2024"}
        claims = [buys("current", published="2025-01-01"), buys("ended", published="2025-06-01", **spend)]
        assert status(claims, "2025-07-01") == "current"

    def test_an_undated_end_beside_a_share_is_that_of_the_former_share(self) -> None:
        claims = [
            holds(0.27, status="current", published="2025-11-01"),
            holds(0.325, status="ended", published="2025-11-10"),
        ]
        relation = find(claims, "2025-12-01")
        assert relation is not None and relation.status == "current"
        assert relation.share is not None and relation.share.min == relation.share.max == 0.27


class TestR4Side:
    def test_the_later_word_wins_when_graded_at_least_b(self) -> None:
        staying = [buys("current", published="2025-05-01", reliability="high")]
        assert status([*staying, buys("ending", published="2025-06-01")], "2025-06-02") == "ending"
        assert status([*staying, buys("ending", published="2025-06-01", reliability="low")], "2025-06-02") == "current"

    def test_a_weak_stay_yields_to_a_weak_leave(self) -> None:
        claims = [
            buys("current", published="2025-05-01", reliability="low"),
            buys("paused", published="2025-06-01", reliability="low"),
        ]
        assert status(claims, "2025-06-02") == "paused"

    def test_a_return_needs_the_grade_of_those_who_left(self) -> None:
        leaving = [buys("ending", published="2025-06-01", reliability="high")]
        assert status([*leaving, buys("current", published="2025-07-01")], "2025-07-02") == "ending"
        back = [buys("current", published="2025-07-01", reliability="high")]
        assert status([*leaving, *back], "2025-07-02") == "current"

    def test_within_three_days_equal_grades_are_disputed(self) -> None:
        claims = [buys("current", published="2025-06-13"), buys("ending", published="2025-06-14")]
        relation = find(claims, "2025-06-14")
        assert relation is not None and relation.disputed and relation.label == "ending, disputed"
        assert (relation.supports, relation.loses) == (("source-2#02",), ("source-1#01",))

    def test_within_three_days_the_better_grade_wins(self) -> None:
        claims = [buys("current", published="2025-06-13", reliability="high"), buys("ending", published="2025-06-14")]
        assert status(claims, "2025-06-14") == "current"

    def test_a_word_of_staying_before_a_dated_end_does_not_dispute_it(self) -> None:
        claims = [
            serves("CEO", status="current", published="2025-06-10"),
            serves("CEO", status="ended", to="2025-06-12", published="2025-06-12"),
        ]
        assert status(claims, "2025-06-12") == "ended"

    def test_losing_claims_are_listed(self) -> None:
        claims = [buys("ending", published="2025-06-01", reliability="high"), buys("current", published="2025-07-01")]
        relation = find(claims, "2025-07-02")
        assert relation is not None and relation.loses == ("source-2#02",)


class TestR5Name:
    def test_over_at_b_or_as_good_as_leaving(self) -> None:
        over = buys("ended", to="2025-06-01", published="2025-06-03")
        assert status([buys("ending", published="2025-06-02", reliability="high"), over], "2025-06-04") == "ended"
        weak = buys("ended", to="2025-06-01", published="2025-06-03", reliability="low")
        assert status([buys("ending", published="2025-06-02", reliability="high"), weak], "2025-06-04") == "ending"

    def test_else_the_best_graded_and_on_a_tie_ending_before_paused_before_ended(self) -> None:
        def told(name: str, reliability: str = "medium") -> dict[str, Any]:
            return buys(name, published="2025-06-02", reliability=reliability)

        assert status([told("ended"), told("paused"), told("ending")], "2025-06-03") == "ending"
        assert status([told("ended"), told("paused")], "2025-06-03") == "paused"
        assert status([told("ending", "low"), told("paused")], "2025-06-03") == "paused"


class TestR6Planned:
    def test_yields_to_completion_and_contests_nothing(self) -> None:
        plan = holds(0.49, status="planned", published="2025-06-10")
        done = holds(0.49, status="current", **{"from": "2025-06-12"}, published="2025-06-13")
        assert status([plan], "2025-06-10") == "planned"
        assert status([plan, done], "2025-06-11") == "planned"
        assert status([plan, done], "2025-06-12") == "current"


class TestR7Silence:
    def test_leaving_lapses_after_twelve_months_and_staying_after_twenty_four(self) -> None:
        leaving, staying = [buys("ending", published="2024-01-10")], [buys("current", published="2024-01-10")]
        assert status(leaving, "2025-01-10") == "ending"
        assert status(leaving, "2025-01-11") == "unconfirmed (was ending)"
        assert status(staying, "2026-01-10") == "current"
        assert status(staying, "2026-01-11") == "unconfirmed (was current)"

    def test_a_wide_claim_renews_from_its_first_day(self) -> None:
        assert status([buys("ending", published="2024")], "2024-12-31") == "ending"
        assert status([buys("ending", published="2024")], "2025-01-02") == "unconfirmed (was ending)"

    def test_ends_events_products_and_subsidiaries_never_lapse(self) -> None:
        assert status([buys("ended", to="2019-05-01", published="2019-06")], READ) == "ended"
        develops = {"subject": "lab", "relation": "develops", "object": "app", "published": "2016"}
        below = {"subject": "lab", "relation": "subsidiary-of", "object": "vendor", "published": "2016"}
        assert status([develops], READ) == "current"
        assert status([below], READ) == "current"
        rivals = {"subject": "lab", "relation": "competitor-of", "object": "vendor", "published": "2016"}
        assert status([rivals], READ) == "unconfirmed (was current)"


class TestR8BeforeTheFirstEvidence:
    def test_an_end_presupposes_twelve_months(self) -> None:
        claims = [buys("ending", published="2025-06-13")]
        assert status(claims, "2024-06-12") is None
        relation = find(claims, "2024-06-13")
        assert relation is not None and (relation.status, relation.rule) == ("current", "R8")
        assert relation.notes == ("start not recorded",)

    def test_staying_does_not_reach_back(self) -> None:
        assert status([buys("current", published="2025-06-13")], "2025-06-12") is None

    def test_a_recorded_start_does(self) -> None:
        claims = [buys("current", published="2025-06-13", **{"from": "2023"})]
        assert status(claims, "2023-12-30") is None
        assert status(claims, "2023-12-31") == "current"

    def test_a_subsidiary_reaches_back_with_a_note(self) -> None:
        relation = find(
            [{"subject": "lab", "relation": "subsidiary-of", "object": "vendor", "published": "2025"}], "2018-01-01"
        )
        assert relation is not None and relation.notes == ("start not recorded",)

    @pytest.mark.parametrize("dated", [{}, {"to": "2025-05"}, {"status_since": "2025-05"}])
    def test_a_former_post_presupposes_nothing_unless_its_end_has_a_date(self, dated: dict[str, str]) -> None:
        told = {"subject": "ann", "relation": "holds-role", "object": "rival", "role": "Engineer", "status": "ended"}
        whole = market({**told, **dated, "published": "2025-06-01"}, entities={"ann": "person"})
        before = resolve(whole, date(2025, 3, 1), date(2025, 7, 1)).out("ann", "holds-role")
        after = resolve(whole, date(2025, 7, 1), date(2025, 7, 1)).out("ann", "holds-role")
        assert [r.status for r in before] == (["current"] if dated else [])
        assert [r.status for r in after] == ["ended"]


class TestR8aMoves:
    claims = (
        serves("CEO", status="current", published="2025-01-01"),
        serves("Founder", status="current", published="2025-01-01"),
        moves(role="Chief AI Officer", date="2025-06-12", published="2025-06-13"),
        {
            "subject": "ada",
            "relation": "board-member-of",
            "object": "vendor",
            "status": "current",
            "published": "2025-06-13",
        },
    )

    def post(self, organisation: str, post: str, as_of: str) -> Relation | None:
        return find(list(self.claims), as_of, relation="holds-role", object=organisation, post=post)

    def test_a_move_ends_the_post_left_and_begins_the_new_one(self) -> None:
        before, after = (
            self.post("vendor", "chief-executive", "2025-06-11"),
            self.post("vendor", "chief-executive", "2025-06-20"),
        )
        assert before is not None and before.status == "current"
        assert after is not None and (after.status, after.until) == ("ended", "2025-06-12")
        begun = self.post("rival", "executive", "2025-06-20")
        assert begun is not None and (begun.status, begun.since) == ("current", "2025-06-12")

    def test_a_weakly_told_move_ends_the_post_all_the_same(self) -> None:
        held = serves("CEO", status="current", published="2025-01-01", reliability="high")
        left = moves(role="Engineer", date="2025-06-12", published="2025-06-13", reliability="low")
        ended = find([held, left], "2025-06-20", relation="holds-role", object="vendor")
        assert ended is not None and (ended.status, ended.role) == ("ended", "CEO")
        rumour = {**left, "certainty": "rumoured"}
        kept = find([held, rumour], "2025-06-20", relation="holds-role", object="vendor")
        assert kept is not None and kept.status == "current"
        again = serves("CEO", status="current", published="2025-07-20", reliability="high")
        back = find([held, left, again], "2025-07-21", relation="holds-role", object="vendor")
        assert back is not None and back.status == "current"

    def test_a_move_ends_what_another_move_began(self) -> None:
        came = moves(date="2025-02", published="2025-02-10")
        went = {**moves(date="2025-06-12", published="2025-06-13"), "object": "client", "from_org": "rival"}
        for role in ("Engineer", None):
            began = {**came, "role": role} if role else came
            there = [
                find([began, went], day, relation="holds-role", object="rival") for day in ("2025-03-01", "2025-06-20")
            ]
            assert [each and each.status for each in there] == ["current", "ended"]

    def test_a_board_seat_and_a_founder_stay(self) -> None:
        founder = self.post("vendor", "founder", "2025-06-20")
        assert founder is not None and founder.status == "current"
        seat = find(list(self.claims), "2025-06-20", relation="board-member-of")
        assert seat is not None and (seat.status, seat.post) == ("current", "director")


class TestR9Denial:
    def test_a_bare_denial_denies_when_graded_as_well(self) -> None:
        claim = holds(status="current", published="2025-06-01")
        denial = holds(polarity="denies", published="2025-06-02", certainty="official")
        relation = find([claim, denial], "2025-06-03")
        assert relation is not None and (relation.status, relation.rule) == ("denied", "R9")
        assert relation.denies == ("source-2#02",) and relation.loses == ("source-1#01",)

    def test_a_weaker_denial_is_shown_and_denies_nothing(self) -> None:
        claim = holds(status="current", published="2025-06-01")
        relation = find([claim, holds(polarity="denies", published="2025-06-02", reliability="low")], "2025-06-03")
        assert relation is not None and (relation.status, relation.denies) == ("current", ("source-2#02",))

    def test_a_denied_status_denies_only_that_status(self) -> None:
        claims = [
            buys("current", published="2025-01-01"),
            buys("ending", published="2025-06-01"),
            buys("ending", polarity="denies", published="2025-06-02"),
        ]
        assert status(claims, "2025-06-03") == "current"

    def test_what_is_said_after_the_denial_stands(self) -> None:
        claims = [buys("ending", polarity="denies", published="2025-06-02"), buys("ending", published="2025-06-18")]
        assert status(claims, "2025-06-20") == "ending"

    def test_a_denied_role_denies_only_that_role(self) -> None:
        claims = [
            serves("Chief AI Officer", status="current", published="2025-06-01"),
            serves("Chief Scientist", status="current", published="2025-06-01"),
            serves("chief ai officer", polarity="denies", published="2025-06-02"),
        ]
        relation = find(claims, "2025-06-03")
        assert relation is not None and (relation.status, relation.role) == ("current", "Chief Scientist")


class TestR10Share:
    def share(self, claims: list[dict[str, Any]], as_of: str) -> tuple[float, float] | None:
        relation = find(claims, as_of)
        return None if relation is None or relation.share is None else (relation.share.min, relation.share.max)

    def test_the_newest_decides_and_the_older_is_history(self) -> None:
        claims = [
            holds(0.49, published="2023-06-01"),
            holds(0.27, published="2025-11-01"),
            holds(0.2679, published="2025-12-01"),
        ]
        assert self.share(claims, "2024-01-01") == (0.49, 0.49)
        assert self.share(claims, "2026-01-01") == (0.2679, 0.2679)
        relation = find(claims, "2026-01-01")
        assert relation is not None and relation.notes == ("earlier share 0.49",)

    def test_a_weak_newer_value_widens(self) -> None:
        claims = [
            holds(0.3, published="2025-01-01", reliability="high"),
            holds(0.2, published="2025-06-01", reliability="low"),
        ]
        assert self.share(claims, "2025-06-02") == (0.2, 0.3)

    def test_a_from_dates_a_share(self) -> None:
        claims = [holds(0.14, published="2024-03-01"), holds(0.1, published="2025-01-08", **{"from": "2023"})]
        assert self.share(claims, "2025-06-01") == (0.14, 0.14)

    def test_bounds_in_words_are_open_intervals(self) -> None:
        relation = find([holds(0.2, approx="over", published="2025-01-01")], "2025-02-01")
        assert relation is not None and relation.share is not None
        assert (relation.share.min, relation.share.min_open, relation.share.max) == (0.2, True, 1.0)

    def test_two_bounds_of_one_source_for_one_day_are_one_range(self) -> None:
        range_ = [holds(approx="over", share=0.25), holds(approx="up-to", share=0.5)]
        of_one = [{**claim, "source": "register", "published": "2025-01-01"} for claim in range_]
        for claims in (of_one, of_one[::-1]):
            relation = find(claims, "2025-02-01")
            assert relation is not None and relation.share == Share(0.25, 0.5, True, False)
            assert relation.notes == ()

    def test_bounds_of_votes_are_a_range_of_votes(self) -> None:
        votes = [holds(voting_share=0.75, approx="at-least"), holds(voting_share=0.9, approx="under")]
        shares = [holds(0.5, approx="over"), holds(0.75, approx="up-to")]
        claims = [{**claim, "source": "register", "published": "2025-01-01"} for claim in (*votes, *shares)]
        relation = find(claims, "2025-02-01")
        assert relation is not None and relation.voting_share == Share(0.75, 0.9, False, True)
        assert relation.share == Share(0.5, 0.75, True, False)

    def test_a_newer_range_makes_an_older_one_history(self) -> None:
        old = [holds(0.25, approx="over", as_of="2024-01-01"), holds(0.5, approx="up-to", as_of="2024-01-01")]
        new = [holds(0.5, approx="over", as_of="2025-01-01"), holds(0.75, approx="up-to", as_of="2025-01-01")]
        claims = [{**claim, "source": "register", "published": "2025-01-01"} for claim in (*new, *old)]
        relation = find(claims, "2025-02-01")
        assert relation is not None and relation.share == Share(0.5, 0.75, True, False)
        assert relation.notes == ("earlier share 0.25", "earlier share 0.5")

    def test_a_weak_newer_range_widens_an_older_one(self) -> None:
        old = {"source": "paper", "reliability": "high", "published": "2024-01-01"}
        new = {"source": "blog", "reliability": "low", "published": "2024-06-01"}
        claims = [
            {**holds(value, approx=approx), **about}
            for about, values in ((old, (0.1, 0.2)), (new, (0.25, 0.5)))
            for value, approx in zip(values, ("at-least", "under"), strict=True)
        ]
        assert self.share(claims, "2025-02-01") == (0.1, 0.5)

    @pytest.mark.parametrize(
        "bounds",
        [
            [(0.5, "over"), (0.25, "up-to")],  # nothing lies between
            [(0.25, "over"), (0.3, "over"), (0.5, "up-to")],  # of which foot?
            [(0.25, "over"), (0.5, "about")],
        ],
    )
    def test_other_bounds_stand_for_themselves(self, bounds: list[tuple[float, str]]) -> None:
        claims = [holds(value, approx=approx, source="register", published="2025-01-01") for value, approx in bounds]
        value, approx = bounds[-1]
        relation = find(claims, "2025-02-01")
        assert relation is not None and relation.share == (
            Share(value, value) if approx == "about" else Share(0.0, value, True, False)
        )

    def test_bounds_of_two_sources_are_no_range(self) -> None:
        claims = [
            holds(0.25, approx="over", published="2025-01-01"),
            holds(0.5, approx="up-to", published="2025-01-01"),
        ]
        assert self.share(claims, "2025-02-01") == (0.0, 0.5)

    def test_up_to_nothing_is_nothing(self) -> None:
        relation = find([holds(0.0, voting_share=0.0, approx="up-to", published="2025-01-01")], "2025-02-01")
        assert relation is not None and relation.share == relation.voting_share == Share(0.0, 0.0)

    def test_votes_are_not_shares(self) -> None:
        relation = find([holds(0.49, voting=False, published="2025-01-01")], "2025-02-01")
        assert relation is not None and relation.voting is False and relation.voting_share is None


def test_nothing_is_known_before_the_first_word() -> None:
    assert len(resolve(market(buys("current", published="2025-03-01")), date(2026, 1, 1), date(2024, 1, 1))) == 0
    assert len(resolve(market(), date(2026, 1, 1), date(2026, 1, 1))) == 0
