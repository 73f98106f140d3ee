"""Results on standard output, always UTF-8: tables for people, and the formats for other programs."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from vendorgraph import tables

if TYPE_CHECKING:
    from vendorgraph.tables import Table

#: Width of a table that is not written to a terminal.
WIDTH = 80

Answer = Callable[[], object]


def emit(format: str, shown: "Sequence[Table]", answer: Answer) -> None:
    """Write the tables, or the answer that they show, in a format of `FORMATS`."""
    write(FORMATS[format](shown, answer))


def write(data: bytes) -> None:
    """Write bytes to standard output; OSError when that is not possible."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def note(message: str) -> None:
    """Write a message on standard error, a line of its own."""
    sys.stderr.write(f"{message}\n")


def _table(shown: "Sequence[Table]", answer: Answer) -> bytes:
    terminal = sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return tables.draw(shown, _width() if terminal else WIDTH, colour).encode()


def _width() -> int:
    """Columns of the terminal."""
    from shutil import get_terminal_size  # slow to import

    return get_terminal_size((WIDTH, 24)).columns


def _json(shown: "Sequence[Table]", answer: Answer) -> bytes:
    from vendorgraph.answers import encode

    return encode(answer())


def _csv(shown: "Sequence[Table]", answer: Answer) -> bytes:
    return "".join(map(tables.csv, shown)).encode()


def _markdown(shown: "Sequence[Table]", answer: Answer) -> bytes:
    return tables.markdown(shown).encode()


FORMATS: dict[str, Callable[["Sequence[Table]", Answer], bytes]] = {
    "table": _table,
    "json": _json,
    "csv": _csv,
    "md": _markdown,
}
