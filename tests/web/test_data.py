"""What `serve` serves: files unchanged, stores on disk, the market; and what it says of data that it cannot serve."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from tests.web.conftest import SMALL
from tests.web.servers import Server, serving, start

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
COUNT_ALL = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


def failed(*arguments: str) -> tuple[int, str]:
    """Exit code and message of a server that does not start; the message is one line."""
    process = start("vendorgraph", "serve", "--port", "0", *arguments)
    try:
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
    assert said.count("\n") == 1 and "Traceback" not in said
    return process.returncode, said


@pytest.mark.parametrize("suffix", ["ttl", "nt", "nq", "trig", "rdf", "jsonld", "n3"])
def test_an_empty_file_is_an_empty_dataset(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"empty.{suffix}").touch()
    with serving("--dataset", str(tmp_path / f"empty.{suffix}")) as running:
        assert running.ask(COUNT_ALL).values == [{"n": "0"}]
        assert running.ask("SELECT * { ?s ?p ?o }").values == []
        assert "void:triples 0" in running.get("/sparql").text


def test_files_are_served_unchanged(tmp_path: Path) -> None:
    quads = '<http://e/a> <http://e/p> "1" .\n<http://e/a> <http://e/p> "2" <http://e/g> .\n'
    (tmp_path / "data.nq").write_text(quads)
    with serving("--dataset", str(tmp_path / "data.nq")) as running:
        assert running.ask(COUNT).values == [{"n": "1"}]
        assert running.ask(COUNT_ALL).values == [{"n": "2"}]
        answer = running.ask("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "application/n-triples")
    assert answer.text == '<http://e/a> <http://e/p> "1" .\n'


def test_several_files_and_graphs(tmp_path: Path) -> None:
    for name in ("a", "b=c", "d"):
        (tmp_path / f"{name}.nt").write_text(f"<http://e/{name}> <http://e/p> <http://e/o> .\n")
    files = [str(tmp_path / "a.nt"), f"http://e/g?x=1={tmp_path / 'b=c.nt'}", f"http://e/h={tmp_path / 'd.nt'}"]
    with serving("--dataset", *files) as running:
        assert running.ask("SELECT ?s { ?s ?p ?o }").values == [{"s": "http://e/a"}]
        graphs = running.ask("SELECT ?g ?s { GRAPH ?g { ?s ?p ?o } } ORDER BY ?s").values
    assert graphs == [{"g": "http://e/g?x=1", "s": "http://e/b=c"}, {"g": "http://e/h", "s": "http://e/d"}]


def test_what_is_wrong_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("<http://e/a> <http://e/p> 1 .\n<http://e/a> <http://e/p> oops .\n")
    (tmp_path / "data.xyz").touch()
    (tmp_path / "good.ttl").touch()
    (tmp_path / "quads.nq").touch()
    bad, good = str(tmp_path / "bad.ttl"), str(tmp_path / "good.ttl")
    code, said = failed("--dataset", bad)
    assert code == 1 and f"{bad}:2:" in said
    for missing in (str(tmp_path / "none.ttl"), str(tmp_path / "none"), "http://example.org/none.ttl"):
        assert failed("--dataset", missing) == (2, f"vendorgraph: {missing}: no such file\n")
    code, said = failed("--dataset", str(tmp_path / "data.xyz"))
    assert code == 2 and ".ttl" in said
    code, said = failed("--dataset", f"http://e/g={tmp_path}")
    assert code == 2 and "is a folder" in said
    assert failed("--dataset", f"http://e/g={tmp_path / 'quads.nq'}")[0] == 2
    assert failed("--dataset", f"http://e/ g={good}")[0] == 2
    assert failed(good)[0] == 2
    assert failed("--dataset", good, str(tmp_path))[0] == 2


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    (tmp_path / "data.ttl").touch()
    with serving("--dataset", str(tmp_path / "data.ttl")) as running:
        code, said = failed("--dataset", str(tmp_path / "data.ttl"), "--port", str(running.port))
    assert code == 1 and f"port {running.port} " in said and "--port" in said


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store on disk."""
    made = Store(str(tmp_path / "store"))
    numbers = (
        Quad(NamedNode(f"http://e/{n}"), NamedNode("http://e/p"), Literal(str(n)), NamedNode("http://e/g"))
        for n in range(500)
    )
    made.bulk_extend(numbers)
    made.flush()
    return tmp_path / "store"


