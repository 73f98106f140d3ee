"""The query, syntax and result-format suites of SPARQL 1.0 and 1.1, sent to the endpoint as it sends its answers.

The application is called in this process, as a server for each of the hundreds of data sets would take too long to
start. Syntax errors of a negative test must be placed, and positive ones must get past the parser.
"""

import json
import re
from collections import Counter
from collections.abc import Sequence

import pytest
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Store

from tests.w3c import results, suites
from tests.w3c.application import ask
from tests.w3c.known import KNOWN
from tests.w3c.results import Result, Table
from tests.w3c.suites import Case

CASES = list(suites.cases()) if suites.folder() else []
EVALUATED = [case for case in CASES if "Syntax" not in case.kind]
SYNTAX = [case for case in CASES if "Syntax" in case.kind]

#: How many cases there are of each kind: a manifest that is not read any more would go unnoticed else.
FOUND = {
    "QueryEvaluationTest": 509,
    "CSVResultFormatTest": 3,
    "PositiveSyntaxTest": 149,
    "PositiveSyntaxTest11": 63,
    "NegativeSyntaxTest": 50,
    "NegativeSyntaxTest11": 40,
}
_FROM = re.compile(r"FROM\s+(?:NAMED\s+)?<([^>]+)>", re.IGNORECASE)


def test_all_cases_are_found_and_told_apart() -> None:
    assert Counter(case.kind for case in CASES) == FOUND
    assert len({case.id for case in CASES}) == len(CASES)


def test_known_failures_are_cases() -> None:
    assert set(KNOWN) <= {case.id for case in CASES}


@pytest.mark.parametrize("case", EVALUATED, ids=lambda case: case.id)
def test_evaluation(case: Case) -> None:
    wanted = results.expected(_result(case))
    ordered = isinstance(wanted, Table) and wanted.order is not None
    response = ask(_store(case), _with_base(case), results.media_type(case.result))
    same = response.status == 200 and _equal(
        wanted, results.received(response.content, response.headers["content-type"], ordered), case.lax
    )
    assert same == (case.id not in KNOWN), response.content.decode()[:2000]


@pytest.mark.parametrize("case", [case for case in EVALUATED if case.id in KNOWN], ids=lambda case: case.id)
def test_known_failure_is_the_engines(case: Case) -> None:
    wanted = results.expected(_result(case))
    assert not _equal(wanted, _plainly(case), case.lax)


@pytest.mark.parametrize("case", SYNTAX, ids=lambda case: case.id)
def test_syntax(case: Case) -> None:
    good = case.kind.startswith("Positive")
    text = _with_base(case) if good else _text(case)
    response = ask(Store(), text, "application/sparql-results+json, text/turtle")
    refused = response.status == 400 and json.loads(response.content)["code"] == "syntax"
    assert refused or response.status == 200 or json.loads(response.content)["code"] == "evaluation"
    assert (refused != good) == (case.id not in KNOWN), response.content.decode()
    if refused:
        place = json.loads(response.content)
        assert 1 <= place["line"] <= text.count("\n") + 1 and place["column"] >= 1 and place["advice"]


@pytest.mark.parametrize("case", [case for case in SYNTAX if case.id in KNOWN], ids=lambda case: case.id)
def test_known_syntax_failure_is_the_engines(case: Case) -> None:
    Store().query(_text(case))  # ought to raise


def _store(case: Case) -> Store:
    """Return the data of a case; those of a query that names its own are the files that it names."""
    folder = case.query.rpartition("/")[0]
    named: Sequence[str] = [] if case.data else [f"{folder}/{name}" for name in _FROM.findall(_text(case))]
    return suites.load(case, list(dict.fromkeys(named)))


def _text(case: Case) -> str:
    return suites.path_of(case.query).read_bytes().decode()


def _with_base(case: Case) -> str:
    return f"BASE <{case.query}>\n{_text(case)}"


def _result(case: Case) -> str:
    assert case.result is not None
    return case.result


def _equal(wanted: Result, found: Result, lax: bool) -> bool:
    if isinstance(wanted, Table) and isinstance(found, Table):
        return wanted.equals(found, lax)
    return wanted == found


def _plainly(case: Case) -> Result | None:
    """Return what the engine alone gives; None when it refuses the query."""
    try:
        found = _store(case).query(_text(case), base_iri=case.query)
        if isinstance(found, QuerySolutions | QueryBoolean):
            form = QueryResultsFormat.JSON
            return results.received(found.serialize(format=form) or b"", form.media_type, ordered=False)
        return results.received(found.serialize(format=RdfFormat.TURTLE) or b"", "text/turtle", ordered=False)
    except SyntaxError:
        return None
