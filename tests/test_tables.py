"""Tables on a terminal, in Markdown, CSV and HTML, with cells that try to act."""

import csv
import io

import pytest

from vendorgraph import tables
from vendorgraph.tables import Table

EVIL = "<b>&|*`[x](y)\x1b[31m\u202e"


def table(*rows: tuple[str, ...], **more: object) -> Table:
    return Table(title="Title", columns=("level", "why"), rows=rows, **more)  # type: ignore[arg-type]


def test_drawn_for_eighty_cells() -> None:
    drawn = tables.draw([table(("high", "a long reason " * 20))])
    lines = drawn.splitlines()
    assert lines[:2] == ["Title", "level  why"]
    assert len(lines) > 4 and max(map(len, lines)) <= 80
    assert all(line == line.rstrip() for line in lines)


def test_words_are_broken_only_where_the_table_would_not_fit() -> None:
    slug, text = "investors-in-vendor-and-rival", "one word after another " * 9
    drawn = tables.draw([Table(title="", columns=("name", "what", "of"), rows=((slug, text, "vendor"),))])
    assert slug in drawn
    assert max(map(len, drawn.splitlines())) <= 80
    many = ("one-two-" * 4,) * 4
    broken = tables.draw([Table(title="", columns=("a", "b", "c", "d"), rows=(many,))])
    assert max(map(len, broken.splitlines())) <= 80
    assert "".join(line.split()[0] for line in broken.splitlines()[2:]) == many[0]


def test_names_are_wrapped_before_a_table_gets_wide() -> None:
    """Seven columns of short names and words: all of it fits where the words are not wider than the terminal."""
    row = (
        "critical",
        "Scale AI",
        "Meta AI",
        "kept a board seat; 49 %, no votes",
        "possible",
        "accepted until 2026",
        "past",
    )
    drawn = tables.draw([Table(title="", columns=tuple("abcdefg"), rows=(row, row))])
    assert max(map(len, drawn.splitlines())) <= 80
    words = {word for cell in row for word in cell.split()}
    assert words <= set(drawn.split())


def test_a_table_that_cannot_fit_is_as_narrow_as_its_words() -> None:
    names = tuple(f"{letter}-word-that-stays" for letter in "abcdef")
    drawn = tables.draw([Table(title="", columns=names, rows=(tuple(f"{name} {'more ' * 9}" for name in names),))])
    assert max(map(len, drawn.splitlines())) == len(names) * 17 + 5 * tables.GAP
    assert set(names) <= set(drawn.split())


def test_wide_letters_and_right_to_left_fit_too() -> None:
    drawn = tables.draw([table(("high", "数据 " * 60), ("low", "ميتا " * 30))])
    assert "ميتا" in drawn and max(map(len, drawn.splitlines())) <= 80


def test_more_columns_than_fit_make_the_table_wider_and_none_is_left_out() -> None:
    names = tuple(f"column{number}" for number in range(12))
    rows = tuple(tuple(f"{row}-{name}-end" for name in names) for row in range(2))
    shown = tables.draw([Table(title="Many", columns=names, rows=rows)]).split()
    assert {*names, *(cell for row in rows for cell in row)} <= set(shown)
    long = (tuple(f"{name} {'words ' * 20}" for name in names),)
    lines = tables.draw([Table(title="Long", columns=names, rows=long)]).splitlines()
    assert (
        max(map(len, lines)) <= len(names) * (tables.LONG + tables.GAP)
        and sum(line.count("words") for line in lines) == 240
    )


def test_colour_only_when_asked() -> None:
    rows = table(("critical", "x"))
    assert "\x1b[" not in tables.draw([rows])
    assert "\x1b[1;31mcritical" in tables.draw([rows], colour=True)


def test_nothing_commands_the_terminal_or_reads_as_markup() -> None:
    drawn = tables.draw([table(("low", EVIL + "[red]x[/red]"), notes=("note \x07",))])
    assert "\x1b" not in drawn and "\u202e" not in drawn and "\x07" not in drawn
    assert "[red]x[/red]" in drawn


def test_empty_tables_say_so() -> None:
    empty = table(empty="No conflicts.")
    for text in (tables.draw([empty]), tables.markdown([empty]), tables.html([empty])):
        assert "No conflicts." in text and "level" not in text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_cells_are_never_formulas(start: str) -> None:
    text = tables.csv(table(("low", f"{start}1+1")))
    assert list(csv.reader(io.StringIO(text, newline="")))[1] == ["low", f"'{start}1+1"]


def test_csv_has_the_further_columns_and_any_text() -> None:
    text = tables.csv(Table(title="", columns=("a",), extra=("b",), rows=(('say "x",\ny', "ميتا"),)))
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a", "b"], ['say "x",\ny', "ميتا"]]


def test_further_columns_are_for_files_only() -> None:
    rows = Table(title="", columns=("a",), extra=("b",), rows=(("shown", "hidden"),))
    for text in (tables.draw([rows]), tables.markdown([rows]), tables.html([rows])):
        assert "shown" in text and "hidden" not in text


def test_markdown_is_escaped() -> None:
    text = tables.markdown([table(("low", EVIL), notes=("a_b",))])
    assert r"| low | \<b\>\&\|\*\`\[x\](y)" in text and r"a\_b" in text
    assert text.splitlines()[:4] == ["**Title**", "", "| level | why |", "| --- | --- |"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("see https://a.org/Top_News/x~y*z.", "see <https://a.org/Top_News/x~y*z>."),
        ("(https://a.org/b_(c)) d_e", "(<https://a.org/b_(c)>) d\\_e"),
        ("https://a.org/?q=[x]&r=1; withdrawn", "<https://a.org/?q=[x]&r=1>; withdrawn"),
        ("https://ميتا.org/أ_ب", "<https://ميتا.org/أ_ب>"),
        ("https://a.org/><b>|c", "<https://a.org/>\\>\\<b\\>\\|c"),
        ("https://a.org/\n# b", "<https://a.org/> # b"),
        ("javascript:alert_(1)", "javascript:alert\\_(1)"),
    ],
)
def test_addresses_are_links_in_markdown_and_end_where_they_could_act(text: str, written: str) -> None:
    assert tables.escaped(text) == written


def test_html_is_escaped() -> None:
    text = tables.html([table(("low", EVIL), notes=("<i>",))])
    assert "<b>" not in text and "<i>" not in text and "&lt;b&gt;&amp;|" in text
    assert "<caption>Title</caption><thead><tr><th>level</th><th>why</th></tr></thead>" in text
