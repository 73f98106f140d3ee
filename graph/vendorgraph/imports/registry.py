"""The importers by name, and the one way to run them."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from msgspec import Struct

from vendorgraph.imports import limits, text
from vendorgraph.imports.builder import Builder
from vendorgraph.imports.limits import Refused
from vendorgraph.imports.naming import Taken, taken
from vendorgraph.imports.records import Records, Written
from vendorgraph.model import Market
from vendorgraph.vocabulary import Vocabulary


class Importer(Struct, frozen=True):
    """A format that can be imported. `module` has `read(file, builder)`; it is loaded when it is used."""

    name: str
    suffixes: tuple[str, ...]
    description: str
    module: str
    isolated: bool = False  # its parser can take the process down, so it runs in one of its own
    checked: bool = False  # what it reads decides what is claimed, so the records are checked before they are kept
    mapping: bool = False  # it needs a mapping of columns beside the file
    folder: bool = False  # what it reads may be a folder

    def reader(self) -> Callable[..., None]:
        """Return the function that reads a file into a builder."""
        read: Callable[..., None] = import_module(f"vendorgraph.imports.{self.module}").read
        return read


IMPORTERS: dict[str, Importer] = {
    each.name: each
    for each in (
        Importer(
            "bods",
            (".json", ".jsonl", ".ndjson"),
            "Beneficial Ownership Data Standard 0.1 to 0.4: statements of entities, persons and relationships",
            "bods",
        ),
        Importer(
            "ftm",
            (".json", ".jsonl", ".ndjson", ".csv", ".ijson"),
            "FollowTheMoney: entities as JSON lines, statements as CSV or JSON lines",
            "ftm",
        ),
        Importer(
            "gleif",
            (".ttl", ".nt", ".rdf", ".xml"),
            "GLEIF level 1 and 2 as RDF: legal entities, relationships with their records, reporting exceptions",
            "gleif.rdf",
            isolated=True,
        ),
        Importer(
            "gleif-csv",
            (".csv",),
            "GLEIF level 1 and 2 as CSV (golden copies): entities, relationships, reporting exceptions",
            "gleif.table",
        ),
        Importer(
            "wikidata",
            (".json", ".jsonl"),
            "Wikidata items as JSON: owners, parents, subsidiaries, boards, officers, employers, positions",
            "wikidata",
        ),
        Importer(
            "rdf",
            (".trig", ".nq", ".jsonld", ".ttl", ".nt", ".rdf"),
            "RDF that vendorgraph wrote, in any notation, RDF 1.2 too: the same records, claim for claim",
            "own",
            isolated=True,
            checked=True,
        ),
        Importer(
            "parquet",
            (".zip",),
            "Parquet tables that vendorgraph wrote, as a folder or a zip: the same records, claim for claim",
            "parquet",
            isolated=True,
            checked=True,
            folder=True,
        ),
        Importer(
            "csv",
            (".csv", ".tsv"),
            "A table of your own, with a mapping of its columns in TOML",
            "table",
            checked=True,
            mapping=True,
        ),
    )
}


def read(
    name: str,
    files: Sequence[Path],
    vocabulary: Vocabulary,
    *,
    today: date | None = None,
    mapping: Path | None = None,
    beside: Market | None = None,
) -> Records:
    """Return the records of one file or more (whose ids are one space of ids) in the format `name`.

    `today` is the day on which documents without any date count as read. What has the name or slug of an entity of
    `beside`, a market that the import may be laid over, gets another one, until a person matches the two; the id of a
    source of it is changed, and the address of one is left out. Raises
    Refused for a file that cannot be imported, KeyError for an unknown format, OSError when it cannot be read.
    """
    importer, when = IMPORTERS[name], today.isoformat() if today else None
    _look(importer, files, mapping)
    if not importer.isolated:
        return _saying(files, read_here(name, files, vocabulary, when, mapping, taken(beside)))
    from vendorgraph.imports import child

    order = child.Order(name, tuple(map(str, files)), _seconds(files), when, taken(beside))
    return _saying(files, child.read(order))


def save_tables(
    name: str,
    files: Sequence[Path],
    vocabulary: Vocabulary,
    folder: Path,
    *,
    today: date | None = None,
    mapping: Path | None = None,
    beside: Market | None = None,
) -> Written:
    """Read files as `read` does and write what they say as a folder of Parquet tables, without holding it in memory.

    Raises what `read` raises, and Refused for a folder that is not empty; then nothing has changed.
    """
    from vendorgraph.imports import child, columnar

    importer, when = IMPORTERS[name], today.isoformat() if today else None
    _look(importer, files, mapping)

    def filled(workplace: Path) -> Written:
        if not importer.isolated:
            return fill_here(name, files, vocabulary, when, mapping, taken(beside), workplace)
        order = child.Order(name, tuple(map(str, files)), _seconds(files), when, taken(beside), str(workplace))
        return child.fill(order)

    return columnar.save(folder, _origin(name, files), filled, importer.checked)


def _look(importer: Importer, files: Sequence[Path], mapping: Path | None) -> None:
    for file in files:
        file.stat()  # a missing file is the caller's error, also where a child would read it
        if file.is_dir() and not importer.folder:
            raise Refused(file, "is a folder: name a file")
    if importer.mapping and mapping is None:
        asked = f"the format {importer.name} needs a mapping of its columns in TOML, as the README shows: give one"
        raise Refused(files[0], asked)


def _seconds(files: Sequence[Path]) -> int:
    """Processor time that reading the files may take: packed ones are taken for ten times as large."""
    size = sum(file.stat().st_size * (10 if file.suffix.lower() in (".gz", ".zip", ".bz2") else 1) for file in files)
    return limits.SECONDS + limits.SECONDS_A_MEBIBYTE * (size // limits.MEBIBYTE)


def _saying(files: Sequence[Path], records: Records) -> Records:
    """The records, unless there is not one claim in them."""
    if not records.claims:
        from vendorgraph.imports.columnar import nothing

        raise nothing(files[0], records.report)
    return records


def read_here(
    name: str, files: Sequence[Path], vocabulary: Vocabulary, today: str | None, mapping: Path | None, others: Taken
) -> Records:
    """Return the records of the files, read in this process."""
    builder = Builder(vocabulary, *_called(name, files), others)
    _read(builder, name, files, today, mapping)
    return builder.records()


def fill_here(
    name: str,
    files: Sequence[Path],
    vocabulary: Vocabulary,
    today: str | None,
    mapping: Path | None,
    others: Taken,
    workplace: Path,
) -> Written:
    """Write the tables of the files, read in this process, into the folder `new` of a workplace."""
    from vendorgraph.imports import columnar
    from vendorgraph.imports.gathering import gathering

    with gathering(vocabulary, *_called(name, files), others, workplace) as builder:
        _read(builder, name, files, today, mapping)
        return columnar.fill(workplace / "new", builder.content())


def _called(name: str, files: Sequence[Path]) -> tuple[str, str]:
    """The names of the files, and a title."""
    names = ", ".join(text.clean(file.name, limits.NAME) for file in files)
    return names, f"Imported from {names} ({name})"


def _read(builder: Builder, name: str, files: Sequence[Path], today: str | None, mapping: Path | None) -> None:
    builder.read = today
    reader = IMPORTERS[name].reader()
    for file in files:
        builder.findings.file = file.name if len(files) > 1 else ""
        reader(file, builder, *([mapping] if mapping else []))


def save(records: Records, folder: Path, name: str, files: Sequence[Path]) -> None:
    """Write records as a folder that says which files they come from; see `write.write` for what it refuses."""
    from vendorgraph.imports.write import write

    write(records, folder, _origin(name, files), IMPORTERS[name].checked)


def _origin(name: str, files: Sequence[Path]) -> dict[str, Any]:
    return {"format": name, "files": {text.clean(file.name): _digest(file) for file in files}}


def _digest(file: Path) -> str:
    """The sha256 of a file, or of the files in a folder."""
    if file.is_dir():
        parts = [f"{_digest(each)}  {each.name}\n" for each in sorted(file.iterdir()) if each.is_file()]
        return hashlib.sha256("".join(parts).encode()).hexdigest()
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
