"""Endpoints that hold the small market and the bundled one: our own server, and a foreign one in three ways."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import cache, run  # noqa: F401, they are fixtures
from tests.remote.foreign import exported, oxigraph
from tests.web.servers import serving
from vendorgraph import pipeline
from vendorgraph.model import Market

SMALL = Path(__file__).parents[1] / "data" / "small"

#: Days of which the foreign server holds the relations: those of the questions of the tests, and others beside them.
DAYS = (date(2025, 9, 30), date(2025, 6, 1))

#: How an endpoint serves the small market.
WAYS = ("ours", "oxigraph", "oxigraph with a union")


@pytest.fixture(scope="session")
def small() -> Market:
    return pipeline.read([SMALL])


@pytest.fixture(scope="session")
def endpoints(small: Market, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The addresses by way: ours, and a foreign server whose default graph is empty, or the union of all."""
    place = tmp_path_factory.mktemp("foreign")
    files = [exported(small, place), *(exported(small, place, pipeline.relations(small, day)) for day in DAYS)]
    with ExitStack() as stack:
        found = {"ours": stack.enter_context(serving(before=("--data", str(SMALL)))).address}
        for way in WAYS[1:]:
            union = way.endswith("union")
            folder = place / ("union" if union else "plain")
            folder.mkdir()
            found[way] = stack.enter_context(oxigraph(folder, *files, union=union))
        yield found


@pytest.fixture(params=WAYS)
def endpoint(endpoints: dict[str, str], request: pytest.FixtureRequest) -> str:
    return endpoints[request.param]


@pytest.fixture(params=WAYS[:2])
def served(endpoints: dict[str, str], request: pytest.FixtureRequest) -> str:
    """Ours and a foreign one: the default graph makes no difference to the market, which has a test of its own."""
    return endpoints[request.param]


@pytest.fixture(scope="session")
def bundled_endpoints(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    place = tmp_path_factory.mktemp("bundled")
    file = exported(pipeline.read(), place)
    with serving() as ours, oxigraph(place, file) as foreign:
        yield {"ours": ours.address, "oxigraph": foreign}


@pytest.fixture(params=WAYS[:2])
def bundled_endpoint(bundled_endpoints: dict[str, str], request: pytest.FixtureRequest) -> str:
    return bundled_endpoints[request.param]
