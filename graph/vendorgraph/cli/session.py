"""What the commands share: the market that the global options name, read once and only when it is asked for.

A market of Parquet tables stays in its engine: what a question needs of it is pulled out as a market of its own
(`near`), and all of it is read only where it is small.
"""

import os
from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vendorgraph import pipeline
from vendorgraph.cli import output
from vendorgraph.cli.progress import slow
from vendorgraph.scale.folder import is_columnar

if TYPE_CHECKING:
    from vendorgraph.model import Entity, Market
    from vendorgraph.relations.model import Relations
    from vendorgraph.remote import Endpoint
    from vendorgraph.scale.columns import Columns
    from vendorgraph.scale.neighbourhood import Neighbourhood, Part, Supposed
    from vendorgraph.vocabulary import Vocabulary

#: Names the folder for compiled snapshots, in place of the user's cache folder.
CACHE = "VENDORGRAPH_CACHE"


class Session:
    """The market of the folders `data` (the bundled one when there are none) with `overlays` laid over it.

    With an `endpoint` it is the market that this holds.
    """

    def __init__(
        self, data: tuple[Path, ...] = (), overlays: tuple[Path, ...] = (), endpoint: "Endpoint | None" = None
    ) -> None:
        self.data = data
        self.overlays = overlays
        self.endpoint = endpoint

    @cached_property
    def columns(self) -> "Columns | None":
        """The tables of a columnar market, opened and checked; None for a market of records."""
        if self.endpoint is not None or not any(map(is_columnar, (*self.data, *self.overlays))):
            return None
        from vendorgraph.scale.engine import connect
        from vendorgraph.scale.opened import opened

        with slow("Checking the tables"):
            return opened(self.data, self.overlays, connect())

    @cached_property
    def market(self) -> "Market":
        """The whole market; raises what `pipeline.read` raises, or `remote.market.read` for an endpoint."""
        with slow("Reading the market"):
            if self.endpoint is not None:
                from vendorgraph.remote import market

                return market.read(self.endpoint, self.overlays)
            if self.columns is None:
                return pipeline.read(self.data, self.overlays, cache_folder())
            from vendorgraph.scale.market import whole

            return whole(self.columns)

    @property
    def vocabulary(self) -> "Vocabulary":
        """The words of the ontology."""
        if self.endpoint is not None:
            from vendorgraph import vocabulary

            return vocabulary.read()
        return self.market.vocabulary if self.columns is None else self.columns.vocabulary

    def near(self, wanted: "Callable[[Neighbourhood], Part]", supposed: "Supposed | None" = None) -> "Session":
        """Return a session with what a question depends on: `wanted` finds it in a columnar market.

        `supposed` is what the question names beside the market. Of a market of records it is all of it, in this one.
        """
        if self.columns is None:
            return self
        from vendorgraph.scale.market import part
        from vendorgraph.scale.neighbourhood import Neighbourhood

        with slow("Looking for what it depends on"):
            neighbourhood = Neighbourhood(self.columns, supposed)
            return _Part(self, part(self.columns, wanted(neighbourhood)))

    def relations(self, as_of: date | None, known_by: date | None) -> "Relations":
        """The relations as of a day as known by a day, which both default to the day up to which was read.

        A later day than that gets a note.
        """
        market = self.market
        read = pipeline.read_day(market)
        if any(day is not None and day > read for day in (as_of, known_by)):
            output.note(f"Documents were read up to {read}: what came later is not known here.")
        with slow("Resolving the relations"):
            return pipeline.relations(market, as_of, known_by)

    def entity(self, text: str) -> "Entity":
        """The entity that `text` names; raises what `names.find` raises."""
        from vendorgraph import names

        if self.columns is None:
            return names.find(self.market, text)
        from vendorgraph.scale.find import find

        return find(self.columns, text)


class _Part(Session):
    """A session of which the market is a part of that of another."""

    def __init__(self, whole: Session, market: "Market") -> None:
        super().__init__(whole.data, whole.overlays)
        self.columns = whole.columns
        self.market = market


def of(context: click.Context) -> Session:
    """The session of a command; while a shell completes a line, one made from the options written so far.

    A key that is pressed for completion waits for no network: names are then those of the bundled market.
    """
    session = context.find_object(Session)
    if session is None:
        params = context.find_root().params
        session = Session(params.get("data") or (), params.get("overlays") or ())
    return session


def cache_folder() -> Path:
    """The folder for compiled snapshots: that of the environment, or the user's cache folder."""
    if named := os.environ.get(CACHE):
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("vendorgraph")
