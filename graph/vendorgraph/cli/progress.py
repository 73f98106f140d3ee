"""A sign of life on standard error for work that takes longer than a second, on a terminal alone."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.status import Status

DELAY = 1.0  # seconds


#: Says how far the work is, in a few words.
Say = Callable[[str], object]


@contextmanager
def slow(message: str) -> Iterator[Say]:
    """Show `message` with a spinner while the body runs, once it has run for `DELAY`; it may say how far it is."""
    if not sys.stderr.isatty():
        yield lambda far: None
        return
    from threading import Timer

    shown: list[Status] = []
    timer = Timer(DELAY, _start, (message, shown))
    timer.daemon = True
    timer.start()
    try:
        yield lambda far: _update(shown, f"{message}: {far} ...")
    finally:
        timer.cancel()
        timer.join()
        for status in shown:
            status.stop()


def _start(message: str, shown: "list[Status]") -> None:
    from rich.console import Console

    status = Console(stderr=True).status(f"{message} ...")
    status.start()
    shown.append(status)


def _update(shown: "list[Status]", text: str) -> None:
    for status in shown:
        status.update(text)
