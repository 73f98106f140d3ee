"""A conflict hop by hop: what each relation of its paths says, on whose word, and what would clear it."""

from collections.abc import Iterator

from vendorgraph.analysis.model import Conflict
from vendorgraph.analysis.words import name, sentence
from vendorgraph.answers import hops, parts
from vendorgraph.model import Market
from vendorgraph.tables import Table


def table(market: Market, conflict: Conflict) -> Table:
    """Return a row for every hop of every path, with notes on the weakest, what is missing and what would clear it."""
    customer, vendor, rival = (name(market, each) for each in (conflict.customer, conflict.vendor, conflict.rival))
    return Table(
        title=f"{customer} at {vendor}, with {rival}: {conflict.level}, {conflict.verdict}, {conflict.timing}",
        columns=("path", *hops.COLUMNS),
        extra=hops.EXTRA,
        rows=tuple(_rows(market, conflict)),
        notes=tuple(_notes(market, conflict)),
    )


def _rows(market: Market, conflict: Conflict) -> Iterator[tuple[str, ...]]:
    paths = [("exposure", conflict.exposure.path), (f"rivalry, {conflict.rivalry.kind}", conflict.rivalry.path)]
    paths += [(f"tie {number}: {tie.kind}", tie.path) for number, tie in enumerate(conflict.ties, 1)]
    return ((heading, *row) for heading, path in paths for row in hops.rows(market, path))


def _notes(market: Market, conflict: Conflict) -> Iterator[str]:
    weakest = conflict.weakest_hop
    yield f"Weakest hop: {sentence(market, weakest)} (grade {weakest.grade}, origins: {weakest.origins})."
    if conflict.window:
        certain = "certain" if conflict.window.certain else "possible"
        yield f"They overlap {parts.interval(conflict.window.since, conflict.window.until) or 'now'} ({certain})."
    for missing in conflict.missing:
        yield f"Missing: {missing}."
    for clearing in conflict.clears_if_false:
        yield f"Clear if wrong: {'; and '.join(sentence(market, each) for each in clearing.relations)}."
    for note in conflict.notes:
        yield f"{note[:1].upper()}{note[1:]}."
