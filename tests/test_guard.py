"""The check of a query's text: what it refuses by name, what it lets pass, and that it takes linear time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vendorgraph import guard
from vendorgraph.guard import Bounds, Unsafe

BOUNDS = Bounds()
CALL = "<http://127.0.0.1:9/>{?s ?p ?o}"


def code(query: str, bounds: Bounds = BOUNDS) -> str | None:
    """The code of what is found; None when the query passes."""
    try:
        guard.check(query, bounds)
    except Unsafe as unsafe:
        return unsafe.code
    return None


CALLS = [
    f"SELECT * {{ SERVICE {CALL} }}",
    f"SELECT * {{ service silent {CALL} }}",
    f"SELECT * {{ SeRvIcE\n#comment\n{CALL} }}",
    f"SELECT * {{ SERVICE{CALL} }}",
    f"SELECT * {{ ?a ?b 1SERVICE{CALL} }}",
    f"SELECT * {{ ?a ?b trueSERVICE{CALL} }}",
    f"SELECT * {{ ?a ?b 'x'SERVICE{CALL} }}",
    f"SELECT * {{ ?a ?b 'x'@en--ltrSERVICE{CALL} }}",
    f"SELECT * {{ ?a ?b 5 .SERVICE{CALL} }}",
    f"SELECT * {{ ?a ?b ?c.SERVICE {CALL} }}",
    f"SELECT * {{ FILTER EXISTS {{ SERVICE {CALL} }} }}",
    f"SELECT * {{ {{ SELECT * {{ SERVICE {CALL} }} }} }}",
    "SELECT * { BIND(<http://127.0.0.1:9/> AS ?x) SERVICE ?x {?s ?p ?o} }",
    f"SELECT * {{ ?s ?p ?o FILTER(?o<?p)SERVICE{CALL} FILTER(?o>?p) }}",
    f'SELECT * {{ ?s ?p "a # not a comment" . SERVICE {CALL} }}',
    f"SELECT * {{ ?s ?p <http://e/#not-a-comment> . SERVICE {CALL} }}",
    f"SELECT * {{ ?s ?p '''a ' b '' c''' . SERVICE {CALL} }}",
    f"SELECT * {{ \\u0053ERVICE {CALL} }}",
    f"SELECT * {{ \\U00000053erv\\u0069ce {CALL} }}",
    f'SELECT * {{ ?s ?p "\\u0022 . SERVICE {CALL} #" }}',
    "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:x {?s ?p ?o} }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICESILENT:x {?s ?p ?o} }",
    "PREFIX ex: <http://127.0.0.1:9/> SELECT * { SERVICEex:x{?s ?p ?o} }",
    "PREFIX ex: <http://127.0.0.1:9/> SELECT * { trueSERVICEex:x #c\n {?s ?p ?o} }",
    "PREFIX service: <http://e/> PREFIX : <http://127.0.0.1:9/> SELECT * { ?s service:p ?o . service:x {?s ?p ?o} }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:x\ufeff {?s ?p ?o} }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICESILENT:\u20a0\u2071{?s ?p ?o} }",
    "PREFIX e\u20a0: <http://127.0.0.1:9/> SELECT * { SERVICEe\u20a0:x {?s ?p ?o} }",
]


@pytest.mark.parametrize("query", CALLS)
def test_a_call_of_another_server_is_refused_by_name(query: str) -> None:
    with pytest.raises(Unsafe) as raised:
        guard.check(query, BOUNDS)
    assert raised.value.code == "service"
    assert raised.value.line is not None and raised.value.column is not None


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p ?o }",
        "SELECT $service { $service ?p ?o }",
        "SELECT * { ?s ?p 'SERVICE <http://127.0.0.1:9/> {}' }",
        'SELECT * { ?s ?p """ "SERVICE" <http://127.0.0.1:9/> {} """ }',
        "SELECT * { ?s ?p ?o } # SERVICE <http://127.0.0.1:9/> {}",
        "SELECT * { ?s <http://example.org/service> ?o }",
        "PREFIX service: <http://e/> SELECT * { ?s service:type service:x }",
        "PREFIX service: <http://e/> SELECT * { GRAPH service:g { ?s ?p ?o } }",
        "PREFIX service: <http://e/> SELECT * FROM NAMED service:g { ?s ?p ?o }",
        "PREFIX ex: <http://e/> SELECT * { ?s ex:service ?o . _:service ex:serviceType 'x'@en-service }",
        "SELECT * { ?load ?p 'LOAD' }",
        "SELECT * { ?s ?p 'an \\u0065scape' }",
        "PREFIX ex: <http://e/> SELECT * { ex:O\\'Brien ?p 'it is' . ?s ?p \"it's\" }",
    ],
)
def test_the_word_elsewhere_is_no_call(query: str) -> None:
    guard.check(query, BOUNDS)


@pytest.mark.parametrize(
    "query", ["LOAD <http://127.0.0.1:9/>", "load silent <file:///etc/passwd> INTO GRAPH <http://g>"]
)
def test_load_is_refused(query: str) -> None:
    assert code(query) == "read-only"


