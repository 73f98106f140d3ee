"""The generator of markets: the same for the same seed, sound, and with all that makes large markets hard."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from tests.benchmarks.generated import KINDS, write
from vendorgraph import vocabulary
from vendorgraph.scale import check
from vendorgraph.scale.columns import open_folder
from vendorgraph.scale.engine import connect

TABLES = ("market", "entities", "sources", "claims")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated") / "market"
    write(folder, 500)
    return folder


@pytest.fixture(scope="module")
def claims(folder: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = parquet.read_table(folder / "claims.parquet").to_pylist()
    return rows


def test_the_same_seed_gives_the_same_files(folder: Path, tmp_path: Path) -> None:
    write(tmp_path / "again", 500)
    write(tmp_path / "other", 500, seed=2)
    files = [f"{table}.parquet" for table in TABLES]
    assert all((tmp_path / "again" / name).read_bytes() == (folder / name).read_bytes() for name in files)
    assert (tmp_path / "other" / "claims.parquet").read_bytes() != (folder / "claims.parquet").read_bytes()


def test_it_is_sound(folder: Path) -> None:
    check.check_files(folder)
    check.check(open_folder(folder, connect(), vocabulary.read()))


def test_there_are_as_many_relations_as_stated(claims: list[dict[str, Any]]) -> None:
    told = Counter(relation for relation, _, _ in {(c["relation"], c["subject"], c["object"]) for c in claims})
    assert told.keys() == KINDS.keys()
    for kind, part in KINDS.items():
        assert told[kind] == pytest.approx(part * 500, rel=0.05)


def test_what_makes_it_hard_is_there(claims: list[dict[str, Any]]) -> None:
    held = {(c["subject"], c["object"]): c["share"] for c in claims if c["share"] is not None}
    assert [pair for pair, share in held.items() if share > 0.5 and held.get(pair[::-1], 0) > 0.5]
    sums: Counter[str] = Counter()
    for (_, company), share in held.items():
        sums[company] += share
    assert [company for company, whole in sums.items() if whole > 1]
    ends = Counter(c["subject"] for c in claims)
    assert ends.most_common(1)[0][1] > 10 * sum(ends.values()) / len(ends)
    assert any(c["polarity"] == "denies" for c in claims)
    assert any(c["relation"] == "moved-to" and c["from_org"] for c in claims)
    stated: dict[tuple[str, str, str], set[str | None]] = {}
    for c in claims:
        stated.setdefault((c["relation"], c["subject"], c["object"]), set()).add(c["status"])
    assert [key for key, words in stated.items() if key[0] == "customer-of" and len(words) > 1]
    assert {len(c["from"]) for c in claims if c["from"]} == {4, 7, 10}


def test_a_hub(tmp_path: Path) -> None:
    write(tmp_path / "hub", 2_000, hub=1_500)
    held = parquet.read_table(tmp_path / "hub" / "claims.parquet", columns=["subject", "relation"]).to_pylist()
    assert Counter(row["subject"] for row in held if row["relation"] == "holds-stake-in") == {"e0000000": 1_500}
