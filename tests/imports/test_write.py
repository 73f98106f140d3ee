"""The folder of an import: written in one step, replaced only when nobody changed it, read back as it is."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.imports.support import DATA, read
from vendorgraph import imports
from vendorgraph.imports import Refused, write, yamltext
from vendorgraph.reading.yaml import parse

FILE = DATA / "bods" / "everything.json"


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_import_may_replace_its_own(tmp_path: Path) -> None:
    out = tmp_path / "out"
    imports.save(read("bods", FILE), out, "bods", [FILE])
    first = content(out)
    imports.save(read("bods", DATA / "bods" / "chain.json"), out, "bods", [DATA / "bods" / "chain.json"])
    assert content(out).keys() != first.keys() or content(out) != first
    imports.save(read("bods", FILE), out, "bods", [FILE])
    assert content(out) == first
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_a_person_put_beside_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "out"
    imports.save(read("bods", FILE), out, "bods", [FILE])
    (out / "matches.yaml").write_text("pairs: []\n")
    (out / "notes").mkdir()
    (out / "notes" / "a.txt").write_text("mine")
    imports.save(read("bods", FILE), out, "bods", [FILE])
    assert (out / "matches.yaml").read_text() == "pairs: []\n"
    assert (out / "notes" / "a.txt").read_text() == "mine"


@pytest.mark.parametrize("what", ["changed", "foreign", "file"])
def test_nothing_of_others_is_replaced(what: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    if what == "changed":
        imports.save(read("bods", FILE), out, "bods", [FILE])
        with (out / "entities" / "0001.yaml").open("a") as entities:
            entities.write("# mine\n")
    elif what == "foreign":
        out.mkdir()
        (out / "a.txt").write_text("mine")
    else:
        out.write_text("mine")
    before = content(out) if out.is_dir() else out.read_bytes()
    with pytest.raises(Refused, match=r"was changed|no import made it|is a file"):
        imports.save(read("bods", FILE), out, "bods", [FILE])
    assert (content(out) if out.is_dir() else out.read_bytes()) == before


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    imports.save(read("bods", FILE), tmp_path / "out", "bods", [FILE])
    assert (tmp_path / "out" / "import.yaml").is_file()


@pytest.mark.parametrize("existing", [True, False])
def test_a_full_disk_leaves_what_was_there(existing: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    if existing:
        imports.save(read("bods", FILE), out, "bods", [FILE])
    before = content(tmp_path)

    def full(path: Path, words: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, "_put", full)
    with pytest.raises(OSError, match="No space left"):
        imports.save(read("bods", DATA / "bods" / "chain.json"), out, "bods", [FILE])
    assert content(tmp_path) == before
    assert out.exists() is existing


def test_a_swap_that_fails_puts_the_old_folder_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    imports.save(read("bods", FILE), out, "bods", [FILE])
    before = content(tmp_path)
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="Permission denied"):
        imports.save(read("bods", FILE), out, "bods", [FILE])
    monkeypatch.undo()
    assert content(tmp_path) == before


def test_a_source_that_says_too_much_is_cut_into_parts_of_one_origin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vendorgraph.imports.limits.FILE", 2_000)
    records = read("bods", FILE)
    assert len(records.sources) > 3
    assert {source.origin for source in records.sources} == {"Example Register"}
    assert len({claim.id for claim in records.claims}) == len(records.claims)
    assert sum(source.url is not None for source in records.sources) == 1


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.text("0123456789eE+-._xXnoyes~: ", max_size=12)
)
def test_any_text_reads_back_as_text(text: str) -> None:
    read_back = parse(yamltext.text({"entities": [{"name": text, "list": [text]}]}), "x.yaml")
    assert read_back == {"entities": [{"name": text, "list": [text]}]}
    assert yaml.safe_load(yamltext.text([text])) == [text]


@given(st.integers(-(10**17), 10**17) | st.floats(0, 1).map(lambda x: round(x, 12)) | st.booleans())
def test_any_number_reads_back_as_it_is(number: float) -> None:
    assert parse(yamltext.text({"number": number}), "x.yaml") == {"number": number}
