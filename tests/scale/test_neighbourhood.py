"""The conflicts of a customer are the same in its neighbourhood as in the whole market."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from tests.benchmarks.generated import write
from tests.markets import bundled
from tests.scale.random_markets import tangled_market, woven_market
from vendorgraph import vocabulary, whatif
from vendorgraph.analysis import exposure
from vendorgraph.analysis.conflicts import all_conflicts, conflicts
from vendorgraph.analysis.ties import reach
from vendorgraph.model import Claim
from vendorgraph.relations.resolve import resolve
from vendorgraph.scale.columns import Columns, of_market, open_folder
from vendorgraph.scale.engine import connect
from vendorgraph.scale.market import part, whole
from vendorgraph.scale.neighbourhood import Neighbourhood, Supposed
from vendorgraph.whatif import laid_over

READ = date(2026, 11, 22)


@pytest.mark.parametrize(("as_of", "labs"), [(READ, 100), (date(2025, 6, 20), 3)])
def test_the_labs_of_the_bundled_market(as_of: date, labs: int) -> None:
    market = bundled()
    columns = of_market(market, connect())
    whole = resolve(market, as_of, READ)
    expected = all_conflicts(market, whole)
    assert expected
    neighbourhood = Neighbourhood(columns)
    for lab in sorted({each.customer for each in expected})[:labs]:
        near = part(columns, neighbourhood.of([lab]))
        assert len(near.claims) < len(market.claims)
        assert conflicts(near, resolve(near, as_of, READ), lab) == [c for c in expected if c.customer == lab]


def test_random_markets() -> None:
    found = 0
    for seed in range(5):
        market = tangled_market(seed)
        columns = of_market(market, connect())
        whole = resolve(market, READ, READ)
        neighbourhood = Neighbourhood(columns)
        for customer in ("c00", "c01", "c02"):
            expected = conflicts(market, whole, customer, any_vendor=True)
            near = part(columns, neighbourhood.of([customer]))
            assert conflicts(near, resolve(near, READ, READ), customer, any_vendor=True) == expected, (seed, customer)
            found += len(expected)
    assert found > 10


@pytest.mark.parametrize("seed", [24, 29])
def test_the_conflicts_at_one_vendor_or_with_one_rival(seed: int) -> None:
    market = woven_market(seed, 2, 80)
    relations = resolve(market, READ, READ)
    found = [(lab, conflicts(market, relations, lab)) for lab in exposure.labs(market)]
    lab, every = max(found, key=lambda each: len(each[1]))
    columns = of_market(market, connect())
    neighbourhood = Neighbourhood(columns)
    vendor, rival = every[0].vendor, every[0].rival
    for one in ((vendor, None), (None, rival), (vendor, rival)):
        near = part(columns, neighbourhood.of([lab], vendor=one[0], rival=one[1]))
        expected = conflicts(market, relations, lab, vendor=one[0], rival=one[1])
        assert expected
        assert conflicts(near, resolve(near, READ, READ), lab, vendor=one[0], rival=one[1]) == expected


def test_one_conflict_depends_on_less(tmp_path: Path) -> None:
    write(tmp_path / "market", 1_000)
    columns = open_folder(tmp_path / "market", connect(), vocabulary.read())
    lab = "e0000001"
    near = part(columns, Neighbourhood(columns).of([lab]))
    first, *_ = conflicts(near, resolve(near, READ, READ), lab)
    less = part(columns, Neighbourhood(columns).of([lab], vendor=first.vendor, rival=first.rival))
    assert len(less.claims) < len(near.claims) / 2
    [found] = conflicts(less, resolve(less, READ, READ), lab, vendor=first.vendor, rival=first.rival)
    assert found == first


def of_all(columns: Columns, labs: Iterable[str], monkeypatch: pytest.MonkeyPatch) -> int:
    """How many conflicts the labs have, found to be the same in the part and in the whole, where no limit is met."""
    monkeypatch.setattr(reach, "LIMIT", 10**9)
    market = whole(columns)
    relations = resolve(market, READ, READ)
    neighbourhood = Neighbourhood(columns)
    found = 0
    for lab in labs:
        near = part(columns, neighbourhood.of([lab]))
        expected = conflicts(market, relations, lab)
        assert conflicts(near, resolve(near, READ, READ), lab) == expected
        found += len(expected)
    return found


def test_generated_markets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "market", 500)
    columns = open_folder(tmp_path / "market", connect(), vocabulary.read())
    labs = [f"e{number:07}" for number in (1, 21, 61, 101, 361, 441)]
    assert of_all(columns, labs, monkeypatch) > 150


def test_a_generated_market_of_ten_thousand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "market", 10_000)
    columns = open_folder(tmp_path / "market", connect(), vocabulary.read())
    assert of_all(columns, ["e0009851"], monkeypatch) > 10


@pytest.mark.parametrize("seed", range(20, 24))
def test_conflicts_are_found_in_the_part_that_a_question_supposes(seed: int) -> None:
    """What is supposed joins the lab to whom nothing else does."""
    market = tangled_market(seed)
    columns = of_market(market, connect())
    told = (("c00", "customer-of", "c13"), ("c12", "holds-stake-in", "c13"), ("c12", "competitor-of", "c00"))
    supposed = Supposed(told, ("c00", "c12", "c13"))
    near = part(columns, Neighbourhood(columns, supposed).of(["c00"]))
    claims = [
        Claim(id="", subject=one, relation=relation, object=other, status="current", certainty="official")
        for one, relation, other in told
    ]
    answers = []
    for each in (market, near):
        laid = laid_over(each, whatif.supposed(each, claims), READ)
        answers.append(conflicts(laid, resolve(laid, READ, READ), "c00", any_vendor=True))
    assert answers[0] == answers[1]
    assert any(conflict.vendor == "c13" for conflict in answers[0])
