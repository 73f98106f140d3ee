"""Folders of records to a market."""

import shutil
from pathlib import Path

import pytest

from vendorgraph import reading
from vendorgraph.reading import Invalid
from vendorgraph.reading.folder import files

DATA = Path(__file__).parents[1] / "data"
BASE = DATA / "invalid" / "base"
SOURCE = """source: {{id: {id}, title: "T", publisher: "P", url: "https://p.example/{id}", published: {published},
  language: en, kind: news, reliability: high}}
claims:
- {{id: "{id}#01", subject: crux, relation: invested-in, object: bolt, certainty: reported}}
"""


def add(folder: Path, id: str, published: str = "null") -> Path:
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    (folder / "sources" / f"{id}.yaml").write_text(SOURCE.format(id=id, published=published), encoding="utf-8")
    return folder


def test_the_bundled_market_is_whole() -> None:
    from tests.markets import bundled

    market = bundled()
    assert (len(market.sources), len(market.claims), len(market.entities)) == (604, 2414, 548)
    assert market.info.read == "2026-11-22"
    assert list(market.sources) == sorted(market.sources)
    assert list(market.entities) == sorted(market.entities)
    assert [claim.id for claim in market.claims.values()] == list(market.claims)
    assert market.sources["seed-article-2025-06"].publisher is None
    assert sum(claim.source_id == "seed-article-2025-06" for claim in market.claims.values()) == 28
    assert market.entities["meta"].name_ar == "ميتا"


def test_the_digest_is_that_of_the_content(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "copy")
    assert reading.market([tmp_path / "copy"]).digest == reading.market([BASE]).digest
    add(tmp_path / "copy", "more")
    assert reading.market([tmp_path / "copy"]).digest != reading.market([BASE]).digest


def test_how_the_files_are_laid_out_makes_no_difference(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "split")
    head, *rows = (tmp_path / "split" / "entities.yaml").read_text(encoding="utf-8").split("\n- ")
    (tmp_path / "split" / "entities.yaml").unlink()
    (tmp_path / "split" / "entities").mkdir()
    for number, row in enumerate(reversed(rows)):
        text = f"{head}\n- {row}\n"
        (tmp_path / "split" / "entities" / f"{number}.yaml").write_text(text, encoding="utf-8")
    assert reading.market([tmp_path / "split"]) == reading.market([BASE])


def test_an_overlay_adds_and_a_repetition_changes_nothing(tmp_path: Path) -> None:
    base, overlay = reading.market([BASE]), add(tmp_path, "more")
    both = reading.market([BASE], [overlay])
    assert both.sources.keys() - base.sources.keys() == {"more"}
    assert reading.market([BASE], [overlay, BASE]) == both
    assert reading.market([BASE, overlay]) == both


@pytest.mark.parametrize(
    ("published", "read"), [("null", "2025-12-31"), ('"2025-01"', "2025-12-31"), ('"2026-02"', "2026-02-28")]
)
def test_documents_are_read_up_to_the_latest_day_of_all_folders(published: str, read: str, tmp_path: Path) -> None:
    assert reading.market([BASE], [add(tmp_path, "more", published)]).info.read == read


def test_without_market_yaml_the_latest_day_of_publication_counts(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "copy")
    (tmp_path / "copy" / "market.yaml").unlink()
    add(tmp_path / "copy", "more", '"2025-06"')
    assert reading.market([tmp_path / "copy"]).info.read == "2025-06-30"


def test_a_market_with_problems_is_none(tmp_path: Path) -> None:
    add(tmp_path, "more", '"2025-02-30"')
    with pytest.raises(Invalid) as caught:
        reading.market([BASE], [tmp_path])
    assert [each.code for each in caught.value.problems] == ["VG501"]
    assert str(caught.value).startswith(f"{tmp_path / 'sources' / 'more.yaml'}:1: VG501: published is '2025-02-30'")


def test_a_folder_that_is_missing_or_empty_says_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"there is no folder .*none: write one that holds entities.yaml"):
        reading.market([tmp_path / "none"])
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    with pytest.raises(FileNotFoundError, match=r"holds no records: write entities\.yaml"):
        reading.market([tmp_path])
    with pytest.raises(FileNotFoundError):
        reading.market([tmp_path / "notes.txt"])


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    add(tmp_path, "more")
    for name in ("import.yaml", "README.md", "sources/.hidden.yaml", "sources/notes.txt"):
        (tmp_path / name).write_text("[", encoding="utf-8")
    assert [(kind, path.name) for kind, path in files(tmp_path)] == [("source", "more.yaml")]
