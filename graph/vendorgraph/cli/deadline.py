"""A deadline for work in an engine: what is asked of it is interrupted, and the command ends with a message."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

from vendorgraph.cli.errors import Misuse

if TYPE_CHECKING:
    from vendorgraph.scale.engine import Engine

#: Seconds between two interruptions: one may fall between two questions to the engine.
AGAIN = 0.5


@contextmanager
def within(seconds: float | None, engine: "Engine") -> Iterator[Callable[[], None]]:
    """Give the body so many seconds; it calls what this yields where it works without the engine for long.

    Raises Misuse when they are over, and whatever the body raises before.
    """
    if seconds is None:
        yield lambda: None
        return
    ended, passed = Event(), Event()
    Thread(target=_interrupt, args=(seconds, engine, ended, passed), daemon=True).start()
    over = Misuse(f"stopped after {seconds:g} seconds, as --deadline says; nothing was written")

    def check() -> None:
        if passed.is_set():
            raise over

    try:
        yield check
    except engine.errors:
        check()
        raise
    finally:
        ended.set()


def _interrupt(seconds: float, engine: "Engine", ended: Event, passed: Event) -> None:
    if not ended.wait(seconds):
        passed.set()
        engine.interrupt()
    while not ended.wait(AGAIN):
        engine.interrupt()
