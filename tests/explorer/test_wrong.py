"""Bad addresses: a page that says what is wrong and what to do next, in the language that was asked for."""

import pytest

from tests.explorer.desks import desk, get, read
from vendorgraph.explorer.answered import Answered
from vendorgraph.explorer.respond import respond
from vendorgraph.explorer.words import query_words, words

WRONG = {
    "/nowhere": "path",
    "/conflicts/nobody": "lab",
    "/conflicts/google/nobody/meta": "entity",
    "/conflicts/google?as-of=June": "day",
    "/conflicts/google/scale-ai/meta?as-of=2025-06-20&way=99": "number",
    "/conflicts/google/scale-ai/meta?as-of=2025-06-20&step=0": "number",
    "/?lang=tlh": "language",
    "/?theme=pink": "theme",
    "/entity/nobody": "entity",
    "/relation/meta/loves/scale-ai": "relation",
    "/graph?on=nobody": "entity",
    "/graph?on=meta&only=love": "family",
    "/graph?from=meta&to=meta": "same",
    "/graph?from=meta&to=nobody": "entity",
    "/files/graph.exe": "format",
    "/files/answer.csv": "format",
    "/what-if?lab=google&without=nothing": "what-if",
    "/what-if?lab=google&suppose=meta/loves/scale-ai": "what-if",
    "/what-if?lab=google&suppose=nobody/holds-stake-in/scale-ai": "entity",
    "/what-if?lab=google&suppose=meta/holds-stake-in/scale-ai/many": "share",
    "/what-if?lab=google&suppose=meta/holds-stake-in/scale-ai/300": "share",
    "/what-if?lab=google&suppose=meta/holds-stake-in/scale-ai/nan": "share",
    "/what-if?lab=nobody": "lab",
    "/?lab=nobody": "lab",
    "/table?lab=nobody": "lab",
    "/changes/google?from=then": "day",
    "/changes/google?clock=sun": "clock",
    "/vendors/nobody": "lab",
    "/queries/nothing": "query",
    "/queries/stakes-in-vendor?vendor=nobody-at-all": "entity",
    "/queries/stakes-in-vendor?vendor=Cursor": "ambiguous",
    "/queries/large-stakes?share=many": "decimal",
    "/queries/large-spends?amount=1.5": "integer",
    "/queries/what-was-known?by=soon": "day",
    "/queries/everything-one-source-says?source=forum": "source",
    "/sources/nothing": "source",
    "/table?page=99999": "number",
    "/report/google/scale-ai/nobody": "entity",
    "/report/google/scale-ai/meta?as-of=2019-01-01": "no-conflict",
    "/?q=" + "x" * 3000: "too-long",
    "/what-if?" + "&".join("without=seed-article-2025-06%230" + str(n) for n in range(25)): "many",
}


@pytest.mark.parametrize("address", WRONG)
@pytest.mark.parametrize("code", ["en", "ar"])
def test_a_bad_address_gets_a_page_that_says_what_to_do_next(address, code):
    asked = address if "lang=" in address else f"{address}{'&' if '?' in address else '?'}lang={code}"
    page = get(asked)
    assert page.status in (404, 414)
    found = read(page)
    assert found.faults == []
    table = words("en" if "lang=tlh" in address else code)
    assert table["error-title"] in found.text
    said = table[f"wrong-{WRONG[address]}-next"].partition("{")[0].strip()
    assert said in found.text
    assert "Traceback" not in found.text


def test_every_kind_of_mistake_is_tried():
    keys = {key.removeprefix("wrong-").removesuffix("-next") for key in words("en") if key.startswith("wrong-")}
    assert keys - set(WRONG.values()) == {"defect", "answer"}


