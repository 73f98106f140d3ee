"""The time strip: bars where the dates say, lighter where they leave something open, and the window."""

from datetime import date

import pytest

from tests.markets import bundled, market
from vendorgraph import pipeline, wording
from vendorgraph.analysis.conflicts import all_conflicts, conflicts
from vendorgraph.analysis.model import Conflict
from vendorgraph.explorer.drawing.strip import Strip, strip

AS_OF = date(2026, 11, 22)


def _strip(code: str = "en", **bought: object) -> tuple[Strip, Conflict]:
    firm = {"status": "current", "certainty": "official", "reliability": "high", "published": "2026-10"}
    claims = (
        {"subject": "lab", "relation": "customer-of", "object": "vendor", **bought},
        {"subject": "rival", "relation": "holds-stake-in", "object": "vendor", "share": 0.3, "from": "2025"},
        {"subject": "lab", "relation": "competitor-of", "object": "rival"},
    )
    made = market(*(firm | claim for claim in claims), roles={"vendor": ["data-vendor"]})
    relations = pipeline.relations(made, AS_OF)
    conflict = conflicts(made, relations, "lab")[0]
    return strip(wording.voice(made, code), conflict, AS_OF), conflict


def test_a_day_gives_a_bar_with_a_sharp_start_and_a_year_one_that_is_light_for_the_year():
    found, _ = _strip(**{"from": "2025-03-01"})
    bought, held = found.bars[0], found.bars[1]
    assert bought.left == bought.sure_left < bought.sure_right == bought.right
    assert held.left < held.sure_left
    assert bought.since == "2025-03-01" and held.since == "2025-01-01"


def test_a_start_that_nobody_recorded_fades():
    found, _ = _strip()
    assert found.bars[0].fades == ("start",)
    assert found.bars[0].left == pytest.approx(found.axis[0])
    assert found.bars[0].since == ""


def test_the_window_is_where_the_bars_of_exposure_and_tie_overlap():
    found, conflict = _strip(**{"from": "2024-05"})
    assert found.window is not None and conflict.window is not None
    assert found.window[0] == pytest.approx(found.bars[1].left)


def test_arabic_runs_from_right_to_left():
    english, arabic = _strip("en")[0], _strip("ar")[0]
    assert english.axis[0] < english.axis[1] and arabic.axis[0] > arabic.axis[1]
    assert english.bars[1].left == pytest.approx(english.width - arabic.bars[1].left)
    assert arabic.ticks[0].label.startswith("٢")


def test_all_bars_of_the_market_lie_on_the_axis_in_order():
    voice = wording.voice(bundled())
    found = [strip(voice, each, AS_OF) for each in all_conflicts(bundled(), pipeline.relations(bundled(), AS_OF))]
    assert len(found) > 100
    for each in found:
        left, right = each.axis
        for bar in each.bars:
            assert left - 0.1 <= bar.left <= bar.sure_left <= bar.sure_right <= bar.right <= right + 0.1
        assert [tick.x for tick in each.ticks] == sorted(tick.x for tick in each.ticks)
        assert 2 <= len(each.ticks) <= 13


def test_the_words_over_the_window_say_when_and_stay_within_the_strip():
    late, _ = _strip(**{"from": "2026-10-20"})
    wide, _ = _strip(**{"from": "2024-05"})
    mirrored, _ = _strip("ar", **{"from": "2026-10-20"})
    assert late.when == "since 20 Oct 2026" and late.anchor == "right"
    assert wide.when == "since 2025" and wide.anchor == "left"
    assert mirrored.anchor == "left" and mirrored.caption == pytest.approx(late.width - late.caption)
    for each in (late, wide, mirrored):
        assert each.window is not None and each.window[0] < each.caption < each.window[1]
