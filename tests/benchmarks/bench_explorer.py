"""The explorer in Chromium and at its server: how long pages take, as ratios to a blank page of the same server.

    python tests/benchmarks/bench_explorer.py

Prints medians of warm pages at the server, and in headless Chromium from navigation to the complete picture. Exits
with 1 when a limit is broken: a warm page may take 150 times what a small file takes at the server, a picture 15 times
what that file takes in the browser. (On an idle machine with two cores: pages 2 to 35 ms, pictures 150 to 200 ms.)
"""

import statistics
import sys
import time
from pathlib import Path
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.browser.chromium import Watched, browser, server, watched

RUNS = 7
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


def served(address: str) -> float:
    """Seconds until the server has sent all of a page that it was asked for before: the median."""
    for _ in range(6):
        urlopen(address).read()
    return statistics.median(timed(lambda: urlopen(address).read()) for _ in range(RUNS))


def shown(tab: Watched, address: str) -> float:
    """Seconds from navigation until a page and its picture are complete in the browser: the median."""
    tab.open(address)
    return statistics.median(timed(lambda: tab.open(address)) for _ in range(RUNS))


def timed(work: object) -> float:
    """Seconds that some work takes."""
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - start


def main() -> int:
    """Print a table of medians and ratios; return the exit code."""
    broken = False
    with browser() as started, server() as home:
        blank = served(home + BLANK)
        print(f"{'at the server':60} {'median':>9} {'ratio':>7}")
        print(f"{BLANK:60} {blank * 1000:6.1f} ms {1:7.1f}")
        for address in PAGES:
            seconds = served(home + address)
            broken |= seconds / blank > PAGE
            print(f"{address:60} {seconds * 1000:6.1f} ms {seconds / blank:7.1f}")
        tab = watched(started, home)
        tab.lost()  # a picture by itself has no icon
        empty = shown(tab, BLANK)
        print(f"\n{'in Chromium':60} {'median':>9} {'ratio':>7}")
        print(f"{BLANK:60} {empty * 1000:6.0f} ms {1:7.1f}")
        for address in (CONFLICT, "/graph?on=scale-ai&unfold=scale-ai:stake&unfold=scale-ai:trade"):
            seconds = shown(tab, address)
            assert tab.page.locator(".drawing").is_visible()
            broken |= seconds / empty > PICTURE
            print(f"{address:60} {seconds * 1000:6.0f} ms {seconds / empty:7.1f}")
        tab.check()
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
