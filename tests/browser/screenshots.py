"""Pictures of twelve main states of the explorer: python -m tests.browser.screenshots DIR

Both languages and both colours are among them, and a telephone. CI keeps the folder; the README shows three of them.
"""

import sys
from pathlib import Path

from tests.browser.chromium import browser, server, watched

CONFLICT = "/conflicts/google/scale-ai/meta?as-of=2025-06-20"
WIDE, PHONE = (1680, 1000), (390, 844)

#: Name, address, and size of the window.
STATES = (
    ("conflict", f"{CONFLICT}&lang=en&theme=light", WIDE),
    ("conflict-dark", "/conflicts/openai/scale-ai/meta?as-of=2025-06-14&lang=en&theme=dark", WIDE),
    ("conflict-ar", f"{CONFLICT}&way=3&lang=ar&theme=light", WIDE),
    ("conflicts", "/conflicts/google-deepmind?lang=en&theme=light", WIDE),
    ("evidence-dark", f"{CONFLICT}&way=3&step=2&lang=en&theme=dark", WIDE),
    ("entity", "/entity/scale-ai?lang=en&theme=light", WIDE),
    ("graph", "/graph?on=scale-ai&on=meta&unfold=scale-ai:stake&unfold=meta:people&lang=en&theme=light", WIDE),
    ("path-ar-dark", "/graph?from=google&to=meta&way=4&unfold=google:stake&lang=ar&theme=dark", WIDE),
    (
        "what-if",
        "/what-if?lab=openai&without=alexandr-wang/board-member-of/scale-ai&suppose=google/holds-stake-in/mercor/30"
        "&lang=en&theme=light",
        WIDE,
    ),
    ("vendors-ar", "/vendors/google?lang=ar&theme=light", WIDE),
    ("query-dark", "/queries/stakes-in-vendor?vendor=scale-ai&ask=1&lang=en&theme=dark", WIDE),
    ("phone", f"{CONFLICT}&lang=en&theme=light", PHONE),
)


def main(folder: Path) -> None:
    """Write a PNG for each state; AssertionError when a page does what it must not."""
    folder.mkdir(parents=True, exist_ok=True)
    with browser() as started, server() as home:
        for name, address, (width, height) in STATES:
            tab = watched(started, home, viewport={"width": width, "height": height})
            tab.open(address)
            tab.page.screenshot(path=folder / f"{name}.png")
            tab.check()
            tab.page.context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
