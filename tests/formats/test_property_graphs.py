"""Neo4j's CSV, the Cypher script and the Ladybug file give the same graph in an engine of openCypher."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ladybug
import pytest

from tests.formats import cases
from tests.formats.expected import network_of, shown
from tests.markets import bundled
from vendorgraph import network, pipeline
from vendorgraph.dates import day
from vendorgraph.formats import VIEWS, Selection
from vendorgraph.formats import property_graph as graph
from vendorgraph.tables import neutral

TYPES = {"string": "STRING", "boolean": "BOOLEAN", "long": "INT64", "double": "DOUBLE", "string[]": "STRING[]"}
Graph = tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]

TRIANGLE = """
MATCH (customer:Company)-[bought:CUSTOMER_OF]->(vendor:Company)<-[stake:HOLDS_STAKE_IN]-(rival:Company),
      (customer)-[:COMPETITOR_OF]-(rival)
WHERE 'data-vendor' IN vendor.roles AND bought.status IN ['current', 'ending', 'under-review', 'paused']
  AND stake.status = 'current'
RETURN DISTINCT customer.slug, vendor.slug, rival.slug
"""


def rows(connection: ladybug.Connection, query: str) -> Iterator[list[Any]]:
    result = connection.execute(query)
    while result.has_next():
        yield result.get_next()


def read(path: Path) -> Graph:
    """The nodes and relationships of a database with all properties that are said, and their labels and ends."""
    with ladybug.Database(str(path), read_only=True) as database, ladybug.Connection(database) as connection:
        nodes = {n["slug"]: said(n, "_LABEL") for [n] in rows(connection, "MATCH (n) RETURN n")}
        found = rows(connection, "MATCH (a)-[r]->(b) RETURN a.slug, r, b.slug")
        return nodes, {r["id"]: {**said(r, "_LABEL"), "ends": (a, b)} for a, r, b in found}


def said(element: dict[str, Any], label: str) -> dict[str, Any]:
    values = {name: value for name, value in element.items() if not name.startswith("_") and value is not None}
    return {**values, "label of": element[label]}


def expected(view: str) -> Graph:
    """What the market says, as a property graph; without characters that the formats cannot carry."""
    chosen = cases.selection(view)
    nodes = {
        node.id: {**clean(graph.properties(node)), "label of": graph.label(chosen.market, node.id)}
        for node in network.nodes(chosen.market)
    }
    lines = {
        line.id: {
            **clean(graph.properties(line)),
            "label of": graph.kind(str(line.attributes["relation"])),
            "ends": (line.subject, line.object),
        }
        for line in network.lines(chosen.market, chosen.relations)
    }
    plain_nodes, plain_lines = network_of(view)
    assert (set(nodes), set(lines)) == (set(plain_nodes), set(plain_lines))
    return nodes, lines


def clean(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: shown(value) for name, value in properties.items()}


@pytest.mark.parametrize("view", VIEWS)
def test_ladybug_opens_its_file(view: str, tmp_path: Path) -> None:
    path = tmp_path / "market.lbug"
    path.write_bytes(cases.written("ladybug", view))
    assert read(path) == expected(view)


@pytest.mark.parametrize("view", VIEWS)
def test_the_cypher_script_makes_the_same_graph_and_can_be_run_again(view: str, tmp_path: Path) -> None:
    lines = cases.written("cypher", view).decode().splitlines()
    assert lines[0].startswith("// Hand-made") and all(line.endswith(";") for line in lines[1:])
    constraints = [line for line in lines if line.startswith("CREATE CONSTRAINT")]
    assert constraints == [
        f"CREATE CONSTRAINT {label.lower()}_slug IF NOT EXISTS FOR (n:`{label}`) REQUIRE n.slug IS UNIQUE;"
        for label in ("Company", "Person")
    ]
    statements = lines[1 + len(constraints) :]
    path = tmp_path / "market.lbug"
    with ladybug.Database(str(path)) as database, ladybug.Connection(database) as connection:
        declare(connection, view)
        for _ in range(2):
            for statement in statements:
                connection.execute(statement)
    assert read(path) == expected(view)


def test_the_cypher_script_has_no_escape_that_some_engines_read_first() -> None:
    text = cases.written("cypher", "relations").decode()
    assert not re.search(r"\\u", text) and "\\\\" in text
    evil = cases.market().entities["quotes"].__class__(slug="evil", name="\\u0027}) DETACH DELETE n //", type="company")
    market = cases.market().__class__(
        cases.market().info, {}, {}, {"evil": evil}, (), cases.market().vocabulary, "0"
    )  # fmt: skip
    made = cases.written_of("cypher", Selection(market)).decode()
    assert "\\u" not in made
    with ladybug.Database(":memory:") as database, ladybug.Connection(database) as connection:
        connection.execute("CREATE NODE TABLE Company(slug STRING, label STRING, type STRING, PRIMARY KEY (slug))")
        connection.execute(made.splitlines()[-1])
        assert list(rows(connection, "MATCH (n) RETURN n.label")) == [[evil.name]]


def declare(connection: ladybug.Connection, view: str) -> None:
    """The tables that Ladybug wants to know beforehand, which Neo4j does not."""
    types = {str: "STRING", bool: "BOOLEAN", int: "INT64", float: "DOUBLE", list: "STRING[]"}
    nodes = ", ".join(f"`{name}` {types[t]}" for name, t in graph.types(network.NODE_TYPES, "slug").items())
    lines = ", ".join(f"`{name}` {types[t]}" for name, t in graph.types(network.LINE_TYPES, "id").items())
    for label in ("Company", "Person"):
        connection.execute(f"CREATE NODE TABLE {label}({nodes}, PRIMARY KEY (slug))")
    for kind in {about["label of"] for about in expected(view)[1].values()}:
        connection.execute(f"CREATE REL TABLE {kind}(FROM Company TO Company, FROM Person TO Company, {lines})")


@pytest.mark.parametrize("view", VIEWS)
def test_the_csv_of_neo4j_holds_the_same_graph(view: str, tmp_path: Path) -> None:
    files = cases.members("neo4j", view)
    assert list(files) == ["entities.csv", "relations.csv"]
    path = tmp_path / "market.lbug"
    with ladybug.Database(str(path)) as database, ladybug.Connection(database) as connection:
        declare(connection, view)
        for row in typed(files["entities.csv"]):
            label = row.pop(":LABEL")
            connection.execute(f"CREATE (n:{label} {listed(row)})", row)
        labels = {n["slug"]: n["_LABEL"] for [n] in rows(connection, "MATCH (n) RETURN n")}
        for row in typed(files["relations.csv"]):
            a, b, kind = (row.pop(name) for name in (":START_ID", ":END_ID", ":TYPE"))
            ends = f"MATCH (a:{labels[a]} {{slug: $a}}), (b:{labels[b]} {{slug: $b}})"
            connection.execute(f"{ends} CREATE (a)-[r:{kind} {listed(row)}]->(b)", {**row, "a": a, "b": b})
    nodes, lines = read(path)
    assert (nodes, lines) == tuple(
        {id: {name: neutral(v) if isinstance(v, str) else v for name, v in about.items()} for id, about in part.items()}
        for part in expected(view)
    )


def typed(data: bytes) -> Iterator[dict[str, Any]]:
    """Rows as neo4j-admin reads them: types from the heading, nothing for an empty cell, lists parted by semicolons."""
    head, *body = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    columns = [
        (name, "") if heading.startswith(":") else (name, kind) for heading in head for name, _, kind in [part(heading)]
    ]
    for row in body:
        yield {name: value_of(kind, cell) for (name, kind), cell in zip(columns, row, strict=True) if cell != ""}


def part(heading: str) -> tuple[str, str, str]:
    name, colon, kind = heading.partition(":")
    return (name, colon, "string" if kind == "ID" else kind) if name else (heading, "", "")


def value_of(kind: str, cell: str) -> Any:
    if kind == "string[]":
        return cell.split(";")
    if kind == "boolean":
        return {"true": True, "false": False}[cell]
    return {"long": int, "double": float}.get(kind, str)(cell)


def listed(row: dict[str, Any]) -> str:
    return "{" + ", ".join(f"`{name}`: ${name}" for name in row) + "}"


def test_the_conflict_triangle_of_the_market_in_cypher(tmp_path: Path) -> None:
    relations = pipeline.relations(bundled(), day("2025-06-20"))
    path = tmp_path / "market.lbug"
    path.write_bytes(cases.written_of("ladybug", Selection(bundled(), relations)))
    with ladybug.Database(str(path), read_only=True) as database, ladybug.Connection(database) as connection:
        found = {tuple(row) for row in rows(connection, TRIANGLE)}
    assert {("openai", "scale-ai", "meta"), ("microsoft", "scale-ai", "meta")} <= found
    known = {
        (c.customer, c.vendor, c.rival)
        for lab in sorted({lab for lab, _, _ in found})
        for c in pipeline.conflicts(bundled(), relations, lab)
    }
    assert found <= known
