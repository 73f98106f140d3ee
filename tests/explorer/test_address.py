"""Addresses: all of a page's state, there and back, and what is wrong with a bad one."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorgraph.explorer.address import LONGEST, MOST, State, Wrong, state

_names = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12).filter(lambda name: "_" not in name)
_values = st.text(min_size=1, max_size=40).filter(lambda text: "\x00" not in text)


def _asked(address: str) -> State:
    parts = urlsplit(address)
    return state(parts.path, parse_qsl(parts.query, keep_blank_values=True, errors="strict"))


@given(st.lists(st.tuples(_names, _values.filter(lambda t: not any("\ud800" <= c <= "\udfff" for c in t))), max_size=6))
def test_a_state_survives_its_address(pairs):
    asked = state("/graph", [(name, value) for name, value in pairs if name not in ("lang", "theme", "as-of", "lab")])
    again = _asked(asked.here())
    assert sorted(again.params) == sorted(set(asked.params))
    assert again.path == asked.path


def test_days_language_colours_and_lab_go_along_to_other_pages():
    asked = _asked("/conflicts/google?as-of=2025-06-20&known-by=2026-01-01&lang=ar&theme=dark&lab=google&level=high")
    assert asked.to("/graph", on=["a", "b"]) == (
        "/graph?on=a&on=b&lab=google&as-of=2025-06-20&known-by=2026-01-01&theme=dark&lang=ar"
    )
    assert asked.here(level=None, lang="en").endswith("theme=dark&lang=en")
    assert asked.moved("/table").startswith("/table?level=high&")


def test_a_value_is_toggled_and_others_stay():
    asked = _asked("/conflicts/x?level=high&level=low")
    assert asked.toggled("level", "low") == "/conflicts/x?level=high"
    assert asked.toggled("level", "medium") == "/conflicts/x?level=high&level=low&level=medium"


def test_the_header_chooses_the_language_where_the_address_does_not():
    assert state("/", [], "ar-EG,ar;q=0.9,en;q=0.8").language == "ar"
    assert state("/", [], "de, en;q=0.5").language == "en"
    assert state("/", [], "").language == "en"
    assert state("/", [("lang", "en")], "ar").language == "en"


@pytest.mark.parametrize(
    ("pairs", "key"),
    [
        ([("as-of", "yesterday")], "day"),
        ([("as-of", "2025-06")], "day"),
        ([("known-by", "2025-02-30")], "day"),
        ([("lang", "tlh")], "language"),
        ([("theme", "pink")], "theme"),
        ([("q", "x" * (LONGEST + 1))], "too-long"),
        ([("on", str(n)) for n in range(MOST + 1)], "too-long"),
    ],
)
def test_a_bad_address_says_what_is_wrong(pairs, key):
    with pytest.raises(Wrong) as wrong:
        state("/", pairs)
    assert wrong.value.key == key


@pytest.mark.parametrize("text", ["0", "-1", "4", "x", "٢", "1e9", "99999999999999999999"])
def test_a_number_out_of_its_bounds_is_wrong(text):
    with pytest.raises(Wrong):
        state("/", [("way", text)]).number("way", 3)
    assert state("/", [("way", "2")]).number("way", 3) == 2
    assert state("/", []).number("way", 3) == 1
