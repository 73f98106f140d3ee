"""The words of the pages: the same in every language, all used, and none missing."""

import re
from string import Formatter

from vendorgraph.explorer import render
from vendorgraph.explorer.words import words
from vendorgraph.wording import LANGUAGES


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_language_has_the_same_words_with_the_same_names():
    tables = [words(code) for code in LANGUAGES]
    assert len(tables[0]) > 300
    for table in tables[1:]:
        assert table.keys() == tables[0].keys()
        assert {key: _fields(text) for key, text in table.items()} == {k: _fields(t) for k, t in tables[0].items()}


def test_arabic_words_are_arabic():
    latin = re.compile(r"[a-z]{3,}", re.IGNORECASE)
    allowed = {"brand", "report-version", "wrong-language-next", "wrong-theme-next", "wrong-clock-next"}
    allowed |= {"what-if-leave-hint", "queries-lead", "sparql-behind", "report-turtle", "digest", "stopped-next"}
    left = {key for key, text in words("ar").items() if latin.search(re.sub(r"\{\w+\}", "", text))}
    assert left <= allowed


def test_all_templates_compile():
    names = render.environment().list_templates()
    assert len(names) > 20
    for name in names:
        render.environment().get_template(name)
