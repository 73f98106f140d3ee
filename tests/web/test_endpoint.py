"""The endpoint over HTTP: ways to ask, formats, the description, and what is said when a request is wrong."""

import csv
from urllib.parse import quote

import pytest
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, RdfFormat, Store, parse, parse_query_results

from tests.web.servers import JSON, Server

LABELS = "SELECT ?s ?l { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?l"
CONSTRUCT = "PREFIX ex: <http://example.org/> CONSTRUCT { ?s ex:born ?o } WHERE { ?s ex:born ?o }"
VOID = "http://rdfs.org/ns/void#"
TURTLE = "text/turtle; charset=utf-8"


def test_get_form_and_direct_post_answer_the_same(server: Server) -> None:
    form = f"query={quote(LABELS)}".encode()
    answers = [
        server.ask(LABELS),
        server.request("POST", "/sparql", {"Accept": JSON, "Content-Type": "application/x-www-form-urlencoded"}, form),
        server.request(
            "POST", "/sparql", {"Accept": JSON, "Content-Type": "application/sparql-query"}, LABELS.encode()
        ),
    ]
    assert {answer.status for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert [row["l"] for row in answers[0].values] == ["Ada", 'Charles, "CB"', "line 1\nline 2", "آدا"]


@pytest.mark.parametrize(
    "accept, content_type",
    [
        (JSON, JSON),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/html;q=0.9, */*;q=0.1", JSON),
    ],
)
def test_solutions_in_all_formats(server: Server, accept: str, content_type: str) -> None:
    answer = server.ask(LABELS, accept)
    assert (answer.status, answer.headers["content-type"], answer.headers["vary"]) == (200, content_type, "Accept")
    if content_type.startswith("text/csv"):
        rows = list(csv.DictReader(answer.content.decode().splitlines(keepends=True)))
        assert rows[1] == {"s": "http://example.org/charles", "l": 'Charles, "CB"'} and len(rows) == 4
    else:
        form = QueryResultsFormat.JSON if "json" in content_type else QueryResultsFormat.from_media_type(content_type)
        rows = [row["l"] for row in parse_query_results(answer.content, form)]
        assert Literal("آدا", language="ar") in rows and len(rows) == 4


@pytest.mark.parametrize("accept, truth", [(JSON, b'"boolean":true'), ("application/sparql-results+xml", b">true<")])
def test_truth(server: Server, accept: str, truth: bytes) -> None:
    assert truth in server.ask("ASK { <http://example.org/ada> ?p ?o }", accept).content


@pytest.mark.parametrize(
    "accept",
    ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml", "application/trig"],
)
@pytest.mark.parametrize("query, size", [(CONSTRUCT, 2), ("DESCRIBE <http://example.org/ada>", 5)])
def test_graphs_in_all_formats(server: Server, accept: str, query: str, size: int) -> None:
    answer = server.ask(query, accept)
    assert answer.status == 200 and answer.headers["content-type"].startswith(accept)
    assert len(list(parse(answer.content, RdfFormat.from_media_type(accept)))) == size


def test_turtle_has_the_prefixes_of_the_query(server: Server) -> None:
    assert "ex:ada ex:born 1815 ." in server.ask(CONSTRUCT, "text/turtle").text


@pytest.mark.parametrize(
    "query, accept, offered",
    [(LABELS, "text/turtle", "text/csv"), (CONSTRUCT, "text/csv", "text/turtle"), (LABELS, "image/png", "text/csv")],
)
def test_no_format_that_fits(server: Server, query: str, accept: str, offered: str) -> None:
    answer = server.ask(query, accept)
    assert answer.status == 406 and offered in answer.json["advice"]


def test_graphs_of_the_request(server: Server) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    in_graphs = "SELECT ?g { GRAPH ?g { ?s ?p ?o } }"
    one = {"default-graph-uri": "http://example.org/g1"}
    assert server.ask(count).values == [{"n": "12"}]
    assert server.ask(count, **one).values == [{"n": "1"}]
    assert server.ask(in_graphs, **one).values == []
    assert server.ask(in_graphs, **{"named-graph-uri": "http://example.org/g2"}).values == [
        {"g": "http://example.org/g2"}
    ]
    assert server.ask(count, **{"named-graph-uri": "http://example.org/g2"}).values == [{"n": "0"}]
    assert server.ask(count, **{"default-graph-uri": "http://example.org/unknown"}).values == [{"n": "0"}]
    assert (
        server.ask("SELECT * FROM <http://example.org/g2> { ?s ?p ?o }", **one).values[0]["s"] == "http://example.org/a"
    )
    assert server.ask(count, **{"default-graph-uri": "not an iri"}).json["code"] == "request"


def test_head_and_options(server: Server) -> None:
    path = f"/sparql?query={quote(LABELS)}"
    head, whole = server.request("HEAD", path), server.get(path)
    assert head.status == 200 and head.content == b""
    assert head.headers["content-length"] == str(len(whole.content))
    options = server.request("OPTIONS", "/sparql")
    assert options.status == 204 and set(options.headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "BREW"])
def test_other_methods(server: Server, method: str) -> None:
    answer = server.request(method, "/sparql", {}, b"")
    assert answer.status == 405 if method != "BREW" else answer.status in (400, 405)
    assert method == "BREW" or ("POST" in answer.headers["allow"] and "POST" in answer.json["advice"])


def test_a_syntax_error_says_where_and_what_to_do(server: Server) -> None:
    answer = server.ask("SELECT *\nWHERE {\n  ?s ?p ?o ;\n  FILTR(?o > 3)\n}")
    assert answer.status == 400 and answer.headers["content-type"] == "application/problem+json"
    problem = answer.json
    assert (problem["line"], problem["column"], problem["status"], problem["code"]) == (4, 3, 400, "syntax")
    assert problem["type"].startswith("https://") and problem["title"] and problem["detail"] and problem["advice"]


def test_problems_in_plain_text_on_request(server: Server) -> None:
    answer = server.ask("SELECT * { ?s", f"{JSON}, text/plain;q=0.1")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "line 1, column 12" in answer.text


@pytest.mark.parametrize("path", ["/nothing", "/sparql/", "/id", "/id/a/b/c", "/..%2f..%2fetc/passwd", "/%00"])
def test_other_paths(server: Server, path: str) -> None:
    answer = server.get(path)
    assert answer.status == 404 and answer.json["code"] == "not-found"


def test_the_limits_are_announced(server: Server) -> None:
    assert (
        server.ask(LABELS).headers["vendorgraph-limits"] == "seconds=30, rows=250000, bytes=67108864, memory=536870912"
    )


def described(server: Server, path: str = "/sparql") -> Store:
    answer = server.get(path)
    assert answer.status == 200 and answer.headers["content-type"] == TURTLE
    store = Store()
    store.extend(parse(answer.content, RdfFormat.TURTLE, base_iri=server.address))
    return store


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
def test_the_description_counts_truly(server: Server, path: str) -> None:
    store = described(server, path)
    rows = store.query(
        f"PREFIX void: <{VOID}> PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>"
        "SELECT ?t ?s ?o ?p ?c { [] sd:defaultGraph [ void:triples ?t ; void:distinctSubjects ?s ;"
        " void:distinctObjects ?o ; void:properties ?p ; void:classes ?c ] }"
    )
    assert [[term.value for term in row] for row in rows] == [["12", "3", "10", "6", "2"]]
    graphs = store.query(
        f"PREFIX void: <{VOID}> PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>"
        "SELECT ?name ?n { [] sd:namedGraph [ sd:name ?name ; sd:graph [ void:triples ?n ] ] } ORDER BY ?name"
    )
    assert [(row["name"].value, row["n"].value) for row in graphs] == [
        ("http://example.org/g1", "1"),
        ("http://example.org/g2", "1"),
    ]


def test_the_description_is_in_order(market: Server) -> None:
    """So that two servers of the same data say the same."""
    lines = market.get("/sparql", "application/n-triples").text.splitlines()
    for name in ("<http://rdfs.org/ns/void#property>", "<http://rdfs.org/ns/void#class>", "#name>"):
        found = [line.split(" ")[2] for line in lines if name in line.split(" ")[1]]
        assert len(found) > 5 and found == sorted(found)


def test_the_description_names_no_union(server: Server, market: Server) -> None:
    union = NamedNode("http://www.w3.org/ns/sparql-service-description#UnionDefaultGraph")
    assert not list(described(server).quads_for_pattern(None, None, union))
    assert list(described(market).quads_for_pattern(None, None, union))


def test_the_page_of_the_endpoint(server: Server) -> None:
    page = server.get("/sparql", "text/html,application/xhtml+xml,*/*;q=0.8")
    assert page.headers["content-type"] == "text/html; charset=utf-8" and '<form action="/sparql"' in page.text
    assert server.get("/").text == page.text


def test_the_market_is_the_union_of_its_graphs_unless_graphs_are_named(market: Server) -> None:
    claims = "SELECT (COUNT(*) AS ?n) { ?claim a <https://w3id.org/vendorgraph/ontology#Claim> }"
    found = int(market.ask(claims).values[0]["n"])
    in_graphs = claims.replace("{ ?claim", "{ GRAPH ?g { ?claim").replace("Claim> }", "Claim> } }")
    assert found > 0 and int(market.ask(in_graphs).values[0]["n"]) == found
    nowhere = claims.replace("{ ?claim", "FROM <http://example.org/unknown> { ?claim")
    assert market.ask(nowhere).values == [{"n": "0"}]
