"""Using the pages: keys, steps, sliders, search, what if, downloads, with scripts and without."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import DATA, server, watched
from tests.browser.conftest import Open

CONFLICT = "/conflicts/google/scale-ai/meta?as-of=2025-06-20"


def _focused(page: Page) -> str:
    return page.evaluate("document.activeElement?.dataset?.slug ?? document.activeElement?.id ?? ''")  # type: ignore[no-any-return]


def _reach(page: Page, wanted: str, most: int = 120) -> bool:
    """Press Tab until the wanted element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement?.matches(wanted) ?? false", wanted):
            return True
    return False


def test_a_walk_by_keyboard_through_the_picture(tab: Open):
    page = tab().open(f"{CONFLICT}&lang=en")
    assert _reach(page, "a.dot")
    assert _focused(page) == "google"
    page.keyboard.press("ArrowRight")
    assert _focused(page) == "scale-ai"
    page.keyboard.press("ArrowRight")
    assert _focused(page) == "alexandr-wang"
    page.keyboard.press("End")
    last = _focused(page)
    page.keyboard.press("Home")
    assert _focused(page) == "google" != last
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.matches('a.dot')"), "the picture takes one stop of Tab"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entity/google*")
    page.keyboard.press("Escape")
    page.wait_for_url(f"**{CONFLICT}&lang=en")


def test_escape_does_not_leave_the_explorer(tab: Open):
    found = tab()
    found.page.goto("about:blank")
    page = found.open("/entity/google?lang=en")
    page.keyboard.press("Escape")
    page.wait_for_timeout(200)
    assert "/entity/google" in page.url


def test_the_walk_follows_the_mirrored_map_in_arabic(tab: Open):
    page = tab().open(f"{CONFLICT}&lang=ar")
    assert _reach(page, "a.dot")
    page.keyboard.press("ArrowLeft")
    assert _focused(page) == "scale-ai"


def test_digits_jump_to_steps_slash_searches_and_escape_goes_back(tab: Open):
    page = tab().open(CONFLICT)
    page.keyboard.press("3")
    assert page.locator("#evidence-3").is_visible() and not page.locator("#evidence-1").is_visible()
    assert "step=3" in page.url
    page.keyboard.press("/")
    assert _focused(page) == "q"
    page.keyboard.type("3")
    assert page.locator("#q").input_value() == "3"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("**/conflicts/google?*")


def test_a_chosen_step_is_marked_in_list_picture_and_strip_and_kept_in_the_address(tab: Open):
    page = tab().open(CONFLICT)
    page.locator(".steps li").nth(1).locator("a").click()
    assert page.locator(".steps li.chosen").get_attribute("data-step") == "2"
    assert page.locator(".pill.chosen").get_attribute("data-step") == "2"
    assert page.locator(".bar.chosen").get_attribute("data-step") == "2"
    page.reload()
    assert page.locator(".steps li.chosen").get_attribute("data-step") == "2"
    page.locator(".pill[data-step='1']").click()
    assert page.locator("#evidence-1").is_visible()


def test_a_day_moved_along_the_strip_dims_what_does_not_hold(tab: Open):
    page = tab().open(f"{CONFLICT}&way=3")
    slider = page.locator(".strip-day input")
    assert slider.is_visible()
    slider.focus()
    page.keyboard.press("Home")
    assert "steps hold on 2022-01-01" in page.locator(".strip-day output").inner_text()
    assert page.locator(".bar.not-held").count() >= 1
    assert page.locator(".pill.not-held").count() >= 1
    assert "day=2022-01-01" in page.url
    dimmed = page.locator(".bar.not-held").count()
    page.reload()
    assert page.locator(".bar.not-held").count() == dimmed
    assert "steps hold on 2022-01-01" in page.locator(".strip-day output").inner_text()
    slider.focus()
    page.keyboard.press("End")
    assert page.locator(".bar.not-held").count() == 0
    assert "day=20" in page.url and page.evaluate("new URL(location).searchParams.get('day')") >= "2025-06-20"


def test_keys_move_a_clock_day_by_day_until_enter_asks_for_that_day(tab: Open):
    page = tab().open("/conflicts/google?lang=en")
    page.locator(".clocks summary").click()
    page.locator("input[data-days='as-of']").focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    assert page.input_value("#as-of") == "2026-11-19"
    assert "as-of" not in page.url
    page.keyboard.press("Enter")
    page.wait_for_url("**as-of=2026-11-19**")


