"""The tables as one Excel workbook, a sheet each. Texts are texts: none of them is read as a formula or a link."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from vendorgraph.extras import need
from vendorgraph.formats import rows
from vendorgraph.formats.model import Selection, TooLarge
from vendorgraph.formats.rows import Sheet
from vendorgraph.formats.xmltext import plain
from vendorgraph.network import SEPARATOR

if TYPE_CHECKING:
    from xlsxwriter import Workbook

#: What Excel has room for: rows below the heading, characters of a cell.
ROWS, CHARACTERS = 1_048_575, 32_767

_EXACT = 1 << 53  # whole numbers from which on Excel would round
_NEVER = datetime(1980, 1, 1)
_OPTIONS = {
    "constant_memory": True,  # rows go to the disk as they come
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write(selection: Selection, out: BinaryIO) -> None:
    """Write the workbook; a longer text is cut to what a cell holds. TooLarge for more rows; needs xlsxwriter."""
    need("xlsxwriter", "export")
    from io import BytesIO

    from xlsxwriter import Workbook

    made = BytesIO()  # the library goes back and forth in its file, which not every `out` can
    with Workbook(made, _OPTIONS) as book:
        book.set_properties({"title": selection.market.info.title, "created": _NEVER})
        for sheet in rows.sheets(selection):
            _fill(book, sheet)
    out.write(made.getbuffer())


def _fill(book: "Workbook", sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    bold, text = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
    page.freeze_panes(1, 0)
    for column, name in enumerate(sheet.columns):
        page.write_string(0, column, name, bold)
    for number, row in enumerate(sheet.rows, 1):
        if number > ROWS:
            raise TooLarge("xlsx", ROWS, number, f"{sheet.name} in a sheet")
        for column, value in enumerate(row.values()):
            _cell(page, number, column, value, text)


def _cell(page: Any, row: int, column: int, value: Any, text: Any) -> None:
    if value is None or value == () or value == []:
        return
    if isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, int | float) and abs(value) < _EXACT:
        page.write_number(row, column, value)
    else:
        page.write_string(row, column, _text(value), text)


def _text(value: Any) -> str:
    whole = plain(SEPARATOR.join(value) if isinstance(value, list | tuple) else str(value))
    whole = whole.replace("\r\n", "\n").replace("\r", "\n")  # a cell knows no other end of a line
    return whole if len(whole) <= CHARACTERS else f"{whole[: CHARACTERS - 1]}…"
