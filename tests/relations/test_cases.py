"""The cases of the contract, on the whole bundled market and on the seed article alone."""

from datetime import date

import pytest

from tests.markets import bundled, only
from vendorgraph.dates import span
from vendorgraph.relations.contradictions import contradictions
from vendorgraph.relations.model import Relation
from vendorgraph.relations.resolve import resolve

SEED = "seed-article-2025-06"
READ = date(2026, 11, 22)


def find(
    subject: str, relation: str, object: str, as_of: str, known_by: str = "2026-11-22", seed: bool = False
) -> Relation | None:
    market = only(bundled(), SEED) if seed else bundled()
    found = resolve(market, span(as_of).last, span(known_by).last).out(subject, relation)
    return next((r for r in found if r.object == object), None)


@pytest.mark.parametrize(
    ("subject", "relation", "object", "as_of", "label"),
    [
        ("google", "customer-of", "scale-ai", "2025-06-01", "current"),
        ("google", "customer-of", "scale-ai", "2025-06-20", "ending"),
        ("google", "customer-of", "scale-ai", "2025-12-31", "ending"),
        ("google", "customer-of", "scale-ai", "2026-11-22", "unconfirmed (was ending)"),
        ("openai", "customer-of", "scale-ai", "2025-06-14", "ending, disputed"),
        ("openai", "customer-of", "scale-ai", "2025-06-20", "ending"),
        ("microsoft", "customer-of", "scale-ai", "2025-06-20", "under-review"),
        ("meta", "holds-stake-in", "scale-ai", "2025-06-12", "current"),
        ("meta", "holds-stake-in", "scale-ai", "2026-11-22", "current"),
        ("meta", "customer-of", "mercor", "2026-04-30", "paused"),
        ("google", "customer-of", "appen", "2024-04-01", "ended"),
        ("google", "customer-of", "appen", "2026-11-22", "ended"),
    ],
)
def test_status_on_the_whole_market(subject: str, relation: str, object: str, as_of: str, label: str) -> None:
    found = find(subject, relation, object, as_of)
    assert found is not None and found.label == label


@pytest.mark.parametrize(
    ("holder", "company", "as_of", "share"),
    [
        ("meta", "scale-ai", "2025-06-20", 0.49),
        ("microsoft", "openai", "2026-11-22", 0.27),
        ("telus", "telus-digital", "2025-10-31", 1.0),
        ("telus", "telus-digital", "2026-11-22", 1.0),
        ("google", "anthropic", "2025-06-30", 0.14),
    ],
)
def test_share_on_the_whole_market(holder: str, company: str, as_of: str, share: float) -> None:
    found = find(holder, "holds-stake-in", company, as_of)
    assert found is not None and found.share is not None
    assert (found.share.min, found.share.max) == (share, share)


def test_microsoft_in_openai_keeps_49_per_cent_as_history_and_a_rounded_value_as_support() -> None:
    found = find("microsoft", "holds-stake-in", "openai", "2026-11-22")
    assert found is not None and "bitsminds-2026-05-openai-s1#01" in found.supports
    assert found.notes == ("earlier share 0.49",)


def test_metas_stake_is_not_known_by_the_end_of_may() -> None:
    assert find("meta", "holds-stake-in", "scale-ai", "2025-06-20", known_by="2025-05-31") is None
    assert find("meta", "holds-stake-in", "scale-ai", "2025-05-31") is None


def test_metas_stake_has_no_votes() -> None:
    found = find("meta", "holds-stake-in", "scale-ai", "2025-06-20")
    assert found is not None and found.voting is False and found.since == "2025-06-12"


def test_wang_leaves_the_post_and_keeps_the_seat() -> None:
    relations = resolve(bundled(), date(2025, 6, 20), READ)
    posts = {r.post: r.label for r in relations.out("alexandr-wang", "holds-role") if r.object == "scale-ai"}
    assert posts["chief-executive"] == "ended"
    seats = relations.out("alexandr-wang", "board-member-of")
    assert [(r.object, r.status) for r in seats] == [("scale-ai", "current")]
    moved = relations.out("alexandr-wang", "moved-to")
    assert [(r.object, r.since, r.from_org) for r in moved] == [("meta", "2025-06-12", "scale-ai")]


@pytest.mark.parametrize(
    ("customer", "as_of", "status"),
    [
        ("google", "2025-06-01", "current"),
        ("google", "2025-06-20", "ending"),
        ("microsoft", "2025-06-20", "under-review"),
        ("xai", "2025-06-20", "ending"),
        ("openai", "2025-06-20", "ending"),
    ],
)
def test_customers_on_the_seed_alone(customer: str, as_of: str, status: str) -> None:
    found = find(customer, "customer-of", "scale-ai", as_of, seed=True)
    assert found is not None and found.status == status


def test_openai_is_disputed_on_the_seed_alone() -> None:
    found = find("openai", "customer-of", "scale-ai", "2025-06-20", seed=True)
    assert found is not None and found.disputed
    assert set(found.supports) | set(found.loses) >= {f"{SEED}#08", f"{SEED}#22"}


def test_nothing_of_metas_stake_is_known_from_the_seed_by_the_end_of_may() -> None:
    assert find("meta", "holds-stake-in", "scale-ai", "2025-05-31", "2025-05-31", seed=True) is None


def test_googles_spend_stands_in_two_years_and_is_reported() -> None:
    found = [c for c in contradictions(bundled(), READ, "google") if c.kind == "period"]
    assert [c.about for c in found] == [("google", "spend", "scale-ai")]
    sides = {side.says: side.claims for side in found[0].sides}
    assert set(sides) == {"150,000,000 USD for 2023", "150,000,000 USD for 2024"}
    assert sides["150,000,000 USD for 2023"] == (f"{SEED}#21",)


def test_every_claim_named_exists_and_is_about_what_names_it() -> None:
    market = bundled()
    for relation in resolve(market, date(2025, 6, 20), READ):
        for id in (*relation.supports, *relation.denies, *relation.loses):
            claim = market.claims[id]
            ends = {claim.subject, claim.object, claim.from_org}
            assert relation.subject in ends and relation.object in ends
