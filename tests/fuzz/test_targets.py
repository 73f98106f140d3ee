"""Every target on what hypothesis makes of good files, and on JSON made of the words that the formats use."""

import json
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import FOUND, IMPORTED, TARGETS, found_once, seeds
from vendorgraph.imports import IMPORTERS

_FEW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
_JSON = ("bods", "ftm", "wikidata")
_ODD = [b"", b"\xff", b"\0", b'"', b"{", b"[", b",", b"\n", "\u202e".encode(), b"1e999", b"null", b"-", b"%", b"9" * 30]


def test_every_target_has_seeds() -> None:
    assert len(TARGETS) == 20
    assert all(seeds(name) for name in TARGETS)


def test_every_importer_has_a_target() -> None:
    assert {name for name, _ in IMPORTED.values()} | {"parquet"} == IMPORTERS.keys()


@pytest.mark.parametrize("name", TARGETS)
def test_good_files_are_read(name: str) -> None:
    for seed in seeds(name):
        TARGETS[name](seed)


@pytest.mark.parametrize("name", TARGETS)
def test_what_was_found_once_is_mended(name: str) -> None:
    for data in found_once(name):
        TARGETS[name](data)


def test_every_file_that_was_found_belongs_to_a_target() -> None:
    assert {path.name.rpartition(".")[0] for path in FOUND.iterdir()} <= TARGETS.keys()
    assert len(list(FOUND.iterdir())) >= 6


@st.composite
def spoiled(draw: st.DrawFn, name: str) -> bytes:
    """A good file with a few spans cut, repeated, replaced or moved."""
    data = draw(st.sampled_from(seeds(name)))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, max(0, len(data) - 1)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        piece = draw(st.sampled_from(_ODD) | st.binary(max_size=6) | st.just(data[start:end] * 2))
        data = data[:start] + piece + data[end:]
    return data


@pytest.mark.parametrize("name", TARGETS)
def test_spoiled_files_are_read_or_refused(name: str) -> None:
    @_FEW
    @given(spoiled(name) | st.binary(max_size=200))
    def run(data: bytes) -> None:
        TARGETS[name](data)

    run()


def _words(name: str) -> st.SearchStrategy[Any]:
    """JSON of the keys and texts of a format's good files, in any place."""
    texts = sorted({each for seed in seeds(name) for each in re.findall(r'"([^"\\]{0,60})"', seed.decode())})
    word = st.sampled_from(texts)
    leaf = word | st.none() | st.booleans() | st.integers(-5, 200) | st.floats(allow_nan=False, allow_infinity=False)
    return st.recursive(
        leaf, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(word, inner, max_size=6), max_leaves=25
    )


@st.composite
def shuffled(draw: st.DrawFn, name: str) -> bytes:
    """A good file's objects, some of their values replaced by others of the format's words."""
    seed = draw(st.sampled_from(seeds(name))).decode()
    items = (
        json.loads(seed) if seed.lstrip()[:1] == "[" or name == "wikidata" else list(map(json.loads, seed.splitlines()))
    )
    for _ in range(draw(st.integers(1, 6))):
        _replace(draw, items, draw(_words(name)))
    return json.dumps(items).encode()


def _replace(draw: st.DrawFn, value: Any, new: Any) -> None:
    """Put `new` somewhere inside a value."""
    while value:
        key = draw(st.sampled_from(sorted(value) if isinstance(value, dict) else list(range(len(value)))))
        inner = value[key]
        if not isinstance(inner, dict | list) or not inner or draw(st.integers(0, 5)) == 0:
            value[key] = new
            return
        value = inner


@pytest.mark.parametrize("name", _JSON)
def test_json_of_the_right_words_in_the_wrong_places(name: str) -> None:
    @_FEW
    @given(shuffled(name) | _words(name).map(lambda value: json.dumps([value]).encode()))
    def run(data: bytes) -> None:
        TARGETS[name](data)

    run()