def test_a_store_on_disk_is_served_unchanged_and_to_several(store: Path) -> None:
    before = {file.name: file.read_bytes() for file in store.iterdir()}
    with serving("--dataset", str(store)) as first, serving("--dataset", str(store)) as second:
        for running in (first, second):
            assert running.ask(COUNT).values == [{"n": "0"}]
            assert running.ask(COUNT_ALL).values == [{"n": "500"}]
    assert {file.name: file.read_bytes() for file in store.iterdir()} == before


def test_a_store_of_many_files_is_asked_like_any_other(tmp_path: Path) -> None:
    """Its engine opens few of them when it opens the store, and the others when they are asked for."""
    grown = Store(str(tmp_path / "store"))
    for graph in range(12):
        numbers = (str(100 * graph + n) for n in range(100))
        subject, named = NamedNode("http://e/p"), NamedNode(f"http://e/g{graph}")
        grown.bulk_extend(
            Quad(subject, subject, Literal(f"{each} long enough for a place of its own"), named) for each in numbers
        )
    grown.flush()
    del grown
    assert len(list((tmp_path / "store").glob("*.sst"))) > 50
    with serving("--dataset", str(tmp_path / "store")) as running:
        distinct = "SELECT (COUNT(DISTINCT STRBEFORE(?o, ' ')) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
        assert running.ask(distinct).values == [{"n": "1200"}]
        for graph in range(12):
            assert len(running.ask(f"SELECT ?o {{ GRAPH <http://e/g{graph}> {{ ?s ?p ?o }} }}").values) == 100


def test_nobody_writes_to_a_store_that_is_served(store: Path) -> None:
    with serving("--dataset", str(store)), pytest.raises(OSError, match="lock"):
        Store(str(store))
    assert len(Store(str(store))) == 500


def test_queries_of_a_store_on_disk_are_isolated_too(store: Path) -> None:
    runaway = "SELECT (COUNT(*) AS ?n) { GRAPH ?x { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } }"
    with serving("--dataset", str(store), "--deadline", "1") as running:
        assert running.ask(runaway).status == 504
        assert running.ask(COUNT_ALL).values == [{"n": "500"}]


def damage(file: Path) -> None:
    with file.open("r+b") as table:
        table.seek(100)
        table.write(b"damage")


def shorten(file: Path) -> None:
    os.truncate(file, 50)


@pytest.mark.parametrize("harm", [damage, shorten])
def test_a_store_that_is_damaged_while_it_is_served(store: Path, harm: Callable[[Path], None]) -> None:
    """Who asks is told so, with the store's name and not where it is; the server goes on."""
    with serving("--dataset", str(store), "--deadline", "5") as running:
        for file in store.glob("*.sst"):
            harm(file)
        for _ in range(2):
            answer = running.ask(COUNT_ALL)
            assert (answer.status, answer.json["code"]) == (500, "storage"), answer.text
            assert "'store'" in answer.text and "make the store anew" in answer.text and str(store) not in answer.text
        assert running.get("/elsewhere").status == 404


def test_a_store_that_is_written_to(store: Path) -> None:
    writer = Store(str(store))
    code, said = failed("--dataset", str(store))
    assert code == 1 and "another process is writing" in said
    assert len(writer) == 500


