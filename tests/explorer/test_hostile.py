"""A market that means harm: none of its texts becomes markup, an address that runs, or a turn of direction."""

import json
import re

import pytest
from msgspec import structs

from tests.explorer.desks import DATA, desk, get, read
from vendorgraph.explorer.address import State
from vendorgraph.explorer.answered import ROWS, Answered
from vendorgraph.explorer.desk import Desk
from vendorgraph.explorer.render import clean, web_address
from vendorgraph.explorer.respond import respond

PAGES = (
    "/",
    "/conflicts/labrador?low=1",
    "/conflicts/labrador/vendetta/rivalia",
    "/conflicts/labrador/endless/rivalia?way=1",
    "/entity/labrador",
    "/entity/vendetta",
    "/entity/endless",
    "/entity/personne",
    "/relation/rivalia/holds-stake-in/vendetta",
    "/search?q=alert",
    "/search?q=<script>alert(1)</script>",
    "/graph?on=vendetta&unfold=vendetta:stake&unfold=vendetta:people",
    "/graph?from=labrador&to=rivalia",
    "/table",
    "/what-if?lab=labrador&without=labrador/customer-of/vendetta",
    "/vendors/labrador",
    "/changes/labrador?from=2020-01-01",
    "/sources",
    "/sources/evil-2026-01-10-all",
    "/about",
    "/conflicts/<svg onload=alert(1)>",
    "/graph?on=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
)
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_TAGS = {
    *("a", "article", "aside", "bdi", "body", "br", "button", "caption", "circle", "code", "datalist", "dd", "defs"),
    *(
        "details",
        "div",
        "dl",
        "dt",
        "footer",
        "form",
        "g",
        "h1",
        "h2",
        "h3",
        "head",
        "header",
        "html",
        "input",
        "label",
    ),
    *("legend", "li", "lineargradient", "link", "main", "meta", "nav", "ol", "option", "output", "p", "path", "pre"),
    *(
        "rect",
        "s",
        "script",
        "section",
        "select",
        "span",
        "stop",
        "strong",
        "style",
        "summary",
        "svg",
        "table",
        "tbody",
    ),
    *("td", "template", "text", "textarea", "th", "thead", "time", "title", "tr", "ul"),
}
_BAD = (
    "javascript:alert(1)",
    " javascript:alert(1)",
    "JaVaScRiPt://x%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://a b",
    "https://user@evil.example/",
    "//evil.example",
    "file:///etc/passwd",
    "https://",
    "https://[bad",
)


def _harmless(page) -> None:
    found = read(page)
    assert found.faults == [] and found.open == []
    assert {tag for tag, _ in found.elements} <= _TAGS
    for tag, attrs in found.elements:
        assert not any(name.startswith("on") or name in ("style", "srcdoc", "autofocus") for name in attrs), attrs
        for name in ("href", "src", "action"):
            value = attrs.get(name) or ""
            assert value == "" or value.startswith(("/", "https://", "#")), value
        if tag == "script":
            assert (attrs.get("src") or "").startswith("/static/")
    assert not _TURNS.search(page.body.decode())


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("address", PAGES)
def test_no_text_of_the_data_acts(address, code):
    page = get(f"{address}{'&' if '?' in address else '?'}lang={code}", "hostile")
    assert page.status in (200, 404)
    _harmless(page)
    assert len(page.body) < 400_000


def test_the_hostile_names_are_shown_as_what_they_are():
    found = read(get("/entity/labrador", "hostile"))
    assert "<script>alert(1)</script><svg/onload=alert(2)>" in found.text
    assert "{{ 7 * 7 }}" in read(get("/entity/rivalia", "hostile")).text


def test_a_script_for_an_address_is_never_a_link():
    market = desk("hostile").market
    (source,) = market.sources.values()
    for bad in _BAD:
        assert web_address(bad) is None, bad
        evil = structs.replace(market, sources={source.id: structs.replace(source, url=bad)})
        page = respond(Desk(evil), f"/sources/{source.id}", [])
        assert page.status == 200
        _harmless(page)
    assert web_address("https://example.org/a?b=c") == "https://example.org/a?b=c"


def test_a_report_of_the_hostile_market_is_harmless_and_small():
    page = get("/report/labrador/vendetta/rivalia", "hostile")
    assert page.status == 200 and len(page.body) < 150_000
    found = read(page)
    assert found.faults == []
    assert sum(tag == "script" for tag, _ in found.elements) == 1
    assert not any(name.startswith("on") for _, attrs in found.elements for name in attrs)
    assert all(each == "" or each.startswith(("#", "https://")) for each in found.values("href"))


def test_an_answer_of_the_store_is_text():
    bad = {"type": "uri", "value": "javascript:alert(1)"}
    worse = {"type": "literal", "value": "<img src=x onerror=alert(1)>\u202e"}
    body = json.dumps(
        {"head": {"vars": ["<b>x</b>"]}, "results": {"bindings": [{"<b>x</b>": bad}, {"<b>x</b>": worse}]}}
    )
    page = get("/queries?query=x", "hostile", Answered(ROWS, body.encode()))
    _harmless(page)
    refused = get("/queries?query=</textarea><script>alert(1)</script>", "hostile", Answered(refusal="<b>no</b>"))
    _harmless(refused)


def test_texts_are_cleaned_once_and_cut():
    assert clean("a\u202eb\x00c") == "abc"
    assert len(str(clean("x" * 10_000))) < 700
    assert clean(None) == "" and clean(3) == 3


def test_the_hostile_market_is_the_folder_of_that_name():
    assert (DATA / "hostile" / "README.md").exists()
    assert len(desk("hostile").conflicts(State(path="/"), "labrador")) == 2
