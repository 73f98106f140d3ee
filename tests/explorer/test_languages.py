"""What a page says in another language: nothing English but names, titles and text of the data, each set apart."""

import re
from html.parser import HTMLParser

import pytest

from tests.explorer.desks import desk, get, read
from tests.explorer.test_pages import PAGES
from tests.explorer.test_wrong import WRONG
from vendorgraph.explorer.answered import Answered
from vendorgraph.explorer.words import query_words, words
from vendorgraph.web.refusals import CODES
from vendorgraph.wording import contradictions, language

_LATIN = re.compile(r"[A-Za-z][A-Za-z.-]*[A-Za-z]")
#: Names of the program, of formats and of keys of an address.
_ALLOWED = {"vendorgraph", "serve", "EN", "SPARQL", "SHA-", "SVG", "CSV", "JSON", "GraphML", "Turtle", "subject"}
_ALLOWED |= {"relation", "object", "SHA", "customer-of", "lang", "en", "ar", "theme", "light", "dark", "clock", "as-of"}
_ALLOWED |= {"known-by", "LIMIT", "SERVICE", "SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
#: Elements whose text is a name, text of the data, or code.
_APART = {"bdi", "pre", "code", "textarea", "option", "svg", "head", "script", "style"}


class Texts(HTMLParser):
    """The texts of a page that are neither names nor marked as being in another language."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []
        self.marked: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("input", "meta", "link", "br"):
            return
        given = dict(attrs)
        other = tag != "html" and given.get("lang") == "en"
        if other:
            self.marked.add(f"{tag}.{given.get('class', '')}")
        ltr = tag == "table" and given.get("dir") == "ltr"
        self.open.append((tag, tag in _APART or other or ltr))

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1][0] == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not any(apart for _, apart in self.open):
            self.found.append(data)


def _english(address: str, answered: Answered | None = None) -> set[str]:
    page = Texts(get(f"{address}{'&' if '?' in address else '?'}lang=ar", answered=answered).body.decode())
    assert sum(len(text) for text in page.found) > 100
    assert page.marked <= {"a.round", "p.note", "bdi.", "span.", "pre.", "textarea.", "p.empty refusal"}, page.marked
    return {word for text in page.found for word in _LATIN.findall(text)} - _ALLOWED


@pytest.mark.parametrize("address", [*PAGES, "/entity/openai", "/vendors", "/report/google/scale-ai/meta"])
def test_nothing_of_an_arabic_page_is_english(address):
    assert _english(address) == set()


@pytest.mark.parametrize("address", [each for each in WRONG if "lang=" not in each])
def test_nor_of_a_page_about_a_wrong_address(address):
    assert _english(address) == set()


def test_a_name_in_a_sentence_is_set_apart():
    body = get("/conflicts/google-deepmind?lang=ar").body.decode()
    assert "<bdi>Google DeepMind</bdi> إلى المورّدين" in body
    assert "باسم <bdi>nobody</bdi>" in get("/entity/nobody?lang=ar").body.decode()
    assert "&lt;b&gt;" in get("/entity/<b>?lang=ar").body.decode()


def test_every_stored_query_and_parameter_has_arabic_words():
    called, queries = query_words("ar"), desk().queries
    assert called.titles.keys() == called.descriptions.keys() == queries.keys()
    assert all(
        re.search("[\u0600-\u06ff]{3}", text) for text in (*called.titles.values(), *called.descriptions.values())
    )
    assert called.params.keys() == {param.name for query in queries.values() for param in query.params}
    assert called.titles["denials"] in read(get("/queries?lang=ar")).text
    assert called.descriptions["founders"] in read(get("/queries/founders?lang=ar")).text
    assert queries["founders"].description in read(get("/queries/founders?lang=en")).text
    assert queries["denials"].summary in read(get("/queries?lang=en")).text


def test_whoever_is_named_by_a_description_has_an_arabic_one():
    """Groups, topics and public bodies are called by what they are; people and companies keep their names."""
    described = [each for each in desk().market.entities.values() if each.type in ("group", "topic", "government")]
    assert len(described) > 30
    assert [each.slug for each in described if not each.name_ar] == []


def test_a_refused_query_says_in_arabic_what_to_do_next():
    called = query_words("ar")
    assert called.refusals.keys() <= CODES.keys()
    refused = Answered(refusal="The query took too long.", code="deadline")
    found = read(get("/queries?query=x&lang=ar", answered=refused))
    assert called.refusals["deadline"] in found.text and "The query took too long." in found.text
    assert _english("/queries?query=x", refused) == set()


def test_contradictions_are_told_in_the_language_of_the_page():
    english, arabic = (read(get(f"/entity/scale-ai?lang={code}")).text for code in ("en", "ar"))
    assert "150,000,000 USD for 2023" in english and "150,000,000 USD for 2024" in english
    assert "١٥٠٬٠٠٠٬٠٠٠ دولار أمريكي عن ٢٠٢٣" in arabic
    assert "denies: ending" in english and "نفي: في طريقها إلى الانتهاء" in arabic


def test_every_contradiction_of_the_market_has_words_for_every_side():
    voices = {code: desk().voice(_state(code)) for code in ("en", "ar")}
    found = desk()._contradictions(desk().read)
    assert len(found) > 15 and {each.kind for each in found} >= {"status", "amount", "date", "role", "period"}
    for each in found:
        for voice in voices.values():
            assert contradictions.about(voice, each)
            told = [contradictions.says(voice, each, side) for side in each.sides]
            assert all(told)
            assert len(set(told)) > 1 or each.kind == "amount", (each, told)


def test_currencies_have_arabic_names():
    used = {claim.amount.currency for claim in desk().market.claims.values() if claim.amount}
    assert {"USD", "EUR"} <= used <= language("ar").currencies.keys()
    assert "دولار أمريكي" in read(get("/relation/meta/holds-stake-in/scale-ai?lang=ar")).text


def test_levels_are_explained_in_arabic():
    found = read(get("/about?lang=ar")).text
    for rule in desk().levels.rules:
        assert rule.why_ar is not None and rule.why_ar in found


def test_counts_agree_with_their_nouns():
    assert "٦٠٤ مصادر" in read(get("/about?lang=ar")).text
    assert language("ar").count(2414, "claim") == "٢٬٤١٤ قولًا"
    assert words("ar")["data"].count("{") == 3


def _state(code):
    from vendorgraph.explorer.address import State

    return State(path="/", language=code)
