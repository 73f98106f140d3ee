"""The tables of words: complete, alike in their keys, and right in numbers, shares and dates."""

import re
from string import Formatter

import msgspec
import pytest

from tests.markets import words
from vendorgraph.relations.model import UNKNOWN_SHARE, Share
from vendorgraph.wording import LANGUAGES, Language, language


def _texts(value: object, path: str = "") -> dict[str, str]:
    """Every text of a table by its place."""
    if isinstance(value, str):
        return {path: value}
    if isinstance(value, dict):
        return {place: text for key, each in value.items() for place, text in _texts(each, f"{path}/{key}").items()}
    if isinstance(value, tuple | list):
        pairs = enumerate(value)
        return {place: text for key, each in pairs for place, text in _texts(each, f"{path}/{key}").items()}
    return {}


def _table(code: str) -> dict[str, str]:
    return _texts(msgspec.to_builtins(language(code)))


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_language_has_the_same_entries_and_fills_in_the_same_names():
    english, arabic = _table("en"), _table("ar")
    plurals = re.compile(r"/counts/\w+/(two|few)")
    assert {key for key in english if not plurals.match(key)} == {key for key in arabic if not plurals.match(key)}
    shared = [key for key in english if key in arabic and "/counts/" not in key and key != "/code"]
    assert len(shared) > 250
    differing = {key for key in shared if _fields(english[key]) != _fields(arabic[key])}
    assert differing == {"/conflict/summary"}  # Arabic names the customer again: a verb would tell a gender


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_relation_has_its_sentences_and_the_words_on_a_line(code):
    kinds = set(words().relations)
    variants = {"holds-stake-in-unsized", "moved-to-from", "board-member-of-observer"}
    assert set(language(code).relations) == set(language(code).verbs) == kinds | variants


@pytest.mark.parametrize("code", LANGUAGES)
def test_levels_verdicts_timings_and_grades_have_words(code):
    table, schemes = language(code), words().schemes
    assert list(table.signs) == list(schemes["level"])
    assert list(table.verdicts) == list(schemes["verdict"])
    assert list(table.timings) == list(schemes["timing"])
    assert list(table.grades) == list(schemes["grade"])


def test_an_unknown_language_is_a_key_error():
    with pytest.raises(KeyError):
        language("tlh")


@pytest.mark.parametrize(
    ("share", "english", "arabic"),
    [
        (Share(0.49, 0.49), "49 %", "٤٩٪"),
        (Share(0.2679, 0.2679), "26.79 %", "٢٦٫٧٩٪"),
        (Share(0.25, 0.5), "25 to 50 %", "٢٥ إلى ٥٠٪"),
        (Share(0.5, 1.0, True), "over 50 %", "أكثر من ٥٠٪"),
        (Share(0.5, 1.0), "at least 50 %", "٥٠٪ على الأقل"),
        (Share(0.0, 0.1, False, True), "under 10 %", "أقل من ١٠٪"),
    ],
)
def test_shares(share, english, arabic):
    assert (language("en").percent(share), language("ar").percent(share)) == (english, arabic)
    assert share != UNKNOWN_SHARE


@pytest.mark.parametrize(
    ("printed", "long", "short", "arabic"),
    [
        ("2025", "2025", "2025", "٢٠٢٥"),
        ("2025-03", "March 2025", "Mar 2025", "مارس ٢٠٢٥"),
        ("2025-06-02", "2 June 2025", "2 Jun 2025", "٢ يونيو ٢٠٢٥"),
    ],
)
def test_dates_keep_the_precision_in_which_they_are_printed(printed, long, short, arabic):
    assert language("en").date(printed) == long
    assert language("en").date(printed, short=True) == short
    assert language("ar").date(printed) == arabic


def test_intervals():
    english = language("en")
    assert english.interval("2019", None) == "since 2019"
    assert english.interval(None, "2024-03") == "until March 2024"
    assert english.interval("2019", "2024-03") == "2019 to March 2024"
    assert english.interval("2019", "2019") == "2019"
    assert english.interval(None, None) == ""
    assert english.moment("2025-06-12") == "on 12 June 2025"
    assert english.moment("2025-06") == "in June 2025"


@pytest.mark.parametrize(
    ("number", "english", "arabic"),
    [
        (1, "1 source", "مصدر واحد"),
        (2, "2 sources", "مصدران"),
        (3, "3 sources", "٣ مصادر"),
        (11, "11 sources", "١١ مصدرًا"),
    ],
)
def test_counted_things_take_the_form_of_their_number(number, english, arabic):
    assert language("en").count(number, "source") == english
    assert language("ar").count(number, "source") == arabic


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_pattern_holds_a_stray_brace(code):
    for place, text in _table(code).items():
        assert "{" not in re.sub(r"\{[a-z_]+\}", "", text), place


def test_arabic_sentences_are_arabic():
    latin = re.compile(r"[A-Za-z]")
    table = _table("ar")
    untranslated = {k for k, text in table.items() if latin.search(re.sub(r"\{[a-z_]+\}", "", text))}
    assert untranslated == {"/code", "/direction"}
    assert isinstance(language("ar"), Language)
