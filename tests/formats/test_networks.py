"""GraphML and GEXF are read back by networkx, igraph and the parser of Gephi Lite, and compared as graphs."""

import io
import math
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest
import xmlschema

from tests import markets
from tests.formats import cases
from tests.formats.conftest import ReadWithNode
from tests.formats.expected import network_of
from vendorgraph import network
from vendorgraph.formats import VIEWS, Selection, about
from vendorgraph.model import Claim
from vendorgraph.relations.model import Relation, Share

READERS: dict[str, Callable[[io.BytesIO], Any]] = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", READERS)
def test_every_node_line_and_attribute_comes_back(name: str, view: str) -> None:
    graph = READERS[name](io.BytesIO(cases.written(name, view)))
    nodes, lines = network_of(view)
    assert dict(graph.nodes(data=True)) == nodes
    edges = graph.edges(keys=True, data=True)
    if name == "graphml":
        assert {id.replace("/", ":").replace("#", ":"): id for id in lines} == {
            d.pop("id", k): d["key"] for *_, k, d in edges
        }
    found = {data.pop("key", None) or data.pop("id", key): (a, b, data) for a, b, key, data in edges}
    spells = [data.pop("spells") for _, _, data in found.values() if "spells" in data]
    assert found == lines and len(spells) == (len(lines) if name == "gexf" else 0)


@pytest.mark.parametrize("view", VIEWS)
def test_igraph_reads_graphml(view: str, tmp_path: Path) -> None:
    path = tmp_path / "market.graphml"
    path.write_bytes(cases.written("graphml", view))
    graph = igraph.Graph.Read_GraphML(str(path))
    nodes, lines = network_of(view)
    ids = graph.vs["id"]
    assert graph.is_directed()
    assert {each["id"]: said(each.attributes()) for each in graph.vs} == {
        id: said(about) for id, about in nodes.items()
    }
    found = {each["key"]: (ids[each.source], ids[each.target], said(each.attributes())) for each in graph.es}
    assert found == {id: (subject, object, said(about)) for id, (subject, object, about) in lines.items()}


def said(attributes: dict[str, Any]) -> dict[str, Any]:
    """What igraph tells apart from nothing: it gives "", nan and False where nothing is said."""
    return {
        k: v
        for k, v in attributes.items()
        if k not in ("id", "key") and v and not (isinstance(v, float) and math.isnan(v))
    }


@pytest.mark.parametrize("view", VIEWS)
def test_the_parser_of_gephi_lite_reads_gexf(view: str, read_with_node: ReadWithNode) -> None:
    found = read_with_node("gexf", cases.written("gexf", view))
    nodes, lines = network_of(view)
    assert {each["id"]: each["attributes"] for each in found["nodes"]} == nodes
    assert {each["id"]: (each["source"], each["target"], each["attributes"]) for each in found["edges"]} == lines


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", READERS)
def test_files_are_valid_by_their_schema(name: str, view: str) -> None:
    schema = xmlschema.XMLSchema11(str(Path(__file__).parent / "schemas" / f"{name}.xsd"))
    schema.validate(cases.written(name, view).decode())


@pytest.mark.parametrize("view", VIEWS)
def test_gexf_declares_every_attribute_that_it_uses(view: str) -> None:
    space = "{http://gexf.net/1.3}"
    root = ET.fromstring(cases.written("gexf", view))
    for kind in ("node", "edge"):
        declared = {a.get("id") for each in root.iter(f"{space}attributes") if each.get("class") == kind for a in each}
        used = {a.get("for") for each in root.iter(space + kind) for a in each.iter(f"{space}attvalue")}
        assert used and used <= declared, kind


