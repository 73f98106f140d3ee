"""One target for each parser of ours: bytes in; what they say, sound, or a refusal in one line, out."""

import io
import shutil
import tempfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from pyoxigraph import RdfFormat, parse, serialize

from tests.imports.support import DATA, TODAY
from tests.markets import words
from vendorgraph import checks, imports, pipeline
from vendorgraph.analysis import levels
from vendorgraph.formats import FORMATS, Selection
from vendorgraph.imports import IMPORTERS, Records, Refused, limits, opened, registry
from vendorgraph.imports.naming import Taken
from vendorgraph.match import WrongDecision, load
from vendorgraph.model import Market
from vendorgraph.problems import Invalid
from vendorgraph.reading import dispositions, whatif

Target = Callable[[bytes], None]

TESTS = DATA.parent
SMALL = TESTS / "small"
ONE = "sources/techledger-2025-03-14-exodus.yaml"
FOUND = TESTS / "fuzz"
MAPPING = DATA / "table" / "stakes.toml"

#: Importers with the name of the file that a target's bytes are.
IMPORTED = {
    "bods": ("bods", "f.json"),
    "ftm": ("ftm", "f.json"),
    "ftm-statements": ("ftm", "f.csv"),
    "gleif": ("gleif", "f.ttl"),
    "gleif-xml": ("gleif", "f.rdf"),
    "gleif-csv": ("gleif-csv", "f.csv"),
    "wikidata": ("wikidata", "f.json"),
    "rdf": ("rdf", "f.nq"),
    "rdf-jsonld": ("rdf", "f.jsonld"),
    "csv": ("csv", "f.csv"),
}
#: Where the seeds of a target are.
SEEDS = {
    "bods": (DATA, "bods/*.json"),
    "ftm": (DATA, "ftm/*.jsonl"),
    "ftm-statements": (DATA, "ftm/*.csv"),
    "gleif": (DATA, "gleif/*.ttl"),
    "gleif-csv": (DATA, "gleif/*.csv"),
    "wikidata": (DATA, "wikidata/*.json"),
    "rdf": (DATA, "rdf/*.nq"),
    "csv": (DATA, "table/*.csv"),
    "mapping": (DATA, "table/*.toml"),
    "decisions": (DATA, "match/*.yaml"),
    "sources": (SMALL, "sources/*.yaml"),
    "entities": (SMALL, "entities.yaml"),
    "identity": (SMALL, "identity.yaml"),
    "what-if": (TESTS, "examples/what-if.yaml"),
    "dispositions": (TESTS, "examples/dispositions.yaml"),
}


def imported(name: str, file: str, data: bytes) -> None:
    """The importer `name` on a file, in this process: any other end than records or a refusal is a fault."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file
        path.write_bytes(data)
        _imported(name, path, MAPPING if IMPORTERS[name].mapping else None)


def mapping(data: bytes) -> None:
    """The mapping of a table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f.toml"
        path.write_bytes(data)
        _imported("csv", DATA / "table" / "stakes.csv", path)


def parquet(data: bytes) -> None:
    """The claims of a folder of Parquet tables."""
    with tempfile.TemporaryDirectory() as folder:
        tables = Path(folder) / "tables"
        tables.mkdir()
        for name, table in _tables().items():
            (tables / name).write_bytes(table)
        (tables / "claims.parquet").write_bytes(data)
        _imported("parquet", tables, None)


def _imported(name: str, path: Path, mapped: Path | None) -> None:
    try:
        records = registry.read_here(name, [path], words(), TODAY.isoformat(), mapped, Taken())
    except Refused as refused:
        assert str(refused)
        assert name == "csv" or "\n" not in str(refused)
        return
    with tempfile.TemporaryDirectory() as folder:
        _sound(name, records, Path(folder) / "out")


