"""A folder of records: which files it holds, and what they say.

market.yaml                         title, licence, `read` (optional: then the latest day of publication counts)
entities.yaml or entities/*.yaml    a mapping with the list `entities`
sources/<id>.yaml                   a mapping with `source` and the list `claims`
identity.yaml                       a list of decisions on names (optional)
"""

import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from vendorgraph.problems import Invalid, Place, Problem, Rule

FORM = "entities.yaml or entities/*.yaml, sources/*.yaml, and if you like market.yaml and identity.yaml"
MISPLACED = Rule("VG011", "Every file is read", "this file would not be read: a folder of records holds {form}")
RULES = (MISPLACED,)

_FILES = {"market.yaml": "market", "entities.yaml": "entities", "identity.yaml": "identity"}
_FOLDERS = {"entities": "entities", "sources": "source"}
_MISSPELT = {f"{Path(name).stem}.yml" for name in _FILES}


class Document(Struct, frozen=True):
    """What one file says (YamlMap, YamlList, a value, None when empty); `kind` says what it should be.

    `kind` is "market", "entities", "source" or "identity".
    """

    kind: str
    file: str
    says: object


class Folder(Struct, frozen=True):
    """The documents of one folder, by file name, and the problems of the files that could not be read."""

    path: Path
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]


def files(folder: Path) -> list[tuple[str, Path]]:
    """Return kind and path of every file of the folder, in order; kind "misplaced" for one that would be overlooked.

    Raises FileNotFoundError when there is no such folder, or nothing in it that could be records.
    """
    if not folder.is_dir():
        raise FileNotFoundError(f"there is no folder {folder}: write one that holds {FORM}")
    found = sorted(_listed(folder), key=lambda each: str(each[1]))
    if not found:
        raise FileNotFoundError(f"the folder {folder} holds no records: write {FORM}")
    return found


def read_folder(folder: Path) -> Folder:
    """Read every file of the folder; FileNotFoundError as for `files`."""
    from vendorgraph.reading import yaml

    documents, problems = [], []
    for kind, path in files(folder):
        if kind == "misplaced":
            problems.append(MISPLACED.at(Place(str(path), 1, {"form": FORM})))
            continue
        try:
            documents.append(Document(kind, str(path), yaml.load(path)))
        except Invalid as error:
            problems += error.problems
    return Folder(folder, tuple(documents), tuple(problems))


def _listed(folder: Path) -> Iterator[tuple[str, Path]]:
    for entry in os.scandir(folder):
        if entry.name in _FILES:
            yield _FILES[entry.name], folder / entry.name
        elif entry.name in _MISSPELT:
            yield "misplaced", folder / entry.name
        elif entry.name in _FOLDERS and entry.is_dir():
            yield from _within(folder / entry.name, _FOLDERS[entry.name])


def _within(folder: Path, kind: str) -> Iterator[tuple[str, Path]]:
    """The files of `sources` or `entities`; hidden ones and other kinds of files (notes, pictures) are left alone."""
    for entry in os.scandir(folder):
        if entry.name.startswith("."):
            continue
        if entry.name.endswith(".yaml"):
            yield kind, folder / entry.name
        elif entry.name.endswith(".yml") or entry.is_dir():
            yield "misplaced", folder / entry.name
