"""The vendors for a lab: clean ones first, with the conflicts it would have there, and what is supposed for that."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tests.markets import bundled, market
from vendorgraph import pipeline
from vendorgraph.analysis.exposure import is_vendor
from vendorgraph.analysis.levels import read_levels
from vendorgraph.analysis.model import LEVELS
from vendorgraph.model import Market
from vendorgraph.vendors import Candidate, Shortlist, shortlist
from vendorgraph.whatif import is_supposed

DAY = date(2025, 6, 1)
ROLES = {"lab": ["ai-lab"], "rival": ["ai-lab"], **{slug: ["data-vendor"] for slug in "abcd"}}


@cache
def small() -> Market:
    return pipeline.read((Path(__file__).parent / "data" / "small",))


def made(*claims: dict[str, Any], roles: dict[str, list[str]] = ROLES) -> Shortlist:
    told = [{"published": "2025-05-01", "subject": "x", "relation": "active-in", "object": "y"}]
    told += [{"published": "2025-05-01", **claim} for claim in claims]
    whole = market(*told, roles=roles)
    return shortlist(whole, pipeline.relations(whole, DAY, DAY), "lab")


def says(subject: str, relation: str, object: str, **more: Any) -> dict[str, Any]:
    return {"subject": subject, "relation": relation, "object": object, **more}


RIVALS = says("lab", "competitor-of", "rival")


def by_name(found: Shortlist) -> dict[str, Candidate]:
    return {each.vendor: each for each in found.candidates}


def test_clean_vendors_come_first_the_best_known_before_others_then_by_level() -> None:
    found = made(
        RIVALS,
        says("rival", "holds-stake-in", "a", share=0.3),
        says("rival", "customer-of", "b"),
        says("z", "customer-of", "c"),
        says("z", "customer-of", "d"),
        says("w", "customer-of", "d"),
    )
    assert [(each.vendor, each.level) for each in found.candidates] == [
        ("d", None),
        ("c", None),
        ("b", "low"),
        ("a", "high"),
    ]
    assert [each.claims for each in found.candidates] == [2, 1, 1, 1]


def test_a_purchase_is_supposed_where_none_is_known_and_marked() -> None:
    found = made(
        RIVALS,
        says("rival", "holds-stake-in", "a", share=0.3),
        says("rival", "holds-stake-in", "b", share=0.3),
        says("lab", "customer-of", "b", status="ending"),
    )
    a, b = by_name(found)["a"], by_name(found)["b"]
    assert (a.supposed, a.exposure, b.supposed, b.exposure) == (True, None, False, "ending")
    [hop] = a.conflicts[0].exposure.path
    assert hop.supports == ("what-if#01",) and is_supposed(hop.supports[0])
    assert found.market.claims[hop.supports[0]].subject == "lab"
    [known] = b.conflicts[0].exposure.path
    assert not any(map(is_supposed, known.supports)) and b.conflicts[0].exposure.status == "ending"


def test_a_lab_that_left_would_be_back() -> None:
    left = says("lab", "customer-of", "a", status="ended", to="2025-02", published="2025-03-01")
    [a] = made(RIVALS, says("rival", "holds-stake-in", "a", share=0.3), left, roles={"a": ["data-vendor"]}).candidates
    assert (a.exposure, a.supposed) == ("ended", True)
    assert (a.level, a.conflicts[0].timing) == ("high", "concurrent")


def test_a_denied_purchase_does_not_make_a_vendor_clean() -> None:
    denied = says("lab", "customer-of", "a", polarity="denies", reliability="high", published="2025-06-01")
    told = (RIVALS, says("rival", "holds-stake-in", "a", share=0.3), says("lab", "customer-of", "a"), denied)
    [a] = made(*told, roles={"a": ["data-vendor"]}).candidates
    assert (a.level, a.supposed, a.exposure) == ("high", True, None)


def test_what_is_denied_counts_for_none() -> None:
    denied = says("rival", "holds-stake-in", "a", polarity="denies", reliability="high", certainty="official")
    [a] = made(RIVALS, says("rival", "holds-stake-in", "a", share=0.3), denied, roles={"a": ["data-vendor"]}).candidates
    assert (a.level, a.conflicts) == (None, ())


def test_a_lab_that_is_a_vendor_is_no_candidate_for_itself() -> None:
    found = made(RIVALS, says("z", "customer-of", "a"), roles={"lab": ["data-vendor"], "a": ["data-vendor"]})
    assert [each.vendor for each in found.candidates] == ["a"]


def test_every_vendor_of_the_bundled_market_is_there_once_and_in_order() -> None:
    whole = bundled()
    vendors = {slug for slug in whole.entities if is_vendor(whole, slug)}
    for lab in ("google", "anthropic"):
        found = shortlist(whole, pipeline.relations(whole), lab)
        assert len(vendors) > 40 and {each.vendor for each in found.candidates} == vendors - {lab}
        levels = [-1 if each.level is None else LEVELS.index(each.level) for each in found.candidates]
        clean = levels.count(-1)
        assert levels[:clean] == [-1] * clean and levels[clean:] == sorted(levels[clean:], reverse=True)
        assert found.candidates[-1].vendor == "scale-ai" and found.candidates[-1].level == "critical"


def test_every_claim_named_is_in_the_market_that_was_supposed() -> None:
    found = shortlist(small(), pipeline.relations(small(), DAY), "northgate")
    named = {id for each in found.candidates for c in each.conflicts for hop in c.exposure.path for id in hop.supports}
    assert any(map(is_supposed, named)) and named <= found.market.claims.keys()


def test_another_table_of_levels(tmp_path: Path) -> None:
    file = tmp_path / "levels.toml"
    file.write_text('[[rule]]\nlevel = "low"\nwhy = "everything"\n', encoding="utf-8")
    found = shortlist(small(), pipeline.relations(small(), DAY), "northgate", read_levels(file))
    assert {each.level for each in found.candidates} == {None, "low"}
