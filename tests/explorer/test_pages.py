"""Every page in both languages: well formed, without a dead end, with the notices that it must have."""

import json
import re
from io import StringIO
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from msgspec import msgpack

from tests.explorer.desks import Read, desk, get, read
from vendorgraph.explorer import pages
from vendorgraph.explorer.address import state
from vendorgraph.explorer.answered import ROWS, TRIPLES, Answered
from vendorgraph.explorer.words import words
from vendorgraph.wording import LANGUAGES, language

PAGES = (
    "/",
    "/conflicts/google?as-of=2025-06-20",
    "/conflicts/openai?low=1&verdict=possible",
    "/conflicts/google/scale-ai/meta?as-of=2025-06-20&step=2",
    "/conflicts/openai/scale-ai/meta?way=3&alone=1",
    "/conflicts/google/scale-ai/meta?as-of=2019-01-01",
    "/entity/scale-ai",
    "/entity/alexandr-wang",
    "/entity/google",
    "/entity/accel",
    "/relation/meta/holds-stake-in/scale-ai",
    "/relation/google/acquired/openai",
    "/search?q=goo",
    "/search?q=zzzz",
    "/search",
    "/graph",
    "/graph?on=scale-ai&unfold=scale-ai:stake&only=stake&only=people",
    "/graph?from=Google&to=Meta",
    "/table",
    "/table?on=scale-ai&unfold=scale-ai:stake&past=1",
    "/what-if",
    "/what-if?lab=openai&without=alexandr-wang/board-member-of/scale-ai&suppose=google/holds-stake-in/mercor/30",
    "/vendors",
    "/vendors/google",
    "/changes",
    "/changes/google?from=2025-05-01&to=2025-07-01",
    "/changes/google?from=2025-07-01&to=2025-05-01&clock=known-by",
    "/queries",
    "/queries/stakes-in-vendor",
    "/about",
    "/sources",
    "/sources/seed-article-2025-06",
)


def _in(address: str, code: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}lang={code}"


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_well_formed_and_says_what_it_must(address, code):
    page = get(_in(address, code))
    assert page.status == 200, page.body[:400]
    found = read(page)
    assert found.faults == [] and found.open == []
    ids = found.values("id")
    assert len(ids) == len(set(ids))
    root = found.elements[0]
    assert root[0] == "html" and root[1]["lang"] == code and root[1]["dir"] == language(code).direction
    assert sum(tag == "h1" for tag, _ in found.elements) == 1
    assert sum(tag == "main" for tag, _ in found.elements) == 1
    assert language(code).notices["meaning"] in found.text
    assert desk().market.digest[:16] in found.text
    assert words(code)["as-of"] in found.text


@pytest.mark.parametrize("address", PAGES)
def test_nothing_in_a_page_runs_or_loads_from_elsewhere(address):
    found = read(get(address))
    for tag, attrs in found.elements:
        assert not any(name.startswith("on") or name == "style" for name in attrs), (tag, attrs)
        if tag in ("script", "link", "img", "iframe"):
            assert str(attrs.get("src") or attrs.get("href")).startswith("/static/")
        if tag == "script":
            assert attrs["type"] == "module"
    outside = [a for t, a in found.elements if t == "a" and (a.get("href") or "").startswith("http")]
    assert all("noopener" in (each["rel"] or "") for each in outside)


