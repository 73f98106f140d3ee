"""Every format of the registry: read back by some test, documented, the same each time, honest when it has no room."""

import os
import re
import sys
import tomllib
import tracemalloc
from pathlib import Path

import msgspec
import pytest

from tests import markets
from tests.formats import cases
from vendorgraph import pipeline
from vendorgraph.extras import MissingExtra
from vendorgraph.formats import FORMATS, VIEWS, Selection, TooLarge
from vendorgraph.formats.model import LARGEST

PAIRS = [(name, view) for name, format in FORMATS.items() for view in format.views]


def test_every_format_has_one_way_of_writing() -> None:
    assert len(FORMATS) == len({format.name for format in FORMATS.values()}) >= 22
    for name, format in FORMATS.items():
        assert (format.one is None) != (format.files is None), name
        assert (format.suffix == ".zip") == (format.files is not None), name
        assert format.views and set(format.views) <= set(VIEWS), name


def test_every_format_is_read_back_by_a_test_that_names_it() -> None:
    texts = [
        each.read_text(encoding="utf-8") for each in Path(__file__).parent.glob("test_*.py") if each != Path(__file__)
    ]
    assert len(texts) >= 5
    assert [name for name in FORMATS if not any(f'"{name}"' in text for text in texts)] == []


@pytest.mark.parametrize(("name", "view"), PAIRS)
def test_every_format_writes_every_view_of_its_own_alike_each_time(name: str, view: str) -> None:
    assert cases.written(name, view)
    if FORMATS[name].repeats:
        assert cases.written(name, view) == cases.written_of(name, cases.selection(view))


def test_a_format_that_needs_more_names_an_extra_that_there_is() -> None:
    about = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    assert {each.extra for each in FORMATS.values() if each.extra} <= set(about["project"]["optional-dependencies"])


def test_a_missing_library_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    needed = {"parquet": "pyarrow", "xlsx": "xlsxwriter", "ladybug": "ladybug", "svg": "numpy", "html": "pyvis"}
    assert set(needed) == {each.name for each in FORMATS.values() if each.extra}
    for name, module in needed.items():
        with monkeypatch.context() as patch:
            for loaded in [each for each in sys.modules if each.split(".")[0] == module]:
                patch.setitem(sys.modules, loaded, None)
            patch.setitem(sys.modules, module, None)
            with pytest.raises(MissingExtra, match=rf"pip install 'vendorgraph\[{FORMATS[name].extra}\]'"):
                cases.written_of(name, cases.selection("relations"))


def test_writers_do_not_gather_what_they_write(tmp_path: Path) -> None:
    """Memory while writing does not grow with the number of relations, where the format allows it."""
    for name in (
        "graphml",
        "gexf",
        "cyjs",
        "cx2",
        "node-link",
        "dot",
        "cypher",
        "csv",
        "neo4j",
        "ftm",
        "bods",
        "nquads",
    ):
        few, many = (written_peak(name, times) for times in (20, 200))
        assert many < few + 300_000, (name, few, many)


def written_peak(name: str, times: int) -> int:
    """The most memory that writing takes beyond what was there, in bytes, with every relation `times` times over."""
    whole = cases.selection("relations")
    assert whole.relations is not None
    relations = msgspec.structs.replace(whole.relations, all=whole.relations.all * times)
    chosen = msgspec.structs.replace(whole, relations=relations)
    with Path(os.devnull).open("wb") as out:
        FORMATS[name].write(chosen, out)  # imports and caches are not counted
        tracemalloc.start()
        FORMATS[name].write(chosen, out)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return peak


def test_the_readme_lists_every_format() -> None:
    text = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| ([\w-]+) \| `(\.\w+)` \| (.+?) \| (.*?) \|$", text, re.MULTILINE)
    assert found == [
        (each.name, each.suffix, each.description, f"`{each.extra}`" if each.extra else "") for each in FORMATS.values()
    ]


@pytest.mark.parametrize(("name", "limit"), [("mermaid", "EDGES"), ("svg", "ENTITIES"), ("html", "ENTITIES")])
def test_pictures_say_when_they_have_no_room(name: str, limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import import_module

    module = import_module(f"vendorgraph.formats.{ {'html': 'page'}.get(name, name) }")
    monkeypatch.setattr(module, limit, 2)
    with pytest.raises(TooLarge, match=f"{name} has room for 2 .* and this has .*: choose fewer with --around"):
        cases.written_of(name, cases.selection("relations"))


def test_whole_numbers_beyond_64_bits_are_written_exactly_or_refused() -> None:
    stake = {"subject": "acme", "relation": "holds-stake-in", "object": "bolt", "published": "2025"}
    most, more = (
        markets.market({**stake, "amount": {"value": value, "currency": "USD"}}) for value in (LARGEST, LARGEST + 1)
    )
    for name, format in FORMATS.items():
        if "claims" not in format.views:
            continue
        assert cases.written_of(name, Selection(most))
        if format.bounded:
            with pytest.raises(
                TooLarge, match=rf"^{name} has whole numbers up to .* the claim source-1#01 says 9,223,"
            ):
                cases.written_of(name, Selection(more))
        else:
            assert cases.written_of(name, Selection(more))
    assert f"{LARGEST + 1}" in cases.written_of("nquads", Selection(more)).decode()
    with pytest.raises(TooLarge):  # tables hold all claims, beside the relations
        cases.written_of("parquet", Selection(more, pipeline.relations(more)))
    assert cases.written_of("graphml", Selection(more, pipeline.relations(more)))
