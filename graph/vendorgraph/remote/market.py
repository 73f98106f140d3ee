"""The market that an endpoint holds, read whole, and checked as one in files is."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from vendorgraph import dates, reading, vocabulary
from vendorgraph.imports import own
from vendorgraph.imports.builder import Builder
from vendorgraph.model import Market
from vendorgraph.rdf import terms
from vendorgraph.reading import values
from vendorgraph.remote import paging, results
from vendorgraph.remote.client import Client
from vendorgraph.remote.endpoint import Endpoint, EndpointError
from vendorgraph.remote.results import Row

_MARKET = terms.MARKET.value

#: Which named graphs ?g make the market: what is said of the whole, its entities, and its sources with their claims.
GRAPHS = f"""STR(?g) IN ("{_MARKET}", "{terms.ENTITIES.value}") || STRSTARTS(STR(?g), "{terms.PREFIXES["source"]}")"""

_READ = f"SELECT ?read WHERE {{ GRAPH {terms.MARKET} {{ {terms.MARKET} {terms.term('vg:read')} ?read }} }}"


def read(endpoint: Endpoint, overlays: Sequence[Path] = ()) -> Market:
    """Return the market that the endpoint holds, with the folders `overlays` laid over it.

    Raises EndpointError (Unreachable, where it does not answer), `problems.Invalid` with all problems of the records,
    and FileNotFoundError for a folder that is missing.
    """
    builder = Builder(vocabulary.read(), str(endpoint), str(endpoint))
    with Client(endpoint) as client:
        rows = partial(_rows, client)
        try:
            sizes = paging.sizes(rows, GRAPHS)
            own.take(paging.quads(rows, sizes), builder)
        except paging.Incomplete as error:
            raise EndpointError(f"{endpoint}: {error}") from None
    records = builder.records()
    if not any(graph.value == _MARKET for graph in sizes) or records.info is None:
        raise no_market(endpoint)
    if records.report:
        first = records.report[0]
        raise EndpointError(f"{endpoint} holds what is {first.kind}: {first.what} ({first.first}); load it anew")
    found = (records.entities, records.sources, records.claims, records.identities)
    folder = values.folder(str(endpoint), records.info, *found)
    return reading.of_folders([folder, *map(reading.read_folder, overlays)])


def read_day(client: Client) -> date:
    """Return the day up to which the documents of the endpoint's market were read; EndpointError when it has none."""
    found = _rows(client, _READ, "read")
    if len(found) != 1 or not dates.is_date(found[0][0].value):
        raise no_market(client.endpoint)
    return dates.span(found[0][0].value).last


def no_market(endpoint: Endpoint) -> EndpointError:
    """Return the error that an endpoint holds no market."""
    return EndpointError(
        f"{endpoint} holds no market of vendorgraph: write one with `vendorgraph export nquads market.nq`, and load "
        "that file with its named graphs"
    )


def _rows(client: Client, query: str, *names: str) -> list[Row]:
    return results.rows(client.endpoint, client.ask(query), *names)