def test_a_folder_that_is_no_store(tmp_path: Path, store: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "no store is here" in failed("--dataset", str(tmp_path / "empty"))[1]
    (store / "CURRENT").write_text("MANIFEST-999999\n")
    code, said = failed("--dataset", str(store))
    assert code == 1 and "cannot be opened" in said


def making(place: Path, *options: str) -> "subprocess.Popen[str]":
    """A process that makes a store of the small market."""
    return start("vendorgraph", "--data", str(SMALL), "export", "store", str(place), *options)


def made(place: Path, *options: str) -> Path:
    """A store of the small market."""
    process = making(place, *options)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said
    return place


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the small market, which is only read."""
    return made(tmp_path_factory.mktemp("exported") / "store")


def test_an_exported_store_is_asked_like_the_market(exported: Path, market: Server) -> None:
    asked = "SELECT * { GRAPH ?g { ?s ?p ?o } FILTER(!isBlank(?s) && !isBlank(?o)) } ORDER BY ?g ?s ?p ?o"
    with serving("--dataset", str(exported)) as running:
        assert running.ask(asked, "text/csv").content == market.ask(asked, "text/csv").content
        assert running.ask(COUNT).values == [{"n": "0"}]  # served unchanged: the default graph is not the union


def test_an_exported_store_is_a_market_at_an_endpoint(exported: Path) -> None:
    def told(*before: str) -> bytes:
        command = [sys.executable, "-m", "vendorgraph", *before, "conflicts", "--all", "--format", "json"]
        return subprocess.run(command, check=True, capture_output=True, env=_path()).stdout

    with serving("--dataset", str(exported)) as running:
        assert told("--endpoint", running.address) == told("--data", str(SMALL))


def test_a_store_whose_making_was_killed_is_whole_or_not_there(tmp_path: Path) -> None:
    """At any moment: what is at its path can be served, or nothing is there and it can be made."""
    began = time.monotonic()
    made(tmp_path / "first")
    seconds, attempts = time.monotonic() - began, 10
    whole = []
    for attempt in range(attempts):
        place = tmp_path / f"store{attempt}"
        process = making(place)
        time.sleep(seconds * (0.2 + attempt / attempts))
        process.kill()
        process.communicate()
        if place.exists():
            whole.append(attempt)
            with serving("--dataset", str(place)) as running:
                assert int(running.ask(COUNT_ALL).values[0]["n"]) > 1000
        else:
            assert failed("--dataset", str(place)) == (2, f"vendorgraph: {place}: no such file\n")
    assert len(whole) < attempts
    with serving("--dataset", str(made(tmp_path / "store0" if 0 not in whole else tmp_path / "last"))) as running:
        assert int(running.ask(COUNT_ALL).values[0]["n"]) > 1000


def test_a_store_is_not_made_over_one_that_is_there(exported: Path) -> None:
    before = {file.name: file.read_bytes() for file in exported.iterdir()}
    process = making(exported)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2 and "exists already: name a new folder" in said and said.count("\n") == 1
    assert {file.name: file.read_bytes() for file in exported.iterdir()} == before


def _path() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}


def test_the_market_has_its_ontology_and_one_graph_for_each_source() -> None:
    graphs = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?claim a <https://w3id.org/vendorgraph/ontology#Claim> } }"
    with serving(before=("--data", str(SMALL))) as running:
        sources = len(list((SMALL / "sources").glob("*.yaml")))
        assert running.ask(graphs).values == [{"n": str(sources)}]
        turtle = running.get("/ontology.ttl").content
    assert len(list(parse(turtle, RdfFormat.TURTLE))) > 500


def test_a_market_of_tables(tmp_path: Path) -> None:
    tables = str(tmp_path / "tables")
    arguments = ["--data", str(SMALL), "export", "parquet", tables]
    subprocess.run([sys.executable, "-m", "vendorgraph", *arguments], check=True, env=_path())
    claims = "SELECT (COUNT(?c) AS ?n) { ?c a <https://w3id.org/vendorgraph/ontology#Claim> }"
    with serving(before=("--data", tables)) as running, serving(before=("--data", str(SMALL))) as other:
        assert running.ask(claims).values == other.ask(claims).values
    (tmp_path / "tables" / "claims.parquet").write_bytes(b"no table")
    process = start("vendorgraph", "--data", tables, "serve", "--port", "0")
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2 and "claims.parquet" in said and "Traceback" not in said


def test_a_market_that_cannot_be_read() -> None:
    process = start("vendorgraph", "--data", "/nonexistent", "serve", "--port", "0")
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2 and "Traceback" not in said
