"""Questions about the market over HTTP: the JSON of the command line, described so that a fuzzer finds no fault."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlencode

import jsonschema
import pytest

from tests.web.conftest import SMALL
from tests.web.servers import Server, environment
from vendorgraph import answers
from vendorgraph.formats import FORMATS
from vendorgraph.web.api import OPERATIONS

#: Questions as parameters, and as arguments of the command of the same name.
QUESTIONS: list[tuple[str, dict[str, str], list[str]]] = [
    ("conflicts", {}, ["--all"]),
    ("conflicts", {"customer": "tessera", "as_of": "2025-03-20"}, ["tessera", "--as-of", "2025-03-20"]),
    (
        "conflicts",
        {"customer": "tessera", "min_level": "low", "max_hops": "2"},
        ["tessera", "--min-level", "low", "--max-hops", "2"],
    ),
    (
        "conflicts",
        {"any_vendor": "true", "known_by": "2025-03-31"},
        ["--all", "--any-vendor", "--known-by", "2025-03-31"],
    ),
    ("vendors", {"for": "tessera"}, ["--for", "tessera"]),
    ("show", {"entity": "tessera", "as_of": "2025-03-20"}, ["tessera", "--as-of", "2025-03-20"]),
    ("paths", {"a": "tessera", "b": "pinecrest", "limit": "2"}, ["tessera", "pinecrest", "--limit", "2"]),
    ("contradictions", {}, []),
    ("contradictions", {"entity": "tessera", "known_by": "2025-06-30"}, ["tessera", "--known-by", "2025-06-30"]),
    ("diff", {"from": "2024-12-31", "to": "2025-06-30"}, ["--from", "2024-12-31", "--to", "2025-06-30"]),
    (
        "diff",
        {"from": "2024-12-31", "to": "2025-06-30", "for": "tessera", "clock": "known-by"},
        ["--from", "2024-12-31", "--to", "2025-06-30", "--for", "tessera", "--clock", "known-by"],
    ),
    ("control", {}, []),
    (
        "control",
        {"entity": "pinecrest", "threshold": "0.3", "owners": "true"},
        ["pinecrest", "--threshold", "0.3", "--owners"],
    ),
    ("control", {"convention": "simple", "explain": "true"}, ["--convention", "simple", "--explain"]),
    ("concentration", {"vendor": "pinecrest", "across_years": "true"}, ["pinecrest", "--across-years"]),
    ("interlocks", {}, []),
    ("evidence", {"entity": "pinecrest"}, ["pinecrest"]),
    ("sources", {"about": "tessera"}, ["--about", "tessera"]),
    ("stats", {}, []),
]


def command(*arguments: str) -> bytes:
    """What the command line writes on standard output."""
    whole = [sys.executable, "-m", "vendorgraph", "--data", str(SMALL), *arguments]
    return subprocess.run(whole, check=True, stdout=subprocess.PIPE, env=environment()).stdout


def asked(name: str, parameters: dict[str, str]) -> str:
    return f"/api/{name}?{urlencode(parameters, quote_via=quote)}"


def test_every_question_is_tried() -> None:
    assert {name for name, _, _ in QUESTIONS} == set(OPERATIONS) <= set(answers.ANSWERS)


@pytest.mark.parametrize("name, parameters, arguments", QUESTIONS, ids=[f"{q[0]} {' '.join(q[2])}" for q in QUESTIONS])
def test_the_answer_is_that_of_the_command(
    market: Server, name: str, parameters: dict[str, str], arguments: list[str]
) -> None:
    answer = market.get(asked(name, parameters))
    assert answer.status == 200 and answer.headers["content-type"] == "application/json", answer.text
    assert answer.content == command(name, *arguments, "--format", "json")
    jsonschema.validate(answer.json, answers.schema(name))


@pytest.mark.parametrize(
    "path, status, words",
    [
        ("/api/nothing", 404, "conflicts"),
        ("/api/show", 400, "entity is missing"),
        ("/api/show?entity=nobody", 404, "no entity is called 'nobody'"),
        ("/api/show?entity=tessera&entity=tessera", 400, "2 times"),
        ("/api/show?entity=tessera&who=1", 400, "no parameter 'who'"),
        ("/api/show?entity=tessera&as_of=2025-02-30", 400, "not in the calendar"),
        ("/api/show?entity=tessera&as_of=2025-02", 400, "not exact to the day"),
        ("/api/show?entity=%FF", 400, "cannot be read"),
        ("/api/conflicts?max_hops=9", 400, "1 to 8"),
        ("/api/conflicts?max_hops=%D9%A3", 400, "1 to 8"),
        ("/api/conflicts?min_level=awful", 400, "critical, high, medium, low"),
        ("/api/conflicts?any_vendor=yes", 400, "true or false"),
        ("/api/control?threshold=1.5", 400, "0 to 1"),
        ("/api/control?threshold=-0.5", 400, "0 to 1"),
        ("/api/control?owners=true", 409, "of no company"),
        ("/api/paths?a=tessera&b=tessera", 409, "Both ends"),
        ("/api/paths?a=tessera&b=pinecrest&relation=likes", 404, "no relation"),
        ("/api/diff?from=2025-02-01&to=2025-01-01", 409, "is after"),
        ("/export/nothing", 404, "turtle"),
        ("/export/html?view=claims", 409, "no view claims"),
    ],
)
def test_what_is_wrong_is_said(market: Server, path: str, status: int, words: str) -> None:
    answer = market.get(path)
    assert answer.status == status and words in answer.json["detail"] + answer.json["advice"]


def test_only_reading(market: Server) -> None:
    for method in ("POST", "PUT", "DELETE"):
        answer = market.request(method, "/api/stats", {}, b"")
        assert answer.status == 405 and answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_other_data_have_no_questions(server: Server) -> None:
    for path in ("/api/stats", "/api/openapi.json", "/export/turtle", "/conflicts/tessera"):
        assert server.get(path).status == 404


@pytest.mark.parametrize("name", FORMATS)
def test_exports_are_those_of_the_command(market: Server, tmp_path: Path, name: str) -> None:
    format = FORMATS[name]
    answer = market.get(f"/export/{name}")
    assert answer.status == 200, answer.text
    assert answer.headers["content-disposition"].startswith('attachment; filename="vendorgraph.')
    if format.repeats and format.files is None:
        command("export", name, str(tmp_path / "out"))
        assert answer.content == (tmp_path / "out").read_bytes()


def test_a_part_of_the_market(market: Server) -> None:
    whole, part = market.get("/export/nquads"), market.get("/export/nquads?around=tessera&hops=1")
    assert 0 < part.content.count(b"\n") < whole.content.count(b"\n")


def test_the_pages_of_the_explorer(market: Server) -> None:
    page = market.get("/", "text/html")
    assert page.status == 200 and "script-src 'self'" in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"
    assert market.get("/conflicts/tessera", "text/html").status == 200
    asset = page.text.split('src="/static/')[1].split('"')[0]
    assert market.get(f"/static/{asset}").headers["content-type"].startswith("text/javascript")


def test_the_description_names_every_question(market: Server) -> None:
    described = market.get("/api/openapi.json").json
    assert set(described["paths"]) == {*(f"/api/{name}" for name in OPERATIONS), "/export/{format}"}
    for name, operation in OPERATIONS.items():
        listed = described["paths"][f"/api/{name}"]["get"]["parameters"]
        assert [each["name"] for each in listed] == [each.name for each in operation.parameters]


def test_a_fuzzer_finds_no_fault(market: Server, tmp_path: Path) -> None:
    """schemathesis: statuses, content types and bodies as described; valid parameters accepted, others refused."""
    schema = market.address.replace("/sparql", "/api/openapi.json")
    fuzzer = [sys.executable, "-m", "schemathesis.cli", "run", schema]
    options = ["--max-examples", "25", "--seed", "7", "--no-color", "--generation-database", "none"]
    run = subprocess.run([*fuzzer, *options], cwd=tmp_path, env=os.environ, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-1000:]
    assert f"Tested: {len(OPERATIONS) + 1}" in run.stdout
