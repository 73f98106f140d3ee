"""Checks of the records: one registry of rules, each with a code, a title, a message and a function.

The first digit of a code is the kind of rule: 0 files (found while reading), 1 form, 2 words, 3 parts of a claim,
4 attributes, 5 dates, 6 numbers, 7 identity, 8 sources.
"""

from collections.abc import Sequence
from pathlib import Path

from vendorgraph import vocabulary
from vendorgraph.checks import attributes, dates, fit, form, identity, numbers, sources, words  # noqa: F401, they register
from vendorgraph.checks.registry import CHECKS, Check
from vendorgraph.problems import Problem, Rule
from vendorgraph.reading import folder, yaml
from vendorgraph.reading import records as placing
from vendorgraph.reading.folder import read_folder
from vendorgraph.reading.records import Records

__all__ = ["CHECKS", "RULES", "Check", "check", "problems"]

#: Every rule by its code: those found while reading, and those of the checks.
RULES: dict[str, Rule] = {rule.code: rule for rule in (*yaml.RULES, *folder.RULES, *placing.RULES)} | {
    code: each.rule for code, each in sorted(CHECKS.items())
}


def check(folders: Sequence[Path], overlays: Sequence[Path] = ()) -> list[Problem]:
    """Return all problems of the records in `folders` with `overlays` laid over them, by file and line.

    Raises FileNotFoundError for a folder that is missing or holds no records.
    """
    return problems(read(folders, overlays))


def read(folders: Sequence[Path], overlays: Sequence[Path] = ()) -> Records:
    """Read the records of the folders with the bundled vocabulary, sound or not."""
    return placing.records([read_folder(each) for each in (*folders, *overlays)], vocabulary.read())


def problems(records: Records) -> list[Problem]:
    """Return all problems of the records, by file and line."""
    found = (problem for each in CHECKS.values() for problem in each.problems(records))
    return sorted({*records.problems, *found})
