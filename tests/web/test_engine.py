"""Results of queries without a server: how rows are counted against their bound."""

import pytest
from pyoxigraph import Store

from vendorgraph.web import engine
from vendorgraph.web.limits import Limits
from vendorgraph.web.messages import Query
from vendorgraph.web.negotiate import GRAPHS, SOLUTIONS
from vendorgraph.web.refusals import Refused

ROWS = 4
#: Values that hold what stands between rows, and what opens and closes texts.
VALUES = {
    "plain": "'x'",
    "marks": r"'},{ <result> \n'",
    "marks among quotes": r"""'"},{"\\"},{\n"\n'""",
    "a backslash at the end": r"'\n},{\\'",
    "an IRI": "<http://example.org/a>",
    "nothing": "UNDEF",
}


def fits(query: str, solutions: str | None = None, graph: str | None = None) -> bool:
    asked = Query(text=query, base="http://localhost/", solutions=solutions, graph=graph)
    try:
        engine.query(Store(), False, asked, Limits(rows=ROWS))
    except Refused as refused:
        assert refused.refusal.code == "too-large" and f"{ROWS} rows" in refused.refusal.detail
        return False
    return True


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
@pytest.mark.parametrize("media_type", [each.media_types[0] for each in SOLUTIONS])
def test_as_many_rows_as_are_allowed_and_no_more(media_type: str, value: str) -> None:
    for rows in (0, 1, ROWS, ROWS + 1, 3 * ROWS):
        query = f"SELECT * {{ VALUES (?x ?y) {{ {f'({value} {value})' * rows} }} }}"
        assert fits(query, media_type) == (rows <= ROWS), rows


@pytest.mark.parametrize("media_type", [each.media_types[0] for each in GRAPHS])
def test_as_many_triples_as_are_allowed_and_no_more(media_type: str) -> None:
    query = "CONSTRUCT {{ <http://e/a> <http://e/p> ?x }} {{ VALUES ?x {{ {} }} }}"
    assert fits(query.format(" ".join(map(str, range(ROWS)))), graph=media_type)
    assert not fits(query.format(" ".join(map(str, range(ROWS + 1)))), graph=media_type)


@pytest.mark.parametrize("media_type", [each.media_types[0] for each in SOLUTIONS])
def test_truth_has_no_rows(media_type: str) -> None:
    assert fits("ASK {}", media_type)
