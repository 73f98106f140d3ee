"""Tables as values, and the four ways to write one: for a terminal, as Markdown, as CSV, as HTML.

Cells are plain text. Nothing in a cell can act: control characters are shown as U+FFFD on a terminal, markup is
escaped in Markdown and HTML, and a cell that a spreadsheet would read as a formula is neutralised in CSV.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from rich.console import Console

#: On a terminal a column whose texts are all this short is wrapped only where the table would not fit otherwise.
NARROW = 14
#: Words up to so long, such as slugs, are never broken where the table fits without.
LONG = 32
#: Blanks between two columns.
GAP = 2

_STYLES = {
    "critical": "bold red",
    "high": "red",
    "medium": "yellow",
    "low": "bright_black",
    "refuted": "bright_black",
    "past": "bright_black",
    "denied": "bright_black",
    "ended": "bright_black",
    "ending": "yellow",
    "paused": "yellow",
    "under-review": "yellow",
}
# Control characters, and those that turn the direction of everything after them.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~&])")
# An address of the web, as the checks let one pass: nothing in it ends a link or a cell.
_ADDRESS = re.compile(r'(https?://[^\s<>"{}|\\^`]+)')
_ENDS = ".,;:!?'"  # of a sentence, not of an address
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Table(Struct, frozen=True, kw_only=True):
    """Rows of text under named columns, with a title and notes that stand below.

    `extra` names further columns that only files (CSV) show; the cells of a row are those of `columns`, then `extra`.
    `whole` are the rows as files have them, where those to be read are cut. `empty` is what to say instead of a table
    without rows.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    extra: tuple[str, ...] = ()
    whole: tuple[tuple[str, ...], ...] | None = None
    notes: tuple[str, ...] = ()
    empty: str = "Nothing found."

    @property
    def shown(self) -> list[tuple[str, ...]]:
        """The rows without the cells that only files show."""
        return [row[: len(self.columns)] for row in self.rows]

    @property
    def filed(self) -> tuple[tuple[str, ...], ...]:
        """The rows as files have them: nothing is cut."""
        return self.rows if self.whole is None else self.whole


def draw(tables: Iterable[Table], width: int = 80, colour: bool = False) -> str:
    """Return the tables as text for a terminal `width` cells wide, a blank line between them.

    A table whose columns do not fit into that is wider: none of them is left out.
    """
    from io import StringIO

    from rich.console import Console

    out = StringIO()
    system: Literal["standard"] | None = "standard" if colour else None
    console = Console(file=out, width=width, force_terminal=colour, color_system=system, legacy_windows=False)
    for number, table in enumerate(tables):
        if number:
            console.print()
        widths = _widths(table, width)
        console.width = max(width, sum(widths) + GAP * (len(widths) - 1))
        _draw(table, widths, console)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def csv(table: Table) -> str:
    """Return the table as CSV (RFC 4180, lines end in CR LF), with all its columns."""
    from csv import writer
    from io import StringIO

    out = StringIO()
    rows = writer(out)
    rows.writerow([*table.columns, *table.extra])
    rows.writerows([neutral(cell) for cell in row] for row in table.filed)
    return out.getvalue()


def markdown(tables: Iterable[Table]) -> str:
    """Return the tables as GitHub-flavoured Markdown."""
    return "\n".join(_markdown(table) for table in tables)


def html(tables: Iterable[Table]) -> str:
    """Return the tables as an HTML fragment, every text escaped."""
    return "\n".join(_html(table) for table in tables)


def plain(text: str) -> str:
    """Return `text` on one line, without anything that would command a terminal."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split("\n")))


def neutral(cell: str) -> str:
    """Return the text of a cell so that no spreadsheet runs it: with an apostrophe before what begins a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _widths(table: Table, width: int) -> list[int]:
    """The cells of each column: as its texts need, less where the table would be wider than `width`.

    The widest columns give way, down to their longest words; where that is not enough the narrow ones too, and where
    that is not enough either, words are broken. A table whose columns do not fit even so is wider, and breaks none.
    """
    columns = [_Texts(column) for column in zip(table.columns, *table.shown, strict=True)]
    room, longest = width - GAP * (len(columns) - 1), [each.longest for each in columns]
    words = [each.word for each in columns]
    for least in ([each.whole for each in columns], words, [min(each, NARROW) for each in words]):
        if sum(least) <= room:
            return _shrunk(longest, least, room)
    return _shrunk(longest, words, sum(words))


