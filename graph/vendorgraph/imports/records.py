"""What an import makes of a file: entities, sources and claims of our own form, and a report of what is not in them."""

from msgspec import Struct

from vendorgraph.model import Claim, Entity, Identity, MarketInfo, Source

#: What may be said of a part of a foreign file, in the order of the report.
KINDS = {
    "not understood": "nothing of our form says it, or it contradicts its own format",
    "kept in words": "our relations have no word for it: it stands as a statement about its subject",
    "assumed": "the file leaves it open: what was taken, so that it can be checked",
    "left out": "not about the market (addresses, birthdays), or not to be kept",
}


class Finding(Struct, frozen=True, order=True):
    """One kind of thing in a foreign file that the records do not hold as it stood: how often, and where first."""

    kind: str  # one of KINDS
    what: str
    count: int
    first: str  # "line 3", "item 7"


class Records(Struct, frozen=True):
    """The records of one import, ready to be written. Claims are in the order of their ids."""

    info: MarketInfo | None
    entities: tuple[Entity, ...]  # sorted by slug
    sources: tuple[Source, ...]  # sorted by id
    claims: tuple[Claim, ...]
    report: tuple[Finding, ...]  # sorted by kind and what
    identities: tuple[Identity, ...] = ()  # decisions of a person, of records that were merged with a market


class Written(Struct, frozen=True):
    """How many entities, sources and claims an import wrote, and the report of the import."""

    entities: int
    sources: int
    claims: int
    report: tuple[Finding, ...]


class Findings:
    """A count of findings that keeps the first place of each."""

    def __init__(self) -> None:
        self.file = ""  # the file that is read, where there are several
        self._found: dict[tuple[str, str], tuple[int, str]] = {}

    def add(self, kind: str, what: str, place: str) -> None:
        """Count one more finding of a kind."""
        count, first = self._found.get((kind, what), (0, f"{self.file}: {place}" if self.file else place))
        self._found[kind, what] = (count + 1, first)

    def report(self) -> tuple[Finding, ...]:
        """Return all findings, sorted as `KINDS` orders them."""
        order = list(KINDS)
        found = [Finding(kind, what, count, first) for (kind, what), (count, first) in self._found.items()]
        return tuple(sorted(found, key=lambda finding: (order.index(finding.kind), finding.what)))
