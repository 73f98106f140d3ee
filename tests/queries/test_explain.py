"""What `vendorgraph query` does besides asking: the algebra of a query, and triples in every notation of the W3C."""

import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest

from tests.cli.conftest import SMALL, Run
from tests.cli.conftest import cache as cache
from tests.cli.conftest import run as run
from vendorgraph import queries
from vendorgraph.answers import algebra, results

CONSTRUCT = "CONSTRUCT { ?a vg:customerOf ?b } WHERE { GRAPH ?v { ?a vg:customerOf ?b } }"


@pytest.mark.parametrize("name", queries.all_queries())
def test_every_stored_query_has_an_algebra(name: str) -> None:
    shown = algebra.algebra(queries.find(name).text)
    assert shown.startswith("SelectQuery\n") and "OrderBy" in shown and "BGP" in shown
    assert "_vars" not in shown and "http://" not in shown.replace("http://www.w3.org/2001/XMLSchema#", "")


def test_the_algebra_of_a_question(run: Run) -> None:
    done = run("query", "products", "--param", "company=northgate", "--explain")
    assert done.code == 0 and done.err == f"{algebra.NOTE}\n"
    assert "?_company = id:northgate" in done.out and "rdf:predicate vg:develops" in done.out


def test_the_algebra_is_the_same_in_every_process() -> None:
    command = [sys.executable, "-m", "vendorgraph", "--data", SMALL, "query", "conflict-path-claims", "--explain"]
    shown = {
        subprocess.run(command, capture_output=True, check=True, env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2", "3")
    }
    assert len(shown) == 1 and b"_:b1" in shown.pop()


def test_what_is_no_sparql_has_no_algebra(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.rq").write_text("SELECT * WHERE { ?s ?p", "utf-8")
    done = run("query", str(tmp_path / "bad.rq"), "--explain")
    assert done.code == 2 and done.out == "" and "the query is not SPARQL 1.1 at line 1" in done.err


@pytest.mark.parametrize("format", results.GRAPHS)
def test_triples_in_every_notation(format: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text(CONSTRUCT, "utf-8")
    done = run("query", str(tmp_path / "mine.rq"), "--format", format)
    assert (done.code, done.err) == (0, "")
    found = {quad.triple for quad in pyoxigraph.parse(done.out, format=results.GRAPHS[format])}
    turtle = run("query", str(tmp_path / "mine.rq"), "--format", "ttl").out
    assert found == {quad.triple for quad in pyoxigraph.parse(turtle, format=results.GRAPHS["ttl"])} and len(found) > 5


@pytest.mark.parametrize("format", results.GRAPHS)
def test_rows_are_no_triples(format: str, run: Run) -> None:
    done = run("query", "products", "--format", format)
    assert done.code == 2 and "the query gives rows" in done.err