@pytest.mark.parametrize("address", PAGES)
def test_every_link_of_a_page_leads_somewhere(address):
    found = read(get(address))
    links = {each for each in found.values("href") if each.startswith("/") and not each.startswith("/static/")}
    assert links
    tried = 0
    for link in sorted(links)[:: max(len(links) // 20, 1)]:
        path = link.partition("?")[0]
        if path.startswith(("/id/", "/source/", "/files/", "/report/", "/queries")):
            continue
        assert get(link).status in (200, 303), link
        tried += 1
    assert tried


@pytest.mark.parametrize("address", PAGES)
def test_every_field_of_a_form_has_a_label(address):
    found = read(get(address))
    labelled = {attrs.get("for") for tag, attrs in found.elements if tag == "label"}
    fields = [a for t, a in found.elements if t in ("input", "select", "textarea") and a.get("type") != "hidden"]
    for field in fields:
        assert field.get("id") in labelled or field.get("aria-label") or field.get("type") == "range", field


def test_the_numbered_sentences_come_before_the_picture():
    text = get("/conflicts/google/scale-ai/meta?as-of=2025-06-20").body.decode()
    assert text.index('class="steps"') < text.index('class="drawing"') < text.index('class="strip"')


def test_a_conflict_shows_sentences_evidence_denials_and_what_would_clear_it():
    found = read(get("/conflicts/google/scale-ai/meta?as-of=2025-06-20&step=1"))
    for said in (
        "Google is a customer of Scale AI (coming to an end)",
        "Alexandr Wang sits on the board of Scale AI",
        "✓ supports",
        "✗ contradicts",
        "What decided",
        "It would clear the conflict if it were wrong",
        "Exposure and tie overlap from 12 June 2025 on.",
    ):
        assert said in found.text, said


def test_the_chosen_step_alone_shows_its_evidence():
    for step in (1, 2, 3):
        found = read(get(f"/conflicts/google/scale-ai/meta?as-of=2025-06-20&step={step}"))
        sections = [
            attrs
            for tag, attrs in found.elements
            if tag == "section" and (attrs.get("id") or "").startswith("evidence-")
        ]
        assert [attrs["id"] for attrs in sections if "hidden" not in attrs] == [f"evidence-{step}"]
        assert len(sections) >= 3


def test_filters_say_how_much_they_leave():
    everything = desk().conflicts(_state("/conflicts/openai"), "openai")
    found = read(get("/conflicts/openai?level=low"))
    low = sum(each.level == "low" for each in everything)
    assert f"low {low}" in found.text
    assert (
        read(get("/conflicts/openai?level=low&verdict=refuted")).text.count(words("en")["conflicts-empty-filter"]) == 1
    )


def _state(path: str):
    from vendorgraph.explorer.address import State

    return State(path=path)


def test_a_search_in_either_script_finds_the_same():
    assert get("/search?q=Meta Platforms").headers["location"] == "/entity/meta"
    assert get("/search?q=%D9%85%D9%8A%D8%AA%D8%A7&lang=ar").headers["location"] == "/entity/meta?lang=ar"
    assert 'href="/entity/scale-ai"' in get("/search?q=scal").body.decode()


def test_adding_a_name_to_the_graph_leads_to_the_address_that_has_it():
    page = get("/graph?on=meta&add=Scale AI")
    assert (page.status, page.headers["location"]) == (303, "/graph?on=meta&on=scale-ai")
    assert get("/graph?add=cursor").headers["location"] == "/search?q=cursor&all=1"


def test_the_graph_hides_what_is_not_chosen_and_groups_what_is_not_unfolded():
    def lines(address: str) -> set[str]:
        classes = [a.get("class") or "" for _, a in read(get(address)).elements]
        return {each.split()[2] for each in classes if each.startswith("line near") and "legend" not in each}

    folded = read(get("/graph?on=scale-ai"))
    groups = [a for t, a in folded.elements if a.get("class") == "dot group"]
    assert len(groups) >= 4
    assert all("unfold=" in (a["href"] or "") for a in groups)
    assert lines("/graph?on=scale-ai&unfold=scale-ai:stake&only=stake") == {"stake"}
    assert {"stake", "people"} <= lines("/graph?on=scale-ai&unfold=scale-ai:stake&unfold=scale-ai:people")


def test_what_if_shows_what_vanishes_and_marks_what_is_supposed():
    vanished = read(
        get("/what-if?lab=google&without=google/customer-of/scale-ai&without=google-deepmind/customer-of/scale-ai")
    )
    assert "− vanished" in vanished.text
    supposed = read(get("/what-if?lab=openai&suppose=google/holds-stake-in/mercor/30"))
    assert "Google holds 30 % of Mercor" in supposed.text and "supposed" in supposed.text
    assert "± changed" in supposed.text or "+ appeared" in supposed.text
    same = read(get("/what-if?lab=google&without=seed-article-2025-06#99".replace("#", "%23")))
    assert same.text.count("This cannot be supposed") == 1


def test_the_start_page_says_the_worst_of_each_lab():
    found = read(get("/")).text
    assert "1 critical" in found
    assert "kept a seat on the board of" in found


def test_the_forms_of_what_if_lead_to_addresses():
    page = get("/what-if?lab=openai&subject=Google&relation=holds-stake-in&object=Mercor&share=30&status=")
    assert page.headers["location"] == "/what-if?suppose=google/holds-stake-in/mercor/30&lab=openai"
    page = get("/what-if?lab=openai&leave=seed-article-2025-06")
    assert page.headers["location"] == "/what-if?without=seed-article-2025-06&lab=openai"


def test_a_query_is_asked_first_and_shown_then():
    asked = get("/queries/stakes-in-vendor?vendor=scale-ai&ask=1")
    assert asked.query is not None and "<https://w3id.org/vendorgraph/id/scale-ai>" in asked.query
    meta = {"type": "uri", "value": "https://w3id.org/vendorgraph/id/meta"}
    claim = {"type": "uri", "value": "https://w3id.org/vendorgraph/claim/seed-article-2025-06/01"}
    bindings = [
        {"who": meta, "share": {"type": "literal", "value": "0.49"}, "claim": claim},
        {"share": {"type": "literal", "value": "=cmd()"}},
    ]
    rows = {"head": {"vars": ["who", "share", "claim"]}, "results": {"bindings": bindings}}
    answered = Answered(ROWS, json.dumps(rows).encode())
    found = read(get("/queries/stakes-in-vendor?vendor=scale-ai&ask=1", answered=answered))
    assert "2 rows" in found.text and "Meta Platforms" in found.text and "0.49" in found.text
    assert {"/graph?on=meta", "/entity/meta", "/sources/seed-article-2025-06"} <= {*found.values("href")}
    csv = get("/files/answer.csv?query=x", answered=answered).body.decode()
    assert csv == "who,share,claim\r\nmeta,0.49,claim:seed-article-2025-06/01\r\n,'=cmd(),\r\n"


@pytest.mark.parametrize(
    ("answered", "said"),
    [
        (Answered(ROWS, b'{"head": {}, "boolean": true}'), "The answer is yes."),
        (Answered(ROWS, b'{"head": {"vars": ["x"]}, "results": {"bindings": []}}'), "The answer has no rows."),
        (Answered(TRIPLES, b"<a:b> <c:d> <e:f> ."), "<a:b> <c:d> <e:f> ."),
        (Answered(refusal="The query took too long."), "The query took too long."),
    ],
)
def test_every_kind_of_answer_is_shown(answered, said):
    assert said in read(get("/queries?query=ASK {}", answered=answered)).text


def test_downloads_are_exactly_what_is_on_the_graph():
    address = "on=scale-ai&unfold=scale-ai:stake&only=stake"
    rows = read(get(f"/table?{address}")).elements
    count = sum(tag == "tr" for tag, _ in rows) - 1
    csv = get(f"/files/graph.csv?{address}")
    assert csv.media_type.startswith("text/csv") and "attachment" in csv.headers["content-disposition"]
    assert csv.body.decode().count("\r\n") == count + 1
    assert len(json.loads(get(f"/files/graph.json?{address}").body)["relations"]) == count
    graph = ElementTree.parse(StringIO(get(f"/files/graph.graphml?{address}").body.decode())).getroot()
    names = {each.tag.rpartition("}")[2] for each in graph.iter()}
    assert {"node", "edge"} <= names
    assert sum(each.tag.endswith("}edge") for each in graph.iter()) == count
    drawing = ElementTree.fromstring(get(f"/files/graph.svg?{address}").body)
    assert drawing.tag.endswith("svg") and sum(each.tag.endswith("style") for each in drawing.iter()) == 1


def test_a_picture_as_a_file_has_plain_colours_and_anchors_of_its_direction():
    sheets = {}
    for code in ("en", "ar"):
        drawing = ElementTree.fromstring(get(f"/files/graph.svg?on=scale-ai&unfold=scale-ai:stake&lang={code}").body)
        (sheets[code],) = (each.text for each in drawing.iter() if each.tag.endswith("style"))
        assert "var(" not in sheets[code] and "light-dark" not in sheets[code]
        assert ".dot.lab .shape { fill: #2463b0; }" in sheets[code]
    left = '.drawing [data-anchor="left"] { text-anchor: end; }'
    assert f"\n{left}" in sheets["ar"] and f"\n{left}" not in sheets["en"]


def test_pages_are_in_the_registry_once():
    paths = [screen.path for screen in pages.SCREENS]
    assert len(paths) == len(set(paths)) > 20
    for screen in pages.SCREENS:
        assert callable(screen.function)


def test_static_files_come_with_their_type_and_may_be_kept():
    page = get("/static/base.css")
    assert page.media_type.startswith("text/css") and "immutable" in page.headers["cache-control"]
    assert get("/static/../desk.py").status == 404
    assert get("/static/nothing.css").status == 404


def test_modules_write_no_markup_and_stay_small():
    from vendorgraph.explorer import assets

    modules = [asset for asset in assets.all_assets().values() if asset.name.endswith(".js")]
    assert len(modules) >= 6
    for module in modules:
        text = module.body.decode()
        for forbidden in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "http://",
            "https://",
        ):
            assert forbidden not in text, (module.name, forbidden)
        assert len(text.splitlines()) < 200


def test_a_page_of_the_small_market_works_too():
    for address in (
        "/",
        "/conflicts/northgate",
        "/entity/pinecrest",
        "/graph?on=pinecrest",
        "/vendors/halcyon",
        "/about",
    ):
        assert get(address, "small").status == 200, address


def test_read_notices_what_is_not_closed():
    assert Read("<p><b>x</p>").faults and Read('<a id="a" id="b">').faults


def test_the_page_of_a_source_says_what_its_claims_say_with_shares_and_ends():
    found = read(get("/sources/seed-article-2025-06?lang=en"))
    assert "Meta Platforms holds 49 % of Scale AI" in found.text
    assert "stake of unknown size" not in found.text
    ended = [
        each for each in desk().market.claims.values() if each.relation == "customer-of" and each.status == "ended"
    ]
    one = next(each for each in ended if not each.denies)
    assert "was a customer of" in read(get(f"/sources/{one.source_id}?lang=en")).text


def test_every_row_says_since_when_or_that_nobody_recorded_it():
    found = read(get("/conflicts/google-deepmind?lang=en"))
    rows = sum("row" in (attrs.get("class") or "").split() and tag == "li" for tag, attrs in found.elements)
    assert rows == found.text.count("since ") + found.text.count("start not recorded") >= 5


def test_steps_hold_a_sentence_of_what_remains_apart_from_the_link_that_follows():
    body = get("/conflicts/google/scale-ai/meta?as-of=2025-06-20&way=3&step=2&lang=en").body.decode()
    assert re.search(r">way 4</a>\.\s+<a href=", body)


def test_long_addresses_are_never_cut():
    out = [each for each in desk().market.claims if each.startswith("seed-article-2025-06")][:19]
    assert sum(map(len, out)) + 19 * len("&without=") > 600
    asked = "/what-if?lab=openai&" + "&".join(f"without={id.replace('#', '%23')}" for id in out)
    for link in read(get(asked)).values("href"):
        assert "\u2026" not in link and "%E2%80%A6" not in link
        if link.startswith("/what-if?without=") and "lang=" not in link:
            assert get(link).status == 200


def test_a_long_query_goes_along_when_the_days_are_changed():
    text = "ASK {} #" + "x" * 3000
    found = read(get(f"/queries?query={quote(text)}", answered=Answered(ROWS, b'{"head": {}, "boolean": true}')))
    hidden = [a for t, a in found.elements if t == "input" and a.get("type") == "hidden" and a.get("name") == "query"]
    assert [each["value"] for each in hidden] == [text]


@pytest.mark.parametrize(
    "address", ["/search?q=meta", "/graph?add=Meta", "/what-if?lab=openai&leave=seed-article-2025-06"]
)
def test_an_answer_that_leads_elsewhere_can_be_sent_from_process_to_process(address):
    page = get(address)
    assert page.status == 303
    assert msgpack.decode(msgpack.encode(page.headers)) == page.headers


@pytest.mark.parametrize(
    ("code", "said"), [("en", "last said on 14 June 2025"), ("ar", "وآخر قول به في ١٤ يونيو ٢٠٢٥")]
)
def test_a_step_tells_when_it_was_last_said(code, said):
    """On the page of the conflict, of the relation, and in the file to send."""
    day = f"as-of=2025-06-20&known-by=2025-06-20&lang={code}"
    for address in (
        "/conflicts/google/scale-ai/meta",
        "/relation/google/customer-of/scale-ai",
        "/report/google/scale-ai/meta",
    ):
        assert said in read(get(f"{address}?{day}")).text, address


@pytest.mark.parametrize(
    ("code", "left_out", "altered"),
    [
        ("en", "Meta Platforms holds 49 % of Scale AI", "share under 51 % → size unknown"),
        ("ar", "لدى ميتا حصة ٤٩٪ في سكيل إيه آي", "الحصة أقل من ٥١٪ → الحجم غير معلوم"),
    ],
)
def test_what_is_left_out_is_told_as_it_stands_and_what_it_does_to_other_ties(code, left_out, altered):
    """Without the stake of Meta nothing bounds that of Amazon any more."""
    address = "/what-if?lab=google&as-of=2025-06-20&without=meta/holds-stake-in/scale-ai"
    found = read(get(f"{address}&lang={code}")).text
    assert left_out in found
    assert altered in found


@pytest.mark.parametrize(
    ("lab", "key", "other"),
    [("mercor", "conflicts-no-vendor", "conflicts-no-rival"), ("apple", "conflicts-no-rival", "conflicts-no-vendor")],
)
def test_a_lab_without_conflicts_is_told_why(lab, key, other):
    """So that a slip in a name is not taken for a clean lab."""
    for code in ("en", "ar"):
        found, table = read(get(f"/conflicts/{lab}?lang={code}")).text, words(code)
        named = desk().voice(state("/", [("lang", code)])).name(lab).text
        assert table[key].format(name=named).removesuffix(".") in found
        assert table[other].format(name=named).removesuffix(".") not in found
