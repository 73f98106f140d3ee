"""Security incidents at a vendor stand beside a conflict and make no tie."""

from datetime import date
from pathlib import Path
from typing import Any

from tests.analysis.worlds import World, buys, competes, stake, world
from tests.markets import market
from vendorgraph import pipeline
from vendorgraph.analysis.conflicts import conflicts
from vendorgraph.analysis.incidents import incidents
from vendorgraph.analysis.model import Incident

SMALL = Path(__file__).parents[1] / "data" / "small"
DAY = date(2026, 6, 30)


def told(text: str, published: str = "2026-04-10", **more: Any) -> dict[str, Any]:
    return {"subject": "v", "attribute": "security-incident", "text": text, "published": published, **more}


def found(*claims: dict[str, Any], as_of: date = DAY, known_by: date = DAY) -> tuple[Incident, ...]:
    return incidents(market(*claims), "v", as_of, known_by)


def test_dates_that_nest_are_one_incident_and_the_undated_come_last() -> None:
    one, other, undated = found(
        told("breach", date="2026-03"),
        told("data stolen", date="2026-03-31", published="2026-04-02", publisher="x"),
        told("an older one", date="2024"),
        told("no day"),
        {"subject": "w", "attribute": "security-incident", "text": "elsewhere", "published": "2026-04-10"},
    )
    assert (one.date, one.says) == ("2024", ("an older one",))
    assert (other.date, other.says, other.origins) == ("2026-03-31", ("data stolen", "breach"), 2)
    assert other.claims == ("source-1#01", "source-2#02")
    assert (undated.date, undated.says) == (None, ("no day",))


def test_what_was_not_known_or_had_not_happened_is_not_told() -> None:
    breach = told("breach", date="2026-03-31")
    assert found(breach, known_by=date(2026, 4, 1)) == ()
    assert found(breach, as_of=date(2026, 3, 1)) == ()
    assert found(told("undated"), as_of=date(2026, 4, 1)) == ()
    assert found(told("doubtful", doubt=True)) == found(told("denied", polarity="denies")) == found() == ()


def test_a_leak_is_beside_the_conflict_and_changes_nothing_of_it() -> None:
    whole = pipeline.read((SMALL,))
    day = date(2025, 12, 31)
    marlow = conflicts(whole, pipeline.relations(whole, day), "halcyon", vendor="marlow")
    assert marlow
    for conflict in marlow:
        [leak] = conflict.incidents
        assert leak.vendor == "marlow" and leak.claims and all(id in whole.claims for id in leak.claims)
        assert not {*leak.claims} & {id for tie in conflict.ties for hop in tie.path for id in hop.supports}
    before = conflicts(whole, pipeline.relations(whole, date(2025, 7, 31)), "halcyon", vendor="marlow")
    assert before and all(conflict.incidents == () for conflict in before)


def test_a_vendor_of_which_none_is_told_has_none() -> None:
    plain: World = world(buys("lab", "vendor"), competes("lab", "rival"), stake("rival", "vendor", 0.3))
    assert [conflict.incidents for conflict in plain.conflicts()] == [()]
