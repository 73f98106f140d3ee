"""Exposures, rivalries, ties and conflicts as named graphs: read back they are what was found, and say how."""

from datetime import date
from functools import cache

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from tests import markets
from tests.rdf.test_quads import local
from vendorgraph import pipeline
from vendorgraph.analysis.basis import Basis, of_conflicts
from vendorgraph.analysis.model import Conflict, Path
from vendorgraph.rdf import layers, terms
from vendorgraph.rdf.terms import term
from vendorgraph.relations.model import Relation, Relations

DAY, KNOWN = date(2025, 6, 20), date(2026, 11, 22)


@cache
def relations() -> Relations:
    return pipeline.relations(markets.bundled(), DAY, KNOWN)


@cache
def conflicts() -> tuple[Conflict, ...]:
    return tuple(pipeline.conflicts(markets.bundled(), relations(), None))


@cache
def store() -> Store:
    return pipeline.store(markets.bundled(), relations())


def graph(name: str) -> NamedNode:
    return terms.layer(name, DAY, KNOWN)


def values(node: object, curie: str, layer: str) -> list[str]:
    """What a layer says of a node under a property: slugs of entities, words of codes, texts."""
    assert isinstance(node, NamedNode)
    found = store().quads_for_pattern(node, term(curie), None, graph(layer))
    return sorted(local(quad.object).removeprefix("id:") for quad in found)


def claims(node: NamedNode, curie: str, layer: str) -> list[str]:
    """The ids of the claims that a layer names under a property."""
    found = store().quads_for_pattern(node, term(curie), None, graph(layer))
    return sorted(terms.id_of(quad.object.value) or "" for quad in found)  # type: ignore[union-attr]


def nodes(node: object, curie: str, layer: str) -> list[NamedNode]:
    """The parts of a node, in the order of their positions."""
    assert isinstance(node, NamedNode)
    found = [quad.object for quad in store().quads_for_pattern(node, term(curie), None, graph(layer))]
    parts = [each for each in found if isinstance(each, NamedNode)]
    return sorted(parts, key=lambda part: number(part, layer))


def number(part: NamedNode, layer: str) -> int:
    return next((int(text) for text in values(part, "vg:position", layer)), 0)


def path(owner: NamedNode, layer: str) -> list[tuple[str, ...]]:
    """The hops of a path as (subject, object, status, grade, claims...)."""
    return [
        (
            *(values(hop, curie, layer)[0] for curie in ("rdf:subject", "rdf:object", "vg:status", "vg:grade")),
            *claims(hop, "vg:supportedBy", layer),
            *claims(hop, "vg:deniedBy", layer),
        )
        for hop in nodes(owner, "vg:hop", layer)
    ]


def told(found: Path) -> list[tuple[str, ...]]:
    return [
        (
            hop.subject,
            hop.object,
            f"status-{hop.status}",
            hop.grade,
            *sorted(hop.supports),
            *sorted(hop.denies),
        )
        for hop in found
    ]


@pytest.mark.parametrize("conflict", conflicts(), ids=lambda each: f"{each.customer}-{each.vendor}-{each.rival}")
def test_a_conflict_is_read_back_with_its_paths_and_claims(conflict: Conflict) -> None:
    node = terms.finding("conflict", conflict.customer, conflict.vendor, conflict.rival)
    for curie in ("customer", "vendor", "rival"):
        assert values(node, f"vg:{curie}", "conflicts") == [getattr(conflict, curie)]
    for scheme in ("level", "verdict", "timing"):
        assert values(node, f"vg:{scheme}", "conflicts") == [f"{scheme}-{getattr(conflict, scheme)}"]
    (exposure,), (rivalry,) = nodes(node, "vg:exposure", "conflicts"), nodes(node, "vg:rivalry", "conflicts")
    assert path(exposure, "exposures") == told(conflict.exposure.path)
    assert path(rivalry, "rivalries") == told(conflict.rivalry.path)
    weighed = nodes(node, "vg:weighedTie", "conflicts")
    assert len(weighed) == len(conflict.ties)
    for part, tie in zip(weighed, conflict.ties, strict=True):
        (found,) = nodes(part, "vg:tie", "conflicts")
        assert path(found, "ties") == told(tie.path)
        assert values(found, "vg:strength", "ties") == [tie.strength]
        assert values(found, "vg:tieKind", "ties") == [f"tie-{tie.kind}"]
        assert values(part, "vg:level", "conflicts") == [f"level-{tie.level}"]
        assert values(part, "vg:timing", "conflicts") == [f"timing-{tie.timing}"]
    assert nodes(node, "vg:leadingTie", "conflicts") == nodes(weighed[0], "vg:tie", "conflicts")
    cleared = [nodes(part, "vg:relation", "conflicts") for part in nodes(node, "vg:clearedBy", "conflicts")]
    assert [set(each) for each in cleared] == [
        {terms.relation(*relation.key) for relation in each.relations} for each in conflict.clears_if_false
    ]


