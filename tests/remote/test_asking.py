"""Queries are sent to the endpoint: every stored one gives the rows that it gives embedded, and so do one's own."""

from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Store

import vendorgraph
from tests.cli.conftest import SMALL, Run
from tests.queries.test_answers import ASKED, QUERIES
from tests.remote.cutting import cutting
from vendorgraph import queries
from vendorgraph.queries import QueryError
from vendorgraph.rdf import terms
from vendorgraph.remote import asking
from vendorgraph.remote.endpoint import endpoint as endpoint_at

#: A day of which every foreign endpoint holds the relations.
DAY = "2025-09-30"


def arguments(name: str) -> list[str]:
    params = [each for key, value in ASKED.get(name, {}).items() for each in ("--param", f"{key}={value}")]
    return ["query", name, *params, *(["--as-of", DAY] if QUERIES[name].views else [])]


def test_every_stored_query_is_gone_through() -> None:
    assert len(QUERIES) >= 41
    assert sum(query.views for query in QUERIES.values()) == 18
    assert sum(query.derives for query in QUERIES.values()) == 7


@pytest.mark.parametrize("name", QUERIES)
def test_a_stored_query_gives_the_same_rows_in_the_same_order(name: str, endpoint: str, run: Run) -> None:
    here = run(*arguments(name), "--format", "json")
    there = run("--endpoint", endpoint, *arguments(name), "--format", "json", data=None)
    assert (there.code, there.out) == (here.code, here.out) == (0, here.out)
    assert '"bindings":[]' not in here.out


@pytest.mark.parametrize("name", QUERIES)
def test_a_foreign_endpoint_answers_each_itself(name: str, endpoints: dict[str, str], run: Run) -> None:
    done = run("--endpoint", endpoints["oxigraph"], *arguments(name), data=None)
    assert (done.out, done.err) == (run(*arguments(name)).out, "")


def test_relations_that_the_endpoint_does_not_hold_are_resolved_here_and_it_says_so(endpoint: str, run: Run) -> None:
    args = ("query", "customers-by-status", "--as-of", "2024-01-31", "--known-by", "2025-03-01")
    there = run("--endpoint", endpoint, *args, data=None)
    assert there.out == run(*args).out
    assert there.err == f"{endpoint} holds claims, and not the relations of these days: they were resolved here.\n"


DERIVED = """PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?layer ?p WHERE { VALUES ?_view { UNDEF } GRAPH ?layer { ?layer prov:wasDerivedFrom ?_view ; ?p ?_view } }"""


def test_relations_without_what_follows_from_them_do_not_answer_what_asks_for_both() -> None:
    asked = queries.parse("mine", DERIVED)
    view = f"{terms.BASE}graph/relations/{DAY}/{DAY}"
    described = f'<{view}> <{terms.BASE}ontology#asOf> "{DAY}"'
    layer = f"<urn:layer> <{terms.PREFIXES['prov']}wasDerivedFrom> <{view}>"
    for graphs, rows in (({view: described}, None), ({view: described, "urn:layer": layer}, 1)):
        store = Store()
        for name, triple in graphs.items():
            store.update(f"INSERT DATA {{ GRAPH <{name}> {{ {triple} }} }}")
        with cutting(store, None) as server:
            day = date.fromisoformat(DAY)
            found = asking.answer(endpoint_at(server.address), asked, asked.text, day, day)
        assert (None if found is None else len(list(found))) == rows  # type: ignore[arg-type]


OWN: dict[str, tuple[str, str]] = {
    "ask": ("ASK { GRAPH ?g { ?claim a vg:Claim } }", "json"),
    "no": ("ASK { GRAPH ?g { id:nobody ?p ?o } }", "table"),
    "prefixes": ("PREFIX vg: <https://w3id.org/vendorgraph/ontology#> SELECT (COUNT(*) AS ?n) "
                 "{ GRAPH graph:entities { ?e vg:role vg:role-ai-lab } }", "tsv"),
    "construct": ("CONSTRUCT { ?c rdf:subject ?s } WHERE { GRAPH ?g { ?c a vg:Claim ; rdf:subject ?s } }", "ttl"),
    "triples as a table": ("CONSTRUCT { ?e vg:role ?r } WHERE { GRAPH graph:entities { ?e vg:role ?r } }", "table"),
    "limited": ("SELECT ?c WHERE { GRAPH ?g { ?c a vg:Claim } } ORDER BY ?c LIMIT 3 OFFSET 2", "xml"),
    "languages": ("SELECT ?n WHERE { GRAPH ?g { id:northgate skos:prefLabel ?n } } ORDER BY LANG(?n)", "csv"),
    "unbound": ("SELECT ?c ?share { GRAPH ?g { ?c a vg:Claim OPTIONAL { ?c vg:share ?share } } } ORDER BY ?c", "json"),
    "a comment at the end": ("SELECT ?s { GRAPH graph:market { ?s a vg:Market } } # LIMIT", "json"),
}  # fmt: skip


@pytest.mark.parametrize("name", OWN)
def test_a_query_of_ones_own_gives_the_same(name: str, endpoint: str, run: Run, tmp_path: Path) -> None:
    text, format = OWN[name]
    (tmp_path / "mine.rq").write_text(text)
    args = ("query", str(tmp_path / "mine.rq"), "--format", format)
    here, there = run(*args), run("--endpoint", endpoint, *args, data=None)
    assert (there.code, there.out, there.err) == (0, here.out, "")


def test_bad_sparql_is_refused_in_a_line(endpoint: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.rq").write_text("SELECT * WHERE { ?s ?p")
    done = run("--endpoint", endpoint, "query", str(tmp_path / "bad.rq"), data=None)
    assert done.code == 1 and done.err.count("\n") == 1 and "refuses: 400 Bad Request (" in done.err


@pytest.mark.parametrize("value", ['" } DELETE { ?s ?p ?o } #', "} UNION { GRAPH ?g { ?s ?p ?o } }", "'''\\"])
def test_a_parameter_stays_a_text(value: str, endpoint: str, run: Run) -> None:
    done = run(
        "--endpoint", endpoint, "query", "claims-with-words", "--param", f"words={value}", "--format", "csv", data=None
    )
    assert (done.code, done.out) == (0, "claim,subject,what,object,found\r\n")


def test_days_without_a_choice_of_relations_are_refused(endpoint: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("SELECT * { GRAPH ?g { ?a vg:customerOf ?b } }")
    done = run("--endpoint", endpoint, "query", str(tmp_path / "mine.rq"), "--as-of", DAY, data=None)
    assert done.code == 2 and "VALUES ?_view { UNDEF }" in done.err


def test_in_python(endpoint: str) -> None:
    there, here = vendorgraph.load(endpoint=endpoint), vendorgraph.load(SMALL)
    assert there.market == here.market
    for name in ("stakes-in-vendor", "customers-by-status"):
        assert there.query(name, as_of=DAY).equals(here.query(name, as_of=DAY))
    assert there.query("SELECT ?c { GRAPH ?g { ?c a vg:Claim } } ORDER BY ?c").shape == (len(here.market.claims), 1)
    with pytest.raises(QueryError, match="no query is called"):
        there.query("nothing")
