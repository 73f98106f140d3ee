"""Pictures of conflicts: nothing on the path overlaps, Arabic mirrors the map, few enough entities, always the same."""

import re
from collections import Counter
from datetime import date
from functools import cache
from itertools import combinations

import pytest

from tests.explorer.desks import desk
from tests.markets import bundled, market
from vendorgraph import pipeline, wording
from vendorgraph.analysis.conflicts import all_conflicts, conflicts
from vendorgraph.analysis.model import Conflict, Tie
from vendorgraph.explorer.address import State
from vendorgraph.explorer.drawing import curves, labels, layout, measure, styles, surroundings
from vendorgraph.explorer.drawing.conflict import draw
from vendorgraph.explorer.drawing.labels import Box, Label
from vendorgraph.explorer.drawing.model import Drawing
from vendorgraph.explorer.drawing.trail import trail
from vendorgraph.explorer.screens import entities, graphs
from vendorgraph.relations.model import Relations

DAYS = (date(2025, 6, 20), date(2026, 11, 22))
LANGUAGES = wording.LANGUAGES


@cache
def _drawn(language: str) -> list[tuple[Conflict, Tie, Drawing]]:
    """Every conflict of the market by each of its first three ties."""
    voice = wording.voice(bundled(), language)
    found = []
    for day in DAYS:
        relations = pipeline.relations(bundled(), day)
        for conflict in all_conflicts(bundled(), relations):
            for tie in conflict.ties[:3]:
                found.append((conflict, tie, draw(voice, relations, conflict, tie, alone=conflict.level == "low")))
    assert len(found) > 200
    assert sum(bool(len(drawing.dots) > 8) for _, _, drawing in found) > 30
    return found


def _boxes(drawing: Drawing) -> list[tuple[str, Box]]:
    """What is written on the path: names, captions, pills; and the rings."""
    boxes = []
    for dot in drawing.dots:
        if dot.rank == "lit":
            boxes.append((f"ring of {dot.slug}", labels.around((dot.x, dot.y), layout.RING)))
            for label, bold in ((dot.label, True), (dot.caption, False)):
                assert label is not None
                boxes.append((f"{label.text!r} of {dot.slug}", labels.box(label, bold)))
    for pill in drawing.pills:
        boxes.append((f"pill {pill.number}", Box(pill.x, pill.y, pill.x + pill.width, pill.y + pill.height)))
    return boxes


