"""Clients that nobody here wrote: SPARQLWrapper, rdflib's SPARQLStore and curl."""

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, POST, POSTDIRECTLY, TURTLE, URLENCODED, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from tests.web.servers import Server

README = Path(__file__).resolve().parents[2] / "README.md"
LABELS = "SELECT ?l { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?l"
ADA, KNOWS = URIRef("http://example.org/ada"), URIRef("http://example.org/knows")


@pytest.mark.parametrize("method, way", [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
def test_sparqlwrapper(server: Server, method: str, way: str) -> None:
    client = SPARQLWrapper(server.address)
    client.setMethod(method)
    client.setRequestMethod(way)
    client.setQuery(LABELS)
    client.setReturnFormat(JSON)
    rows = client.queryAndConvert()["results"]["bindings"]
    assert [row["l"]["value"] for row in rows] == ["Ada", 'Charles, "CB"', "line 1\nline 2", "آدا"]


def test_sparqlwrapper_formats(server: Server) -> None:
    client = SPARQLWrapper(server.address)
    client.setQuery(LABELS)
    client.setReturnFormat(CSV)
    assert client.queryAndConvert().decode().splitlines()[0] == "l"
    client.setReturnFormat(XML)
    assert "<sparql" in client.queryAndConvert().toxml()
    client.setQuery("DESCRIBE <http://example.org/ada>")
    client.setReturnFormat(TURTLE)
    assert len(Graph().parse(data=client.queryAndConvert(), format="turtle")) == 5
    client.setQuery("SELECT * {")
    with pytest.raises(QueryBadFormed, match="syntax"):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib(server: Server, method: str) -> None:
    graph = Graph(SPARQLStore(server.address, method=method))
    assert next(str(row[0]) for row in graph.query(LABELS)) == "Ada"
    assert graph.value(ADA, KNOWS) == URIRef("http://example.org/charles")
    assert (ADA, URIRef("http://example.org/born"), Literal(1815)) in graph
    assert len(list(graph.triples((ADA, None, None)))) == 5


def test_curl(server: Server) -> None:
    curl = shutil.which("curl")
    assert curl, "curl is not installed"
    by_get = [
        curl,
        "-sSf",
        server.address,
        "-G",
        "--data-urlencode",
        f"query={LABELS}",
        "-H",
        "Accept: application/json",
    ]
    found = json.loads(subprocess.run(by_get, check=True, capture_output=True).stdout)
    assert found["results"]["bindings"][0]["l"]["value"] == "Ada"
    by_post = [curl, "-sSf", server.address, "--data-urlencode", f"query={LABELS}", "-H", "Accept: text/csv"]
    assert subprocess.run(by_post, check=True, capture_output=True).stdout.startswith(b"l\r\nAda\r\n")
    direct = [curl, "-sSf", server.address, "-H", "Content-Type: application/sparql-query", "--data-binary", "@-"]
    answer = subprocess.run(direct, check=True, capture_output=True, input=b"ASK {}").stdout
    assert json.loads(answer)["boolean"] is True


def test_what_the_readme_shows(market: Server, capsys: pytest.CaptureFixture[str]) -> None:
    """Its examples of clients, against the small market."""
    text = README.read_text(encoding="utf-8").partition("### Over HTTP")[2].partition("\n##")[0]
    shown = text.replace("http://127.0.0.1:8000/sparql", market.address).replace("id/google", "id/tessera")
    scripts, commands = (
        re.findall(r"```py\n(.*?)```", shown, re.DOTALL),
        re.findall(r"```sh\n(.*?)```", shown, re.DOTALL),
    )
    assert len(scripts) == 2 and len(commands) == 1
    for script in scripts:
        exec(script, {})
    count, kind = capsys.readouterr().out.split()
    assert int(count) > 0 and kind == "https://w3id.org/vendorgraph/ontology#Company"
    answer = subprocess.run(shlex.split(commands[0]), check=True, capture_output=True).stdout.decode()
    assert answer.startswith("o,p\r\n") and "Tessera" in answer
