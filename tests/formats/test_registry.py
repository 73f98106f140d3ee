"""Every format of the registry: read back by some test, documented, the same each time, honest when it has no room."""

import re
from pathlib import Path

import pytest

from tests.formats import cases
from vendorgraph.formats import FORMATS, VIEWS, TooLarge

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


def test_the_readme_lists_every_format() -> None:
    text = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| `(\.\w+)` \| (.+?) \| (.+?) \|$", text, re.MULTILINE)
    found = [(name, suffix, about, extra) for name, suffix, about, extra in rows if name in FORMATS]
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
