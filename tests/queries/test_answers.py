"""Each competency question: its expected rows on the small market, in order, from Oxigraph and from rdflib alike."""

import csv
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from tests.queries.rows import by_rdflib, oxigraph, short
from vendorgraph import queries, resources
from vendorgraph.model import Market

#: rdflib 7 asks its own deprecated names, thousands of times.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.*is deprecated:DeprecationWarning")

EXPECTED = Path(__file__).parent / "expected"
QUERIES = queries.all_queries()

#: Questions that are asked about something; the others are asked with their defaults.
ASKED: dict[str, dict[str, str]] = {
    "claims-with-words": {"words": "SPOKESPERSON"},
    "conflict-path-claims": {"customer": "quillon", "vendor": "oakline"},
    "everything-one-source-says": {"source": "whisperblog-2025-07-04-rumours"},
    "large-spends": {"amount": "30000000"},
    "single-origin-relations": {"relation": "customer-of"},
    "what-would-clear": {"customer": "northgate", "vendor": "marlow"},
    "what-was-known": {"entity": "Halcyon", "by": "2025-03-14"},
    "who-says-what": {"subject": "نورثغيت", "object": "pinecrest"},
}


def expected(name: str) -> tuple[list[str], list[list[str]]]:
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file)
    return columns, rows


def test_every_question_has_its_expected_rows_and_nothing_is_left_over() -> None:
    files = sorted(path.name for path in resources.folder("queries").iterdir())
    assert len(files) >= 41 and len(QUERIES) == len(files)
    assert {path.name for path in EXPECTED.iterdir()} == {f"{name}.csv" for name in QUERIES}
    assert set(ASKED) <= set(QUERIES)


@pytest.mark.parametrize("name", QUERIES)
def test_answer(name: str, market: Market, store: pyoxigraph.Store, dataset: rdflib.Dataset) -> None:
    text = queries.bind(QUERIES[name], ASKED.get(name, {}), market)
    columns, rows = oxigraph(store, text)
    assert (columns, [[short(term) for term in row] for row in rows]) == expected(name)
    assert by_rdflib(dataset, text) == (columns, rows)


@pytest.mark.parametrize("name", QUERIES)
def test_some_row_answers_and_the_order_is_complete(name: str, market: Market, store: pyoxigraph.Store) -> None:
    """A query whose expected rows are none would hold of anything; rows that tie in ORDER BY could swap."""
    _, rows = oxigraph(store, queries.bind(QUERIES[name], ASKED.get(name, {}), market))
    assert rows
    assert "ORDER BY" in QUERIES[name].text
    assert len({tuple(row) for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("SELECT * {" * 500 + "?s ?p ?o" + "}" * 500, "nest"),
    ],
)
def test_a_query_that_calls_out_or_could_end_the_process_is_refused(text: str, said: str) -> None:
    with pytest.raises(queries.QueryError, match=said):
        queries.run(pyoxigraph.Store(), text)
