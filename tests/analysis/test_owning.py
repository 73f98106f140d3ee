"""Who controls and owns whom over the relations of a day: the answer of `control`."""

from typing import Any

import pytest
from msgspec import structs

from tests.analysis.worlds import buys, child, relation, stake, world
from tests.markets import bundled
from vendorgraph.analysis.ground import Ground
from vendorgraph.analysis.owning import Owning, owning
from vendorgraph.ownership.ranges import HALF, MAJORITY
from vendorgraph.pipeline import relations
from vendorgraph.relations.model import UNKNOWN_SHARE, Relation, Share


def found(*told: Relation, slug: str | None = None, **more: Any) -> Owning:
    return owning(world(*told).ground, slug, **more)


def controls(answer: Owning, verdict: str = "certain") -> list[tuple[str, str]]:
    return [(each.holder, each.company) for each in answer.control if each.verdict == verdict]


def shares(answer: Owning) -> dict[tuple[str, str], Share]:
    return {(each.holder, each.company): each.share for each in answer.integration.shares}


CHAIN = (stake("p", "a", 0.6), stake("a", "b", 0.5), stake("q", "b", 0.3), buys("lab", "b"))


def test_control_integrated_shares_and_close_links_of_all() -> None:
    answer = found(*CHAIN)
    assert controls(answer) == [("p", "a")]
    assert {pair: share.min for pair, share in shares(answer).items()} == {
        ("a", "b"): 0.5,
        ("p", "a"): 0.6,
        ("p", "b"): 0.3,
        ("q", "b"): 0.3,
    }
    assert ("b", "p", "b") in {(link.a, link.b, link.case) for link in answer.close_links}


def test_the_threshold_itself_is_enough_when_asked_for() -> None:
    assert controls(found(*CHAIN, threshold=HALF)) == [("a", "b"), ("p", "a"), ("p", "b")]


def test_of_one_entity_only_what_is_about_it() -> None:
    answer = found(*CHAIN, slug="q")
    assert (controls(answer), list(shares(answer))) == ([], [("q", "b")])
    assert [(link.a, link.b, link.case, link.through) for link in answer.close_links] == [("b", "q", "b", None)]
    assert found(*CHAIN, slug="nobody").control == ()


def test_a_stake_of_unknown_size_is_never_dropped() -> None:
    answer = found(stake("p", "a"), relation("q", "invested-in", "b"))
    assert shares(answer) == {("p", "a"): UNKNOWN_SHARE, ("q", "b"): UNKNOWN_SHARE}
    assert controls(answer, "possible") == [("p", "a"), ("q", "b")] and controls(answer) == []


def test_votes_decide_about_control_and_shares_about_ownership() -> None:
    answer = found(stake("p", "a", 0.13, voting_share=Share(0.61, 0.61)), stake("q", "a", 0.6, voting=False))
    assert controls(answer) == [("p", "a")]
    assert {(each.holder, each.votes.min, each.power) for each in answer.powers} == {("p", 0.61, 1.0), ("q", 0.0, 0.0)}
    assert shares(answer)["q", "a"] == Share(0.6, 0.6)


def test_a_block_of_votes_counts_those_of_controlled_companies() -> None:
    told = (stake("p", "s", 0.6), stake("s", "a", 0.3, voting=True), stake("p", "a", 0.19, voting=True))
    [power] = [each for each in found(*told).powers if each.holder == "p"]
    assert (power.share, power.votes, power.power) == (Share(0.19, 0.19), Share(0.49, 0.49), pytest.approx(49 / 51))


def test_control_is_certain_only_by_holdings_that_nothing_calls_into_doubt() -> None:
    old = structs.replace(stake("p", "a", 0.7), status="unconfirmed", was="current")
    answer = found(old, stake("q", "b", 0.6), structs.replace(stake("r", "c", 0.6), grade="D"))
    assert {(each.holder, each.company): each.verdict for each in answer.control} == {
        ("p", "a"): "possible",  # nobody has confirmed it since
        ("q", "b"): "certain",
        ("r", "c"): "possible",  # rumour alone
    }


