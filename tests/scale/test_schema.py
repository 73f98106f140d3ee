"""The README's table of the columns is that of the code: `python -m tests.scale.test_schema` writes it anew."""

import re
from pathlib import Path

from vendorgraph.formats.rows import COLUMNS
from vendorgraph.scale.check import REQUIRED
from vendorgraph.scale.folder import OPTIONAL, TABLES

README = Path(__file__).parents[2] / "README.md"
KINDS = {str: "text", int: "whole numbers", float: "numbers", bool: "truth values", list: "lists of texts"}
PLACE = re.compile(r"(?<=<!-- columns -->\n).*?(?=<!-- /columns -->)", re.DOTALL)


def described() -> str:
    """The table, a row for each table of a columnar market."""
    lines = ["| table | never empty | columns |", "|---|---|---|"]
    for table in (*TABLES, *OPTIONAL):
        needed = REQUIRED.get(table, ("title", "read") if table == "market" else ())
        columns = [
            f"{words}: {', '.join(f'`{name}`' for name, kind in COLUMNS[table].items() if kind is python)}"
            for python, words in KINDS.items()
            if python in COLUMNS[table].values()
        ]
        lines.append(f"| **{table}** | {', '.join(f'`{name}`' for name in needed)} | {'; '.join(columns)} |")
    return "\n".join(lines) + "\n"


def test_the_readme_has_every_column() -> None:
    found = PLACE.search(README.read_text("utf-8"))
    assert found and found[0] == described()


if __name__ == "__main__":
    README.write_text(PLACE.sub(lambda _: described(), README.read_text("utf-8")), "utf-8")