def _shrunk(longest: list[int], least: list[int], room: int) -> list[int]:
    """The widths under the highest bound for all of them, save that none is below its `least`, that fit into `room`."""

    def bounded(bound: int) -> list[int]:
        return [max(each, min(most, bound)) for each, most in zip(least, longest, strict=True)]

    return bounded(bisect_right(range(room + 1), room, key=lambda bound: sum(bounded(bound))) - 1)


class _Texts:
    """What a column needs: for its longest text, for its longest word, and for that or, if it is narrow, all of it."""

    def __init__(self, texts: Iterable[str]) -> None:
        from rich.cells import cell_len

        shown = [plain(text) for text in texts]
        self.longest = max(map(cell_len, shown))
        self.word = min(max((cell_len(word) for text in shown for word in text.split()), default=0), LONG)
        self.whole = max(self.word, min(self.longest, NARROW))


def _draw(table: Table, widths: list[int], console: "Console") -> None:
    from rich.text import Text

    if table.title:
        console.print(Text(plain(table.title), style="bold"))
    if table.rows:
        console.file.writelines(_grid(table, widths, console))
    else:
        console.print(Text(table.empty))
    for note in table.notes:
        console.print(Text(plain(note), style="bright_black"))


def _grid(table: Table, widths: list[int], console: "Console") -> Iterator[str]:
    """The lines of head and rows. Tables of rich do the same at a fifth of the speed, which tells in long answers."""
    if any(map(str.strip, table.columns)):
        yield from _row(table.columns, widths, console, ["bold"] * len(widths))
        yield f"{'─' * (sum(widths) + GAP * (len(widths) - 1))}\n"
    for row in table.shown:
        yield from _row(row, widths, console, [_STYLES.get(cell.split(" ")[0].strip(","), "") for cell in row])


def _row(row: Sequence[str], widths: list[int], console: "Console", styles: list[str]) -> Iterator[str]:
    """The lines of a row, each cell within its width."""
    ways = zip(row, widths, styles, strict=True)
    cells = [_cell(plain(cell), width, style, console) for cell, width, style in ways]
    for parts in zip_longest(*cells):
        yield (" " * GAP).join(part or " " * width for part, width in zip(parts, widths, strict=True)) + "\n"


def _cell(text: str, width: int, style: str, console: "Console") -> Iterator[str]:
    """The lines of a cell, filled up to its width."""
    from rich.cells import cell_len
    from rich.style import Style
    from rich.text import Text

    lines = [text]
    if cell_len(text) > width:
        lines = [line.plain.rstrip() for line in Text(text).wrap(console, width, overflow="fold")]
    look = Style.parse(style) if style and console.color_system else None
    for line in lines:
        yield (look.render(line) if look else line) + " " * (width - cell_len(line))


def _markdown(table: Table) -> str:
    heading = [f"**{escaped(table.title)}**", ""] if table.title else []
    head = [_line(table.columns), _line(["---"] * len(table.columns))]
    body = [*head, *map(_line, ([escaped(cell) for cell in row] for row in table.shown))]
    notes = [text for note in table.notes for text in ("", escaped(note))]
    return "\n".join([*heading, *(body if table.rows else [table.empty]), *notes, ""])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def escaped(text: str) -> str:
    """Return `text` as it stands in Markdown, on one line, without anything that would be read as markup.

    Addresses of the web are links that can be copied as they are.
    """
    parts = _ADDRESS.split(plain(text))
    return "".join(_link(part) if at % 2 else _literal(part) for at, part in enumerate(parts))


def _link(text: str) -> str:
    """An address as a link, and after it the signs that are of the sentence around it."""
    address = text.rstrip(_ENDS)
    if address.endswith(")") and address.count("(") < address.count(")"):
        address = address[:-1].rstrip(_ENDS)
    return f"<{address}>{_literal(text.removeprefix(address))}"


def _literal(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


def _html(table: Table) -> str:
    from html import escape

    def row(cells: Iterable[str], tag: str) -> str:
        return f"<tr>{''.join(f'<{tag}>{escape(plain(cell))}</{tag}>' for cell in cells)}</tr>"

    caption = f"<caption>{escape(plain(table.title))}</caption>" if table.title else ""
    body = "".join(row(cells, "td") for cells in table.shown)
    grid = f"<table>{caption}<thead>{row(table.columns, 'th')}</thead><tbody>{body}</tbody></table>"
    notes = "".join(f"<p>{escape(plain(note))}</p>" for note in table.notes)
    return f"{grid if table.rows else f'<p>{escape(table.title)}: {escape(table.empty)}</p>'}{notes}"
