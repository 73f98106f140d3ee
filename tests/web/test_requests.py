"""From the parts of a request to a query: the protocol without a server."""

from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorgraph.web.limits import Limits
from vendorgraph.web.messages import Query
from vendorgraph.web.protocol import DIRECT, FORM, by_get, by_post
from vendorgraph.web.refusals import Refused

LIMITS = Limits()
BASE = "http://localhost/sparql"
QUERY = "SELECT * { ?s ?p 'a+b & c%20d=é' }"


def get(query_string: str | bytes, accept: str | None = None) -> Query | None:
    raw = query_string.encode() if isinstance(query_string, str) else query_string
    return by_get(raw, accept, BASE, LIMITS)


def post(content_type: str | None, body: bytes, query_string: str = "") -> Query:
    return by_post(query_string.encode(), content_type, body, None, BASE, LIMITS)


def code(call: object, *arguments: object) -> str:
    with pytest.raises(Refused) as raised:
        call(*arguments)  # type: ignore[operator]
    return raised.value.refusal.code


@pytest.mark.parametrize(
    "query",
    [
        get(urlencode({"query": QUERY})),
        get(urlencode({"query": QUERY}, quote_via=quote)),
        post(FORM, urlencode({"query": QUERY}).encode()),
        post(f"{FORM}; charset=UTF-8", urlencode({"query": QUERY}).encode()),
        post(DIRECT, QUERY.encode()),
        post(f'{DIRECT};charset="utf-8"', QUERY.encode()),
    ],
)
def test_the_three_ways_give_the_same_query(query: Query) -> None:
    assert (query.text, query.base, query.default_graphs, query.named_graphs) == (QUERY, BASE, None, None)


def test_graphs_are_named_in_the_address_or_in_the_form() -> None:
    named = "default-graph-uri=http%3A%2F%2Fg1&named-graph-uri=http%3A%2F%2Fg2&named-graph-uri=http%3A%2F%2Fg3"
    for query in (
        get(f"query=ASK%7B%7D&{named}"),
        post(FORM, f"query=ASK%7B%7D&{named}".encode()),
        post(FORM, b"query=ASK%7B%7D", named),
        post(DIRECT, b"ASK{}", named),
    ):
        assert query is not None
        assert query.default_graphs == ("http://g1",) and query.named_graphs == ("http://g2", "http://g3")


def test_naming_graphs_of_one_kind_leaves_none_of_the_other() -> None:
    query = get("query=ASK%7B%7D&named-graph-uri=http%3A%2F%2Fg")
    assert query is not None and query.default_graphs == ()


def test_no_query_asks_for_the_endpoint_itself() -> None:
    assert get("") is None and get("unknown=1") is None


def test_parameters_that_are_not_known_are_left_alone() -> None:
    query = get("query=ASK%7B%7D&format=json&output=json&results=json")
    assert query is not None and query.text == "ASK{}"


@pytest.mark.parametrize(
    "query_string, expected",
    [
        ("query=ASK%7B%7D&query=ASK%7B%7D", "request"),
        ("default-graph-uri=http%3A%2F%2Fg", "request"),
        ("query=%FF", "request"),
        (b"query=\xff", "request"),
        ("update=CLEAR+ALL", "read-only"),
        ("query=ASK%7B%7D&update=CLEAR+ALL", "read-only"),
        ("query=ASK%7B%7D&using-graph-uri=http%3A%2F%2Fg", "read-only"),
        ("query=ASK%7B%7D&" + "&".join(f"p{n}=1" for n in range(300)), "request"),
        ("query=ASK%7B%7D&" + "&".join(f"named-graph-uri=http%3A%2F%2Fg{n}" for n in range(101)), "too-long"),
    ],
)
def test_what_is_refused_of_get(query_string: str | bytes, expected: str) -> None:
    assert code(get, query_string) == expected


@pytest.mark.parametrize(
    "content_type, body, query_string, expected",
    [
        (None, b"ASK{}", "", "media-type"),
        ("", b"ASK{}", "", "media-type"),
        ("text/plain", b"ASK{}", "", "media-type"),
        ("multipart/form-data", b"ASK{}", "", "media-type"),
        (f"{DIRECT}; charset=utf-16", "ASK{}".encode("utf-16"), "", "media-type"),
        (DIRECT, "ASK{}".encode("utf-16"), "", "request"),
        (DIRECT, b"ASK{}", "query=ASK%7B%7D", "request"),
        (FORM, b"query=ASK%7B%7D", "query=ASK%7B%7D", "request"),
        (FORM, b"", "", "request"),
        (FORM, b"update=CLEAR+ALL", "", "read-only"),
        ("application/sparql-update", b"CLEAR ALL", "", "read-only"),
    ],
)
def test_what_is_refused_of_post(content_type: str | None, body: bytes, query_string: str, expected: str) -> None:
    assert code(post, content_type, body, query_string) == expected


@given(st.binary(max_size=200))
def test_any_query_string_is_a_query_or_refused(raw: bytes) -> None:
    try:
        found = by_get(raw, None, BASE, LIMITS)
    except Refused as refused:
        assert refused.refusal.status // 100 == 4
    else:
        assert found is None or isinstance(found.text, str)


@given(st.sampled_from([FORM, DIRECT, "text/plain", None]), st.binary(max_size=200), st.binary(max_size=50))
def test_any_post_is_a_query_or_refused(content_type: str | None, body: bytes, raw: bytes) -> None:
    try:
        by_post(raw, content_type, body, None, BASE, LIMITS)
    except Refused as refused:
        assert refused.refusal.status // 100 == 4


@given(st.text(min_size=1, max_size=200))
def test_any_text_arrives_as_it_was_sent(text: str) -> None:
    found = get(urlencode({"query": text}))
    assert found is not None and found.text == text
    assert post(FORM, urlencode({"query": text}).encode()).text == text
    assert post(DIRECT, text.encode()).text == text
