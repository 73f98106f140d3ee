"""Finding a query and binding its parameters: names, types, clear errors, and no text that becomes SPARQL."""

from datetime import date
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from tests.queries.rows import by_rdflib, oxigraph, short
from vendorgraph import queries
from vendorgraph.model import Market

ECHO = """#+ summary: Gives back what it is asked with
#+ params:
#+   - {name: it, type: %s, about: anything}
SELECT ?_it WHERE { VALUES ?_it { UNDEF } }
"""


def ask(store: pyoxigraph.Store, market: Market, name: str, **values: object) -> list[list[str]]:
    _, rows = oxigraph(store, queries.bind(queries.find(name), values, market))
    return [[short(term) for term in row] for row in rows]


def echo(type: str, value: object, market: Market) -> str:
    """The term that `value` becomes, as both engines read it, with its datatype."""
    text = queries.bind(queries.parse("echo", ECHO % type), {"it": value}, market)
    _, rows = oxigraph(pyoxigraph.Store(), text)
    assert by_rdflib(rdflib.Dataset(), text)[1] == rows
    ((term,),) = rows
    assert term is not None
    return f"{short(term)} {term[1].rpartition('#')[2]}"


@pytest.mark.parametrize(
    "name",
    ["stakes-in-vendor", "stakes_in_vendor", "cq01_stakes_in_vendor", "cq01", "CQ01", "cq01_stakes_in_vendor.rq"],
)
def test_a_query_is_found_by_name_number_or_file(name: str) -> None:
    assert queries.find(name) == queries.all_queries()["stakes-in-vendor"]


def test_an_unknown_query_offers_near_names() -> None:
    with pytest.raises(queries.UnknownQuery, match=r"'stake-in-vendors'.*did you mean stakes-in-vendor"):
        queries.find("stake-in-vendors")
    with pytest.raises(queries.UnknownQuery, match="`vendorgraph query` lists all"):
        queries.find("zzz")


def test_headers_are_complete() -> None:
    for name, query in queries.all_queries().items():
        assert query.summary and query.description, name
        assert all(param.about for param in query.params), name
        assert queries.parse(name, query.text) == query
    stakes = queries.find("large-stakes")
    assert stakes.params == (
        queries.Parameter("share", "decimal", "the smallest share, a fraction from 0 to 1", "0.2"),
    )


def test_only_queries_on_claims_alone_need_no_relations() -> None:
    asking = {name for name, query in queries.all_queries().items() if query.asks_relations}
    assert len(asking) == 18 and {"large-stakes", "people-moved-to-rivals", "ties-of-rival"} <= asking
    assert queries.parse("mine", "SELECT * WHERE { ?holder vg:holdsStakeIn ?company }").asks_relations
    both = queries.parse("mine", "SELECT * WHERE { ?tie vg:hop [ vg:supportedBy ?claim ] . ?claim a vg:Claim }")
    assert both.asks_relations and both.asks_findings


def test_only_queries_on_relations_alone_need_no_findings() -> None:
    asking = {name for name, query in queries.all_queries().items() if query.asks_findings}
    assert asking == {
        "conflicts-of-customer",
        "conflict-path-claims",
        "ties-of-rival",
        "rivals-of-customer",
        "what-would-clear",
        "conflicts-on-weak-hops",
        "how-graphs-were-made",
    }
    assert queries.parse("mine", "SELECT * WHERE { ?s ?p ?o }").asks_findings


@pytest.mark.parametrize(
    "vendor", ["oakline", "Oakline Annotation", "OAKLINE ANNOTATION", 'Oakline "Annotate" & Co <OAK>']
)
def test_entities_are_given_by_any_name(vendor: str, market: Market, store: pyoxigraph.Store) -> None:
    holders = [(row[1], row[2]) for row in ask(store, market, "stakes-in-vendor", vendor=vendor)]
    assert holders == [("id:riverstone", "0.35"), ("id:riverstone", "0.3"), ("id:castellan-group", "")]


def test_an_arabic_name_finds_the_entity(market: Market, store: pyoxigraph.Store) -> None:
    assert ask(store, market, "security-incidents", company="مارلو") == ask(store, market, "security-incidents")


def test_values_narrow_the_answer(market: Market, store: pyoxigraph.Store) -> None:
    at_least = [row[0] for row in ask(store, market, "large-stakes", share=0.5)]
    assert at_least == ["id:castellan-group", "id:northgate", "id:larkspur"]
    assert ask(store, market, "large-spends", amount=50_000_000) == []
    assert len(ask(store, market, "what-was-known", entity="halcyon", by=date(2025, 3, 9))) == 0
    assert len(ask(store, market, "what-was-known", entity="halcyon", by="2025-03-10")) == 5