@pytest.mark.parametrize("opening, closing", [("{", "}"), ("(", ")"), ("[", "]"), ("{SELECT * {", "}}"), ("STR(", ")")])
def test_nesting_is_bounded(opening: str, closing: str) -> None:
    per = sum(map(opening.count, "({["))
    deepest = BOUNDS.nesting // per
    assert code("ASK " + opening * deepest + closing * deepest) is None
    assert code("ASK " + opening * (deepest + 1) + closing * (deepest + 1)) == "too-complex"


@pytest.mark.parametrize(
    "part",
    [
        "+1",
        "||1=1",
        "&&?x",
        "!",
        "/<p>",
        "|<p>",
        "^",
        " UNION {}",
        " MINUS {}",
        " BIND(1 AS ?x)",
        " FILTER(1)",
        " optional{}",
    ],
)
def test_operators_are_bounded(part: str) -> None:
    assert code("ASK {" + part * 2_100 + "}") == "too-complex"
    assert code("ASK {" + part * 200 + "}") is None


def test_lists_of_values_are_no_operators() -> None:
    assert code("ASK { VALUES ?x {" + " <http://example.org/a/b/c-d>" * 900 + "} }") is None


def test_length_is_bounded_in_bytes() -> None:
    assert code("#" + "x" * (BOUNDS.query_bytes - 1)) is None
    assert code("#" + "x" * BOUNDS.query_bytes) == "too-long"
    assert code("#" + "ع" * (BOUNDS.query_bytes // 2)) == "too-long"


@pytest.mark.parametrize(
    "query", ["SELECT * { ?s ?p 'SERVICE }", 'SELECT * { ?load ?p """a"" }', "# load\nASK { ?s ?p ' \n }"]
)
def test_a_string_that_is_not_closed_is_named(query: str) -> None:
    assert code(query) == "syntax"


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        "'",
        '"""',
        '\\"""',
        '" \\"""x',
        "<",
        "a.",
        "a.b:",
        "@a-",
        "1e",
        "\\u0022",
        "service",
        "_:",
        "''' \\'",
        "#",
        "%",
    ],
)
def test_time_is_linear(piece: str) -> None:
    """A quadratic scan of such a text would take seconds."""
    text = ("service " + piece * BOUNDS.query_bytes)[: BOUNDS.query_bytes]
    start = time.perf_counter()
    code(text)
    assert time.perf_counter() - start < 0.5


@given(st.text(alphabet=st.sampled_from("{}()[]<>\"'#\\u0053 \nSERVICEservice:?$@_.1+ax"), max_size=200))
@settings(max_examples=500)
def test_any_text_is_refused_or_passes(text: str) -> None:
    """Only Unsafe is raised, and its place is inside the text as it stands or with its escapes undone."""
    try:
        guard.check(text, BOUNDS)
    except Unsafe as unsafe:
        assert unsafe.line is None or 1 <= unsafe.line <= guard.unescaped(text).count("\n") + 1


@given(st.text(max_size=80), st.sampled_from(["SERVICE", "service", "SeRvIcE", "\\u0053ERVICE", "SERVIC\\U00000045"]))
@settings(max_examples=300)
def test_a_call_after_any_closed_text_is_refused(text: str, word: str) -> None:
    """Whatever stands in a string, a comment or an IRI before it hides no call."""
    string = text.replace("\\", "").replace('"', "").replace("\n", "").replace("\r", "")
    comment = "".join(text.splitlines()).replace("\\", "").replace("\r", "")
    assert code(f'SELECT * {{ ?s ?p "{string}" . {word} {CALL} }}') == "service"
    assert code(f"SELECT * {{ ?s ?p ?o #{comment}\n {word} {CALL} }}") == "service"


@given(st.text(st.characters(min_codepoint=0x80, exclude_categories=["Cs"]), max_size=5))
@settings(max_examples=300)
def test_a_call_of_a_name_in_any_script_is_refused(name: str) -> None:
    """What is no letter to Python may be one in a name of SPARQL."""
    assert code(f"SELECT * {{ SERVICE:{name} {{?s ?p ?o}} }}") == "service"
    assert code(f"SELECT * {{ SERVICEe{name}:x{name}{{?s ?p ?o}} }}") == "service"
    assert code(f"SELECT * {{ ?service{name}service ?p _:load{name}load }}") is None


@given(st.text(max_size=100))
def test_what_is_unescaped_twice_is_the_same(text: str) -> None:
    plain = text.replace("\\", "")
    assert guard.unescaped(plain) == plain
    assert guard.unescaped("".join(f"\\U{ord(each):08X}" for each in plain)) == plain


def test_own_dataset() -> None:
    assert guard.own_dataset("SELECT * from named <http://g> {}")
    assert guard.own_dataset("SELECT*FROMNAMED<http://g>{}")
    assert not guard.own_dataset("PREFIX from: <http://g/> SELECT ?from { ?from from:x 'FROM' } # FROM <http://g>")
