"""The importers by name, and the one way to run them."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import cast

from msgspec import Struct

from vendorgraph.imports.builder import Builder
from vendorgraph.imports.limits import Refused
from vendorgraph.imports.naming import taken
from vendorgraph.imports.records import Records
from vendorgraph.model import Entity
from vendorgraph.vocabulary import Vocabulary


class Importer(Struct, frozen=True):
    """A format that can be imported. `module` has `read(file, builder)`; it is loaded when it is used."""

    name: str
    suffixes: tuple[str, ...]
    description: str
    module: str
    isolated: bool = False  # its parser can take the process down, so it runs in one of its own
    mapping: bool = False  # it needs a mapping of columns beside the file

    def run(self, file: Path, builder: Builder, mapping: Path | None = None) -> None:
        """Read a file into the builder in this process."""
        module = import_module(f"vendorgraph.imports.{self.module}")
        if self.mapping:
            module.read(file, builder, mapping)
        else:
            cast(Callable[[Path, Builder], None], module.read)(file, builder)


IMPORTERS: dict[str, Importer] = {
    each.name: each
    for each in (
        Importer(
            "bods",
            (".json", ".jsonl", ".ndjson"),
            "Beneficial Ownership Data Standard 0.1 to 0.4: statements of entities, persons and relationships",
            "bods",
        ),
    )
}


def read(
    name: str,
    file: Path,
    vocabulary: Vocabulary,
    *,
    today: date | None = None,
    mapping: Path | None = None,
    beside: Iterable[Entity] = (),
) -> Records:
    """Return the records of a file in the format `name`.

    `today` is the day on which documents without any date count as read. What has the name or slug of an entity of
    `beside` (a market that the import may be laid over) gets another one, until a person matches the two. Raises
    Refused for a file that cannot be imported, KeyError for an unknown format, OSError when it cannot be read.
    """
    importer = IMPORTERS[name]
    if file.is_dir():
        raise Refused(file, "is a folder: name a file")
    if importer.mapping and mapping is None:
        raise Refused(file, f"the format {name} needs a mapping of its columns: give one")
    builder = Builder(vocabulary, file.name, f"Imported from {file.name} ({name})", taken(beside))
    builder.read = today.isoformat() if today else None
    importer.run(file, builder, mapping)
    return builder.records()


def save(records: Records, folder: Path, name: str, file: Path) -> None:
    """Write records as a folder that says which file they come from; see `write.write` for what it refuses."""
    from vendorgraph.imports.write import write

    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    write(records, folder, {"format": name, "file": file.name, "sha256": digest})
