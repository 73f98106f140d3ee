"""The table of contents: one call per stage, from curated records to conflicts of interest.

    records -> read -> Market -> relations -> Relations -> conflicts -> answers, explanations, pictures
                             \\-> store -> SPARQL, exports

No stage reads the clock or the environment: days default to the market's `read` day.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from vendorgraph.dates import span
from vendorgraph.model import Market
from vendorgraph.relations.model import Relations

if TYPE_CHECKING:
    from pyoxigraph import Store

    from vendorgraph.analysis.basis import Basis
    from vendorgraph.analysis.levels import Levels
    from vendorgraph.analysis.model import Conflict
    from vendorgraph.formats import Format, Selection
    from vendorgraph.ownership.integrated import Convention


def read(folders: Sequence[Path] = (), overlays: Sequence[Path] = (), cache: Path | None = None) -> Market:
    """Return the market of `folders` (the bundled one when empty) with `overlays` laid over it.

    A folder of Parquet tables is read by itself, whole. `cache` is a folder for the compiled snapshot, made when
    missing; None compiles afresh. Raises `reading.Invalid` with all problems of the records, FileNotFoundError for a
    missing folder, and for tables `scale.check.Unsound` and `scale.market.TooMany`.
    """
    from vendorgraph import resources, snapshot
    from vendorgraph.scale.folder import is_columnar

    if any(map(is_columnar, (*folders, *overlays))):
        from vendorgraph.scale import opened

        return opened.read(folders, overlays)
    return snapshot.load(folders or (resources.folder("data"),), overlays, cache)


def relations(market: Market, as_of: date | None = None, known_by: date | None = None) -> Relations:
    """Return what holds as of a day as known by a day; both default to the day up to which documents were read."""
    from vendorgraph.relations.resolve import resolve

    return resolve(market, as_of or read_day(market), known_by or read_day(market))


def conflicts(
    market: Market,
    relations: Relations,
    customer: str | None,
    vendor: str | None = None,
    rival: str | None = None,
    *,
    any_vendor: bool = False,
    max_hops: int = 4,
    convention: "Convention" = "baldone",
    levels: "Levels | None" = None,
) -> "list[Conflict]":
    """Return the conflicts of `customer`, or of every lab when it is None, worst first; all are given by slug."""
    from vendorgraph.analysis.conflicts import all_conflicts
    from vendorgraph.analysis.conflicts import conflicts as of_customer

    ask = all_conflicts if customer is None else partial(of_customer, customer=customer)
    return ask(
        market,
        relations,
        vendor=vendor,
        rival=rival,
        any_vendor=any_vendor,
        max_hops=max_hops,
        convention=convention,
        levels=levels,
    )


def basis(market: Market, relations: Relations) -> "Basis":
    """Return the exposures, the rivalries and the ties of which conflicts are made, of every lab."""
    from vendorgraph.analysis import basis

    return basis.basis(market, relations)


def selection(market: Market, relations: Relations, format: "Format") -> "Selection":
    """Return what a format writes of the relations: with the conflicts of every lab, and their basis, where it does."""
    from vendorgraph.formats import Selection

    if not format.conflicts:
        return Selection(market, relations)
    found = tuple(conflicts(market, relations, None))
    return Selection(market, relations, found, basis(market, relations) if format.basis else None)


def store(market: Market, relations: Relations | None = None, *, findings: bool = True) -> "Store":
    """Return the market as an Oxigraph store in memory, with `relations` as a named graph of their own when given.

    With `findings` what follows from them stands beside them: exposures, rivalries, ties and conflicts of every lab,
    each kind in a graph of its own (`vendorgraph.rdf.layers`).
    """
    from vendorgraph.rdf import layers, views
    from vendorgraph.rdf import store as stores

    made = stores.build(market)
    if relations is not None:
        layers.add(made, views.relation_quads(market.vocabulary, relations))
    if relations is not None and findings:
        found = conflicts(market, relations, None)
        layers.add(made, layers.quads(market.vocabulary, relations, basis(market, relations), found))
    return made


def read_day(market: Market) -> date:
    """Return the day up to which the documents of the market were read."""
    return span(market.info.read).last