def test_the_clocks_are_sliders_that_lead_to_the_page_of_that_day(tab: Open):
    page = tab().open("/conflicts/google?lang=en")
    page.locator("details.clocks summary").click()
    slider = page.locator("input[data-days='as-of']")
    assert slider.is_visible()
    slider.evaluate("(each) => { each.value = Number(each.max) - 520; }")
    slider.dispatch_event("input")
    assert page.locator("#as-of").input_value() == "2025-06-20"
    slider.dispatch_event("change")
    page.wait_for_url("**as-of=2025-06-20**")
    assert "As of 20 Jun 2025" in page.locator("details.clocks").inner_text()
    assert page.locator(".row .badge.critical").count() == 1


def test_a_search_in_arabic_letters_finds_the_company(tab: Open):
    page = tab().open("/?lang=ar")
    page.locator("#q").fill("ميتا")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entity/meta?lang=ar")


def test_filters_change_the_list_and_the_address(tab: Open):
    page = tab().open("/conflicts/openai?lang=en")
    before = page.locator(".rows > .row").count()
    page.locator(".facets").get_by_role("link", name="medium").click()
    page.wait_for_url("**level=medium**")
    assert 0 < page.locator(".rows > .row").count() <= before
    assert page.locator(".rows > .row:not(.medium)").count() == 0


def test_the_graph_takes_names_in_either_script(tab: Open):
    page = tab().open("/graph?lang=ar")
    offered = page.locator("#names option").evaluate_all("all => all.map((each) => each.value)")
    assert {"ميتا", "Meta Platforms"} <= set(offered)
    page.locator("#add").fill("ميتا")
    page.locator("#add").press("Enter")
    page.wait_for_url("**on=meta**")


def test_the_graph_unfolds_filters_and_finds_paths(tab: Open):
    page = tab().open("/graph?lang=en")
    page.locator("#add").fill("Scale AI")
    page.locator("#add").press("Enter")
    page.wait_for_url("**on=scale-ai**")
    few = page.locator(".drawing a.dot:not(.group)").count()
    page.locator("a.dot.group").first.click()
    page.wait_for_url("**unfold=**")
    assert page.locator(".drawing a.dot:not(.group)").count() > few
    page.locator(".filters").get_by_role("link", name="people").click()
    page.wait_for_url("**only=people**")
    assert page.locator(".drawing .line.stake").count() == 0
    page.locator("#from").fill("Google")
    page.locator("#to").fill("Meta Platforms")
    page.get_by_role("button", name="Find paths").click()
    page.wait_for_url("**from=Google**")
    assert page.locator(".drawing .line.lit").count() >= 1


def test_what_if_says_what_changes_and_stores_nothing(tab: Open):
    page = tab().open("/what-if?lab=openai&lang=en")
    page.locator("#subject").fill("Google")
    page.locator("#object").fill("Mercor")
    page.locator("#share").fill("30")
    page.get_by_role("button", name="Suppose it").click()
    page.wait_for_url("**suppose=**")
    assert "Google holds 30 % of Mercor" in page.locator(".assumed").inner_text()
    assert page.locator(".chip.supposed").first.is_visible()
    assert page.locator(".change").count() >= 1
    page.get_by_role("link", name="Take back").click()
    page.wait_for_url("**/what-if?lab=openai&lang=en")
    assert page.locator(".change").count() == 0
    assert "Google holds 30" not in page.content()


def test_a_table_is_sorted_by_a_click(tab: Open):
    page = tab().open("/table?on=scale-ai&unfold=scale-ai:stake&lang=en")
    heading = page.get_by_role("button", name="Origins")
    heading.click()
    column = "rows => rows.map((row) => Number(row.cells[7].textContent))"
    rising = page.locator("tbody tr").evaluate_all(column)
    assert rising == sorted(rising)
    heading.click()
    assert page.locator("tbody tr").evaluate_all(column) == rising[::-1] or rising[0] != rising[-1]
    assert page.locator("th[aria-sort='descending']").count() == 1
    page.reload()
    assert page.locator("th[aria-sort='descending']").inner_text().startswith("Origins")
    assert page.locator("tbody tr").evaluate_all(column)[0] == max(rising)
    page.goto(f"{page.url}&sort=9:9&sort=x")
    assert page.locator("th[aria-sort]").count() == 1


