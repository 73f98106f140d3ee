"""Control, integrated shares and close links over arrays are those of `vendorgraph.ownership`."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks.generated import write
from tests.markets import bundled
from tests.ownership.strategies import COMPANIES, OWNERS, exact_holdings, ranged_holdings, shares
from tests.scale.random_markets import tangled_market
from vendorgraph import vocabulary
from vendorgraph.analysis.ground import Ground
from vendorgraph.analysis.holdings import as_shares, voting
from vendorgraph.analysis.owning import owning
from vendorgraph.ownership.closelinks import close_links
from vendorgraph.ownership.control import control
from vendorgraph.ownership.holdings import Holding, Holdings
from vendorgraph.ownership.integrated import IntegratedShare, integrated
from vendorgraph.ownership.ranges import Threshold
from vendorgraph.relations.resolve import resolve as readable
from vendorgraph.scale import holdings, ownership
from vendorgraph.scale.columns import of_market, open_folder
from vendorgraph.scale.control import control_sets
from vendorgraph.scale.engine import connect
from vendorgraph.scale.market import whole
from vendorgraph.scale.resolve import resolve
from vendorgraph.scale.sound import find_sound
from vendorgraph.scale.stakes import Stakes, made

READ = date(2026, 11, 22)
NAMES = sorted([*COMPANIES, *OWNERS])

Found = dict[tuple[str, str], tuple[Any, ...]]


@st.composite
def any_holdings(draw: st.DrawFn) -> Holdings:
    """Intervals of any size, which may make more than the whole."""
    pairs = draw(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(COMPANIES)), unique=True, max_size=12))
    return Holdings.of(Holding(holder, company, draw(shares())) for holder, company in pairs)


KINDS = st.one_of(exact_holdings(), ranged_holdings(), any_holdings())


def arrays(given: Holdings, names: list[str] = NAMES) -> Stakes:
    place = {name: number for number, name in enumerate(names)}
    rows = [
        (place[h.holder], place[h.company], h.share.min, h.share.max, h.share.min_open, h.share.max_open) for h in given
    ]
    return (
        made(len(names), *(list(column) for column in zip(*rows, strict=True))) if rows else made(len(names), *[[]] * 6)
    )


def shown(names: Any, found: ownership.Integrated, holder: int | None, company: int | None) -> Found:
    ends = found.ends
    return {
        (names[each if holder is None else holder], names[each if company is None else company]): values
        for each, *values in zip(
            found.names.tolist(),
            ends.low.round(10).tolist(), ends.high.round(10).tolist(),
            ends.low_open.tolist(), ends.high_open.tolist(), strict=True,
        )
    }  # fmt: skip


def expected(found: tuple[IntegratedShare, ...]) -> Found:
    return {
        (each.holder, each.company): [
            round(each.share.min, 10), round(each.share.max, 10), each.share.min_open, each.share.max_open,
        ]
        for each in found
    }  # fmt: skip


def certain(held: Holdings, threshold: Threshold) -> set[tuple[str, str]]:
    found = control(held, threshold, by_votes=False)
    return {(each.holder, each.company) for each in found if each.verdict == "certain"}


@settings(deadline=None)
@given(KINDS, st.sampled_from([Threshold(0.5), Threshold(0.5, True), Threshold(0.3), Threshold(1.0, True)]))
def test_control_sets(held: Holdings, threshold: Threshold) -> None:
    controls = control_sets(arrays(held), threshold)
    found = [(NAMES[a], NAMES[b]) for a, b in zip(controls.holder.tolist(), controls.company.tolist(), strict=True)]
    assert found == sorted(found)
    assert set(found) == certain(held, threshold) and len(found) == len(set(found))


@settings(deadline=None)
@given(KINDS)
def test_what_is_left_out(held: Holdings) -> None:
    sound = find_sound(arrays(held))
    readable = integrated(held)
    assert [NAMES[each] for each in sound.excess] == [each.company for each in readable.excess]
    assert [tuple(NAMES[each] for each in loop) for loop in sound.loops] == list(readable.loops)
    assert [NAMES[each] for each in np.flatnonzero(sound.withheld)] == list(readable.withheld)


@settings(max_examples=60, deadline=None)
@given(KINDS, st.sampled_from(["baldone", "brioschi"]))
def test_integrated_shares(held: Holdings, convention: Any) -> None:
    sound = find_sound(arrays(held))
    wanted = expected(integrated(held, convention).shares)
    rows: Found = {}
    columns: Found = {}
    for each in range(len(NAMES)):
        row, column = ownership.of_holder(sound, each, convention), ownership.in_company(sound, each, convention)
        assert row.settled and column.settled
        rows |= shown(NAMES, row, each, None)
        columns |= shown(NAMES, column, None, each)
    for found in (rows, columns):
        assert found.keys() == wanted.keys()
        for pair, values in found.items():
            assert values == pytest.approx(wanted[pair], abs=1e-9), pair


@settings(max_examples=60, deadline=None)
@given(KINDS)
def test_close_links(held: Holdings) -> None:
    sound = find_sound(arrays(held))
    found = set()
    for holder, name in enumerate(NAMES):
        linked = [NAMES[each] for each in ownership.close_links(sound, holder)]
        found |= {(*sorted((name, each)), None) for each in linked}
        found |= {(one, other, name) for one in linked for other in linked if one < other}
    assert found == {(each.a, each.b, each.through) for each in close_links(held) if each.verdict == "certain"}


def test_a_loop_that_is_almost_closed_is_solved_or_said_not_to_settle(monkeypatch: pytest.MonkeyPatch) -> None:
    from vendorgraph.ownership import neumann

    held = Holdings.of([("A", "B", 0.99999), ("B", "A", 0.99999), ("P", "A", 0.00001)])
    sound = find_sound(arrays(held))
    solved = ownership.of_holder(sound, NAMES.index("P"))
    assert solved.settled and solved.ends.low[0] == pytest.approx(0.00001 / (1 - 0.99999**2))
    monkeypatch.setattr(neumann, "SOLVED", 1)
    left = ownership.of_holder(sound, NAMES.index("P"))
    assert not left.settled and left.terms >= neumann.TERMS and left.residual > neumann.TOLERANCE
    assert [NAMES[each] for each in left.cycles] == ["A", "B"]
    assert left.ends.low[0] < solved.ends.low[0]


@pytest.fixture(scope="module")
def markets(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Ground, holdings.Held]]:
    """The readable ground and the arrays of the same markets."""
    return list(_markets(tmp_path_factory.mktemp("markets")))


def _markets(folder: Path) -> Iterator[tuple[Ground, holdings.Held]]:
    generated = folder / "generated"
    write(generated, 300)
    for market in (bundled(), *map(tangled_market, range(3))):
        relations = readable(market, READ, READ)
        columns = of_market(market, connect())
        yield Ground(market, relations), holdings.read(columns.engine, resolve(columns, READ, READ))
    columns = open_folder(generated, connect(), vocabulary.read())
    market = whole(columns)
    yield Ground(market, readable(market, READ, READ)), holdings.read(columns.engine, resolve(columns, READ, READ))


def test_the_holdings_of_markets(markets: list[tuple[Ground, holdings.Held]]) -> None:
    repeated = 0
    for ground, held in markets:
        kept = [each for into in ground.holdings.into.values() for each in into]
        told = [each for each in kept if each.holder != each.company and state_of(each) == "holds"]
        pairs = {(each.holder, each.company) for each in told}
        assert pairs == {(held.names[a], held.names[b]) for a, b in zip(held.holder, held.company, strict=True)}
        sets = control_sets(holdings.votes(held))
        found = {(held.names[a], held.names[b]) for a, b in zip(sets.holder, sets.company, strict=True)}
        assert found == {(c.holder, c.company) for c in control(voting(told)) if c.verdict == "certain"}
        capital = holdings.capital(held)
        assert described(held, capital.seen_by()) == plain(as_shares(ground.capital.counted.values()))
        for name in {upper for upper, _ in ground.capital.repeated}:
            repeated += 1
            seen = capital.seen_by(held.names.index(name))
            assert described(held, seen) == plain(as_shares(ground.capital.seen_by(name).values()))
    assert repeated


def test_integrated_shares_of_markets(markets: list[tuple[Ground, holdings.Held]]) -> None:
    for ground, held in markets:
        wanted = expected(owning(ground).integration.shares)
        found: Found = {}
        capital = holdings.capital(held)
        for number in range(len(held.names)):
            sound = find_sound(capital.seen_by(number))
            found |= shown(held.names, ownership.of_holder(sound, number), number, None)
        assert found.keys() == wanted.keys()
        assert all(values == pytest.approx(wanted[pair], abs=1e-9) for pair, values in found.items())


def state_of(holding: Any) -> str:
    from vendorgraph.analysis.timing import state

    return state(holding.standing)


def described(held: holdings.Held, stakes: Stakes) -> list[tuple[Any, ...]]:
    columns = (stakes.low, stakes.high, stakes.low_open, stakes.high_open)
    rows = zip(stakes.holder, stakes.company, *(column.tolist() for column in columns), strict=True)
    return [(held.names[holder], held.names[company], *ends) for holder, company, *ends in rows]


def plain(given: Holdings) -> list[tuple[Any, ...]]:
    return [(h.holder, h.company, h.share.min, h.share.max, h.share.min_open, h.share.max_open) for h in given]
