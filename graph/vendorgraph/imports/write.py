"""The folder of an import: written beside its place and renamed when whole, so that a failure leaves what was there.

    market.yaml  entities/0001.yaml  sources/<id>.yaml
    import.yaml: where it came from, the report, a digest of the rest

The YAML reads back to the same records: dates are quoted, keys stand in the order of the model, lines do not wrap.
"""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml

from vendorgraph.imports import limits
from vendorgraph.imports.limits import Refused
from vendorgraph.imports.records import Records
from vendorgraph.model import Claim, Entity, Source

MARK = "import.yaml"
_WRITTEN = ("market.yaml", "entities", "sources")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PLAIN = re.compile(r"[a-z]+(?:-[a-z0-9]+)+|[a-z]{6,}")  # words that no reader of YAML takes for anything else
_STR = "tag:yaml.org,2002:str"
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Key(str):
    """The key of a record: a word of the model."""


class _Line(dict[str, Any]):
    """A mapping that is written in one line."""


class _Yaml(_Dumper):  # type: ignore[misc]
    """A safe dumper that quotes every text but plain words, and knows the mapping of one line."""


_Yaml.add_representer(str, lambda d, v: d.represent_scalar(_STR, v, style=None if _PLAIN.fullmatch(v) else '"'))
_Yaml.add_representer(_Key, lambda d, v: d.represent_scalar(_STR, str(v)))
_Yaml.add_representer(_Line, lambda d, v: d.represent_mapping("tag:yaml.org,2002:map", v.items(), flow_style=True))


def write(records: Records, folder: Path, origin: dict[str, Any]) -> None:
    """Write the records as a folder of our own form.

    `origin` says where they come from (format, files). A folder that is not empty is replaced only when an
    import made it and nobody changed what it wrote; other files beside its records (identity.yaml) are kept. Raises
    Refused for any other folder that is not empty, and OSError when it cannot be written.
    """
    check(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    workplace = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        new = workplace / "new"
        _fill(new, records, origin)
        _keep_others(folder, new)
        _swap(folder, new, workplace / "old")
    finally:
        shutil.rmtree(workplace, ignore_errors=True)


def check(folder: Path) -> None:
    """Raise Refused unless an import may write to `folder`: it is missing, empty, or an unchanged import."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise Refused(folder, "is a file: name a folder")
    if not any(folder.iterdir()):
        return
    try:
        made = yaml.safe_load((folder / MARK).read_text("utf-8"))
        digest = made["digest"]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, TypeError, KeyError):
        raise Refused(folder, "is not empty, and no import made it: name a new folder") from None
    if digest != _digest(folder):
        raise Refused(folder, "was changed since it was imported: name a new folder, to keep the changes")


def _fill(folder: Path, records: Records, origin: dict[str, Any]) -> None:
    (folder / "sources").mkdir(parents=True)
    if records.info is not None:
        _dump(folder / "market.yaml", dict(_plain(records.info)))
    (folder / "entities").mkdir()
    for number, part in enumerate(_batches(records.entities, limits.ENTITIES), 1):
        _dump(folder / "entities" / f"{number:04}.yaml", {"entities": [_plain(entity) for entity in part]})
    claims: dict[str, list[Claim]] = {source.id: [] for source in records.sources}
    for claim in records.claims:
        claims[claim.source_id].append(claim)
    for source in records.sources:
        if not _SLUG.fullmatch(source.id):  # it becomes the name of a file
            raise Refused(folder, f"the id {source.id!r} of a source is no slug")
        _dump_source(folder / "sources" / f"{source.id}.yaml", source, claims[source.id])
    report = [msgspec.to_builtins(finding) for finding in records.report]
    _dump(folder / MARK, {**origin, "digest": _digest(folder), "report": [_keyed(each) for each in report]})


def _batches(entities: Sequence[Entity], size: int) -> Iterator[Sequence[Entity]]:
    return (entities[start : start + size] for start in range(0, len(entities), size))


def _dump_source(path: Path, source: Source, claims: Iterable[Claim]) -> None:
    about = _plain(source)
    nothing = {_Key(key): None for key in ("publisher", "url") if key not in about}  # missing, not forgotten
    _dump(path, {"source": {**about, **nothing}, "claims": [_plain(claim) for claim in claims]})


def _plain(value: msgspec.Struct) -> _Line:
    """The record without what is not set."""
    record = msgspec.to_builtins(value)
    lined = {key: _keyed(each) if isinstance(each, dict) else each for key, each in record.items()}
    return _keyed({key: each for key, each in lined.items() if each is not None})


def _keyed(record: dict[str, Any]) -> _Line:
    return _Line({_Key(key): value for key, value in record.items()})


def _dump(path: Path, value: dict[str, Any]) -> None:
    keyed = {_Key(key): each for key, each in value.items()}
    with path.open("w", encoding="utf-8", newline="\n") as file:
        yaml.dump(keyed, file, Dumper=_Yaml, allow_unicode=True, sort_keys=False, width=2**31 - 1)
        file.flush()
        os.fsync(file.fileno())


def _digest(folder: Path) -> str:
    """The sha256 of the names and bytes of the records that an import writes."""
    total = hashlib.sha256()
    for path in sorted([folder / "market.yaml", *folder.glob("entities/*.yaml"), *folder.glob("sources/*.yaml")]):
        if path.is_file():
            total.update(f"{path.relative_to(folder).as_posix()}\n".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _keep_others(folder: Path, new: Path) -> None:
    """Take along what else a person put into an earlier import's folder."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.name in (*_WRITTEN, MARK):
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
