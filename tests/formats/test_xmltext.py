"""XML text: any string arrives as it was, save for what XML cannot carry."""

import doctest
import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from vendorgraph.formats import xmltext
from vendorgraph.formats.xmltext import escape, value

ALLOWED = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", include_characters="\t\n\r")


@given(st.text(ALLOWED))
def test_legal_text_comes_back(text: str) -> None:
    element = ET.fromstring(f'<a b="{escape(text)}">{escape(text)}</a>')
    assert (element.get("b"), element.text or "") == (text, text)


@given(st.text(st.characters()))
def test_any_text_gives_well_formed_xml_of_the_same_length(text: str) -> None:
    element = ET.fromstring(f'<a b="{escape(text)}"/>'.encode())
    assert len(element.get("b") or "") == len(text)


def test_values() -> None:
    assert [value(each) for each in (True, False, 3, 0.49, 1e-09, "a<b")] == [
        "true", "false", "3", "0.49", "1e-09", "a&lt;b",
    ]  # fmt: skip


def test_docstring() -> None:
    assert doctest.testmod(xmltext).attempted > 0
    assert doctest.testmod(xmltext).failed == 0
