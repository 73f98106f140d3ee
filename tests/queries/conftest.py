"""The small market in both engines: Oxigraph with the union of all graphs as default graph, rdflib without."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib

from vendorgraph import pipeline
from vendorgraph.model import Market

SMALL = Path(__file__).parents[1] / "data" / "small"
AS_OF = date(2025, 9, 30)  # customers in every status but one, and every stake


@pytest.fixture(scope="session")
def market() -> Market:
    return pipeline.read([SMALL])


@pytest.fixture(scope="session")
def store(market: Market) -> pyoxigraph.Store:
    return pipeline.store(market, pipeline.relations(market, as_of=AS_OF))


@pytest.fixture(scope="session")
def dataset(store: pyoxigraph.Store) -> Iterator[rdflib.Dataset]:
    """Rdflib's own store and engine reading a dump: nothing of Oxigraph is asked, and the default graph is empty."""
    dumped: Any = store.dump(format=pyoxigraph.RdfFormat.N_QUADS)
    yield rdflib.Dataset(default_union=False).parse(data=dumped, format="nquads")
