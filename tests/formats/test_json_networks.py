"""Networks as JSON are read back by the tools of their formats and compared with what the market says."""

import json
from typing import Any

import jsonschema
import networkx as nx
import pytest
from ndex2.cx2 import RawCX2NetworkFactory

from tests.formats import cases
from tests.formats.conftest import ReadWithNode
from tests.formats.expected import network_of
from vendorgraph.formats import VIEWS

NODE_LINK = {
    "type": "object",
    "required": ["directed", "multigraph", "graph", "nodes", "links"],
    "additionalProperties": False,
    "properties": {
        "directed": {"const": True},
        "multigraph": {"const": True},
        "graph": {"type": "object", "additionalProperties": {"type": "string"}, "required": ["name", "view", "read"]},
        "nodes": {"type": "array", "items": {"$ref": "#/$defs/flat", "required": ["id", "label", "type"]}},
        "links": {
            "type": "array",
            "items": {"$ref": "#/$defs/flat", "required": ["key", "source", "target", "label", "relation", "sources"]},
        },
    },
    "$defs": {"flat": {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}}},
}


@pytest.mark.parametrize("view", VIEWS)
def test_node_link_is_what_its_schema_says_and_networkx_reads_it(view: str) -> None:
    found = json.loads(cases.written("node-link", view))
    jsonschema.validate(found, NODE_LINK)
    graph = nx.node_link_graph(found, edges="links")
    nodes, lines = network_of(view, cleaned=False)
    assert dict(graph.nodes(data=True)) == nodes and graph.graph["view"] == view
    assert {key: (a, b, data) for a, b, key, data in graph.edges(keys=True, data=True)} == lines


@pytest.mark.parametrize("view", VIEWS)
def test_cytoscape_reads_cyjs(view: str, read_with_node: ReadWithNode) -> None:
    found = read_with_node("cyjs", cases.written("cyjs", view))
    nodes, lines = network_of(view, cleaned=False)
    assert {each.pop("id"): without(each, "name") for each in found["nodes"]} == nodes
    assert {each["id"]: (each["source"], each["target"], attributes(each)) for each in found["edges"]} == lines
    assert found["about"]["view"] == view


def attributes(edge: dict[str, Any]) -> dict[str, Any]:
    return without(edge, "id", "source", "target", "interaction")


def without(values: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}


@pytest.mark.parametrize("view", VIEWS)
def test_the_client_of_ndex_reads_cx2(view: str) -> None:
    found = RawCX2NetworkFactory().get_cx2network(json.loads(cases.written("cx2", view)))
    nodes, lines = network_of(view, cleaned=False)
    slugs = {number: node["v"]["slug"] for number, node in found.get_nodes().items()}
    named = {node["v"]["slug"]: without(node["v"], "slug") for node in found.get_nodes().values()}
    assert named == {slug: {"name": about["label"], **without(about, "label")} for slug, about in nodes.items()}
    edges = found.get_edges().values()
    assert {each["v"]["id"]: (slugs[each["s"]], slugs[each["t"]], attributes(each["v"])) for each in edges} == lines
    assert found.get_network_attributes()["name"] == "Hand-made"


@pytest.mark.parametrize("view", VIEWS)
def test_cx2_counts_and_declares_what_it_has(view: str) -> None:
    aspects = {name: part for each in json.loads(cases.written("cx2", view)) for name, part in each.items()}
    counts = {each["name"]: each["elementCount"] for each in aspects["metaData"]}
    assert counts == {name: len(aspects[name]) for name in counts} and counts["edges"] > 10
    assert aspects["status"] == [{"success": True}]
    types = {"string": str, "boolean": bool, "long": int, "double": float}
    for kind in ("nodes", "edges"):
        declared = aspects["attributeDeclarations"][0][kind]
        for each in aspects[kind]:
            for name, value in each["v"].items():
                assert type(value) is types[declared[name]["d"]], name
