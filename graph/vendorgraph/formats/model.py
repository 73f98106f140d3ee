"""What an export is: a format, and the part of the market that it writes."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, BinaryIO, Literal

from msgspec import Struct

from vendorgraph.analysis.model import Conflict
from vendorgraph.model import Market
from vendorgraph.relations.model import Relations

if TYPE_CHECKING:
    from vendorgraph.analysis.basis import Basis

VIEWS = {
    "claims": "what every source says, with nothing resolved",
    "relations": "what holds as of a day as known by a day, resolved from the claims",
}

#: The largest whole number of the formats that keep them in 64 bits.
LARGEST = (1 << 63) - 1

Kind = Literal["entities", "sources", "claims", "relations", "lines"]

Files = Iterable[tuple[str, Callable[[BinaryIO], None]]]


class Selection(Struct, frozen=True):
    """What to write: the relations of a market, with the conflicts that follow from them, or its claims alone.

    `basis` is what conflicts are made of, for the formats that write it too; None where it is not wanted. The market
    may be a part of a larger one (`vendorgraph.formats.select`). `searched` is false where nobody looked for conflicts.
    """

    market: Market
    relations: Relations | None = None
    conflicts: tuple[Conflict, ...] = ()
    basis: "Basis | None" = None
    searched: bool = True

    @property
    def view(self) -> str:
        """The name of the view, a key of `VIEWS`."""
        return "claims" if self.relations is None else "relations"

    def parts(self, of: Kind) -> "Iterable[Selection]":
        """Return selections that have the entities, sources, claims or relations of this one, in order.

        Its "lines" are its relations, or where it has none its claims.

        Here it is this one itself; where a market is too large for memory it is a part after the other. A part has what
        its claims and relations refer to. Formats with `streams` ask for parts, and for nothing else.
        """
        return (self,)


class TooLarge(Exception):
    """A selection has more than a format has room for; the message says how much it may have, and what to do."""

    def __init__(self, format: str, most: int, found: int, what: str) -> None:
        super().__init__(
            f"{format} has room for {most:,} {what} and this has {found:,}: choose fewer with --around or --conflicts"
        )


class NumberTooLarge(TooLarge):
    """A whole number of a claim has more bits than a format keeps."""

    def __init__(self, format: str, claim: str, found: int) -> None:
        says = f"{format} has whole numbers up to {LARGEST:,} and the claim {claim} says {found:,}"
        Exception.__init__(self, f"{says}: choose without it by --around or --conflicts, or export csv or trig")


class Format(Struct, frozen=True, kw_only=True):
    """A format: `views` lists those that it can write, its usual one first.

    It has either `one`, which writes a selection as the bytes of one file, or `files`, which gives the names and the
    writers of the files of a folder. `extra` names the extra that installs the libraries it needs; `repeats` is false
    where a library leaves its own marks in the file, so that the bytes differ from time to time; `conflicts` is true
    where the conflicts of a selection are written too, not only what they rest on, and `basis` where their basis is.
    `bounded` is true where whole numbers have 64 bits. `streams` lists the views of a market of any size that it can
    write in memory that does not grow with it.
    """

    name: str
    suffix: str
    media_type: str
    description: str
    views: tuple[str, ...]
    one: Callable[[Selection, BinaryIO], None] | None = None
    files: Callable[[Selection], Files] | None = None
    extra: str | None = None
    repeats: bool = True
    conflicts: bool = False
    basis: bool = False
    bounded: bool = False
    streams: tuple[str, ...] = ()

    def write(self, selection: Selection, out: BinaryIO) -> None:
        """Write a selection as bytes: the file, or a zip archive of the files.

        Raises `extras.MissingExtra` for a library that is not installed, and TooLarge.
        """
        from vendorgraph.formats import packed

        if self.one is None:
            packed.write(self.folder(selection), out)
        else:
            self._check(selection)
            self.one(selection, out)

    def folder(self, selection: Selection) -> Files:
        """Return the files of a format of several: their names and writers. Raises what `write` raises."""
        assert self.files is not None
        self._check(selection)
        return self.files(selection)

    def _check(self, selection: Selection) -> None:
        """Refuse numbers that have no room: tables have those of all claims, networks of relations none."""
        if not self.bounded or (selection.relations is not None and not self.conflicts):
            return
        for claim in selection.market.claims.values():
            sums = [money.value for money in (claim.amount, claim.round_amount) if money is not None]
            for number in [*sums, *([claim.value] if isinstance(claim.value, int) else [])]:
                if not -LARGEST <= number <= LARGEST:
                    raise NumberTooLarge(self.name, claim.id, number)
