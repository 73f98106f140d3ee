"""What holds of every import, on files of our own and on real ones."""

from pathlib import Path
from typing import Any

import pytest

from tests.imports.support import DATA, SAMPLES, own_files, read, sound
from vendorgraph import imports, pipeline
from vendorgraph.imports import IMPORTERS

OWN = list(own_files())
NAMES = [f"{name}-{files[0].stem}" for name, files, _ in OWN]
REAL = [("bods", file) for file in sorted(SAMPLES.glob("bods/*.json"))]
REAL += [("gleif", file) for file in sorted(SAMPLES.glob("gleif/*.ttl"))]


def test_every_importer_and_every_file_is_tried() -> None:
    assert {name for name, _, _ in OWN} | {"parquet"} == set(IMPORTERS)  # parquet: see test_own
    tried = {file for _, files, more in OWN for file in (*files, *more.values())}
    assert set(DATA.glob("*/*")) - tried == {
        DATA / "table" / "wrong.csv",  # see test_table
        DATA / "match" / "matches.yaml",  # a seed of the fuzzing
    }


@pytest.mark.parametrize(("name", "files", "more"), OWN, ids=NAMES)
def test_records_are_sound_and_read_back_as_they_are(
    name: str, files: tuple[Path, ...], more: dict[str, Any], tmp_path: Path
) -> None:
    records = read(name, *files, **more)
    sound(records, tmp_path / "out", *files, name=name)
    assert records.claims


@pytest.mark.parametrize(("name", "files", "more"), OWN, ids=NAMES)
def test_the_same_file_gives_the_same_bytes(
    name: str, files: tuple[Path, ...], more: dict[str, Any], tmp_path: Path
) -> None:
    for folder in ("one", "two"):
        imports.save(read(name, *files, **more), tmp_path / folder, name, files)
    one, two = (
        {path.relative_to(tmp_path / folder): path.read_bytes() for path in sorted((tmp_path / folder).rglob("*.yaml"))}
        for folder in ("one", "two")
    )
    assert one == two
    assert len(one) >= 4


@pytest.mark.parametrize(("name", "files", "more"), OWN, ids=NAMES)
def test_it_stands_alone_and_over_the_bundled_market(
    name: str, files: tuple[Path, ...], more: dict[str, Any], tmp_path: Path
) -> None:
    bundled = pipeline.read()
    records = read(name, *files, beside=bundled, **more)
    imports.save(records, tmp_path / "out", name, files)
    alone, over = pipeline.read([tmp_path / "out"]), pipeline.read(overlays=[tmp_path / "out"])
    assert pipeline.relations(alone).as_of == pipeline.read_day(alone)
    assert len(over.claims) == len(bundled.claims) + len(records.claims)


@pytest.mark.skipif(not REAL, reason=f"this checkout has no real files in {SAMPLES}")
def test_the_real_files_are_all_there() -> None:
    assert len(REAL) == 11


@pytest.mark.parametrize(("name", "file"), REAL, ids=lambda each: getattr(each, "stem", each))
def test_real_files_give_sound_records(name: str, file: Path, tmp_path: Path) -> None:
    records = read(name, file)
    sound(records, tmp_path / "out", file, name=name)
    assert not [each for each in records.report if each.kind == "not understood"]


@pytest.mark.parametrize("name", IMPORTERS)
def test_a_registered_importer_says_what_it_reads(name: str) -> None:
    importer = IMPORTERS[name]
    assert importer.name == name
    assert importer.description[0].isupper()
    assert all(suffix.startswith(".") for suffix in importer.suffixes)
    assert callable(importer.reader())
