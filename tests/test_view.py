"""The HTML view: what it shows, and that nothing in a label or from elsewhere gets to act in it."""

import html
import json
import re

import msgspec
import pytest

from tests import markets
from tests.formats import cases
from vendorgraph import view
from vendorgraph.model import Market
from vendorgraph.relations.model import Relation, Relations


def data(page: str, name: str) -> list[dict[str, object]]:
    """The nodes or edges that a page draws."""
    found = re.search(rf"{name} = new vis\.DataSet\((\[.*?\])\);", page)
    assert found
    parsed: list[dict[str, object]] = json.loads(found[1])
    return parsed


def around(slug: str | None, limit: int = view.LIMIT) -> view.View:
    market = cases.market()
    return view.around(market, cases.relations(), market.entities[slug] if slug else None, limit)


def test_nodes_edges_and_labels() -> None:
    shown = around("quotes")
    nodes, edges = data(shown.html, "nodes"), data(shown.html, "edges")
    assert (len(nodes), len(edges)) == (shown.entities, shown.relations) == (9, 10)
    labels = {node["id"]: node["label"] for node in nodes}
    assert {slug: labels[slug] for slug in cases.LABELS} == cases.LABELS
    assert all(isinstance(node["x"], int) and isinstance(node["y"], int) for node in nodes)
    assert {edge["arrows"] for edge in edges if edge["label"] == "competes with"} == {""}


def test_what_does_not_hold_is_not_drawn() -> None:
    drawn = {(edge["from"], edge["to"]) for edge in data(around(None).html, "edges")}
    assert ("quotes", "markup") in drawn and ("emoji", "lines") in drawn
    over = [each for each in cases.relations() if not each.holds]
    assert {each.status for each in over} == {"denied", "ended"}
    assert around(None).relations == len(cases.relations()) - len(over)


def test_the_nearest_come_first_and_the_rest_is_counted() -> None:
    shown = around("quotes", limit=3)
    assert {node["id"] for node in data(shown.html, "nodes")} == {"quotes", "markup", "control"}
    assert (shown.entities, shown.left_out) == (3, 6)


def test_an_entity_without_relations_stands_alone() -> None:
    market = markets.market({"subject": "a", "relation": "customer-of", "object": "b", "published": "2025-06-01"})
    nothing = Relations(cases.DAY, cases.DAY, ())
    shown = view.around(market, nothing, market.entities["a"])
    assert (shown.entities, shown.relations, shown.left_out) == (1, 0, 0)
    assert view.around(market, nothing).entities == 0


def test_the_page_fetches_nothing() -> None:
    page = around("quotes").html
    markup = re.sub(r"(<(script|style)\b[^>]*>).*?</\2>", r"\1", page, flags=re.DOTALL)
    assert not re.search(r"\b(?:src|href)\s*=", markup)
    assert "unsafe" not in re.sub("style-src 'unsafe-inline'", "", re.search(r'content="(default-src[^"]*)"', page)[1])  # type: ignore[index]
    assert "default-src 'none'" in markup and markup.index("default-src") < markup.index("<script")
    assert "jsdelivr" not in page and "cdnjs" not in page


def test_a_leftover_address_is_refused() -> None:
    head = '<html><head><meta charset="utf-8"></head>'
    with pytest.raises(AssertionError, match="would fetch from elsewhere"):
        view._offline(f'{head}<img src="https://example.org/x.png">', "title")
    with pytest.raises(AssertionError, match="would fetch from elsewhere"):
        view._offline("<html></html>", "title")


def hostile(text: str) -> Market:
    market = cases.market()
    named = {slug: msgspec.structs.replace(entity, name=text, name_ar=text) for slug, entity in market.entities.items()}
    return msgspec.structs.replace(market, entities=named)


@pytest.mark.parametrize(
    "text",
    [
        "</script><svg onload=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        "HREF",
        '"><img src=x onerror=alert(1)>',
        "{{ 7*7 }} {% raw %}",
    ],
)
def test_labels_cannot_act(text: str) -> None:
    market = hostile(text)
    page = view.around(market, cases.relations(), market.entities["quotes"]).html
    plain = around("quotes").html
    assert len(re.findall("<script|<svg|<img", page)) == len(re.findall("<script|<svg|<img", plain))
    assert {node["label"] for node in data(page, "nodes")} == {text}
    assert not any("href" in str(node["title"]).lower() for node in data(page, "nodes"))
    assert "div.popup {" not in page, "hover texts would be read as markup"


def test_the_same_page_each_time() -> None:
    assert around("quotes").html == around("quotes").html


def test_parallel_relations_are_bent_apart() -> None:
    market = markets.market(
        {"subject": "a", "relation": "customer-of", "object": "b", "published": "2025-06-01"},
        {"subject": "b", "relation": "holds-stake-in", "object": "a", "published": "2025-06-01"},
    )
    pair = [
        Relation(subject="a", relation="customer-of", object="b", status="current"),
        Relation(subject="b", relation="holds-stake-in", object="a", status="planned"),
    ]
    edges = data(view.around(market, Relations(cases.DAY, cases.DAY, tuple(pair))).html, "edges")
    assert [edge["dashes"] for edge in edges] == [False, True]
    assert [dict(edge["smooth"])["roundness"] for edge in edges] == [0.0, 0.15]  # type: ignore[call-overload]


def test_a_notebook_shows_it_in_a_frame_of_its_own() -> None:
    shown = around("quotes")
    frame = shown._repr_html_()
    found = re.fullmatch(r'<iframe sandbox="allow-scripts" width="100%" height="600" srcdoc="([^"]*)"></iframe>', frame)
    assert found and html.unescape(found[1]) == shown.html
    assert "<" not in found[1] and len(repr(shown)) < 80


def test_names_without_end_are_cut() -> None:
    page = view.around(hostile("x" * 10_000), cases.relations()).html
    assert {node["label"] for node in data(page, "nodes")} == {"x" * view.NAME_MOST + "…"}
