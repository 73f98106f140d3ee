"""GraphML and GEXF are read back by networkx and compared as graphs."""

import io
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

from tests.formats import cases
from vendorgraph import network
from vendorgraph.formats import VIEWS
from vendorgraph.model import Claim
from vendorgraph.relations.model import Relation, Share

READERS: dict[str, Callable[[io.BytesIO], Any]] = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}


def shown(value: Any) -> Any:
    """A value as XML can carry it."""
    return value.replace(*cases.CONTROL) if isinstance(value, str) else value


def expected(view: str) -> tuple[dict[str, Any], dict[str, Any]]:
    chosen = cases.selection(view)
    nodes = {n.id: {k: shown(v) for k, v in n.attributes.items()} for n in network.nodes(chosen.market)}
    lines = {
        line.id: (line.subject, line.object, {k: shown(v) for k, v in line.attributes.items()})
        for line in network.lines(chosen.market, chosen.relations)
    }
    assert len(nodes) == 9 and len(lines) == (len(chosen.relations) if chosen.relations else 12)
    return nodes, lines


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", READERS)
def test_every_node_line_and_attribute_comes_back(name: str, view: str) -> None:
    graph = READERS[name](io.BytesIO(cases.written(name, view)))
    nodes, lines = expected(view)
    assert dict(graph.nodes(data=True)) == nodes
    found = {data.pop("id", key): (a, b, data) for a, b, key, data in graph.edges(keys=True, data=True)}
    spells = [data.pop("spells") for _, _, data in found.values() if "spells" in data]
    assert found == lines and len(spells) == (len(lines) if name == "gexf" else 0)


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