@pytest.mark.parametrize("table", ["owned-by", "customers", "people-here", "figures"])
def test_the_query_behind_a_table_is_run_and_gives_its_rows(tab: Open, table: str):
    page = tab().open("/entity/scale-ai?lang=en")
    section = page.locator(f"section#{table}")
    rows = int(section.locator("h2 .count").inner_text())
    section.locator("details.sparql summary").click()
    section.get_by_role("link", name="Run it").click()
    page.locator("#result").wait_for()
    found = page.locator("main table tbody tr").count()
    assert found == rows if table != "figures" else found >= rows > 5


def test_a_query_is_written_and_answered(tab: Open):
    page = tab().open("/queries?lang=en")
    field = page.locator("#query")
    field.fill("SELECT ?s WHERE { ?s a <https://w3id.org/vendorgraph/ontology#Company> } LIMIT 5")
    field.press("Control+Enter")
    page.wait_for_url("**query=SELECT**")
    assert page.locator("tbody tr").count() == 5
    page.locator("#query").fill("SELECT nonsense")
    page.get_by_role("button", name="Ask").click()
    assert "SPARQL" in page.locator(".refusal").inner_text()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_without_scripts_everything_can_be_reached(tab: Open, language: str):
    found = tab(java_script_enabled=False)
    found.check = lambda: None  # type: ignore[method-assign]
    page = found.open(f"{CONFLICT}&lang={language}&step=2")
    assert page.locator("#evidence-2").is_visible() and not page.locator("#evidence-1").is_visible()
    page.locator(".steps li").nth(2).locator("a").click()
    page.wait_for_url("**step=3**")
    assert page.locator("#evidence-3").is_visible()
    found.open(f"/queries?lang={language}&query=ASK%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D")
    assert page.locator("#result").is_visible()
    found.open(f"/conflicts/google?lang={language}")
    page.locator("details.clocks summary").click()
    page.locator("#as-of").fill("2025-06-20")
    page.locator("details.clocks button").click()
    page.wait_for_url("**as-of=2025-06-20**")
    assert found.wrong == []


def test_downloads_open_again_and_hold_what_was_shown(tab: Open, tmp_path: Path):
    page = tab().open("/graph?on=scale-ai&unfold=scale-ai:stake&only=stake&lang=en")
    lines = page.locator(".drawing .line.near.stake").count()
    saved = {}
    for name in ("SVG", "GraphML", "CSV", "JSON"):
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).click()
        saved[name] = tmp_path / download.value.suggested_filename
        download.value.save_as(saved[name])
    relations = json.loads(saved["JSON"].read_text(encoding="utf-8"))["relations"]
    assert saved["CSV"].read_text(encoding="utf-8").count("\n") == len(relations) + 1
    edges = [each for each in ElementTree.parse(saved["GraphML"]).iter() if each.tag.endswith("}edge")]
    assert len(edges) == len(relations) >= lines > 10
    picture = tab(home="file://").page
    picture.goto(saved["SVG"].as_uri())
    assert picture.locator(".line.stake").count() == lines


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_file_to_send_needs_nothing_and_works_by_itself(tab: Open, tmp_path: Path, language: str):
    page = tab().open(f"{CONFLICT}&lang={language}")
    with page.expect_download() as download:
        page.locator("a.file").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.stat().st_size < 150_000
    sent = tab(home="file://", offline=True)
    sent.page.goto(file.as_uri())
    assert sent.page.locator("h1").is_visible() and sent.page.locator(".drawing").is_visible()
    assert sent.page.locator(".steps li").count() == 5
    slider = sent.page.locator(".strip-day input")
    assert slider.is_visible()
    slider.focus()
    sent.page.keyboard.press("Home")
    assert sent.page.locator(".bar.not-held").count() >= 1
    sent.page.locator("th button").first.click()
    assert sent.page.locator("th[aria-sort]").count() == 1
    assert sent.page.evaluate("performance.getEntriesByType('resource').length") == 0


def test_the_file_to_send_reads_without_scripts(tab: Open, tmp_path: Path):
    page = tab().open(CONFLICT)
    with page.expect_download() as download:
        page.locator("a.file").click()
    file = tmp_path / "report.html"
    download.value.save_as(file)
    plain = tab(home="file://", java_script_enabled=False)
    plain.check = lambda: None  # type: ignore[method-assign]
    plain.page.goto(file.as_uri())
    assert plain.page.locator("table").count() >= 4
    assert plain.page.locator(".drawing").is_visible()
    assert "not a finding of wrongdoing" in plain.page.locator("body").inner_text()
    plain.page.set_viewport_size({"width": 390, "height": 844})
    box = plain.page.locator("body").bounding_box()
    assert box and box["width"] == 390
    words = plain.page.locator(".strip .label").first.bounding_box()
    assert words and words["height"] > 8, "what is written in the pictures can be read"


