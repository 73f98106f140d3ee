"""What to export and where to, chosen by the same options on the command line and in the Python API."""

from collections.abc import Callable
from pathlib import Path

from vendorgraph import pipeline
from vendorgraph.formats.model import Format, Selection
from vendorgraph.model import Market
from vendorgraph.relations.model import Relations

ARCHIVE = ".zip"
LEVEL = "medium"  # the level below which `conflicts` hides what it finds, too


class Contradictory(ValueError):
    """Options that do not go together; the message says what to write instead."""


def view_of(format: Format, view: str | None, lab: bool) -> str:
    """Return the view: the one that is named, that of conflicts, or the format's first."""
    return view or ("relations" if lab else format.views[0])


def check(
    format: Format, view: str, *, dated: bool, around: bool, hops: bool, lab: bool, spelled: Callable[[str], str] = str
) -> None:
    """Raise Contradictory for options that do not go together; `spelled` writes the name of one ("--as-of")."""
    as_of, known_by, near, conflicts = map(spelled, ("as_of", "known_by", "around", "conflicts"))
    wrong = [
        (view not in format.views, f"{format.name} has no view {view}: write {spelled('view')} "
         + " or ".join(format.views)),
        (view == "claims" and dated, f"{as_of} and {known_by} choose relations, and claims have no day: add "
         f"{spelled('view')} relations"),
        (view == "claims" and lab, f"{conflicts} chooses relations, and claims are not resolved: write "
         f"{spelled('view')} relations"),
        (around and lab, f"{near} and {conflicts} each choose a part: write one of them"),
        (hops and not around, f"{spelled('hops')} says how far {near} reaches: add {near} ENTITY"),
    ]  # fmt: skip
    for holds, words in wrong:
        if holds:
            raise Contradictory(words)


def selection(
    market: Market, relations: Callable[[], Relations], format: Format, view: str, lab: str | None
) -> Selection:
    """Return the market in a view, with the conflicts of all labs where they are written; or what those of `lab`, a
    slug, rest on."""
    if view == "claims":
        return Selection(market)
    from vendorgraph.answers import conflicts
    from vendorgraph.formats import select

    resolved = relations()
    if lab is None:
        return pipeline.selection(market, resolved, format)
    found = pipeline.conflicts(market, resolved, lab)
    return select.resting_on(Selection(market, resolved), conflicts.at_least(found, LEVEL))


def write(format: Format, selection: Selection, path: Path) -> None:
    """Write a selection to a file in one step; a format of several files to a folder, or to an archive named .zip.

    Raises Contradictory for several files in one that is named .gz, IsADirectoryError for a folder where a file is to
    be, FileExistsError for a folder that is not empty, other OSErrors, and what `Format.write` raises; then nothing has
    changed.
    """
    from vendorgraph import files

    if format.files is not None and path.suffix == files.GZIP:
        raise Contradictory(f"{format.name} has several files: name a folder, or an archive that ends in {ARCHIVE}")
    if format.files is not None and path.suffix != ARCHIVE:
        files.write_folder(path, format.folder(selection))
    elif path.is_dir():
        raise IsADirectoryError(f"{path} is a folder: name a file")
    else:
        files.write(path, lambda stream: format.write(selection, stream))
