"""What the commands share: the market that the global options name, read once and only when it is asked for."""

import os
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vendorgraph import pipeline
from vendorgraph.cli.progress import slow

if TYPE_CHECKING:
    from vendorgraph.model import Entity, Market
    from vendorgraph.relations.model import Relations

#: Names the folder for compiled snapshots, in place of the user's cache folder.
CACHE = "VENDORGRAPH_CACHE"


class Session:
    """The market of the folders `data` (the bundled one when there are none) with `overlays` laid over it."""

    def __init__(self, data: tuple[Path, ...] = (), overlays: tuple[Path, ...] = ()) -> None:
        self.data = data
        self.overlays = overlays

    @cached_property
    def market(self) -> "Market":
        """The market; raises what `pipeline.read` raises."""
        with slow("Reading the market"):
            return pipeline.read(self.data, self.overlays, cache_folder())

    def relations(self, as_of: date | None, known_by: date | None) -> "Relations":
        """The relations as of a day as known by a day, which both default to the day up to which was read."""
        market = self.market
        with slow("Resolving the relations"):
            return pipeline.relations(market, as_of, known_by)

    def entity(self, text: str) -> "Entity":
        """The entity that `text` names; raises what `names.find` raises."""
        from vendorgraph import names

        return names.find(self.market, text)


def of(context: click.Context) -> Session:
    """The session of a command; while a shell completes a line, one made from the options written so far."""
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
