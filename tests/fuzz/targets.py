"""One target for each parser of ours: bytes in; records that are sound, or a refusal in one line, out."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.imports.support import DATA, TODAY
from tests.markets import words
from vendorgraph import checks, imports
from vendorgraph.imports import IMPORTERS, Records, Refused, registry
from vendorgraph.imports.naming import Taken
from vendorgraph.match import WrongDecision, load

Target = Callable[[bytes], None]

#: The name of the file that a target's bytes are, and where its seeds are.
FILES = {
    "bods": ("f.json", "bods/*.json"),
    "ftm": ("f.json", "ftm/*.jsonl"),
    "gleif": ("f.ttl", "gleif/*.ttl"),
    "gleif-csv": ("f.csv", "gleif/*.csv"),
    "wikidata": ("f.json", "wikidata/*.json"),
    "rdf": ("f.nq", "rdf/*.nq"),
    "csv": ("f.csv", "table/*.csv"),
}
FOUND = DATA.parent / "fuzz"
MAPPING = DATA / "table" / "stakes.toml"


def imported(name: str) -> Target:
    """The importer `name` on a file, in this process: any other end than records or a refusal is a fault."""
    file = FILES[name][0]
    mapping = MAPPING if IMPORTERS[name].mapping else None

    def target(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / file
            path.write_bytes(data)
            try:
                records = registry.read_here(name, [path], words(), TODAY.isoformat(), mapping, Taken())
            except Refused as refused:
                assert str(refused)
                assert name == "csv" or "\n" not in str(refused)
                return
            _sound(name, records, Path(folder) / "out")

    return target


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


def statements(data: bytes) -> None:
    """FollowTheMoney statements as CSV."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f.csv"
        path.write_bytes(data)
        try:
            records = registry.read_here("ftm", [path], words(), TODAY.isoformat(), None, Taken())
        except Refused:
            return
        _sound("ftm", records, Path(folder) / "out")


def mapping(data: bytes) -> None:
    """The mapping of a table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f.toml"
        path.write_bytes(data)
        table = DATA / "table" / "stakes.csv"
        try:
            records = registry.read_here("csv", [table], words(), TODAY.isoformat(), path, Taken())
        except Refused:
            return
        _sound("csv", records, Path(folder) / "out")


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
    **{name: imported(name) for name in FILES},
    "ftm-statements": statements,
    "mapping": mapping,
    "decisions": decisions,
}


def found_once(name: str) -> list[bytes]:
    """Files with which the fuzzing once found a fault in a target."""
    return [path.read_bytes() for path in sorted(FOUND.glob(f"{name}.*"))]


def seeds(name: str) -> list[bytes]:
    """Files that are as they should be, to start from."""
    patterns = {"ftm-statements": "ftm/*.csv", "mapping": "table/*.toml", "decisions": "match/*.yaml"}
    pattern = patterns.get(name) or FILES[name][1]
    return [path.read_bytes() for path in sorted(DATA.glob(pattern))]
