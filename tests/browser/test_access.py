"""Accessibility by axe-core, contrast of what is drawn, and the order in which a screen reader reads."""

import json
from importlib.resources import files

import pytest

from tests.browser.conftest import Open
from tests.browser.test_screens import CONFLICT, SCREENS

_AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
_RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}

# The contrast between the colours of some texts in pictures and what they stand on.
_CONTRASTS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const linear = (value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const light = (colour) => {
    const [r, g, b] = rgb(colour).map((value) => linear(value / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [dark, bright] = [light(a), light(b)].sort((x, y) => x - y);
    return (bright + 0.05) / (dark + 0.05);
  };
  const style = (each, name) => getComputedStyle(document.querySelector(each))[name];
  const [ground, paper] = [style(".drawing", "backgroundColor"), style("html", "backgroundColor")];
  return {
    name: contrast(style(".dot.lit .name", "fill"), ground),
    near: contrast(style(".dot.near .name", "fill"), ground),
    far: contrast(style(".dot.far .name", "fill"), ground),
    caption: contrast(style(".dot .caption", "fill"), ground),
    verb: contrast(style(".pill .verb", "fill"), paper),
    remark: contrast(style(".pill .remark", "fill"), paper),
    number: contrast(style(".pill .number", "fill"), style(".pill .disc", "fill")),
    tick: contrast(style(".ticks text", "fill"), paper),
    window: contrast(style(".window text", "fill"), style(".window rect", "fill")),
  };
}"""


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("ar", "dark")])
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(tab: Open, screen: str, language: str, theme: str):
    found = tab()
    if screen == "wrong":
        found.lost()
    page = found.open(f"{SCREENS[screen]}{'&' if '?' in SCREENS[screen] else '?'}lang={language}&theme={theme}")
    page.evaluate(_AXE)
    result = page.evaluate("(rules) => axe.run(document, rules)", _RULES)
    wrong = [(each["id"], [node["html"][:160] for node in each["nodes"]][:4]) for each in result["violations"]]
    assert wrong == [], json.dumps(wrong, indent=1)
    assert len(result["passes"]) > 15


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_in_pictures_has_contrast(tab: Open, theme: str):
    page = tab().open(f"{CONFLICT}&theme={theme}&lang=en")
    found = page.evaluate(_CONTRASTS)
    assert len(found) == 9
    assert {name: round(value, 2) for name, value in found.items() if value < 4.5} == {}


def test_a_screen_reader_hears_the_numbered_sentences_before_the_picture(tab: Open):
    page = tab().open(f"{CONFLICT}&lang=en")
    tree = page.locator("main").aria_snapshot()
    assert (
        tree.index("Google is a customer of Scale AI")
        < tree.index("Picture of the conflict")
        < tree.index("When each step holds")
    )
    assert tree.count("listitem") > 5


def test_every_page_has_one_heading_and_landmarks(tab: Open):
    for address in SCREENS.values():
        found = tab()
        found.lost()
        page = found.open(address)
        assert page.locator("h1").count() == 1
        for role in ("banner", "main", "contentinfo", "navigation"):
            assert page.get_by_role(role).count() >= 1  # type: ignore[arg-type]


def test_the_first_stop_of_tab_leads_to_the_content(tab: Open):
    page = tab().open("/about?lang=en")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")
