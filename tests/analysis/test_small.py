"""The small made-up market: the conflicts that its own page of known answers lists, beside those on commerce alone."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from vendorgraph import pipeline
from vendorgraph.analysis.conflicts import all_conflicts, fold_commerce
from vendorgraph.analysis.model import Conflict, Tie
from vendorgraph.model import Market
from vendorgraph.relations.resolve import resolve

READ = date(2026, 6, 30)


@cache
def market() -> Market:
    return pipeline.read([Path(__file__).parents[1] / "data" / "small"])


@cache
def kept(as_of: str) -> dict[tuple[str, str, str], Conflict]:
    found = all_conflicts(market(), resolve(market(), date.fromisoformat(as_of), READ))
    return {(each.customer, each.vendor, each.rival): each for each in fold_commerce(found)[0]}


@pytest.mark.parametrize(
    ("as_of", "conflict", "level", "verdict", "timing", "ties"),
    [
        (
            "2025-06-01",
            "northgate pinecrest halcyon",
            "critical",
            "established",
            "concurrent",
            "board person ownership",
        ),
        ("2025-06-01", "meridian pinecrest halcyon", "critical", "established", "concurrent", "board person ownership"),
        ("2025-12-31", "tessera pinecrest halcyon", "critical", "established", "concurrent", "board person ownership"),
        (
            "2025-12-31",
            "halcyon marlow northgate",
            "high",
            "established",
            "concurrent",
            "ownership board supplier-chain",
        ),
        ("2025-12-31", "halcyon marlow meridian", "critical", "established", "concurrent", "board common-owner"),
        ("2025-12-31", "meridian oakline halcyon", "medium", "established", "residual", "common-owner"),
        ("2025-12-31", "quillon tessera tessera", "critical", "established", "concurrent", "same-company"),
        ("2025-12-31", "quillon oakline northgate", "low", "refuted", "concurrent", "ownership"),
        ("2026-06-30", "northgate pinecrest halcyon", "high", "established", "residual", "board person ownership"),
        ("2026-06-30", "tessera oakline halcyon", "medium", "possible", "concurrent", "common-owner group"),
    ],
)
def test_the_listed_conflicts(as_of: str, conflict: str, level: str, verdict: str, timing: str, ties: str) -> None:
    customer, vendor, rival = conflict.split()
    found = kept(as_of)[customer, vendor, rival]
    assert (found.level, found.verdict, found.timing) == (level, verdict, timing)
    assert set(ties.split()) <= {tie.kind for tie in found.ties}


def test_what_is_told_of_a_group_only_later_makes_no_rivals_before() -> None:
    assert ("tessera", "pinecrest", "halcyon") not in kept("2025-06-01")


def one(as_of: str, conflict: str, kind: str) -> Tie:
    customer, vendor, rival = conflict.split()
    return next(tie for tie in kept(as_of)[customer, vendor, rival].ties if tie.kind == kind)


def test_strengths_as_they_are_listed() -> None:
    assert one("2025-06-01", "northgate pinecrest halcyon", "ownership").strength == "49 %, no votes"
    assert one("2025-06-01", "meridian pinecrest halcyon", "board").degree == "kept seat"
    chain = one("2025-12-31", "halcyon marlow northgate", "ownership")
    assert (chain.strength, chain.through) == ("30 % through Larkspur Holdings", ("larkspur",))
    observer = one("2025-12-31", "halcyon marlow northgate", "board")
    assert (observer.degree, observer.through) == ("observer", ("larkspur",))
    owner = one("2025-12-31", "halcyon marlow meridian", "common-owner")
    assert owner.strength == "Juniper Ventures holds 20 % of the vendor and 25 % of the rival"
    assert one("2026-06-30", "tessera oakline halcyon", "group").timing == "prospective"


def test_the_rivalries_as_they_are_listed() -> None:
    northgate = kept("2025-06-01")["northgate", "pinecrest", "halcyon"].rivalry
    assert (northgate.kind, northgate.via) == ("derived", "Beacon against Aurora")
    assert kept("2025-06-01")["meridian", "pinecrest", "halcyon"].rivalry.path[0].origins == 2
    assert kept("2025-12-31")["tessera", "pinecrest", "halcyon"].rivalry.path[0].relation == "member-of"


def test_the_denied_stake_is_named() -> None:
    found = kept("2025-12-31")["quillon", "oakline", "northgate"]
    assert found.missing == ("denied: Castellan Group holds a stake in Oakline Annotation",)
