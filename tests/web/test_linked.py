"""Linked data of the small market: IRIs lead to documents in the format that the client likes best."""

import re

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from tests.web.servers import Server, serving
from vendorgraph.web.linked import KINDS

BASE = "https://w3id.org/vendorgraph/"
SUFFIXES = {"text/turtle": ".ttl", "text/html": ".html", "application/ld+json": ".jsonld"}


@pytest.fixture(scope="session")
def paths(market: Server) -> list[str]:
    """Paths of an entity, a source and a claim that the market has, and of the ontology."""
    query = "SELECT (MIN(STR(?s)) AS ?iri) { ?s a ?type . FILTER(STRSTARTS(STR(?s), '%s')) }"
    found = [market.ask(query % (BASE + kind)).values[0]["iri"] for kind in ("id/", "source/", "claim/")]
    return ["/" + iri.removeprefix(BASE) for iri in found] + ["/ontology"]


@pytest.mark.parametrize("accept", SUFFIXES)
@pytest.mark.parametrize("which", range(4), ids=["id", "source", "claim", "ontology"])
def test_an_iri_leads_to_a_document(market: Server, paths: list[str], which: int, accept: str) -> None:
    answer = market.get(paths[which], f"{accept}, */*;q=0.1")
    assert answer.status == 303 and answer.headers["vary"] == "Accept"
    assert answer.headers["location"] == paths[which] + SUFFIXES[accept]
    document = market.get(answer.headers["location"])
    assert document.status == 200 and document.headers["content-type"].startswith(accept)
    if accept != "text/html":
        triples = list(parse(document.content, RdfFormat.from_media_type(accept)))
        about = NamedNode(BASE + paths[which].removeprefix("/"))
        assert any(triple.subject == about for triple in triples)


def test_turtle_unless_the_client_says_otherwise(market: Server, paths: list[str]) -> None:
    assert market.get(paths[0]).headers["location"].endswith(".ttl")


def test_browsers_get_pages(market: Server, paths: list[str]) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert market.get(paths[0], accept).headers["location"].endswith(".html")


def test_no_format_that_fits(market: Server, paths: list[str]) -> None:
    for path in paths:
        answer = market.get(path, "image/png")
        assert answer.status == 406 and "text/turtle" in answer.json["advice"]


@pytest.mark.parametrize(
    "path", ["/id/nobody", "/id/nobody.ttl", "/source/none.html", "/claim/none/01", "/ontology.xml"]
)
def test_what_the_data_do_not_know(market: Server, path: str) -> None:
    assert market.get(path).status == 404


def test_an_entity_comes_with_the_claims_about_it(market: Server, paths: list[str]) -> None:
    about = NamedNode(BASE + paths[0].removeprefix("/"))
    triples = list(parse(market.get(paths[0] + ".ttl").content, RdfFormat.TURTLE))
    assert any(triple.object == about for triple in triples)


def test_every_kind_of_iri_leads_to_what_the_data_say_of_it(market: Server) -> None:
    """One of each form: by the first segment of its path, and by how many there are; no page stands in the way."""
    query = f"SELECT DISTINCT ?s {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), '{BASE}') && !CONTAINS(STR(?s), '#')) }}"
    paths = sorted("/" + row["s"].removeprefix(BASE) for row in market.ask(query).values)
    forms = {(path.split("/")[1], path.count("/")): path for path in paths}
    assert {kind for kind, _ in forms} == {*KINDS, "ontology"} and len(forms) >= 15
    for path in forms.values():
        for media_type in ("text/turtle", "application/ld+json"):
            answer = market.get(path, media_type)
            assert (answer.status, answer.headers["location"]) == (303, path + SUFFIXES[media_type]), path
            document = market.get(answer.headers["location"])
            triples = parse(document.content, RdfFormat.from_media_type(media_type))
            assert any(triple.subject == NamedNode(BASE + path.removeprefix("/")) for triple in triples), path


def test_a_relation_is_a_page_of_the_explorer_too(market: Server) -> None:
    query = f"SELECT (MIN(STR(?s)) AS ?iri) {{ ?s a <{BASE}ontology#Relation> }}"
    path = "/" + market.ask(query).values[0]["iri"].removeprefix(BASE)
    for accept in ("text/html", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "*/*", None):
        page = market.get(path, accept)
        assert page.status == 200 and page.headers["content-type"].startswith("text/html") and "/static/" in page.text
        assert "Accept" in re.split(", *", page.headers["vary"])
    assert market.get(path, "text/html;q=0.5,text/turtle").headers["location"] == path + ".ttl"
    assert market.get(path, "image/png").status == 406
    plain = market.get(path + ".html")
    assert plain.status == 200 and "/static/" not in plain.text and market.get("/relation/a/b/c.ttl").status == 404


def test_pages_link_to_pages_that_exist(market: Server, paths: list[str]) -> None:
    page = market.get(paths[2] + ".html").text
    links = set(re.findall(r'href="(/[^"#]*)', page))
    assert len(links) > 3
    for link in links:
        assert market.get(link, "text/html").status in (200, 303), link


def test_pages_have_no_script_and_no_style(market: Server, paths: list[str]) -> None:
    for path in (path + ".html" for path in paths):
        page = market.get(path).text
        assert not re.search(r"<(script|style|iframe|img|link)|javascript:| on\w+=| style=", page)


def test_what_data_hold_is_escaped(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Names, languages and addresses in data are text, never markup, and only web addresses become links."""
    hostile = tmp_path_factory.mktemp("hostile") / "hostile.ttl"
    hostile.write_text(
        f"""<{BASE}id/x> <http://www.w3.org/2000/01/rdf-schema#label> "<script>alert(1)</script>"@en ;
        <http://e/p> "</td><img src=x onerror=alert(1)>", "a\\"b'c&d", <javascript:alert(1)>,
            "javascript:alert(1)"^^<http://www.w3.org/2001/XMLSchema#anyURI> ."""
    )
    with serving("--dataset", str(hostile)) as running:
        page = running.get("/id/x.html").text
    assert "<script" not in page and "<img" not in page and 'href="javascript' not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page and "a&quot;b&#x27;c&amp;d" in page
