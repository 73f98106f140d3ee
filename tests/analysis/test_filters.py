"""Which relations may be hops: by status, certainty and date; what nobody dates is let pass."""

from datetime import date

import pytest

from tests.analysis.worlds import DAY, buys, moved, stake, world
from tests.markets import market
from vendorgraph.analysis.filters import Filter, only
from vendorgraph.relations.model import Relation
from vendorgraph.relations.resolve import resolve

HELD = {
    "undated": buys("lab", "a"),
    "since": buys("lab", "b", since="2024-06"),
    "over": buys("lab", "c", status="ended", since="2020", until="2022-03"),
    "stale": buys("lab", "d", status="unconfirmed", was="current", since="2023"),
    "planned": stake("rival", "a", status="planned", since="2026"),
    "moved": moved("ann", "a", "rival", since="2023-05-01"),
}


def kept(**asked: object) -> set[str]:
    whole = world(*HELD.values(), vendors=("a", "b", "c", "d"))
    found = only(whole.market, whole.relations, Filter(**asked))  # type: ignore[arg-type]
    assert (found.as_of, found.known_by) == (DAY, DAY)
    return {name for name, relation in HELD.items() if relation in found.all}


def test_without_a_wish_all_pass() -> None:
    whole = world(*HELD.values())
    assert only(whole.market, whole.relations, Filter()) is whole.relations
    assert str(Filter()) == ""


def test_by_status() -> None:
    assert kept(statuses=("ended", "planned")) == {"over", "planned"}
    assert kept(statuses=("current",)) == {"undated", "since", "stale"}
    assert kept(statuses=("unconfirmed",)) == {"stale"}


@pytest.mark.parametrize(
    ("since", "until", "names"),
    [
        (date(2025, 1, 1), None, {"undated", "since", "stale", "planned"}),
        (date(2022, 4, 1), None, {"undated", "since", "stale", "planned", "moved"}),
        (date(2022, 3, 31), None, {"undated", "since", "stale", "planned", "moved", "over"}),
        (None, date(2020, 6, 1), {"undated", "over"}),
        (None, date(2023, 5, 1), {"undated", "over", "stale", "moved"}),
        (date(2023, 5, 2), date(2023, 12, 31), {"undated", "stale"}),
    ],
)
def test_by_date(since: date | None, until: date | None, names: set[str]) -> None:
    assert kept(since=since, until=until) == names


def test_by_certainty_of_some_claim() -> None:
    about = {"subject": "lab", "relation": "customer-of", "published": "2025-01"}
    whole = market(
        {**about, "object": "a", "certainty": "official"},
        {**about, "object": "a", "certainty": "reported"},
        {**about, "object": "b", "certainty": "rumoured"},
    )
    relations = resolve(whole, DAY, DAY)

    def objects(*certainties: str) -> list[str]:
        return [each.object for each in only(whole, relations, Filter(certainties=certainties))]

    assert (objects("official"), objects("rumoured"), objects("reported", "rumoured")) == (["a"], ["b"], ["a", "b"])


def test_in_words() -> None:
    asked = Filter(statuses=("current", "ending"), certainties=("official",), since=date(2025, 1, 1))
    assert str(asked) == "status current or ending; certainty official; since 2025-01-01"


def test_what_no_day_can_have_seen_does_not_pass() -> None:
    odd: Relation = buys("lab", "a", status="unconfirmed", was="planned")
    whole = world(odd)
    assert only(whole.market, whole.relations, Filter(since=DAY)).all == ()
