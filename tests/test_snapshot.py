"""The compiled market: the same as the market read, whatever happens to its file or folder."""

import shutil
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from vendorgraph import reading, snapshot
from vendorgraph.model import Market

BASE = Path(__file__).parent / "data" / "invalid" / "base"


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "records"))


def only(cache: Path) -> Path:
    [file] = cache.iterdir()
    return file


def never_read(*_: object) -> Market:
    raise AssertionError("the records were read although there is a snapshot")


def test_a_second_start_reads_no_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = snapshot.load([BASE], (), tmp_path)
    assert first == reading.market([BASE])
    monkeypatch.setattr(reading, "market", never_read)
    assert snapshot.load([BASE], (), tmp_path) == first


def test_the_key_is_that_of_the_content(records: Path, tmp_path: Path) -> None:
    assert snapshot.key([records]) == snapshot.key([BASE])
    assert snapshot.key([records, BASE]) != snapshot.key([BASE], [BASE])
    moved = records / "sources" / "base-article.yaml"
    moved.rename(moved.with_name("moved.yaml"))
    assert snapshot.key([records]) != snapshot.key([BASE])


@pytest.mark.parametrize("changed", ["checks/numbers.py", "reading/building.py", "model.py"])
def test_another_check_or_reading_makes_another_key(
    changed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What passed the checks of yesterday need not pass those of today."""
    before = snapshot.key([BASE])
    shutil.copytree(snapshot.PROGRAM, tmp_path / "program")
    monkeypatch.setattr(snapshot, "PROGRAM", tmp_path / "program")
    assert snapshot.key([BASE]) == before
    with (tmp_path / "program" / changed).open("a", encoding="utf-8") as file:
        file.write("# stricter\n")
    assert snapshot.key([BASE]) != before


def test_a_change_makes_another_snapshot(records: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    before = snapshot.load([records], (), cache)
    entities = records / "entities.yaml"
    entities.write_text(entities.read_text(encoding="utf-8").replace("Acme AI", "Acme"), encoding="utf-8")
    after = snapshot.load([records], (), cache)
    assert (before.entities["acme"].name, after.entities["acme"].name) == ("Acme AI", "Acme")
    assert len(list(cache.iterdir())) == 2


def test_a_fault_is_found_although_an_older_snapshot_is_there(records: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    snapshot.load([records], (), cache)
    (records / "sources" / "overlooked.yml").write_text("source:", encoding="utf-8")
    with pytest.raises(reading.Invalid, match="VG011"):
        snapshot.load([records], (), cache)
    assert len(list(cache.iterdir())) == 1


@pytest.mark.parametrize("keep", [0, 10, 32, 33, 500, -1], ids=str)
def test_a_truncated_snapshot_is_made_anew(keep: int, tmp_path: Path) -> None:
    market = snapshot.load([BASE], (), tmp_path)
    whole = only(tmp_path).read_bytes()
    only(tmp_path).write_bytes(whole[:keep])
    assert snapshot.load([BASE], (), tmp_path) == market
    assert only(tmp_path).read_bytes() == whole


def test_a_snapshot_with_one_other_byte_is_made_anew(tmp_path: Path) -> None:
    market = snapshot.load([BASE], (), tmp_path)
    whole = only(tmp_path).read_bytes()
    place = whole.index(b"Acme AI")
    only(tmp_path).write_bytes(whole[:place] + b"B" + whole[place + 1 :])
    assert snapshot.load([BASE], (), tmp_path) == market


def test_a_sealed_snapshot_of_another_shape_is_made_anew(tmp_path: Path) -> None:
    from hashlib import sha256

    market = snapshot.load([BASE], (), tmp_path)
    content = b"\x93\x01\x02\x03"
    only(tmp_path).write_bytes(sha256(content).digest() + content)
    assert snapshot.load([BASE], (), tmp_path) == market


def test_a_cache_that_cannot_be_written_does_not_matter(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder", encoding="utf-8")
    for cache in (blocked, blocked / "cache"):
        assert snapshot.load([BASE], (), cache) == reading.market([BASE])
    assert blocked.read_text(encoding="utf-8") == "no folder"


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert snapshot.load([BASE], (), tmp_path) == reading.market([BASE])
    assert list(tmp_path.iterdir()) == []


def digest(cache: Path) -> str:
    return snapshot.load([BASE], (), cache).digest


def test_processes_may_start_at_once(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4) as pool:
        digests = set(pool.map(digest, [tmp_path] * 12))
    assert digests == {reading.market([BASE]).digest}
    assert only(tmp_path).suffix == ".msgpack"


def test_old_snapshots_are_taken_away(records: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for number in range(snapshot.KEPT + 3):
        (records / "market.yaml").write_text(f'title: "{number}"\nread: "2025-12-31"\n', encoding="utf-8")
        market = snapshot.load([records], (), cache)
    assert len(list(cache.iterdir())) == snapshot.KEPT
    assert market.info.title == str(snapshot.KEPT + 2)


def test_without_a_cache_nothing_is_kept() -> None:
    assert snapshot.load([BASE]) == reading.market([BASE])
