"""Debian's Chromium, driven by playwright, and the real server to look at."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

DATA = Path(__file__).parent.parent / "data"
EXECUTABLE = shutil.which("chromium") or shutil.which("chromium-browser")

_ARGUMENTS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    *("--force-color-profile=srgb", "--font-render-hinting=none"),
]

# Violations of the policy are kept where the tests can read them.
_WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});
"""


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=EXECUTABLE, args=_ARGUMENTS)
        yield started
        started.close()


@contextmanager
def server(*options: str, port: str = "0", limits: tuple[str, ...] = ()) -> Iterator[str]:
    """The address of `vendorgraph serve` with global options such as --data, by default on a free port.

    `limits` are options of the command itself.
    """
    command = [sys.executable, "-m", "vendorgraph", *options, "serve", "--port", port, *limits]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    try:
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.search(r"http://\S+?(?=/?\s*$)", said)
        assert found is not None, said
        yield found[0]
    finally:
        process.terminate()
        process.wait(timeout=20)


class Watched:
    """A tab and everything in it that must not happen."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.home = home
        self.allowed = ""
        self.wrong: list[str] = []
        context.add_init_script(_WATCH)
        context.on("request", self._request)
        self.page: Page = context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("dialog", self._dialog)

    def open(self, address: str) -> Page:
        """Go to an address of the server and wait until all of the page is there."""
        self.page.goto(self.home + address, wait_until="load")
        return self.page

    def lost(self) -> None:
        """Allow that a page is not found, of which the browser complains."""
        self.allowed = "status of 404"

    def check(self) -> None:
        """Fail when anything that must not happen has happened."""
        if self.page.url.startswith(("http", "file")):
            self.wrong += self.page.evaluate("window.violations ?? []")
        assert not self.wrong, self.wrong

    def _request(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and not request.url.startswith(self.home):
            self.wrong.append(f"request: {request.url}")

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning") and not (self.allowed and self.allowed in message.text):
            self.wrong.append(f"console: {message.text} at {message.location.get('url')}")

    def _dialog(self, dialog: Any) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()


def watched(started: Browser, home: str, **options: Any) -> Watched:
    """A new tab with its own storage."""
    options = {"viewport": {"width": 1440, "height": 900}, "locale": "en-US", "accept_downloads": True, **options}
    return Watched(started.new_context(**options), home)
