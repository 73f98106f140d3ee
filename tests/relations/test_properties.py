"""What holds of resolving for every market."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.markets import market
from vendorgraph.dates import span
from vendorgraph.relations.resolve import resolve
from vendorgraph.relations.rules import RULES

MONTHS = st.dates(date(2023, 1, 1), date(2026, 11, 1))


@st.composite
def claims(draw: st.DrawFn) -> dict[str, Any]:
    """One claim about whether Lab buys from Vendor, or what Rival holds in it."""
    day = draw(MONTHS).isoformat()[: draw(st.sampled_from([4, 7, 10]))]
    about = draw(
        st.sampled_from(
            [
                {"subject": "lab", "relation": "customer-of", "object": "vendor"},
                {"subject": "rival", "relation": "holds-stake-in", "object": "vendor", "share": 0.3},
                {"subject": "rival", "relation": "holds-stake-in", "object": "vendor", "share": 0.31, "voting": False},
            ]
        )
    )
    status = draw(st.sampled_from(["current", "ending", "paused", "ended", "under-review", "planned", None]))
    return {
        **about,
        "status": status,
        "published": day,
        "reliability": draw(st.sampled_from(["high", "medium", "low"])),
        "certainty": draw(st.sampled_from(["official", "reported", "rumoured"])),
        "polarity": draw(st.sampled_from([None, None, None, "denies"])),
    }


def test_strategy_makes_markets() -> None:
    assert len(market({"subject": "a", "relation": "customer-of", "object": "b", "published": "2025"}).claims) == 1


@given(st.lists(claims(), max_size=8), MONTHS, st.randoms())
def test_the_order_of_records_does_not_matter(told: list[dict[str, Any]], as_of: date, random: Any) -> None:
    named = [{**claim, "source": f"s{i}"} for i, claim in enumerate(told)]
    forward = resolve(market(*named), as_of, date(2026, 11, 22))
    whole = market(*named)
    shuffled = list(whole.claims.items())
    random.shuffle(shuffled)
    assert {r.key: r for r in resolve(_with(whole, dict(shuffled)), as_of, date(2026, 11, 22))} == {
        r.key: r for r in forward
    }


@given(st.lists(claims(), max_size=8), MONTHS, MONTHS)
def test_an_earlier_reader_cites_only_what_was_published(
    told: list[dict[str, Any]], as_of: date, known_by: date
) -> None:
    whole = market(*told)
    for relation in resolve(whole, as_of, known_by):
        for id in (*relation.supports, *relation.denies, *relation.loses):
            published = whole.source_of(whole.claims[id]).published
            assert published is not None and span(published).last <= known_by


@given(st.lists(claims(), max_size=8), MONTHS)
def test_every_relation_is_well_formed(told: list[dict[str, Any]], as_of: date) -> None:
    for relation in resolve(market(*told), as_of, date(2026, 11, 22)):
        assert relation.rule in RULES and relation.grade in "ABCD"
        assert relation.supports or relation.denies
        assert (relation.was is not None) == (relation.status == "unconfirmed")
        assert not relation.disputed or relation.loses
        if relation.share is not None:
            assert 0 <= relation.share.min <= relation.share.max <= 1


@given(st.lists(claims(), min_size=1, max_size=6), MONTHS)
def test_saying_everything_again_from_the_same_origin_changes_no_status(
    told: list[dict[str, Any]], as_of: date
) -> None:
    named = [{**claim, "publisher": f"p{i}"} for i, claim in enumerate(told)]
    twice = resolve(market(*named, *named), as_of, date(2026, 11, 22))
    once = resolve(market(*named), as_of, date(2026, 11, 22))
    assert [(r.key, r.label, r.grade, r.share) for r in twice] == [(r.key, r.label, r.grade, r.share) for r in once]


def _with(whole: Any, shuffled: dict[str, Any]) -> Any:
    import msgspec

    return msgspec.structs.replace(whole, claims=shuffled)
