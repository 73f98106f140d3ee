"""Shares, votes and dates in short English."""

import pytest

from tests.analysis.worlds import DAY, stake, world
from vendorgraph.analysis import words
from vendorgraph.relations.model import UNKNOWN_SHARE, Share


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (None, "size unknown"),
        (UNKNOWN_SHARE, "size unknown"),
        (Share(0.49, 0.49), "49 %"),
        (Share(0.1265, 0.1265), "12.65 %"),
        (Share(0.25, 0.5), "25 to 50 %"),
        (Share(0.5, 1.0, min_open=True), "over 50 %"),
        (Share(0.5, 1.0), "at least 50 %"),
        (Share(0.0, 0.05, True, True), "under 5 %"),
        (Share(0.0, 0.05, True), "up to 5 %"),
    ],
)
def test_shares(share: Share | None, text: str) -> None:
    assert words.percent(share) == text


def test_parts() -> None:
    assert words.part(Share(0.49, 0.49)) == "49 % of"
    assert words.part(UNKNOWN_SHARE) == words.part(None) == "a stake of unknown size in"


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("2025-06-12", ""),
        ("2025-05-20", "1 month ago"),
        ("2025-05-21", ""),
        ("2024-06", "12 months ago"),
        ("2024", ""),
        (None, ""),
        ("2026-01", ""),
    ],
)
def test_months(printed: str | None, text: str) -> None:
    assert words.months_since(printed, DAY) == text


def test_sentences_have_names_and_slugs_where_there_is_no_name() -> None:
    market = world(stake("rival", "vendor")).market
    assert words.sentence(market, stake("rival", "vendor")) == "Rival holds a stake in Vendor"
    assert words.name(market, "not-there") == "not-there"
    assert [words.votes(each) for each in (True, False, None)] == ["with votes", "no votes", "votes unknown"]
