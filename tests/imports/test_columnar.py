"""Imports as Parquet tables: the same records as in memory, in memory that does not grow with the files."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.imports.large import bods, gleif_csv, gleif_nt
from tests.imports.support import DATA, TODAY, own_files, read
from tests.markets import words
from vendorgraph import imports, names, pipeline
from vendorgraph.imports import limits
from vendorgraph.model import Market
from vendorgraph.scale.engine import connect
from vendorgraph.scale.find import find
from vendorgraph.scale.opened import opened

OWN = list(own_files())


def saved(folder: Path, name: str, *files: Path, **more: Any) -> imports.Written:
    return imports.save_tables(name, files, words(), folder, today=TODAY, **more)


@pytest.mark.parametrize(("name", "files", "more"), OWN, ids=lambda each: str(each)[:60])
def test_the_same_records_as_in_memory(
    name: str, files: tuple[Path, ...], more: dict[str, Path], tmp_path: Path
) -> None:
    records = read(name, *files, **more)
    written = saved(tmp_path / "tables", name, *files, **more)
    assert (written.entities, written.sources, written.claims) == (
        len(records.entities),
        len(records.sources),
        len(records.claims),
    )
    assert {(e.kind, e.what, e.count) for e in written.report} == {(e.kind, e.what, e.count) for e in records.report}
    imports.save(records, tmp_path / "records", name, files)
    assert pipeline.read([tmp_path / "tables"]) == pipeline.read([tmp_path / "records"])


def test_a_large_array_gives_what_a_small_one_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "statements.json"
    bods(file, 700, "array")  # more than is read at a time
    expected = read("bods", file)
    monkeypatch.setattr(limits, "LARGE", 100)
    found = read("bods", file)
    assert len(found.claims) == 1_400
    assert found == expected


def test_every_importer_is_tried() -> None:
    assert {name for name, _, _ in OWN} | {"parquet"} == set(imports.IMPORTERS)


def test_names_that_others_have_are_told_apart_alike(tmp_path: Path, market: Market) -> None:
    file = next(iter(sorted((DATA / "bods").iterdir())))
    records = read("bods", file, beside=market)
    saved(tmp_path / "tables", "bods", file, beside=market)
    found = pipeline.read([tmp_path / "tables"])
    assert found.entities == {each.slug: each for each in records.entities}
    assert found.sources == {each.id: each for each in records.sources}
    assert not found.sources.keys() & market.sources.keys()
    marked = [each for each in records.entities if each.name.endswith(")")]
    plain = Counter(names.bare(each.name) for each in records.entities)
    assert marked
    tables = opened([tmp_path / "tables"], [], connect())
    for each in marked:
        if plain[names.bare(each.name)] == 1:  # found in the tables by its name in the file, too
            assert find(tables, names.bare(each.name).upper()) == each


@pytest.fixture
def market(tmp_path: Path) -> Market:
    """A market that has all of a file already."""
    file = next(iter(sorted((DATA / "bods").iterdir())))
    imports.save(read("bods", file), tmp_path / "there", "bods", [file])
    return pipeline.read([tmp_path / "there"])


def test_tables_are_replaced_only_where_nobody_changed_them(tmp_path: Path) -> None:
    name, files, more = OWN[0]
    out = tmp_path / "tables"
    saved(out, name, *files, **more)
    (out / "notes.txt").write_text("kept", "utf-8")
    saved(out, name, *files, **more)
    assert (out / "notes.txt").read_text("utf-8") == "kept"
    (out / "claims.parquet").write_bytes(b"changed")
    with pytest.raises(imports.Refused, match="was changed since it was imported"):
        saved(out, name, *files, **more)
    assert (out / "claims.parquet").read_bytes() == b"changed"


def test_a_failed_import_leaves_what_was_there(tmp_path: Path) -> None:
    name, files, more = OWN[0]
    out = tmp_path / "tables"
    saved(out, name, *files, **more)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    bad = tmp_path / "bad.json"
    bad.write_text('[{"statementId": "1", "recordType": ', "utf-8")
    with pytest.raises(imports.Refused):
        saved(out, "bods", bad)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.json", "tables"]


#: Peak resident memory in KiB of an import in a process of its own, and of the processes that it starts.
_MEASURED = """
import resource, sys
from datetime import date
from pathlib import Path
from vendorgraph import imports, vocabulary
name, file, folder = sys.argv[1:]
imports.save_tables(name, [Path(file)], vocabulary.read(), Path(folder), today=date(2026, 11, 22))
print(max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
"""


@pytest.mark.parametrize(
    ("name", "suffix", "form", "make", "count"),
    [
        ("bods", ".jsonl", "lines", bods, 6_000),
        ("bods", ".json", "array", bods, 6_000),
        ("gleif-csv", ".csv", "", gleif_csv, 10_000),
        ("gleif", ".nt", "", gleif_nt, 10_000),
    ],
    ids=["bods-lines", "bods-array", "gleif-csv", "gleif-nt"],
)
def test_memory_does_not_grow_with_the_file(
    name: str, suffix: str, form: str, make: Callable[[Path, int, str], None], count: int, tmp_path: Path
) -> None:
    peaks = []
    for times in (1, 3):
        file = tmp_path / f"{times}{suffix}"
        make(file, count * times, form)
        command = [sys.executable, "-c", _MEASURED, name, str(file), str(tmp_path / f"out{times}")]
        peaks.append(int(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    assert peaks[1] < 1.15 * peaks[0], peaks
