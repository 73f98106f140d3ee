"""The plan for chains of stakes finds what the readable search finds."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from tests.markets import bundled
from tests.scale.random_markets import tangled_market
from vendorgraph.analysis.ground import Ground
from vendorgraph.analysis.ties.made import between
from vendorgraph.analysis.ties.stakes import Chain
from vendorgraph.analysis.ties.stakes import chains as readable
from vendorgraph.formats import rows
from vendorgraph.formats.model import Selection
from vendorgraph.formats.parquet import schema
from vendorgraph.model import Market
from vendorgraph.relations.resolve import resolve
from vendorgraph.scale.chains import BEST, chains, conflicts, holdings
from vendorgraph.scale.engine import connect

READ = date(2026, 11, 22)


def table(market: Market) -> Any:
    import ibis
    import pyarrow as pa

    sheets = rows.sheets(Selection(market, resolve(market, READ, READ)))
    sheet = next(sheet for sheet in sheets if sheet.name == "relations")
    return ibis.memtable(pa.Table.from_pylist(list(sheet.rows), schema(sheet)))


def described(chain: Chain) -> tuple[Any, ...]:
    low = high = 1.0
    for holding in reversed(chain):
        low, high = low * holding.share.min, high * holding.share.max
    path = (chain[0].holder, *(holding.company for holding in chain))
    return path, round(low, 9), round(high, 9)


@pytest.mark.parametrize("market", [bundled(), *map(tangled_market, range(4))])
def test_all_chains(market: Market) -> None:
    import ibis

    ground = Ground(market, resolve(market, READ, READ))
    companies = sorted(ground.holdings.into)
    expected = Counter(described(chain) for company in companies for chain in readable(ground, company))
    ends = ibis.memtable({"company": companies}, schema={"company": "string"})
    found = connect().fetch(chains(holdings(table(market)), ends, least=0.0)).to_pylist()
    assert expected and max(len(path) for path, _, _ in expected) > 2
    assert Counter((tuple(r["path"]), round(r["low"], 9), round(r["high"], 9)) for r in found) == expected


def test_a_bound_leaves_out_what_is_too_small() -> None:
    held = holdings(table(bundled()))
    ends = held.select("company").distinct()
    engine = connect()
    every = engine.fetch(chains(held, ends, least=0.0)).to_pylist()
    large = engine.fetch(chains(held, ends, least=0.3)).to_pylist()
    assert 0 < len(large) < len(every)
    assert sorted(map(str, large)) == sorted(str(row) for row in every if row["high"] >= 0.3)


def test_conflicts_by_chains() -> None:
    market = bundled()
    relations = resolve(market, READ, READ)
    ground = Ground(market, relations)
    found = connect().fetch(conflicts(table(market))).to_pylist()
    assert found
    for row in found:
        assert [r for r in relations.out(row["customer"], "customer-of") if r.object == row["vendor"]]
        ways = readable(ground, row["vendor"])
        assert tuple(row["path"]) in {(way[0].holder, *between(way[0].holder, _path(way))) for way in ways}
        assert row["path"][0] == row["rival"]
    assert max(Counter((r["customer"], r["vendor"], r["rival"]) for r in found).values()) <= BEST


def _path(chain: Chain) -> Any:
    return tuple(holding.relation for holding in chain)
