"""The folder of an import: written beside its place and renamed when whole, so that a failure leaves what was there.

market.yaml  entities/0001.yaml  sources/<id>.yaml  identity.yaml (of a merged import)
import.yaml: where it came from, the report, a digest of the rest
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml

from vendorgraph.imports import limits
from vendorgraph.imports.limits import Refused
from vendorgraph.imports.records import Finding, Records
from vendorgraph.imports.text import SLUG
from vendorgraph.imports.yamltext import line, text
from vendorgraph.model import Claim, Entity, Source
from vendorgraph.scratch import scratch

MARK = "import.yaml"

_WRITTEN = ("market.yaml", "entities", "sources")
_IDENTITY = "identity.yaml"
_TABLES = tuple(f"{table}.parquet" for table in ("market", "entities", "sources", "claims", "identities"))


def write(records: Records, folder: Path, origin: dict[str, Any], checked: bool = False) -> None:
    """Write the records as a folder of our own form.

    `origin` says where they come from (format, files). A folder that is not empty is replaced only when an import made
    it and nobody changed what it wrote; other files beside its records are kept. `checked` has the records checked
    first. Raises Refused for any other folder that is not empty and for records with problems, and OSError when it
    cannot be written.
    """
    check(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with scratch(f".{folder.name}-", folder.parent) as workplace:
        new = workplace / "new"
        _fill(new, records, origin)
        if checked:
            _refuse_unsound(folder, new)
        put_in_place(folder, new, workplace / "old")


def mark(folder: Path, origin: dict[str, Any], report: Iterable[Finding]) -> None:
    """Write where the records of a folder come from, with the report and a digest of what was written."""
    told = {**origin, "digest": _digest(folder, _wrote(origin)), "report": list(map(msgspec.to_builtins, report))}
    _put(folder / MARK, text(told))


def put_in_place(folder: Path, new: Path, old: Path) -> None:
    """Put `new` in the place of `folder`, with what a person has put there beside an import; `old` is a free place."""
    _keep_others(folder, new)
    _swap(folder, new, old)


def check(folder: Path) -> None:
    """Raise Refused unless an import may write to `folder`: it is missing, empty, or an unchanged import."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise Refused(folder, "is a file: name a folder")
    if not any(folder.iterdir()):
        return
    told = _mark(folder)
    if told is None:
        raise Refused(folder, "is not empty, and no import made it: name a new folder")
    if told["digest"] != _digest(folder, _wrote(told)):
        raise Refused(folder, "was changed since it was imported: name a new folder, to keep the changes")


def _mark(folder: Path) -> dict[str, Any] | None:
    """What an earlier import says of itself; None where there was none."""
    try:
        told = yaml.safe_load((folder / MARK).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return None
    return told if isinstance(told, dict) and isinstance(told.get("digest"), str) else None


def _wrote(told: dict[str, Any]) -> tuple[str, ...]:
    if told.get("columnar"):
        return _TABLES
    return (*_WRITTEN, _IDENTITY) if told.get("identities") else _WRITTEN


def _fill(folder: Path, records: Records, origin: dict[str, Any]) -> None:
    (folder / "sources").mkdir(parents=True)
    (folder / "entities").mkdir()
    if records.info is not None:
        _put(folder / "market.yaml", text(line(records.info)))
    for number, part in enumerate(_batches(records.entities, limits.ENTITIES), 1):
        _put(folder / "entities" / f"{number:04}.yaml", text({"entities": list(map(line, part))}))
    if records.identities:
        _put(folder / _IDENTITY, text(list(map(line, records.identities))))
    claims: dict[str, list[Claim]] = {source.id: [] for source in records.sources}
    for claim in records.claims:
        claims[claim.source_id].append(claim)
    for source in records.sources:
        if not SLUG.fullmatch(source.id):  # it becomes the name of a file
            raise Refused(folder, f"the id {source.id!r} of a source is no slug")
        _put(folder / "sources" / f"{source.id}.yaml", _document(source, claims[source.id]))
    mark(folder, {**origin, "identities": len(records.identities)}, records.report)


def _refuse_unsound(folder: Path, new: Path) -> None:
    from vendorgraph import checks

    problems = checks.check([new])
    if problems:
        place = Path(problems[0].file).relative_to(new)
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise Refused(folder, f"the records are not sound: {place}: {problems[0].message}{more}")


def _batches(entities: Sequence[Entity], size: int) -> Iterator[Sequence[Entity]]:
    return (entities[start : start + size] for start in range(0, len(entities), size))


def _document(source: Source, claims: Iterable[Claim]) -> str:
    about = line(source)
    nothing = {key: None for key in ("publisher", "url") if key not in about}  # missing, not forgotten
    return text({"source": {**about, **nothing}, "claims": list(map(line, claims))})


def _put(path: Path, words: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(words)
        file.flush()
        os.fsync(file.fileno())


def _digest(folder: Path, names: Sequence[str]) -> str:
    """The sha256 of the names and bytes of what an import wrote."""
    total = hashlib.sha256()
    paths = (path for name in names for path in (folder / name, *folder.glob(f"{name}/*.yaml")))
    for path in sorted(path for path in paths if path.is_file()):
        total.update(f"{path.relative_to(folder).as_posix()}\n".encode())
        with path.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


def _keep_others(folder: Path, new: Path) -> None:
    """Take along what else a person put into an earlier import's folder."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.name in _wrote(_mark(folder) or {}) or (new / path.name).exists():
            continue
        if path.is_dir():
            shutil.copytree(path, new / path.name)
        else:
            shutil.copy2(path, new / path.name)


def _swap(folder: Path, new: Path, old: Path) -> None:
    """Put `new` in the place of `folder`; when that fails, what was there stands again."""
    if not folder.exists():
        new.rename(folder)
        return
    folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        old.rename(folder)
        raise
