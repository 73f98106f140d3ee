"""A table of your own (CSV), by a mapping of its columns (TOML).

    [source]                                  # of every row; {column} stands for the row's cell
    title = "Shareholders of {company}"
    publisher = "Example Register"
    kind = "filing"
    published = "{date}"

    [[entities]]
    name = "{holder}"
    type = "company"

    [[claims]]
    subject = "{holder}"                      # the name (or the key) of an entity
    relation = "holds-stake-in"
    object = "{company}"
    share = "{percent} %"

What names an empty cell is left out; a claim without subject or object is not made. Every wrong cell is one error with
its line, and a table with errors is not imported.
"""

from collections.abc import Iterable
from pathlib import Path

from vendorgraph.imports import opened
from vendorgraph.imports.builder import Builder
from vendorgraph.imports.limits import Refused
from vendorgraph.imports.table.mapping import load
from vendorgraph.imports.table.rows import Rows

_SHOWN = 20


def read(file: Path, builder: Builder, mapping: Path) -> None:
    """Read a table by a mapping; Refused, with a line for each wrong cell, when anything is wrong."""
    rules = load(mapping, builder.vocabulary)
    rows = Rows(builder, rules)
    errors: list[str] = []
    count = 0
    for line, row in opened.rows(file, rules.delimiter):
        if count == 0:
            _refuse_columns(mapping, file, rules.columns - row.keys())
        count += 1
        errors += (f"{file.name}: line {line}: {error}" for error in rows.add(row, f"line {line}"))
        if len(errors) > 10 * _SHOWN:
            break
    if errors:
        more = [f"... and {len(errors) - _SHOWN} more"] if len(errors) > _SHOWN else []
        raise Refused.saying("\n".join([*errors[:_SHOWN], *more]))
    if count == 0:
        raise Refused(file, "has a header and no rows")


def _refuse_columns(mapping: Path, file: Path, missing: Iterable[str]) -> None:
    names = ", ".join(sorted(missing))
    if names:
        raise Refused(mapping, f"speaks of columns that {file.name} does not have: {names}")
