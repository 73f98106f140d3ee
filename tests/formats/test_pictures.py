"""DOT, Mermaid, SVG and HTML are read by Graphviz, Mermaid, an XML parser and Chromium."""

import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.formats import cases
from tests.formats.conftest import ReadWithNode
from tests.formats.expected import network_of
from vendorgraph.formats import VIEWS, Selection

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {
    "_draw_",
    "_hdraw_",
    "_ldraw_",
    "_tdraw_",
    "_gvid",
    "height",
    "width",
    "pos",
    "shape",
    "lp",
    "dir",
    "head",
    "tail",
}


@pytest.mark.parametrize("view", VIEWS)
def test_graphviz_reads_dot(view: str, read_with_node: ReadWithNode) -> None:
    found = read_with_node("dot", cases.written("dot", view))
    nodes, lines = network_of(view)
    slugs = [each["name"] for each in found["objects"]]
    assert {each["name"]: dotted(each, "name") for each in found["objects"]} == texts(nodes)
    assert {each["id"]: (slugs[each["tail"]], slugs[each["head"]], dotted(each, "id")) for each in found["edges"]} == {
        id: (subject, object, texts({id: about})[id]) for id, (subject, object, about) in lines.items()
    }
    assert found["directed"] is True and found["view"] == view


def dotted(element: dict[str, Any], but: str) -> dict[str, str]:
    """The attributes of an element of Graphviz, its backslashes and the entities of its label as they were."""
    said = {name: value.replace("\\\\", "\\") for name, value in element.items() if name not in DRAWN and name != but}
    return {name: value.replace("&amp;", "&") if name == "label" else value for name, value in said.items()}


def texts(found: dict[str, dict[str, Any]]) -> dict[str, dict[str, str]]:
    def text(value: Any) -> str:
        return str(value).lower() if isinstance(value, bool) else str(value)

    return {id: {name: text(value) for name, value in about.items()} for id, about in found.items()}


@pytest.mark.parametrize("view", VIEWS)
def test_mermaid_reads_the_flowchart(view: str, read_with_node: ReadWithNode) -> None:
    text = cases.written("mermaid", view)
    found = read_with_node("mermaid", text)
    nodes, lines = network_of(view)
    names = {each["id"]: marks(each["text"]) for each in found["vertices"]}
    joined = {slug for subject, object, _ in lines.values() for slug in (subject, object)}
    assert sorted(names.values()) == sorted(nodes[slug]["label"].strip() for slug in joined)
    ends = sorted((names[each["start"]], names[each["end"]]) for each in found["edges"])
    assert ends == sorted((nodes[a]["label"].strip(), nodes[b]["label"].strip()) for a, b, _ in lines.values())
    remarks = [line for line in text.decode().splitlines() if line.startswith("%% ")]
    assert [line.split(" | ")[0].removeprefix("%% ") for line in remarks] == list(lines)
    for remark, (_, _, about) in zip(remarks, lines.values(), strict=True):
        assert all(about[key] in remark for key in ("supports", "denies", "sources") if key in about)


def marks(text: str) -> str:
    """A text with the marks that Mermaid puts in place of its entities turned into what they show."""
    return re.sub("ﬂ°°?(\\d+)¶ß", lambda match: chr(int(match[1])), text)


@pytest.mark.parametrize("view", VIEWS)
def test_svg_shows_every_entity_and_carries_every_relation(view: str) -> None:
    root = ET.fromstring(cases.written("svg", view))
    groups = {each.get("id"): each for each in root.iter(f"{SVG}g")}
    nodes, lines = network_of(view)
    joined = {slug for subject, object, _ in lines.values() for slug in (subject, object)}
    assert set(groups) == joined | set(lines)
    for id, about in {**{slug: nodes[slug] for slug in joined}, **{id: line[2] for id, line in lines.items()}}.items():
        data = {k.removeprefix("data-"): v for k, v in groups[id].attrib.items() if k.startswith("data-")}
        assert data == {name.replace("_", "-"): value for name, value in texts({id: about})[id].items()}
    shown = {each.text for each in root.iter(f"{SVG}text")}
    assert {nodes[slug]["label"] for slug in joined} <= shown


def test_svg_has_nothing_that_acts_or_comes_from_elsewhere() -> None:
    root = ET.fromstring(cases.written("svg", "relations"))
    tags = ("svg", "title", "style", "defs", "marker", "path", "rect", "g", "text", "circle")
    allowed = {f"{SVG}{name}" for name in tags}
    assert {each.tag for each in root.iter()} == allowed
    names = {name for each in root.iter() for name in each.attrib}
    assert not [name for name in names if name.startswith("on") or "href" in name]


def test_an_empty_picture_is_a_picture() -> None:
    empty = Selection(cases.market(), cases.relations().__class__(cases.DAY, cases.DAY, ()))
    for name in ("svg", "dot", "mermaid", "html"):
        assert cases.written_of(name, empty)


def test_chromium_draws_the_page(tmp_path: Path) -> None:
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        missing = "no Chromium is installed: nothing can draw the page"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    page = tmp_path / "market.html"
    page.write_bytes(cases.written("html", "relations"))
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=4000", "--dump-dom"]
    done = subprocess.run([*command, page.as_uri()], capture_output=True, timeout=120)
    drawn = done.stdout.decode()
    assert done.returncode == 0 and "<canvas" in drawn and "Relations of the market as of 2025-06-20" in unescape(drawn)
