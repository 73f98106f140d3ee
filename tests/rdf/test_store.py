"""The store: in memory, on disk, through rdflib, and its errors."""

import multiprocessing
import subprocess
import sys
import time
from pathlib import Path

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


def test_a_store_on_disk_can_be_opened_again(market: Market, tmp_path: Path) -> None:
    made = store.build(market, tmp_path / "new" / "market")
    assert first(made, COUNT) == "2"
    del made
    assert first(store.open_store(tmp_path / "new" / "market"), COUNT) == "2"
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["market"]


def test_several_readers_may_share_a_store(market: Market, tmp_path: Path) -> None:
    store.build(market, tmp_path / "market")
    one, two = (store.open_store(tmp_path / "market", read_only=True) for _ in range(2))
    assert first(one, COUNT) == first(two, COUNT) == "2"


def test_what_is_there_already_is_left_alone(market: Market, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("kept")
    with pytest.raises(store.StoreError, match="exists already: name a new folder"):
        store.build(market, tmp_path / "mine")
    assert (tmp_path / "mine" / "letter.txt").read_text() == "kept"


def test_a_build_that_fails_leaves_nothing(market: Market, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(market: Market) -> object:
        yield from list(quads(market))[:5]
        raise KeyError("half way")

    monkeypatch.setattr(store, "quads", breaks)
    with pytest.raises(KeyError):
        store.build(market, tmp_path / "market")
    assert list(tmp_path.iterdir()) == []


def test_a_build_that_is_killed_leaves_no_store_under_the_name(tmp_path: Path) -> None:
    """The process is killed at moments spread over its work: the name holds a whole store or none."""
    script = (
        "import sys, pathlib; from tests import markets; from vendorgraph.rdf import store; "
        "claims = [{'subject': f'a{n}', 'relation': 'customer-of', 'object': 'b'} for n in range(3000)]; "
        "market = markets.market(*claims); print('ready', flush=True); "
        "store.build(market, pathlib.Path(sys.argv[1]))"
    )
    whole = 0
    for number in range(6):
        place = tmp_path / f"market-{number}"
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(place)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
        )
        assert process.stdout is not None and process.stdout.readline() == b"ready\n"
        time.sleep(number * 0.06)
        process.kill()
        process.wait()
        process.stdout.close()
        if place.exists():
            whole += 1
            assert first(store.open_store(place), COUNT) == "3000"
    assert whole < 6


def test_a_place_that_cannot_be_written_is_one_clear_line(market: Market, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(store.StoreError, match="cannot write a store to"):
        store.build(market, tmp_path / "file" / "market")


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir(), lambda path: path.write_text("x")])
def test_what_is_no_store_is_not_opened(make: object, tmp_path: Path) -> None:
    make(tmp_path / "market")  # type: ignore[operator]
    with pytest.raises(store.StoreError, match="is not a store: make one first"):
        store.open_store(tmp_path / "market")


def test_a_damaged_store_says_so(market: Market, tmp_path: Path) -> None:
    store.build(market, tmp_path / "market")
    for manifest in (tmp_path / "market").glob("MANIFEST*"):
        manifest.write_bytes(manifest.read_bytes()[:20])
    with pytest.raises(store.StoreError, match="it is damaged"):
        store.open_store(tmp_path / "market")


def test_a_store_that_another_process_writes_is_not_opened_twice(market: Market, tmp_path: Path) -> None:
    kept = store.build(market, tmp_path / "market")
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        message = pool.apply(message_of_opening, (str(tmp_path / "market"),))
    assert message.endswith("another process has it open")
    assert first(kept, COUNT) == "2"


def message_of_opening(path: str) -> str:
    try:
        store.open_store(Path(path))
    except store.StoreError as error:
        return str(error)
    return "opened"


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
