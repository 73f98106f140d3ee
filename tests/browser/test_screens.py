"""Every screen in both languages and both colours: no error, no breach of the policy, nothing outside."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from tests.browser.conftest import Open
from tests.browser.screenshots import STATES

CONFLICT = "/conflicts/google/scale-ai/meta?as-of=2025-06-20"
ROOT = Path(__file__).parents[2]
WIDTHS = (390, 768, 1024, 1440, 1920)
SCREENS = {
    "start": "/",
    "conflicts": "/conflicts/openai?lab=openai",
    "why": CONFLICT,
    "evidence": f"{CONFLICT}&step=2",
    "entity": "/entity/scale-ai",
    "person": "/entity/alexandr-wang",
    "graph": "/graph?on=scale-ai&unfold=scale-ai:stake&unfold=scale-ai:people",
    "path": "/graph?from=google&to=meta&way=2",
    "table": "/table?on=scale-ai&unfold=scale-ai:stake",
    "what-if": "/what-if?lab=openai&without=alexandr-wang/board-member-of/scale-ai",
    "vendors": "/vendors/google",
    "changes": "/changes/google?from=2025-05-01&to=2025-07-01",
    "query": "/queries/stakes-in-vendor?vendor=scale-ai&ask=1",
    "about": "/about",
    "sources": "/sources/seed-article-2025-06",
    "wrong": "/entity/gogle",
}

# What is written on the path, and the rings, each as text and rectangle.
_WRITTEN = """() => [...document.querySelectorAll(".dot.lit .name, .dot.lit .caption, .dot.lit .ring, .pill rect")]
  .map((each) => [each.textContent || each.tagName, each.getBoundingClientRect()])
  .map(([text, box]) => [text, box.left, box.top, box.right, box.bottom])"""

# Which shapes around the path are touched by a pill.
_TOUCHED = """() => {
  const pills = [...document.querySelectorAll(".pill rect")].map((each) => each.getBoundingClientRect());
  const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return [...document.querySelectorAll(".dot.near, .dot.far")]
    .filter((dot) => pills.some((pill) => meets(pill, dot.querySelector(".shape").getBoundingClientRect())))
    .map((dot) => dot.dataset.slug);
}"""

# Texts of pills that leave the frame of their pill.
_OUTSIDE = """() => [...document.querySelectorAll(".pill")].flatMap((pill) => {
  const frame = pill.querySelector("rect").getBoundingClientRect();
  const leaves = ({ left, right, top, bottom }) =>
    left < frame.left || right > frame.right || top < frame.top || bottom > frame.bottom;
  return [...pill.querySelectorAll("text")]
    .filter((text) => leaves(text.getBoundingClientRect()))
    .map((text) => text.textContent);
})"""

# Where the first and the last character of texts stand.
_FIRST_AND_LAST = """all => all.map((text) =>
  [0, text.textContent.length - 1].map((number) => text.getStartPositionOfChar(number).x))"""

# Animations that run for longer than a moment.
_BOXES = "all => all.map((each) => each.getBoundingClientRect().toJSON())"
_MOVING = """() => document.getAnimations()
  .filter((each) => each.playState === "running" && each.effect.getTiming().duration > 1).length"""


def _with(address: str, **params: str) -> str:
    more = "&".join(f"{key}={value}" for key, value in params.items())
    return f"{address}{'&' if '?' in address else '?'}{more}"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_is_shown(tab: Open, screen: str, language: str, theme: str):
    found = tab()
    if screen == "wrong":
        found.lost()
    page = found.open(_with(SCREENS[screen], lang=language, theme=theme))
    assert page.locator("h1").is_visible()
    assert page.evaluate("document.documentElement.dir") == {"en": "ltr", "ar": "rtl"}[language]
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert light == (theme == "light")
    assert page.locator("footer .meaning").is_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("screen", SCREENS)
def test_no_screen_is_wider_than_the_window(tab: Open, screen: str, language: str):
    found = tab()
    if screen == "wrong":
        found.lost()
    page = found.open(_with(SCREENS[screen], lang=language))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_system_where_the_address_says_nothing(tab: Open, scheme: str):
    page = tab(color_scheme=scheme).open("/")
    colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert (colour == "rgb(255, 255, 255)") == (scheme == "light")


def test_the_language_follows_the_browser_where_the_address_says_nothing(tab: Open):
    assert tab(locale="ar").open("/").evaluate("document.documentElement.lang") == "ar"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_is_written_on_the_path_overlaps_nothing_when_drawn(tab: Open, language: str):
    found = tab()
    page = found.open(_with("/conflicts/google-deepmind", lang=language))
    listed = page.locator(".row .whole").evaluate_all("rows => rows.map((row) => row.getAttribute('href'))")
    assert len(listed) >= 2
    for address in (*listed[:6], _with(CONFLICT, lang=language), _with(CONFLICT, lang=language, way="3")):
        boxes = found.open(address).evaluate(_WRITTEN)
        assert len(boxes) > 8
        overlapping = [(a[0], b[0]) for a, b in combinations(boxes, 2) if _meet(a[1:], b[1:])]
        assert overlapping == [], address
        assert found.page.locator(".dot.near").count() > 8 and found.page.evaluate(_TOUCHED) == [], address


def _meet(a: list[float], b: list[float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_is_written_on_a_pill_stays_inside_it(tab: Open, language: str):
    page = tab().open(_with(CONFLICT, lang=language))
    outside = page.evaluate(_OUTSIDE)
    assert outside == []


def test_at_390_pixels_the_path_is_a_list_of_steps_and_the_picture_is_asked_for(tab: Open):
    page = tab(viewport={"width": 390, "height": 844}).open(CONFLICT)
    steps = page.locator(".steps li")
    assert steps.count() == 5
    tops = [steps.nth(n).bounding_box()["y"] for n in range(5)]  # type: ignore[index]
    assert tops == sorted(tops)
    assert not page.locator(".drawing").is_visible()
    page.get_by_role("link", name="Show the picture").click()
    page.wait_for_url("**#picture")
    assert page.locator(".drawing").is_visible()
    assert "picture=1" in page.url
    assert page.locator("#picture").bounding_box()["y"] < 844, "the picture is in sight"  # type: ignore[index]


def test_print_leaves_out_what_paper_has_no_use_for_and_shows_all_evidence(tab: Open):
    page = tab().open(CONFLICT)
    seen = "all => all.every((each) => each.checkVisibility({ contentVisibilityAuto: true }))"
    assert not page.locator(".rest .card").evaluate_all(seen)
    page.emulate_media(media="print")
    assert not page.locator(".pages").is_visible()
    assert page.locator(".evidence").evaluate_all("all => all.every((each) => each.offsetParent !== null)")
    assert page.locator("footer .meaning").is_visible()
    assert page.locator(".rest .card").evaluate_all(seen)


def test_on_paper_nothing_lies_over_the_picture(tab: Open):
    page = tab().open(CONFLICT)
    page.emulate_media(media="print")
    picture, footer = (page.locator(each).bounding_box() for each in (".stage", "footer.bottom"))
    assert picture and footer and picture["y"] + picture["height"] <= footer["y"]
    legend = [each["y"] for each in page.locator(".stage .legend li:not(.gap)").evaluate_all(_BOXES)]
    assert len(set(legend)) < len(legend) / 2, "the legend is in lines, not one below the other"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_at_390_pixels_every_page_of_the_navigation_is_in_sight(tab: Open, language: str):
    page = tab(viewport={"width": 390, "height": 844}).open(_with("/queries", lang=language))
    entries = page.locator(".pages a").evaluate_all(_BOXES)
    assert len(entries) == 8
    assert all(each["left"] >= 0 and each["right"] <= 390 for each in entries)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_print_is_dark_on_light(tab: Open, theme: str):
    page = tab(color_scheme="dark").open(_with(CONFLICT, theme=theme))
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(23, 32, 43)"


def test_nothing_moves_for_who_wants_no_motion(tab: Open):
    page = tab(reduced_motion="reduce").open(CONFLICT)
    page.keyboard.press("2")
    assert page.evaluate(_MOVING) == 0


@pytest.mark.parametrize("width", [390, 1440])
def test_links_of_the_filters_are_as_wide_as_their_words(tab: Open, width: int):
    page = tab(viewport={"width": width, "height": 844}).open("/conflicts/google?low=1&lang=ar")
    link = page.locator(".facets").get_by_role("link", name="أزل كل المرشحات")
    assert link.bounding_box()["height"] < 40  # type: ignore[index]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_at_390_pixels_tables_keep_words_whole_and_graphs_show_their_middle(tab: Open, language: str):
    found = tab(viewport={"width": 390, "height": 844})
    page = found.open(_with("/table?on=scale-ai&unfold=scale-ai:stake", lang=language))
    heights = page.locator("tbody td:nth-child(4) .status").evaluate_all("all => all.map((each) => each.offsetHeight)")
    assert max(heights) < 60
    page = found.open(_with("/graph?on=scale-ai", lang=language))
    box = page.locator("a.dot.own .shape").bounding_box()
    assert box is not None and 0 < box["x"] < 390


@pytest.mark.parametrize(
    ("address", "words"),
    [("/conflicts/openai", "Filters"), ("/queries/founders", "Stored queries"), ("/what-if", "Suppose a relation")],
)
def test_at_390_pixels_what_is_asked_for_comes_first_and_the_rest_by_a_link(tab: Open, address: str, words: str):
    page = tab(viewport={"width": 390, "height": 844}).open(_with(address, lang="en"))
    assert page.locator("h1").bounding_box()["y"] < 200  # type: ignore[index]
    page.get_by_role("link", name=words, exact=True).click()
    assert page.locator(".facets").bounding_box()["y"] < 844  # type: ignore[index]


def test_a_name_cut_short_ends_in_its_own_direction(tab: Open):
    """The dots that stand for the rest of a Latin name are on its right also where the page runs to the left."""
    page = tab().open("/graph?on=scale-ai&unfold=scale-ai:stake&lang=ar")
    cut = page.locator(".drawing text.name", has_text=re.compile("^[A-Z].*…$"))
    assert cut.count() >= 1
    places = cut.evaluate_all(_FIRST_AND_LAST)
    assert all(first < last for first, last in places)


def test_filters_of_the_graph_stand_side_by_side_at_390_pixels(tab: Open):
    page = tab(viewport={"width": 390, "height": 844}).open("/graph?on=scale-ai&lang=en")
    tops = page.locator(".filters a").evaluate_all("all => all.map((each) => each.getBoundingClientRect().top)")
    assert len(set(tops)) < len(tops)


def test_the_pictures_of_the_readme_are_small_and_among_the_twelve():
    shown = re.findall(r"\((tests/browser/pictures/([a-z-]+)\.png)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(shown) == 3 and {name for _, name in shown} <= {name for name, _, _ in STATES}
    for path, _ in shown:
        body = (ROOT / path).read_bytes()
        assert body.startswith(b"\x89PNG") and len(body) < 400_000
    assert len(STATES) == 12
    for part in ("lang=en", "lang=ar", "theme=light", "theme=dark"):
        assert sum(part in address for _, address, _ in STATES) >= 3
