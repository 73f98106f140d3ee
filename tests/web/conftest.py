"""Data and servers that the tests of the web layer share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.servers import Server, serving

SMALL = Path(__file__).resolve().parents[1] / "data" / "small"

PEOPLE = """@prefix : <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:ada a :Person ; rdfs:label "Ada"@en, "آدا"@ar ; :born 1815 ; :knows :charles .
:charles a :Person ; rdfs:label "Charles, \\"CB\\""@en ; :born 1791 .
:engine a :Machine ; rdfs:label "line 1\\nline 2" ; :madeBy :charles ; :cost 17000.5 .
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """RDF files: a default graph, two named graphs, and a graph in which queries can be made heavy."""
    place = tmp_path_factory.mktemp("data")
    (place / "people.ttl").write_text(PEOPLE, encoding="utf-8")
    (place / "one.nt").write_text("<http://example.org/a> <http://example.org/p> <http://example.org/b> .\n")
    (place / "two.nt").write_text("<http://example.org/c> <http://example.org/p> <http://example.org/d> .\n")
    numbers = [f"<http://example.org/n{n}> <http://example.org/v> {n} ." for n in range(2_000)]
    (place / "numbers.ttl").write_text("\n".join(numbers))
    return place


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[Server]:
    """A server of the default graph and the two named graphs."""
    named = [f"http://example.org/g{n}={folder / name}" for n, name in ((1, "one.nt"), (2, "two.nt"))]
    with serving("--dataset", str(folder / "people.ttl"), *named) as running:
        yield running


@pytest.fixture(scope="session")
def market() -> Iterator[Server]:
    """A server of the small made-up market."""
    with serving(before=("--data", str(SMALL))) as running:
        yield running
