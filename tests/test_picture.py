"""Pictures of paths: well-formed SVG with every name and relation, arrows the right way, nothing that could act."""

import xml.etree.ElementTree as ET

from tests.formats import cases
from tests.markets import bundled
from vendorgraph import picture, pipeline
from vendorgraph.analysis.conflicts import conflicts
from vendorgraph.picture import Picture, Row
from vendorgraph.relations.model import Relation

SVG = "{http://www.w3.org/2000/svg}"


def hop(subject: str, object: str, **more: object) -> Relation:
    return Relation(subject=subject, relation="holds-stake-in", object=object, status="current", **more)  # type: ignore[arg-type]


def drawn(*hops: Relation) -> ET.Element:
    return ET.fromstring(picture.of_rows(cases.market(), [Row("tie", hops)]).svg)


def boxes(root: ET.Element) -> list[tuple[float, str]]:
    """Left edge and name of every box, from left to right."""
    found = []
    for group in root.iter(f"{SVG}g"):
        box, title = group.find(f"{SVG}rect"), group.find(f"{SVG}title")
        if box is not None and title is not None:
            found.append((float(box.get("x", "0")), title.text or ""))
    return sorted(found)


def heads(root: ET.Element) -> list[str]:
    return ["end" if line.get("marker-end") else "start" for line in root.iter(f"{SVG}line")]


def test_a_chain_runs_from_left_to_right() -> None:
    root = drawn(hop("quotes", "arabic"), hop("arabic", "emoji"))
    assert [name for _, name in boxes(root)] == [cases.LABELS[slug] for slug in ("quotes", "arabic", "emoji")]
    assert heads(root) == ["end", "end"]


def test_arrows_point_the_way_of_the_relation() -> None:
    root = drawn(hop("arabic", "quotes"), hop("arabic", "emoji"))
    assert [name for _, name in boxes(root)] == [cases.LABELS[slug] for slug in ("quotes", "arabic", "emoji")]
    assert heads(root) == ["start", "end"]


def test_a_hop_that_does_not_go_on_stands_beside() -> None:
    root = drawn(hop("quotes", "arabic"), hop("emoji", "combining"))
    places = boxes(root)
    assert len(places) == 4 and len(heads(root)) == 2
    lines = sorted(float(line.get("x1", "0")) for line in root.iter(f"{SVG}line"))
    assert places[0][0] < lines[0] < places[1][0] < places[2][0] < lines[1] < places[3][0]


def test_what_does_not_hold_or_is_disputed_is_dashed() -> None:
    for relation, dashed in ((hop("quotes", "arabic"), False), (hop("quotes", "arabic", disputed=True), True)):
        lines = list(drawn(relation).iter(f"{SVG}line"))
        assert [line.get("stroke-dasharray") is not None for line in lines] == [dashed]


def test_nothing_acts_and_nothing_comes_from_elsewhere() -> None:
    text = picture.of_rows(cases.market(), [Row("<script>", (hop("markup", "control"),))]).svg
    root = ET.fromstring(text)
    known = {"svg", "title", "defs", "marker", "path", "rect", "text", "g", "line"}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= known
    assert not [key for element in root.iter() for key in element.attrib if key.startswith("on") or "href" in key]
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")


def test_a_conflict_has_a_row_for_each_of_its_paths() -> None:
    market = bundled()
    conflict = conflicts(market, pipeline.relations(market), "google", vendor="scale-ai", rival="meta")[0]
    shown = picture.of_conflict(market, conflict)
    headings = [text.text for text in ET.fromstring(shown.svg).findall(f"{SVG}text")]
    assert len(headings) == 2 + len(conflict.ties)
    assert shown == picture.of_conflict(market, conflict) and shown._repr_svg_() == shown.svg


def test_no_paths_give_an_empty_picture() -> None:
    assert ET.fromstring(picture.of_rows(cases.market(), []).svg).get("height") == "0"
    assert Picture("x")._repr_svg_() == "x"