@pytest.mark.parametrize(("language", "next_"), [("en", "Make it more selective"), ("ar", "أضف شرطًا أو LIMIT")])
def test_a_query_past_its_limit_says_what_to_do_next(chromium: Browser, language: str, next_: str):
    with server("--data", str(DATA / "small"), limits=("--deadline", "0.5")) as home:
        found = watched(chromium, home)
        page = found.open(f"/queries?lang={language}")
        endless = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        page.locator("#query").fill(endless)
        page.locator(".body form button").click()
        page.locator(".refusal").wait_for()
        assert next_ in page.locator(".body").inner_text()
        assert page.locator("#query").input_value() == endless
        page.locator("#query").fill("ASK { ?s ?p ?o }")
        page.locator(".body form button").click()
        page.locator("#result").wait_for()
        found.check()
        page.context.close()


def test_a_stopped_server_leaves_the_page_with_what_to_do_next(chromium: Browser):
    with server("--data", str(DATA / "small")) as home:
        found = watched(chromium, home)
        page = found.open("/about?lang=en")
        assert not page.get_by_role("alert").is_visible()
        page.get_by_role("link", name="Queries", exact=True).click()
        page.wait_for_url("**/queries?lang=en")
        port = home.rpartition(":")[2]
    found.allowed = "ERR_CONNECTION_REFUSED"
    for leave in (
        lambda: page.get_by_role("link", name="Vendors", exact=True).click(),
        lambda: page.get_by_role("button", name="Ask").click(),
    ):
        leave()
        page.get_by_role("alert").wait_for()
        assert "Start vendorgraph serve again" in page.get_by_role("alert").inner_text()
        assert "/queries" in page.url
    with server("--data", str(DATA / "small"), port=port):
        page.get_by_role("link", name="Vendors", exact=True).click()
        page.wait_for_url("**/vendors?lang=en")
        found.check()
    page.context.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The explorer as a folder of files."""
    folder: Path = tmp_path_factory.mktemp("site") / "out"
    command = [sys.executable, "-m", "vendorgraph", "--data", str(DATA / "small"), "site", "--out", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@contextmanager
def _plain_server(folder: Path) -> Iterator[str]:
    """The address of a server that knows nothing but files."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as plain:
        Thread(target=plain.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{plain.server_port}"
        plain.shutdown()


@pytest.mark.parametrize("place", ["disk", "server"])
def test_the_folder_of_files_works_from_a_disk_and_from_any_server(tab: Open, folder: Path, place: str):
    with _plain_server(folder) if place == "server" else nullcontext(folder.as_uri()) as start:
        found = tab(home="file://" if place == "disk" else start)
        page = found.page
        page.goto(f"{start}/index.html")
        page.get_by_role("link", name="Northgate").first.click()
        page.locator(".row .whole").first.click()
        page.wait_for_url("**/conflicts/northgate/*/*.html")
        page.wait_for_load_state()
        assert page.locator(".drawing").is_visible()
        assert page.locator(".evidence:visible").count() == 1
        page.keyboard.press("2")
        assert page.url.endswith("#evidence-2") and page.locator("#evidence-2").is_visible()
        page.reload()
        assert page.locator("#evidence-2").is_visible() and page.locator(".evidence:visible").count() == 1
        page.locator(".strip-day input").focus()
        page.keyboard.press("Home")
        assert page.locator(".bar.not-held").count() >= 1
        assert _reach(page, "a.dot")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        page.wait_for_url("**/entity/*.html")
        page.locator("a[hreflang=ar]").click()
        page.wait_for_url("**/ar/entity/*.html")
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.dir") == "rtl"
        page.locator("th button").first.click()
        assert page.locator("th[aria-sort]").count() == 1
        page.locator("nav.pages a").nth(2).click()
        page.wait_for_url("**/ar/graph.html")
        page.locator(".choices a").first.click()
        page.wait_for_url("**/ar/graph/*.html")
        assert page.locator(".drawing .dot").count() > 2
        found.check()
        page.goto("about:blank")


def test_the_folder_of_files_reads_without_scripts(tab: Open, folder: Path):
    found = tab(home="file://", java_script_enabled=False)
    found.check = lambda: None  # type: ignore[method-assign]
    conflict = next(folder.glob("conflicts/*/*/*.html"))
    found.page.goto(conflict.as_uri())
    steps = found.page.locator(".steps li").count()
    assert steps >= 3 and found.page.locator(".evidence:visible").count() == steps