def test_a_majority_beside_one_of_a_company_that_the_holder_controls_stays_certain() -> None:
    answer = found(stake("p", "q", 0.8), stake("p", "a", 0.7), stake("q", "a", 0.6))
    verdicts = {(each.holder, each.company): each.verdict for each in answer.control}
    assert verdicts["p", "a"] == "certain" and verdicts["q", "a"] == "possible"


def test_shares_above_the_whole_are_flagged_and_control_still_answers() -> None:
    answer = found(stake("p", "a", 0.7), stake("q", "a", 0.6), stake("a", "b", 0.5))
    assert [(each.company, each.minimum) for each in answer.integration.excess] == [("a", 1.3)]
    assert answer.integration.withheld == ("a", "b") and shares(answer) == {}
    assert [(each.holder, each.company, each.verdict) for each in answer.control if each.company == "a"] == [
        ("p", "a", "possible"),
        ("q", "a", "possible"),
    ]
    assert answer.doubted == {("p", "a"), ("q", "a")} and answer.contested == {"a"}
    assert found(stake("p", "a", 0.7), stake("q", "a", 0.6), stake("x", "y", 0.5), slug="x").integration.excess == ()


def test_closed_loops_are_reported() -> None:
    assert found(stake("a", "b", 1.0), stake("b", "a", 1.0)).integration.loops == (("a", "b"),)


def test_one_stake_told_of_a_parent_and_of_its_subsidiary_is_counted_once() -> None:
    told = (child("google", "alphabet"), stake("google", "x", 0.074), stake("alphabet", "x", 0.074))
    answer = found(*told)
    assert shares(answer)["google", "x"] == shares(answer)["alphabet", "x"] == Share(0.074, 0.074)
    assert [(each.holder, each.company) for each in answer.holdings] == [
        ("alphabet", "google"), ("alphabet", "x"), ("google", "x"),
    ]  # fmt: skip
    below = shares(found(*told, stake("x", "y", 0.5)))
    assert below["google", "y"] == below["alphabet", "y"] == Share(0.037, 0.037)
    [tie] = [each for each in world(*told).ties("alphabet", "x", "ownership") if not each.through]
    assert tie.share == Share(0.074, 0.074)
    other = found(child("google", "alphabet"), stake("google", "x", 0.07), stake("alphabet", "x", 0.03))
    assert shares(other)["alphabet", "x"].max == pytest.approx(0.1)


def test_an_investor_in_what_another_holds_whole_by_now_is_history() -> None:
    told = (relation("fund", "invested-in", "a"), stake("p", "a", 1.0))
    assert shares(found(*told)) == {("p", "a"): Share(1.0, 1.0)}
    assert world(*told).ties("fund", "a") == []


def test_owners_and_blocked_companies_where_they_are_asked_for() -> None:
    assert (found(*CHAIN, slug="b").owners, found(*CHAIN).blocked) == ((), ())
    assert [each.holder for each in found(*CHAIN, slug="b", owners=True).owners] == ["a", "p", "q"]
    assert [each.company for each in found(*CHAIN, blocked=["p"]).blocked] == ["a", "b"]


def test_the_real_market() -> None:
    answer = owning(Ground(bundled(), relations(bundled())))
    pairs = set(controls(answer))
    assert {("spacex", "xai"), ("telus", "telus-digital"), ("liang-wenfeng", "deepseek")} <= pairs
    assert {("mark-zuckerberg", "meta"), ("yandex", "toloka"), ("nebius", "toloka")} <= answer.doubted
    assert not {pair for pair in pairs if pair[1] in ("scale-ai", "openai", "anthropic")}
    powers = {(each.holder, each.company): each for each in answer.powers}
    assert (powers["meta", "scale-ai"].votes, powers["meta", "scale-ai"].power) == (Share(0.0, 0.0), 0.0)
    assert powers["mark-zuckerberg", "meta"].share.max < 0.2 and powers["mark-zuckerberg", "meta"].power == 1.0
    assert shares(answer)["alphabet", "spacex"] == Share(0.074, 0.074)
    named = {id for each in answer.holdings for id in each.relation.told}
    assert named and named <= bundled().claims.keys()
    at_fault = {each.company for each in answer.integration.excess}
    assert {"deepseek", "toloka"} <= at_fault <= set(answer.integration.withheld)
    assert controls(owning(Ground(bundled(), relations(bundled())), threshold=MAJORITY)) == controls(answer)
