"""Bad addresses: a page that says what is wrong and what to do next, in the language that was asked for."""

import pytest

from tests.explorer.desks import desk, get, read
from vendorgraph.explorer.respond import respond
from vendorgraph.explorer.words import words

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
    "/what-if?lab=google&suppose=meta/holds-stake-in/scale-ai/many": "what-if",
    "/what-if?lab=google&suppose=meta/holds-stake-in/scale-ai/300": "what-if",
    "/what-if?lab=nobody": "lab",
    "/changes/google?from=then": "day",
    "/changes/google?clock=sun": "clock",
    "/vendors/nobody": "lab",
    "/queries/nothing": "query",
    "/queries/stakes-in-vendor?vendor=nobody-at-all": "param",
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
    assert keys - set(WRONG.values()) == {"defect"}


def test_a_defect_gets_a_page_too(monkeypatch):
    monkeypatch.setattr(desk(), "labs", lambda: 1 / 0)
    page = respond(desk(), "/", [])
    assert page.status == 500
    assert words("en")["wrong-defect"] in read(page).text
