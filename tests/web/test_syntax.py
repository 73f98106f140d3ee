"""Where a query is wrong: line, column and token of mistakes that people make."""

import pytest
from pyoxigraph import Store

from vendorgraph.web.refusals import Refusal
from vendorgraph.web.syntax import explain

MISTAKES = [
    ("SELECT ?x WHERE { ?x a ex:Company }", 1, 24, "prefix is not declared"),
    ("SELECT * WHERE { ?s foaf:name ?o ; a ?x }", 1, 21, "prefix is not declared"),
    ("SELECT * WHERE {\n  ?s ?p ?o", 2, 11, "end of the query"),
    ("SELECT * WHERE { ?s ?p ?o . FILTER(?o > ) }", 1, 41, "')'"),
    ("SELECT ?s COUNT(?o) WHERE { ?s ?p ?o }", 1, 11, "COUNT"),
    ("SELCT * WHERE { ?s ?p ?o }", 1, 1, "SELCT"),
    ("SELECT *\nWHERE {\n  ?s ?p ?o ;\n  FILTR(?o > 3)\n}", 4, 3, "FILTR"),
    ("SELECT * { ?s ?p 'abc }", 1, 18, "string is not closed"),
    ("SELECT * { ?s ?p ?o FILTER(foo(?o)) }", 1, 28, "foo"),
    ("SELECT ?a, ?b WHERE { ?a ?b ?c }", 1, 8, "'?a'"),
    ("SELECT * WHERE { ?s ?p ?o . }\nORDER ?s", 2, 7, "'?s'"),
    ("SELECT * WHERE { OPTIONAL ?s ?p ?o }", 1, 27, "'?s'"),
    ("ASK {} ASK {}", 1, 8, "ASK"),
    ("SELECT (1 AS ?x) (2 AS ?x) {}", 1, 1, "Duplicated variable"),
    ("SELECT ?x { ?x ?y ?z } GROUP BY ?z", 1, 1, "unbound"),
    ("PREFIX a: <http://b/>\nDELETE WHERE { ?s ?p ?o }", 2, 1, "DELETE is an update"),
    ("INSERT DATA { <a> <b> <c> }", 1, 1, "INSERT is an update"),
    ("", 1, 1, "end of the query"),
]


def refusal(query: str) -> Refusal:
    store = Store()
    with pytest.raises(SyntaxError) as raised:
        store.query(query)
    return explain(query, store.query, raised.value).refusal


@pytest.mark.parametrize("query, line, column, words", MISTAKES, ids=[each[0][:40] for each in MISTAKES])
def test_a_mistake_is_found_where_it_is(query: str, line: int, column: int, words: str) -> None:
    found = refusal(query)
    assert (found.line, found.column) == (line, column), found
    assert words in found.detail and found.advice and found.status == 400
