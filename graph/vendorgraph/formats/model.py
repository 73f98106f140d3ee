"""What an export is: a format, and the part of the market that it writes."""

from collections.abc import Callable
from typing import BinaryIO

from msgspec import Struct

from vendorgraph.model import Market
from vendorgraph.relations.model import Relations

VIEWS = {
    "claims": "what every source says, with nothing resolved",
    "relations": "what holds as of a day as known by a day, resolved from the claims",
}


class Selection(Struct, frozen=True):
    """What to write: the relations of a market when they are given, else its claims."""

    market: Market
    relations: Relations | None = None

    @property
    def view(self) -> str:
        """The name of the view, a key of `VIEWS`."""
        return "claims" if self.relations is None else "relations"


class Format(Struct, frozen=True, kw_only=True):
    """A format: `views` lists those that it can write, its usual one first; `write` writes a selection as bytes."""

    name: str
    suffix: str
    media_type: str
    description: str
    views: tuple[str, ...]
    write: Callable[[Selection, BinaryIO], None]
