"""Content negotiation: quality values, wildcards, and ties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendorgraph.web.negotiate import GRAPHS, SOLUTIONS, choose, content_type, offers, require
from vendorgraph.web.refusals import Refused

RESULTS = offers(SOLUTIONS)
RDF = offers(GRAPHS)
J, X, C, T = RESULTS[:4]


@pytest.mark.parametrize(
    "accept, chosen",
    [
        (None, J),
        ("", J),
        ("*/*", J),
        ("text/csv", C),
        ("TEXT/CSV", C),
        ("text/*", C),
        ("application/*", J),
        ("text/csv;q=0.5, application/sparql-results+xml", X),
        ("text/csv;q=0.5, */*;q=0.1", C),
        ("text/csv; q=0.1, text/*; q=0.9", T),
        ("application/json", "application/json"),
        ("application/xml;q=0.9, */*;q=0.8", "application/xml"),
        ("application/sparql-results+json;q=0, */*", X),
        ("text/csv;charset=utf-8", C),
        ("text/html", None),
        ("*/*;q=0", None),
        ("text/csv;q=nonsense", None),
        ("text/csv;q=2", None),
        ("nonsense, text/csv", C),
        ("*/csv", None),
        (",,;;q=1,=", None),
    ],
)
def test_results(accept: str | None, chosen: str | None) -> None:
    assert choose(accept, RESULTS) == chosen


@pytest.mark.parametrize(
    "accept, chosen",
    [
        ("*/*", "text/turtle"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "application/ld+json"),
        ("application/n-triples;q=0.2, application/trig;q=0.3", "application/trig"),
        ("application/rdf+xml", "application/rdf+xml"),
    ],
)
def test_graphs(accept: str, chosen: str) -> None:
    assert choose(accept, RDF) == chosen


def test_nothing_that_fits_is_refused_with_what_there_is() -> None:
    with pytest.raises(Refused) as raised:
        require("image/png", RDF)
    assert raised.value.refusal.status == 406 and "text/turtle" in raised.value.refusal.advice


def test_text_says_its_encoding() -> None:
    assert content_type("text/csv") == "text/csv; charset=utf-8" and content_type(J) == J


RANGES = st.sampled_from(["*/*", "text/*", "application/*", "image/png", *RESULTS])
QUALITIES = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)


@given(st.text(max_size=60))
def test_any_header_gives_an_offer_or_none(accept: str) -> None:
    assert choose(accept, RESULTS) in (None, *RESULTS)


@given(st.lists(st.tuples(RANGES, QUALITIES), min_size=1, max_size=6, unique_by=lambda each: each[0]))
def test_no_offer_is_liked_better_than_the_chosen(ranges: list[tuple[str, float]]) -> None:
    liked = dict(ranges)
    chosen = choose(", ".join(f"{name};q={quality}" for name, quality in ranges), RESULTS)

    def quality(media_type: str) -> float:
        for pattern in (media_type, media_type.partition("/")[0] + "/*", "*/*"):
            if pattern in liked:
                return liked[pattern]
        return 0.0

    best = max(map(quality, RESULTS))
    assert chosen == (next(each for each in RESULTS if quality(each) == best) if best else None)
