"""The plan and the readable rules agree on every relation, of the bundled market and of random ones."""

from datetime import date
from typing import Any

import pytest

from tests.markets import bundled, market
from tests.scale.random_markets import random_market
from vendorgraph.model import Market
from vendorgraph.relations.model import Relation
from vendorgraph.relations.resolve import resolve as readable
from vendorgraph.scale.columns import of_market
from vendorgraph.scale.engine import connect
from vendorgraph.scale.relations import relation
from vendorgraph.scale.resolve import resolve

READ = date(2026, 11, 22)
DAYS = ((READ, READ), (date(2025, 6, 20), READ), (date(2025, 6, 20), date(2025, 6, 20)), (date(2024, 3, 1), READ))


def planned(market: Market, as_of: date, known_by: date) -> dict[Any, Relation]:
    engine = connect()
    rows = engine.fetch(resolve(of_market(market, engine), as_of, known_by)).to_pylist()
    found = list(map(relation, rows))
    assert len({each.key for each in found}) == len(found)
    return {each.key: each for each in found}


def assert_equal(market: Market, as_of: date, known_by: date) -> None:
    expected = {each.key: each for each in readable(market, as_of, known_by)}
    found = planned(market, as_of, known_by)
    assert expected
    assert found.keys() == expected.keys()
    assert [(found[key], expected[key]) for key in expected if found[key] != expected[key]] == []


@pytest.mark.parametrize(("as_of", "known_by"), DAYS)
def test_the_bundled_market(as_of: date, known_by: date) -> None:
    assert_equal(bundled(), as_of, known_by)


@pytest.mark.parametrize("seed", range(5))
def test_random_markets(seed: int) -> None:
    assert_equal(random_market(seed), date(2025, 7 - seed, 10), READ)


def test_random_markets_meet_every_rule_and_status() -> None:
    found = [each for seed in range(5) for each in readable(random_market(seed), date(2025, 7 - seed, 10), READ)]
    assert {each.rule for each in found} == {"R3", "R4", "R5", "R6", "R7", "R8", "R9"}
    assert len({each.status for each in found}) == 9
    assert any(each.disputed for each in found)
    assert any(each.notes for each in found)
    assert {True, False, None} == {each.voting for each in found}
    assert any(each.share and each.share.min < each.share.max for each in found)
    assert any(each.voting_share is not None for each in found)
    shares = [share for each in found for share in (each.share, each.voting_share) if share is not None]
    assert {(s.min_open, s.max_open) for s in shares if 0 < s.min < s.max < 1} == {
        (one, other) for one in (False, True) for other in (False, True)
    }


def test_a_stake_of_up_to_nothing() -> None:
    stake = {"subject": "rival", "relation": "holds-stake-in", "object": "vendor", "share": 0.2, "voting_share": 0.0}
    assert_equal(market({**stake, "approx": "up-to"}), READ, READ)


def test_a_market_without_relations_has_none() -> None:
    assert planned(random_market(0, markets=0), READ, READ) == {}
