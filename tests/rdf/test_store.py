"""The store: in memory, and through rdflib."""

import time

import pytest
from pyoxigraph import Store
from rdflib import Literal

from tests import markets
from vendorgraph.model import Market
from vendorgraph.rdf import store, terms
from vendorgraph.rdf.quads import quads

COUNT = "PREFIX vg: <https://w3id.org/vendorgraph/ontology#> SELECT (COUNT(?c) AS ?n) WHERE { ?c a vg:Claim }"
LABEL = """
PREFIX vg: <https://w3id.org/vendorgraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?label WHERE { ?claim vg:status/skos:prefLabel ?label . FILTER(LANG(?label) = "ar") }
"""


@pytest.fixture
def market() -> Market:
    return markets.market(
        {"subject": "google", "relation": "customer-of", "object": "scale-ai", "status": "ending", "source": "one"},
        {"subject": "meta", "relation": "holds-stake-in", "object": "scale-ai", "share": 0.49, "source": "two"},
    )


def first(made: Store, query: str) -> str:
    (solution,) = made.query(query, use_default_graph_as_union=True)
    return solution[0].value


def test_a_store_in_memory_holds_the_market_and_the_ontology(market: Market) -> None:
    made = store.build(market)
    assert set(quads(market)) <= set(made)
    ontology = set(made.quads_for_pattern(None, None, None, terms.ONTOLOGY))
    assert len(ontology) > 2_000
    assert set(made) == set(quads(market)) | ontology
    assert first(made, COUNT) == "2"


def test_queries_can_ask_for_labels_in_both_languages(market: Market) -> None:
    assert first(store.build(market), LABEL) == "في طريقها إلى الانتهاء"


def test_an_empty_market_gives_the_ontology_and_what_it_is() -> None:
    made = store.build(markets.market())
    assert {graph.value for graph in made.named_graphs()} == {terms.ONTOLOGY.value, terms.MARKET.value}


def test_rdflib_sees_the_same_statements_and_graphs(market: Market) -> None:
    made = store.build(market)
    dataset = store.dataset(made)
    assert [row.n for row in dataset.query(COUNT)] == [Literal(2)]
    assert len(dataset) == len({quad.triple for quad in made})
    assert {str(graph.identifier) for graph in dataset.graphs()} >= {
        terms.source("one").value,
        terms.ENTITIES.value,
    }


def test_the_whole_market_is_built_in_a_few_seconds() -> None:
    market = markets.bundled()
    began = time.perf_counter()
    made = store.build(market)
    assert time.perf_counter() - began < 5
    assert first(made, COUNT) == str(len(market.claims))