NEAR = {
    "/conflicts/gogle?as-of=2025-06-20": "/conflicts/google?as-of=2025-06-20",
    "/conflicts/Google": "/conflicts/google",
    "/?lab=gogle": "/?lab=google",
    "/conflicts/google/scal-ai/meta": "/conflicts/google/scale-ai/meta",
    "/entity/ميتا": "/entity/meta",
    "/graph?on=meta&on=gogle": "/graph?on=meta&on=google",
    "/graph?from=gogle&to=meta": "/graph?from=google&to=meta",
    "/graph?from=Cursor&to=meta": "/graph?from=product:cursor&to=meta",
    "/what-if?lab=google&suppose=gogle/acquired/mercor": "/what-if?suppose=google/acquired/mercor&lab=google",
    "/relation/meta/holds-stake/scale-ai": "/relation/meta/holds-stake-in/scale-ai",
    "/queries/stake-in-vendor": "/queries/stakes-in-vendor",
    "/queries/stakes-in-vendor?vendor=scal": "/queries/stakes-in-vendor?vendor=scale-ai",
    "/sources/seed-article-2025-6": "/sources/seed-article-2025-06",
}


@pytest.mark.parametrize("address", NEAR)
@pytest.mark.parametrize("code", ["en", "ar"])
def test_a_misspelt_name_is_answered_with_the_same_address_rightly_spelt(address, code):
    before, after = (f"{each}{'&' if '?' in each else '?'}lang={code}" for each in (address, NEAR[address]))
    page = get(before)
    found = read(page)
    assert page.status == 404 and words(code)["error-near"] in found.text
    assert after in found.values("href")
    assert get(after).status in (200, 303)


def test_where_nothing_is_like_it_nothing_is_offered():
    assert words("en")["error-near"] not in read(get("/entity/qqqqqqqqqq")).text
    assert words("en")["error-near"] not in read(get("/search?q=qqqqqqqqqq")).text


def test_a_search_without_a_match_offers_names_like_it():
    found = read(get("/search?q=gogle"))
    assert words("en")["error-near"] in found.text and "/entity/google" in found.values("href")


def test_a_file_of_a_query_that_is_refused_says_why_in_the_language_of_the_page():
    refused = Answered(refusal="The query took too long.", code="deadline")
    english, arabic = (read(get(f"/files/answer.csv?query=x&lang={code}", answered=refused)) for code in ("en", "ar"))
    assert "The query took too long." in english.text and words("en")["wrong-answer-next"] in english.text
    assert query_words("ar").refusals["deadline"] in arabic.text and "too long" not in arabic.text


def test_what_cannot_be_supposed_is_said_in_the_language_of_the_page():
    bad = {"meta/acquired/meta": "VG306", "meta/acquired/scale-ai//current": "VG506", "meta/loves/scale-ai": "VG201"}
    bad |= {"meta/customer-of/scale-ai/30": "VG309", "alexandr-wang/customer-of/scale-ai": "VG304", "meta": "VG104"}
    bad |= {"meta/acquired/scale-ai//foo": "VG203"}
    said = query_words("ar").problems
    for value, code in bad.items():
        found = read(get(f"/what-if?lab=google&suppose={value}&lang=ar"))
        assert words("ar")["wrong-what-if"].format(found=said[code]) in found.text, value
    assert said.keys() - bad.values() == {"VG103"}  # a share that is no number is told before


@pytest.mark.parametrize("clock", ["as-of", "known-by"])
def test_a_day_after_the_last_that_was_read_is_shown_with_a_note(clock):
    for code, day in (("en", "22 November 2026"), ("ar", "٢٢ نوفمبر ٢٠٢٦")):
        note = words(code)["not-read"].format(read=day)
        assert note in read(get(f"/conflicts/google?{clock}=2999-01-01&lang={code}")).text
        assert note not in read(get(f"/conflicts/google?{clock}=2026-11-22&lang={code}")).text


def test_a_defect_gets_a_page_too(monkeypatch):
    monkeypatch.setattr(desk(), "labs", lambda: 1 / 0)
    page = respond(desk(), "/", [])
    assert page.status == 500
    assert words("en")["wrong-defect"] in read(page).text
