"""A browser and servers for the tests. Without Chromium they are skipped, save where CI is set: there they fail."""

import os
from collections.abc import Callable, Iterator

import pytest

pytest.importorskip("playwright", reason="playwright is not installed: pip install -e '.[test]'")

from playwright.sync_api import Browser

from tests.browser.chromium import DATA, EXECUTABLE, Watched, browser, server, watched

Open = Callable[..., Watched]


@pytest.fixture(scope="package")  # playwright keeps an event loop, which no other test can bear
def chromium() -> Iterator[Browser]:
    if EXECUTABLE is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed: apt-get install chromium")
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with browser() as started:
        yield started


@pytest.fixture(scope="package")
def home(chromium: Browser) -> Iterator[str]:
    """The address of a server of the bundled market."""
    with server() as address:
        yield address


@pytest.fixture(scope="package")
def hostile(chromium: Browser) -> Iterator[str]:
    """The address of a server of the market that means harm."""
    with server("--data", str(DATA / "hostile")) as address:
        yield address


@pytest.fixture
def tab(chromium: Browser, home: str) -> Iterator[Open]:
    """Opens tabs on the bundled market; all are checked at the end."""
    opened: list[Watched] = []

    def open(**options: object) -> Watched:
        opened.append(watched(chromium, options.pop("home", home), **options))  # type: ignore[arg-type]
        return opened[-1]

    yield open
    for each in opened:
        each.check()
        each.page.context.close()