@pytest.mark.parametrize(
    ("type", "value", "term"),
    [
        ("entity", "Halcyon", "id:halcyon IRI"),
        ("source", "forum-undated-oakline", "source:forum-undated-oakline IRI"),
        ("relation", "customer-of", "vg:customerOf IRI"),
        ("date", "2025-06-12", "2025-06-12 date"),
        ("date", date(2025, 6, 12), "2025-06-12 date"),
        ("integer", " 1000000", "1000000 integer"),
        ("integer", -3, "-3 integer"),
        ("decimal", "0.20", "0.2 decimal"),
        ("decimal", 1e-7, "0.0000001 decimal"),
        ("text", "", " string"),
    ],
)
def test_values_become_typed_terms(type: str, value: object, term: str, market: Market) -> None:
    assert echo(type, value, market) == term


@pytest.mark.parametrize(
    ("type", "value", "message"),
    [
        ("date", "2025-06", "'2025-06' is not a day: write YYYY-MM-DD"),
        ("date", "2025-02-30", "'2025-02-30' is not a day"),
        ("integer", "1.5", "'1.5' is not a whole number"),
        ("integer", "many", "'many' is not a whole number"),
        ("decimal", "0,2", "'0,2' is not a number: write it with a point"),
        ("decimal", "nan", "'nan' is not a number"),
        ("decimal", "1e999", "'1e999' is not a number"),
        ("source", "forum-undated", "no source has the id 'forum-undated': did you mean forum-undated-oakline"),
        ("relation", "customerOf", "no relation is called 'customerOf': write one of acquired,"),
    ],
)
def test_a_wrong_value_says_what_to_write(type: str, value: str, message: str, market: Market) -> None:
    with pytest.raises(queries.QueryError) as caught:
        echo(type, value, market)
    assert message in str(caught.value) and "\n" not in str(caught.value)


def test_an_unknown_parameter_lists_the_known_ones(market: Market) -> None:
    with pytest.raises(queries.QueryError, match="who-says-what has no parameter 'vendor': it has subject, object"):
        queries.bind(queries.find("who-says-what"), {"vendor": "marlow"}, market)
    with pytest.raises(queries.QueryError, match="it has none"):
        queries.bind(queries.find("undated-sources"), {"vendor": "marlow"}, market)


@given(st.text())
def test_a_text_stays_a_text(market: Market, text: str) -> None:
    """Quotes, braces, comments, backslashes and line ends of a value never become part of the query."""
    assert echo("text", text, market) == f"{text} string"


@pytest.mark.parametrize(
    "attack", ['" } DELETE', "} UNION { ?s ?p ?o", "'''", '\\" . ?s ?p ?o #', r"\1 \g<0>", "{ } UNDEF"]
)
def test_texts_that_look_like_sparql_find_nothing(attack: str, market: Market, store: pyoxigraph.Store) -> None:
    assert ask(store, market, "claims-with-words", words=attack) == []


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("#+ params: [", "query mine: the lines '#+' are not a header"),
        ("#+ params: 3", "query mine: the lines '#+' are not a header"),
        ("#+ params: [{name: it, type: colour}]", "parameter it is of type 'colour': write entity, source,"),
        ("#+ params: [{name: that, type: text}]", "parameter that is not in the text: write VALUES ?_that { UNDEF }"),
    ],
)
def test_a_wrong_header_is_refused(header: str, message: str) -> None:
    with pytest.raises(queries.QueryError) as caught:
        queries.parse("mine", f"{header}\nSELECT ?_it WHERE {{ VALUES ?_it {{ UNDEF }} }}")
    assert message in str(caught.value) and "\n" not in str(caught.value)


def test_a_file_without_header_is_a_query_and_one_that_is_not_text_is_none(tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("ASK {}", encoding="utf-8")
    assert queries.find("mine", tmp_path) == queries.Query("mine", "", "", (), "ASK {}")
    (tmp_path / "mine.rq").write_bytes(b"ASK { ?s ?p '\xff' }")
    with pytest.raises(queries.QueryError, match=r"mine\.rq is not UTF-8 text"):
        queries.find("mine", tmp_path)


def test_bad_sparql_names_the_place(store: pyoxigraph.Store) -> None:
    with pytest.raises(queries.QueryError) as caught:
        queries.run(store, "SELECT * WHERE {\n  ?s nobody:knows ?o\n}")
    assert str(caught.value) == (
        "the query is not SPARQL 1.1 at line 2, column 18, '?s nobody:knows ?o': Prefix not found"
    )
    with pytest.raises(queries.QueryError, match="at line 1, column 1"):
        queries.run(store, "")


def test_usual_prefixes_and_the_union_of_all_graphs_are_given(store: pyoxigraph.Store) -> None:
    text = "SELECT ?a WHERE { id:halcyon skos:prefLabel ?a . claim:forum-undated-oakline\\/01 rdf:object id:oakline }"
    _, rows = oxigraph(store, text)
    assert sorted(short(row[0]) for row in rows) == ["Halcyon AI", "هالسيون"]
