"""The plans find the conflicts that the readable analysis finds, tie for tie: bundled, small and random markets."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.markets import bundled
from tests.scale.conftest import SMALL
from tests.scale.random_markets import woven_market
from vendorgraph import pipeline
from vendorgraph.analysis.conflicts import all_conflicts
from vendorgraph.analysis.levels import read_levels
from vendorgraph.analysis.model import LEVELS, VERDICTS, Conflict, Path, Tie
from vendorgraph.analysis.ties import registry as readable
from vendorgraph.model import Market
from vendorgraph.relations.resolve import resolve
from vendorgraph.scale.columns import of_market
from vendorgraph.scale.engine import connect
from vendorgraph.scale.scan import Scan
from vendorgraph.scale.ties.conflicts import reaching
from vendorgraph.scale.ties.registry import KINDS, SUPPLIES

READ = date(2026, 11, 22)
DAYS = ((READ, READ), (date(2025, 6, 20), READ), (date(2025, 6, 20), date(2025, 6, 20)))

Row = tuple[Any, ...]


def planned(market: Market, as_of: date, known_by: date, min_level: str = "low") -> Counter[Row]:
    with connect() as engine:
        scan = Scan(of_market(market, engine), as_of, known_by)
        rows = [row for table in scan.ties(scan.customers(), min_level) for row in table.to_pylist()]
    return Counter(tuple(_plain(value) for value in row.values()) for row in rows)


def expected(market: Market, as_of: date, known_by: date) -> Counter[Row]:
    found = all_conflicts(market, resolve(market, as_of, known_by))
    return Counter(_row(each, nth, tie) for each in found for nth, tie in enumerate(each.ties))


def _row(found: Conflict, nth: int, tie: Tie) -> Row:
    verdict = max((found.exposure.verdict, found.rivalry.verdict, tie.verdict), key=VERDICTS.index)
    return (
        found.customer, found.vendor, found.rival, nth, tie.kind, tie.degree, tie.level, verdict, tie.timing,
        None if tie.share is None else _plain(tie.share.min), _told(tie.path), tie.through, _told(found.exposure.path),
        _told(found.rivalry.path), tie.course.since, tie.course.until,
        max((hop.grade for hop in tie.path), default="A"), any(hop.disputed for hop in tie.path),
    )  # fmt: skip


def _told(path: Path) -> tuple[str, ...]:
    return tuple(f"{hop.subject} {hop.relation} {hop.object}" for hop in path)


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else round(value, 9) if isinstance(value, float) else value


@pytest.mark.parametrize(("as_of", "known_by"), DAYS)
def test_the_bundled_market(as_of: date, known_by: date) -> None:
    wanted = expected(bundled(), as_of, known_by)
    assert len(wanted) > 20
    assert planned(bundled(), as_of, known_by) == wanted


def test_the_small_market() -> None:
    market = pipeline.read([SMALL])
    read = date.fromisoformat(market.info.read or "")
    wanted = expected(market, read, read)
    assert wanted
    assert planned(market, read, read) == wanted


@pytest.mark.parametrize("level", LEVELS[:-1])
def test_ties_of_a_level_or_worse(level: str) -> None:
    worse = LEVELS[: LEVELS.index(level) + 1]
    wanted = Counter({row: count for row, count in expected(bundled(), READ, READ).items() if row[6] in worse})
    assert wanted
    assert planned(bundled(), READ, READ, level) == wanted


@settings(max_examples=3, deadline=None, derandomize=True)
@given(st.integers(0, 2**32), st.sampled_from((READ, date(2026, 4, 1), date(2025, 7, 10), date(2025, 3, 3))))
def test_random_markets(seed: int, as_of: date) -> None:
    market = woven_market(seed)
    assert planned(market, as_of, READ) == expected(market, as_of, READ)


def test_random_markets_have_every_kind_level_timing_and_verdict() -> None:
    rows = [row for seed in (0, 6, 8) for row in expected(woven_market(seed), READ, READ)]
    assert {row[4] for row in rows} == set(readable.KINDS)
    assert {row[6] for row in rows} == set(LEVELS)
    assert {row[8] for row in rows} == {"concurrent", "residual", "past", "prospective"}
    assert {row[7] for row in rows} == set(VERDICTS)
    assert max(len(row[10]) for row in rows) > 4
    for seed in (0, 6, 8):
        assert planned(woven_market(seed), READ, READ) == expected(woven_market(seed), READ, READ)


def test_a_market_without_conflicts_has_none() -> None:
    assert planned(woven_market(0, markets=1, claims=1), READ, READ) == Counter()


def test_every_kind_of_tie_has_a_plan() -> None:
    assert [*KINDS, SUPPLIES] == sorted(
        readable.KINDS, key=lambda name: (name == SUPPLIES, [*readable.KINDS].index(name))
    )


def test_what_can_reach_a_level() -> None:
    kinds, share = reaching(read_levels(), "medium")
    assert kinds == set(readable.KINDS) - {"supplier-chain", "commerce"} and share == 0.2
    assert reaching(read_levels(), "low") == (set(readable.KINDS), 0.0)
