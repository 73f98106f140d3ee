"""The explorer in Chromium and at its server: how long pages take, as ratios to a blank page of the same server.

    python tests/benchmarks/bench_explorer.py

Prints medians of warm pages at the server, and in headless Chromium from navigation to the complete picture. Exits
with 1 when a limit is broken: a warm page may take 150 times what a small file takes at the server, a picture 15 times
what that file takes in the browser. What breaks a limit is measured again, up to `ROUNDS` times, since the machine may
have been busy. (On an idle machine with two cores: pages 2 to 42 ms, pictures 140 to 200 ms.)
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.browser.chromium import Watched, browser, server, watched

RUNS, ROUNDS = 7, 3
#: Limits as multiples of a blank page.
PAGE, PICTURE = 150.0, 15.0

BLANK = "/static/mark.svg"
CONFLICT = "/conflicts/google/scale-ai/meta?as-of=2025-06-20"
PAGES = (
    "/",
    "/conflicts/google",
    CONFLICT,
    "/entity/scale-ai",
    "/graph?on=scale-ai&unfold=scale-ai:stake",
    "/table",
    "/what-if?lab=google&without=google/customer-of/scale-ai",
    "/vendors/google",
    "/changes/google",
    "/queries/stakes-in-vendor?vendor=scale-ai&ask=1",
    "/about",
)
PICTURES = (CONFLICT, "/graph?on=scale-ai&unfold=scale-ai:stake&unfold=scale-ai:trade")


def served(address: str) -> float:
    """Seconds until the server has sent all of a page that it was asked for before: the median."""
    for _ in range(6):
        urlopen(address).read()
    return statistics.median(timed(lambda: urlopen(address).read()) for _ in range(RUNS))


def shown(tab: Watched, address: str) -> float:
    """Seconds from navigation until a page and its picture are complete in the browser: the median."""
    tab.open(address)
    assert address == BLANK or tab.page.locator(".drawing").is_visible()
    return statistics.median(timed(lambda: tab.open(address)) for _ in range(RUNS))


def timed(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def table(title: str, addresses: tuple[str, ...], limit: float, seconds: Callable[[str], float]) -> bool:
    """Print medians and ratios to the blank page, measured in turn; return whether all keep the limit."""
    print(f"\n{title:72} {'median':>9} {'ratio':>7} {'limit':>7}")
    kept = True
    for address in addresses:
        for _ in range(ROUNDS):
            blank, took = seconds(BLANK), seconds(address)
            if took / blank <= limit:
                break
        kept &= took / blank <= limit
        print(f"{address:72} {took * 1000:6.1f} ms {took / blank:7.1f} {limit:7.0f}")
    return kept


def main() -> int:
    """Print the tables; return the exit code."""
    with browser() as started, server() as home:
        pages = table("at the server", PAGES, PAGE, lambda address: served(home + address))
        tab = watched(started, home)
        tab.lost()  # a picture by itself has no icon
        pictures = table("in Chromium", PICTURES, PICTURE, lambda address: shown(tab, address))
        tab.check()
    return int(not (pages and pictures))


if __name__ == "__main__":
    sys.exit(main())
