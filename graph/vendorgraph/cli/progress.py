"""A sign of life on standard error for work that takes longer than a second, on a terminal alone."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.status import Status

DELAY = 1.0  # seconds


@contextmanager
def slow(message: str) -> Iterator[None]:
    """Show `message` with a spinner while the body runs, once it has run for `DELAY`."""
    if not sys.stderr.isatty():
        yield
        return
    from threading import Timer

    shown: list[Status] = []
    timer = Timer(DELAY, _start, (message, shown))
    timer.daemon = True
    timer.start()
    try:
        yield
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