def _sound(name: str, records: Records, out: Path) -> None:
    """What was read has no problem and reads back as it is; a file that says nothing gives nothing."""
    if not records.claims:
        return
    try:
        imports.save(records, out, name, [])
    except Refused:
        assert IMPORTERS[name].checked
        return
    read = checks.read([out])
    problems = checks.problems(read)
    assert not problems, str(problems[0])
    assert tuple(each.value for each in read.claims) == records.claims


def packed(data: bytes) -> None:
    """Files that are packed, or are not: their lines, within bounds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f"
        path.write_bytes(data)
        try:
            size = sum(len(line) for _, line in opened.lines(path))
        except Refused as refused:
            assert "\n" not in str(refused)
            return
    assert size <= len(data) * limits.RATIO + limits.SLACK


def records(file: str, data: bytes) -> None:
    """A file of the small market with one of its sources: what has no problem is read, what has one is not."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sources").mkdir()
        for each in ("market.yaml", "entities.yaml", "identity.yaml", ONE):
            shutil.copyfile(SMALL / each, Path(folder) / each)
        (Path(folder) / file).write_bytes(data)
        try:
            pipeline.read([Path(folder)])
        except Invalid as invalid:
            assert invalid.problems


def beside(read: Callable[[Path, Market], object], data: bytes) -> None:
    """A file of a user's own beside the small market."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f.yaml"
        path.write_bytes(data)
        try:
            read(path, _small())
        except Invalid as invalid:
            assert invalid.problems


def table_of_levels(data: bytes) -> None:
    """A table of levels."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "levels.toml"
        path.write_bytes(data)
        try:
            levels.read_levels(path)
        except levels.InvalidLevels:
            return


def decisions(data: bytes) -> None:
    """A file of decisions on matches."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "matches.yaml"
        path.write_bytes(data)
        try:
            load(path)
        except WrongDecision:
            return


TARGETS: dict[str, Target] = {
    **{target: partial(imported, *file) for target, file in IMPORTED.items()},
    "mapping": mapping,
    "parquet": parquet,
    "packed": packed,
    "sources": partial(records, "sources/new.yaml"),
    "entities": partial(records, "entities.yaml"),
    "identity": partial(records, "identity.yaml"),
    "what-if": partial(beside, whatif.read),
    "dispositions": partial(beside, dispositions.read),
    "levels": table_of_levels,
    "decisions": decisions,
}


def found_once(name: str) -> list[bytes]:
    """Files with which the fuzzing once found a fault in a target."""
    return [path.read_bytes() for path in sorted(FOUND.glob(f"{name}.*"))]


@cache
def seeds(name: str) -> list[bytes]:
    """Files that are as they should be, to start from."""
    if name in _MADE:
        return _MADE[name]()
    folder, pattern = SEEDS[name]
    return [path.read_bytes() for path in sorted(folder.glob(pattern))]


@cache
def _small() -> Market:
    return pipeline.read([SMALL])


@cache
def _tables() -> dict[str, bytes]:
    """The small market as Parquet tables."""
    made = {}
    for name, write in FORMATS["parquet"].folder(Selection(_small())):
        out = io.BytesIO()
        write(out)
        made[name] = out.getvalue()
    return made


def _told_in(name: str, given: RdfFormat, wanted: RdfFormat) -> list[bytes]:
    """The seeds of a target in another notation."""
    return [serialize(parse(seed, format=given), format=wanted) or b"" for seed in seeds(name)]


def _packings() -> list[bytes]:
    import bz2
    import gzip
    import zipfile

    (text,) = seeds("ftm")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", text)
    return [text, gzip.compress(text, mtime=0), bz2.compress(text), out.getvalue()]


_MADE: dict[str, Callable[[], list[bytes]]] = {
    "gleif-xml": partial(_told_in, "gleif", RdfFormat.TURTLE, RdfFormat.RDF_XML),
    "rdf-jsonld": partial(_told_in, "rdf", RdfFormat.N_QUADS, RdfFormat.JSON_LD),
    "parquet": lambda: [_tables()["claims.parquet"]],
    "packed": _packings,
    "levels": lambda: [Path(str(levels.__file__)).with_name("levels.toml").read_bytes()],
}
