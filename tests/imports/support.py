"""What the tests of imports share: files of our own, real samples where the checkout has them, and short forms."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from tests.markets import words
from vendorgraph import checks, imports
from vendorgraph.imports import Records
from vendorgraph.model import Claim

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "import"
TODAY = date(2026, 11, 22)

#: Files of third parties: the examples of BODS and GLEIF's RDF samples, in folders `bods` and `gleif`.
SAMPLES = Path(os.environ.get("VENDORGRAPH_SAMPLES", ROOT.parent / "shared" / "samples"))


def read(name: str, *files: Path, **more: Any) -> Records:
    """The records of files."""
    return imports.read(name, files, words(), today=TODAY, **more)


def short(claim: Claim) -> dict[str, Any]:
    """What a claim says, without its id and its words."""
    kept = {key: value for key, value in msgspec.to_builtins(claim).items() if value not in (None, False, ())}
    return {key: value for key, value in kept.items() if key not in ("id", "note", "comment", "certainty")}


def related(records: Records, relation: str) -> list[dict[str, Any]]:
    """What the claims of one relation say."""
    return [short(claim) for claim in records.claims if claim.relation == relation]


def statements(records: Records, subject: str) -> list[str]:
    """What is said in words about an entity."""
    return [str(claim.text) for claim in records.claims if claim.attribute == "statement" and claim.subject == subject]


def report(records: Records) -> dict[tuple[str, str], tuple[int, str]]:
    """Count and first place by kind and what."""
    return {(each.kind, each.what): (each.count, each.first) for each in records.report}


def sound(records: Records, folder: Path, *files: Path, name: str = "bods") -> checks.Records:
    """Write the records, check that they have no problem and read back as they are, and return them as read."""
    imports.save(records, folder, name, files)
    read = checks.read([folder])
    assert checks.problems(read) == []
    assert tuple(each.value for each in read.claims) == records.claims
    assert tuple(each.value for each in read.sources) == records.sources
    assert tuple(each.value for each in read.entities) == records.entities
    return read


def own_files() -> Iterator[tuple[str, tuple[Path, ...], dict[str, Path]]]:
    """Every file of our own that an importer reads: format, files, further arguments."""
    for file in sorted((DATA / "bods").iterdir()):
        yield "bods", (file,), {}
    for file in sorted((DATA / "ftm").iterdir()):
        yield "ftm", (file,), {}
    yield "gleif", (DATA / "gleif" / "small.ttl",), {}
    yield "gleif-csv", tuple(DATA / "gleif" / f"{each}.csv" for each in ("level1", "level2", "exceptions")), {}
    yield "wikidata", (DATA / "wikidata" / "items.json",), {}
    yield "rdf", (DATA / "rdf" / "small.nq",), {}
    yield "csv", (DATA / "table" / "stakes.csv",), {"mapping": DATA / "table" / "stakes.toml"}
