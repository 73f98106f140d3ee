"""The table of contents: one call per stage, from curated records to conflicts of interest.

    records -> read -> Market -> relations -> Relations -> conflicts
                             \\-> vendorgraph.rdf -> SPARQL, exports

No stage reads the clock or the environment: days default to the market's `read` day.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from vendorgraph.dates import span
from vendorgraph.model import Market
from vendorgraph.relations.model import Relations


def read(folders: Sequence[Path] = (), overlays: Sequence[Path] = (), cache: Path | None = None) -> Market:
    """Return the market of `folders` (the bundled one when empty) with `overlays` laid over it.

    `cache` is a folder for the compiled snapshot, made when missing; None compiles afresh.
    Raises `reading.Invalid` with all problems of the records, and FileNotFoundError for a missing folder.
    """
    from vendorgraph import resources, snapshot

    return snapshot.load(folders or (resources.folder("data"),), overlays, cache)


def relations(market: Market, as_of: date | None = None, known_by: date | None = None) -> Relations:
    """Return what holds as of a day as known by a day; both default to the day up to which documents were read."""
    from vendorgraph.relations.resolve import resolve

    return resolve(market, as_of or read_day(market), known_by or read_day(market))


def read_day(market: Market) -> date:
    """Return the day up to which the documents of the market were read."""
    return span(market.info.read).last
