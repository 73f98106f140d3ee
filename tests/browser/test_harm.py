"""The market that means harm, in a real browser: nothing runs, nothing leaves, nothing turns or overflows."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.chromium import DATA
from tests.browser.conftest import Open
from tests.explorer.test_hostile import PAGES

# How many pixels of the picture are painted.
_PAINTED = """() => {
  const canvas = document.querySelector("canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, place) => place % 4 === 3 && value > 0).length;
}"""


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("address", PAGES)
def test_nothing_happens(tab: Open, hostile: str, address: str, language: str):
    found = tab(home=hostile)
    found.lost()
    page = found.open(f"{address}{'&' if '?' in address else '?'}lang={language}")
    for kind in ("mouseover", "focus", "pointerenter"):
        page.locator("main *").evaluate_all(
            "(all, kind) => all.forEach((each) => each.dispatchEvent(new Event(kind)))", kind
        )
    assert page.evaluate("document.scripts.length === document.querySelectorAll('script[src^=\"/static/\"]').length")
    assert page.locator("iframe, object, embed, img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    assert (
        page.evaluate("getComputedStyle(document.querySelector('main')).direction")
        == {"en": "ltr", "ar": "rtl"}[language]
    )


def test_the_report_of_that_market_is_harmless(tab: Open, hostile: str, tmp_path):
    page = tab(home=hostile).open("/conflicts/labrador/vendetta/rivalia")
    with page.expect_download() as download:
        page.locator("a.file").click()
    file = tmp_path / "report.html"
    download.value.save_as(file)
    sent = tab(home="file://")
    sent.page.goto(file.as_uri())
    assert sent.page.locator(".steps li").count() >= 3
    assert sent.page.evaluate("document.scripts.length") == 1


@pytest.mark.parametrize("folder", ["small", "hostile"])
def test_the_view_for_notebooks_draws_by_itself_and_asks_for_nothing(tab: Open, tmp_path: Path, folder: str):
    file = tmp_path / "view.html"
    command = [sys.executable, "-m", "vendorgraph", "--data", str(DATA / folder), "view", "--out", str(file)]
    subprocess.run(command, check=True, capture_output=True)
    shown = tab(home="file://", offline=True)
    shown.page.goto(file.as_uri())
    assert shown.page.locator("canvas").is_visible()
    assert shown.page.evaluate(_PAINTED) > 100
    shown.page.locator("canvas").hover()
