"""Every shape finds its fault, the relations' shapes say what the ontology says, and the whole market has no fault."""

import re
import sys
import time
from datetime import date
from functools import cache
from itertools import product

import pytest
from pyoxigraph import Quad, RdfFormat, parse
from rdflib import Graph, Namespace
from rdflib.namespace import SH

from tests import markets
from tests.rdf import faults as cases
from vendorgraph import pipeline, resources
from vendorgraph.rdf import layers, shapes, views
from vendorgraph.rdf.quads import quads


@cache
def shapes_graph() -> Graph:
    return Graph().parse(resources.folder("ontology") / "shapes.ttl")


def names() -> set[str]:
    """The shapes that have a message: all but those inside others."""
    return {str(each).removeprefix(shapes.SHAPES) for each in shapes_graph().subjects(SH.message)}


def sides() -> dict[str, tuple[str, str, frozenset[str]]]:
    """The shapes of what a relation joins: its property, the side, the types that the ontology allows there."""
    relations = markets.words().relations.values()
    return {
        f"{each.slug}-{side}": (each.local, side, types)
        for each in relations
        for side, types in (("subject", each.subjects), ("object", each.objects))
    }


def found(turtle: str) -> list[shapes.Fault]:
    return shapes.faults(Quad(*triple) for triple in triples(turtle))


def triples(turtle: str) -> list[tuple[object, ...]]:
    return [(each.subject, each.predicate, each.object) for each in parse(turtle, format=RdfFormat.TURTLE)]


@cache
def faults_of_cases() -> list[shapes.Fault]:
    return found(cases.base() + "".join(cases.CASES.values()))


def test_every_shape_has_a_case() -> None:
    assert set(cases.CASES) | set(sides()) == names()
    assert (len(cases.CASES), len(sides())) == (95, 50)


def test_what_the_cases_build_on_has_no_fault() -> None:
    assert found(cases.base()) == []


@pytest.mark.parametrize("shape", sorted(cases.CASES))
def test_shape_finds_its_fault_and_no_other(shape: str) -> None:
    mine = [fault for fault in faults_of_cases() if shape in re.split("[#/]", fault.record)]
    assert {fault.shape for fault in mine} == {shape}


def test_no_fault_is_found_outside_the_cases() -> None:
    records = {part for fault in faults_of_cases() for part in re.split("[#/]", fault.record)}
    assert {fault.shape for fault in faults_of_cases()} == set(cases.CASES)
    assert not records & {"base", "making", "weighed", *(f"{letter}-{slug}" for letter in "ab" for slug in cases.TYPES)}


def test_relations_join_what_the_ontology_lets_them_join() -> None:
    """Every type on either side of every relation: refused exactly where it is not in domain or range."""
    wrong, claims = set(), []
    for (shape, (local, side, allowed)), kind in product(sides().items(), cases.TYPES):
        other = next(types for name, (lo, sd, types) in sides().items() if lo == local and sd != side)
        ends = {side: f"a-{kind}", ("object" if side == "subject" else "subject"): f"b-{min(other)}"}
        claims.append(cases.claim(f"{shape}.{kind}", cases.of(local, ends["subject"], ends["object"])))
        if kind not in allowed:
            wrong.add((f"{shape}.{kind}#01", shape))
    result = {(fault.record, fault.shape) for fault in found(cases.base() + "".join(claims))}
    assert len(claims) == 25 * 2 * 8
    assert {each for each in result if each[1] in sides()} == wrong


def test_every_shape_says_what_to_do_how_bad_it_is_and_of_whom() -> None:
    graph, targets = shapes_graph(), (SH.targetClass, SH.targetSubjectsOf, SH.targetNode)
    for name in sorted(names()):
        shape = Namespace(shapes.SHAPES)[name]
        message = graph.value(shape, SH.message)
        assert message is not None and message.language == "en" and message.endswith(".")
        assert graph.value(shape, SH.severity) in (SH.Violation, SH.Warning)
        assert any(graph.value(shape, target) for target in targets)
        assert not list(graph.objects(shape, SH.sparql))


def test_a_fault_names_its_record_and_what_to_do() -> None:
    market = markets.market({"subject": "meta", "relation": "holds-stake-in", "object": "scale-ai", "share": 1.49})
    assert shapes.validate(market) == [
        shapes.Fault(
            record="source-1#01",
            shape="claim-share",
            severity="violation",
            message="A share is a fraction from 0 to 1: write 0.49 for 49 %.",
        )
    ]


def test_faults_of_entities_and_sources_name_them() -> None:
    assert [(fault.record, fault.severity) for fault in found(cases.base() + cases.CASES["entity-used"])] == [
        ("entity-used", "warning")
    ]
    assert [fault.record for fault in found(cases.base() + cases.CASES["source-kind"])] == ["source-kind"]


def test_nothing_has_no_fault() -> None:
    assert shapes.faults([]) == []


def test_without_pyshacl_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(ImportError, match=r"pip install 'vendorgraph\[shapes\]'"):
        shapes.faults([])


def test_the_whole_market_and_all_that_follows_have_the_shapes_in_less_than_a_minute() -> None:
    """A minute of the processor: on a busy machine the clock would tell of others."""
    market = markets.bundled()
    relations = pipeline.relations(market, date(2025, 6, 20))
    found = pipeline.conflicts(market, relations, None)
    derived = layers.quads(market.vocabulary, relations, pipeline.basis(market, relations), found)
    graph = [*quads(market), *views.relation_quads(market.vocabulary, relations), *derived]
    assert len(graph) > 70_000
    began = time.process_time()
    assert shapes.faults(graph) == []
    assert time.process_time() - began < 60