def _overlaps(boxes: list[tuple[str, Box]]) -> list[tuple[str, str]]:
    return [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if a.meets(b)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_is_written_on_the_path_overlaps(language):
    overlapping = {
        (conflict.customer, conflict.vendor, conflict.rival, tie.kind): found
        for conflict, tie, drawing in _drawn(language)
        if (found := _overlaps(_boxes(drawing)))
    }
    assert overlapping == {}


def test_names_of_the_surroundings_lie_on_no_other_and_inside_the_frame():
    for _, _, drawing in _drawn("en"):
        frame = Box(drawing.left, drawing.top, drawing.left + drawing.width, drawing.top + drawing.height)
        names = [labels.box(dot.label) for dot in drawing.dots if dot.label and dot.rank != "lit"]
        assert not any(one.meets(other) for one, other in combinations(names, 2))
        assert all(name.within(frame) for name in names)
        path = [box for _, box in _boxes(drawing)]
        assert not any(name.meets(box) for name in names for box in path)


def test_the_path_is_on_one_line_in_reading_order_and_arabic_mirrors_it():
    relations = pipeline.relations(bundled(), DAYS[0])
    for conflict in conflicts(bundled(), relations, "google", vendor="scale-ai"):
        english, arabic = (draw(wording.voice(bundled(), code), relations, conflict) for code in LANGUAGES)
        spine = trail(conflict).spine
        places = [{dot.slug: (dot.x, dot.y) for dot in drawing.dots} for drawing in (english, arabic)]
        assert [places[0][slug][0] for slug in spine] == sorted(places[0][slug][0] for slug in spine)
        assert {places[0][slug][1] for slug in spine} == {0.0}
        assert places[0].keys() == places[1].keys()
        width = places[0][spine[-1]][0]
        for slug, (x, y) in places[0].items():
            assert places[1][slug] == pytest.approx((width - x, y))
        assert (english.left, english.width) == pytest.approx((arabic.left, arabic.width))


def test_the_same_relations_give_the_same_picture():
    relations = pipeline.relations(bundled(), DAYS[1])
    conflict = conflicts(bundled(), relations, "openai", vendor="scale-ai", rival="meta")[0]
    voice = wording.voice(bundled())
    assert draw(voice, relations, conflict) == draw(voice, relations, conflict)


def test_the_space_around_the_path_stays_empty():
    for _, _, drawing in _drawn("en"):
        for dot in drawing.dots:
            if dot.rank != "lit":
                assert not -172 < dot.y < 100, dot.slug


def test_few_enough_entities_are_drawn_and_the_rest_is_counted():
    relations = pipeline.relations(bundled(), DAYS[1])
    conflict = conflicts(bundled(), relations, "openai", vendor="scale-ai", rival="meta")[0]
    drawing = draw(wording.voice(bundled()), relations, conflict)
    ranks = Counter(dot.rank for dot in drawing.dots)
    assert ranks["near"] <= surroundings.NEAR and ranks["far"] <= surroundings.FAR
    left = {dot.slug: dot.more for dot in drawing.dots if dot.rank == "lit"}
    assert left["meta"] > 20
    assert len(drawing.strokes) < 140


def test_every_step_has_its_number_once_on_a_pill_and_a_line():
    for conflict, tie, drawing in _drawn("en"):
        numbers = {segment.step.number for segment in trail(conflict, tie).segments}
        assert sorted(pill.number for pill in drawing.pills) == sorted(numbers)
        assert {line.number for line in drawing.strokes if line.rank == "lit"} == numbers


def test_neighbours_on_the_path_are_joined():
    for conflict, tie, _ in _drawn("en"):
        path = trail(conflict, tie)
        joined = {frozenset((each.tail, each.head)) for each in path.segments}
        for pair in zip(path.spine, path.spine[1:], strict=False):
            assert frozenset(pair) in joined, (conflict.customer, tie.kind, path)


def _hand_made(*claims: dict[str, object]) -> tuple[Drawing, Conflict]:
    """A conflict of halcyon at pinecrest with northgate, with some ties."""
    bought = {"subject": "halcyon", "relation": "customer-of", "object": "pinecrest"}
    rival = {"subject": "halcyon", "relation": "competitor-of", "object": "northgate"}
    stated = [
        {"certainty": "official", "reliability": "high", "status": "current", **each}
        for each in (bought, rival, *claims)
    ]
    made = market(*stated, roles={"pinecrest": ["data-vendor"], "halcyon": ["ai-lab"]})
    relations = pipeline.relations(made)
    conflict = conflicts(made, relations, "halcyon", rival="northgate")[0]
    return draw(wording.voice(made), relations, conflict), conflict


def test_a_majority_through_two_companies_shows_both_legs():
    stake = {"relation": "holds-stake-in"}
    drawing, conflict = _hand_made(
        {"subject": "northgate", "object": "a", "share": 0.6, **stake},
        {"subject": "northgate", "object": "b", "share": 0.55, **stake},
        {"subject": "a", "object": "pinecrest", "share": 0.3, **stake},
        {"subject": "b", "object": "pinecrest", "share": 0.25, **stake},
    )
    assert conflict.ties[0].kind == "control"
    assert {"a", "b"} <= {dot.slug for dot in drawing.dots if dot.rank == "lit"}
    assert _overlaps(_boxes(drawing)) == []


def test_a_disputed_step_is_striped():
    stake = {"subject": "northgate", "relation": "customer-of", "object": "pinecrest"}
    drawing, conflict = _hand_made(stake)
    assert not any(line.relation.disputed for line in drawing.strokes)
    assert conflict.ties[0].kind == "commerce"


def test_an_empty_surrounding_draws_the_path_alone():
    relations = pipeline.relations(bundled(), DAYS[0])
    conflict = conflicts(bundled(), relations, "google", vendor="scale-ai", rival="meta")[0]
    drawing = draw(wording.voice(bundled()), relations, conflict, alone=True)
    assert {dot.rank for dot in drawing.dots} == {"lit"}
    assert drawing.height < 420


def test_relations_of_the_vocabulary_have_a_line_and_entities_a_shape():
    listed = [relation for relations in styles.FAMILIES.values() for relation in relations]
    assert sorted(listed) == sorted(bundled().vocabulary.relations)
    kinds = Counter(styles.kind(bundled(), slug) for slug in bundled().entities)
    assert set(kinds) == set(styles.SHAPES)
    assert styles.kind(bundled(), "nobody") == "other"


@pytest.mark.parametrize(
    ("text", "size", "least", "most"),
    [("Scale AI", 17, 60, 85), ("iiii", 10, 8, 16), ("WWWW", 10, 34, 44), ("", 12, 0, 0), ("سكيل", 10, 15, 26)],
)
def test_widths_are_near_those_of_common_fonts(text, size, least, most):
    assert least <= measure.width(text, size) <= most


def test_a_long_text_is_cut_to_its_room():
    cut = measure.cut("Mohamed bin Zayed University of Artificial Intelligence", 120, 12)
    assert cut.endswith("…") and measure.width(cut, 12) <= 120


def test_a_label_without_room_is_dropped():
    wanted = [labels.Wanted("Acme", 0, 0, 5, 12)]
    everywhere = [Box(-500, -500, 500, 500)]
    frame = Box(-500, -500, 500, 500)
    assert labels.place(wanted, everywhere, frame) == [None]
    placed = labels.place(wanted, [], frame)
    assert isinstance(placed[0], Label)


def test_a_curve_ends_at_the_rims_and_its_head_points_at_the_end():
    curve = curves.between((0, 0), (100, 0), 10, 20)
    assert curve.start == pytest.approx((10, 0)) and curve.end == pytest.approx((80, 0))
    line, head = curves.headed(curve, 10)
    assert line.end[0] < curve.end[0]
    assert head.startswith("M80.0 0.0")
    arch = curves.arch((0, 0), (100, 0), 10, 140)
    assert arch.at(0.5)[1] == pytest.approx(-140)


def test_a_market_without_relations_has_no_surroundings():
    made = market({"subject": "a", "relation": "customer-of", "object": "b"})
    nothing = Relations(DAYS[0], DAYS[0], ())
    assert surroundings.surroundings(made, nothing, ["a"]).near == ()


def test_the_desk_keeps_what_it_drew():
    found = desk()
    assert found.labs()


def _path_graph(language: str) -> Drawing:
    """The graph of a path of two steps between two who are also rivals of each other."""
    state = State(path="/graph", params=(("from", "google"), ("to", "meta"), ("way", "4")), language=language)
    return desk().picture(state, graphs.shown_by(desk(), state).scene)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_between_two_of_a_path_goes_over_what_is_in_between(language):
    drawing = _path_graph(language)
    ends = {("google", "meta"), ("meta", "google")}
    over = [each for each in drawing.strokes if (each.tail, each.head) in ends and each.rank != "lit"]
    assert over and sum(each.rank == "lit" for each in drawing.strokes) == 2
    for each in over:
        controls = [float(y) for y in re.findall(r"[-\d.]+ ([-\d.]+)", each.path)][1:3]
        assert max(controls) * 0.75 < min(pill.y for pill in drawing.pills)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_small_graph_is_not_blown_up(language):
    drawing = _path_graph(language)
    assert drawing.width >= 900 and drawing.height >= 560
    state = State(path="/entity/accel", language=language)
    aside = entities.show(desk(), state, "accel")["drawing"]
    assert isinstance(aside, Drawing) and aside.width < drawing.width
