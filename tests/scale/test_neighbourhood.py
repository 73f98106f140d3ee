"""The conflicts of a customer are the same in its neighbourhood as in the whole market."""

from datetime import date

import pytest

from tests.markets import bundled
from tests.scale.random_markets import tangled_market
from vendorgraph.analysis.conflicts import all_conflicts, conflicts
from vendorgraph.relations.resolve import resolve
from vendorgraph.scale.columns import of_market
from vendorgraph.scale.engine import connect
from vendorgraph.scale.market import part
from vendorgraph.scale.neighbourhood import Neighbourhood

READ = date(2026, 11, 22)


@pytest.mark.parametrize("as_of", [READ, date(2025, 6, 20)])
def test_every_lab_of_the_bundled_market(as_of: date) -> None:
    market = bundled()
    columns = of_market(market, connect())
    whole = resolve(market, as_of, READ)
    expected = all_conflicts(market, whole)
    assert expected
    neighbourhood = Neighbourhood(columns)
    for lab in sorted({each.customer for each in expected}):
        near = part(columns, neighbourhood.of([lab]))
        assert len(near.claims) < len(market.claims)
        assert conflicts(near, resolve(near, as_of, READ), lab) == [c for c in expected if c.customer == lab]


@pytest.mark.parametrize("seed", range(3))
def test_random_markets(seed: int) -> None:
    market = tangled_market(seed)
    columns = of_market(market, connect())
    whole = resolve(market, READ, READ)
    neighbourhood = Neighbourhood(columns)
    found = 0
    for customer in ("c00", "c01", "c02"):
        expected = conflicts(market, whole, customer, any_vendor=True)
        near = part(columns, neighbourhood.of([customer]))
        assert conflicts(near, resolve(near, READ, READ), customer, any_vendor=True) == expected
        found += len(expected)
    assert found
