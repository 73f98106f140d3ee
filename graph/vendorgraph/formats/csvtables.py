"""The tables as CSV (RFC 4180, UTF-8): lists joined by `network.SEPARATOR`, texts that would be formulas disarmed."""

import csv
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from vendorgraph.formats import rows
from vendorgraph.formats.model import Files, Selection
from vendorgraph.formats.rows import Sheet
from vendorgraph.formats.xmltext import plain
from vendorgraph.network import SEPARATOR
from vendorgraph.tables import neutral


def files(selection: Selection) -> Files:
    """Yield a file for each table."""
    return ((f"{sheet.name}.csv", _writer(sheet)) for sheet in rows.sheets(selection))


def _writer(sheet: Sheet) -> Any:
    return lambda out: write_rows(out, [list(sheet.columns)], (row.values() for row in sheet.rows))


def write_rows(out: BinaryIO, head: list[list[str]], body: Iterator[Any]) -> None:
    """Write rows of cells as they come; `head` as it stands."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerows(head)
    writer.writerows([cell(value) for value in row] for row in body)
    text.detach()


def cell(value: Any) -> str:
    """Return a cell as text that no spreadsheet runs: truth values as true and false, nothing for None.

    What no spreadsheet can show (control characters, lone surrogates) becomes U+FFFD.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return neutral(plain(value if isinstance(value, str) else SEPARATOR.join(value)))