def test_the_weakest_hop_is_the_weakest_relation() -> None:
    for conflict in conflicts():
        node = terms.finding("conflict", conflict.customer, conflict.vendor, conflict.rival)
        (hop,) = nodes(node, "vg:weakestHop", "conflicts")
        (relation,) = store().quads_for_pattern(hop, term("vg:relation"), None, None)
        assert relation.object == terms.relation(*conflict.weakest_hop.key)


def test_every_finding_has_a_node_of_its_own() -> None:
    basis = pipeline.basis(markets.bundled(), relations())
    counted = {
        "vg:Exposure": len(basis.exposures),
        "vg:Rivalry": len(basis.rivalries),
        "vg:Tie": len(basis.ties),
        "vg:Conflict": len(conflicts()),
    }
    assert min(counted.values()) > 40
    for kind, number in counted.items():
        assert len(list(store().quads_for_pattern(None, term("rdf:type"), term(kind), None))) == number


def test_conflicts_rest_on_nothing_but_what_the_layers_hold() -> None:
    basis, resting = pipeline.basis(markets.bundled(), relations()), of_conflicts(conflicts())
    for all_found, used in (
        (basis.exposures, resting.exposures),
        (basis.rivalries, resting.rivalries),
        (basis.ties, resting.ties),
    ):
        assert used and set(used) <= set(all_found) and len(set(used)) == len(used)


def test_each_layer_says_how_it_was_made() -> None:
    held = set(store().named_graphs())
    for name, layer in layers.LAYERS.items():
        (made,) = nodes(graph(name), "prov:wasGeneratedBy", name)
        used = {quad.object for quad in store().quads_for_pattern(made, term("prov:used"), None, graph(name))}
        assert used == {graph(each) for each in layer.uses} and used <= held
        assert values(made, "vg:rule", name) == sorted(layer.rules)
        assert values(made, "vg:convention", name) == (["baldone"] if layer.measures else [])
        assert values(graph(name), "vg:asOf", name) == ["2025-06-20"]
        assert values(graph(name), "vg:knownBy", name) == ["2026-11-22"]
        base = store().quads_for_pattern(graph(name), term("prov:wasDerivedFrom"), None, graph(name))
        assert [quad.object for quad in base] == [graph("relations")]


def test_no_layer_bears_a_time_stamp_and_making_them_again_changes_nothing() -> None:
    def made() -> list[Quad]:
        basis = pipeline.basis(markets.bundled(), relations())
        return list(layers.quads(markets.words(), relations(), basis, conflicts()))

    first = made()
    assert first == made() and len(first) == len(set(first))
    kinds = {quad.object.datatype.value for quad in first if isinstance(quad.object, Literal)}
    assert not [kind for kind in kinds if kind.endswith("dateTime")]


def test_layers_of_another_day_stand_beside_and_those_of_the_same_day_are_replaced() -> None:
    market = markets.market({"subject": "meta", "relation": "holds-stake-in", "object": "scale-ai"})
    made = pipeline.store(market)
    for day in (DAY, DAY, KNOWN):
        layers.add(made, layers.quads(market.vocabulary, Relations(day, KNOWN, ()), Basis(), ()))
    derived = [name for name in made.named_graphs() if "/graph/conflicts/" in str(name)]
    assert len(derived) == 2


def test_without_relations_the_layers_only_say_what_they_are() -> None:
    found = list(layers.quads(markets.words(), Relations(DAY, KNOWN, ()), Basis(), ()))
    subjects = {graph(name) for name in layers.LAYERS}
    assert {quad.subject for quad in found} == subjects | {NamedNode(f"{each.value}/derivation") for each in subjects}


def test_a_name_of_a_finding_tells_paths_apart_and_is_the_same_on_other_days() -> None:
    def names(day: date) -> dict[object, str]:
        held = pipeline.relations(markets.bundled(), day, KNOWN)
        found = layers.quads(markets.words(), held, pipeline.basis(markets.bundled(), held), ())
        prefix = terms.PREFIXES["tie"] + "meta/scale-ai/ownership/"
        return {quad.object: quad.subject.value for quad in found if quad.subject.value.startswith(prefix)}

    today, later = names(DAY), names(KNOWN)
    stake = terms.relation("meta", "holds-stake-in", "scale-ai", None)
    assert today[stake] == later[stake]


def test_the_question_why_is_one_query() -> None:
    asked = """
      SELECT DISTINCT ?claim WHERE {
        ?conflict vg:customer id:google ; vg:vendor id:scale-ai ; vg:rival id:meta ;
          (vg:exposure|vg:rivalry|vg:tie)/vg:hop/vg:supportedBy ?claim .
        ?claim prov:hadPrimarySource ?source
      }"""
    rows = store().query(asked, prefixes=terms.PREFIXES, use_default_graph_as_union=True)
    (conflict,) = (
        each for each in conflicts() if (each.customer, each.vendor, each.rival) == ("google", "scale-ai", "meta")
    )
    paths: list[tuple[Relation, ...]] = [conflict.exposure.path, conflict.rivalry.path]
    paths += [tie.path for tie in conflict.ties]
    expected = {terms.claim(id).value for found in paths for hop in found for id in hop.supports}
    assert {row["claim"].value for row in rows} == expected and len(expected) > 20  # type: ignore[union-attr]