def test_the_schemas_refuse_what_is_wrong() -> None:
    for name, right, wrong in (
        ("graphml", 'edgedefault="directed"', 'edgedefault="both"'),
        ("graphml", 'key="node-label"', 'key="node-lable"'),
        ("graphml", 'source="quotes"', 'source="nobody"'),
        ("gexf", 'mode="dynamic"', 'mode="moving"'),
        ("gexf", 'start="2025-06-12"', 'start="2025-06"'),
    ):
        text = cases.written(name, "relations").decode()
        schema = xmlschema.XMLSchema11(str(Path(__file__).parent / "schemas" / f"{name}.xsd"))
        assert right in text and not schema.is_valid(text.replace(right, wrong)), wrong


@pytest.mark.parametrize("view", VIEWS)
def test_networks_say_what_they_are_and_of_which_days(view: str, tmp_path: Path) -> None:
    said = about.of(cases.selection(view))
    assert ("as_of" in said) == (view == "relations")
    path = tmp_path / "market.graphml"
    path.write_bytes(cases.written("graphml", view))
    found, seen = nx.read_graphml(path).graph, igraph.Graph.Read_GraphML(str(path))
    assert {name: found.get(name) for name in said} == {name: seen[name] for name in said} == said
    meta = ET.fromstring(cases.written("gexf", view)).find("{http://gexf.net/1.3}meta/{http://gexf.net/1.3}description")
    assert meta is not None and meta.text == "; ".join(f"{name}: {text}" for name, text in said.items())


SPELLS = {
    "printed day": ({"from": "2025-06-12"}, {"start": "2025-06-12"}),
    "printed month": ({"from": "2025-06"}, {"start": "2025-06-01"}),
    "first document": ({}, {"start": "2025-07-01"}),
    "an end": ({"from": "2024", "to": "2025-03", "status": "ended"}, {"start": "2024-01-01", "end": "2025-03-31"}),
    "heard of when over": ({"to": "2025-03-31", "status": "ended"}, {"end": "2025-03-31"}),
    "no date at all": ({"published": None}, None),
}


@pytest.mark.parametrize(("keys", "spell"), SPELLS.values(), ids=SPELLS)
def test_relations_are_spells_of_days(keys: dict[str, Any], spell: dict[str, str] | None) -> None:
    stake = {"subject": "acme", "relation": "holds-stake-in", "object": "bolt", "status": "current"}
    market = markets.market({**stake, "published": "2025-07", **keys})
    root = ET.fromstring(cases.written_of("gexf", Selection(market)))
    found = [each.attrib for each in root.iter("{http://gexf.net/1.3}spell")]
    assert found == ([] if spell is None else [spell])


@pytest.mark.parametrize("name", READERS)
def test_labels_survive(name: str) -> None:
    graph = READERS[name](io.BytesIO(cases.written(name, "relations")))
    assert {slug: graph.nodes[slug]["label"] for slug in cases.LABELS} == cases.LABELS
    assert graph.nodes["control"]["label"] == cases.CONTROL[1]


def test_every_field_of_a_relation_is_an_attribute() -> None:
    ends = {"subject", "object"}
    parts = {f"{field}_{end}" for field in ("share", "voting_share") for end in Share.__struct_fields__}
    fields = (set(Relation.__struct_fields__) - {"share", "voting_share"}) | parts
    assert fields - ends <= set(network.LINE_TYPES)


def test_every_field_of_a_claim_is_an_attribute() -> None:
    renamed = {"from_": "since", "to": "until", "note": "notes", "polarity": "denied"}
    fields = {renamed.get(field, field) for field in Claim.__struct_fields__}
    assert fields - {"id", "subject", "object"} <= set(network.LINE_TYPES)


def test_attributes_have_their_declared_types() -> None:
    lines = [line for view in VIEWS for line in network.lines(cases.market(), cases.selection(view).relations)]
    assert lines
    for line in lines:
        assert {
            type(value) for key, value in line.attributes.items() if type(value) is not network.LINE_TYPES[key]
        } == set()


def test_parallel_relations_stay_apart() -> None:
    ids = [line.id for line in network.lines(cases.market(), cases.relations())]
    assert "wang/holds-role/quotes/chief-executive" in ids
    assert len(ids) == len(set(ids))
