"""What a conflict of interest is made of: an exposure, a rivalry and ties, each a path of relations.

Category words are those of the code lists "verdict", "timing" and "level" of the ontology, in their order.
"""

from datetime import date
from typing import Literal

from msgspec import Struct

from vendorgraph.dates import Span
from vendorgraph.model import Disposition
from vendorgraph.relations.model import Relation, Share

Path = tuple[Relation, ...]

VERDICTS = ("established", "possible", "refuted")
TIMINGS = ("concurrent", "residual", "past", "prospective")
LEVELS = ("critical", "high", "medium", "low")


class Course(Struct, frozen=True, kw_only=True):
    """How a path stands in time: all its relations taken together.

    `state` is "holds", "over", "planned" or "denied" as of the day; `sure` is false when a relation is only
    unconfirmed. `since` and `until` are the latest start and the earliest end as printed (None: not recorded); `start`
    and `end` are the days on which the path can have begun and ended; without anything said it always holds.
    """

    state: str = "holds"
    sure: bool = True
    since: str | None = None
    until: str | None = None
    start: Span = Span(date.min, date.min)
    end: Span = Span(date.max, date.max)


class Exposure(Struct, frozen=True, kw_only=True):
    """That a customer's data reached, reaches or will reach a vendor.

    `status` is that of the purchase (the customer-of relation of the path), in words. `verdict` asks whether the
    exposure ever held (R14), and `missing` says what keeps it from being established, and whether it still holds where
    nothing but the last word of it says so.
    """

    customer: str
    vendor: str
    status: str
    path: Path
    course: Course = Course()
    since: str | None = None
    until: str | None = None
    verdict: str = "established"
    missing: tuple[str, ...] = ()


class Rivalry(Struct, frozen=True, kw_only=True):
    """Two entities compete: `kind` is "stated" or "derived", `via` says in words through what when derived."""

    a: str
    b: str
    kind: str
    path: Path
    via: str | None = None
    verdict: str = "established"
    missing: tuple[str, ...] = ()


class Tie(Struct, frozen=True, kw_only=True):
    """One way in which a rival reaches a vendor; its path leads from the rival to the vendor.

    `kind` is a name of the registry of ties and `degree` one of the degrees of that kind; `rule` names the rule and
    convention used; `strength` says in words how strong the tie is in its own unit ("49 %, no votes", "kept a board
    seat"). Where a company of the rival's group, or one that it controls, has the tie itself, that is `by`, and the
    first `before` relations of the path lead there; where the tie is one at a parent of the vendor, that is `at`, and
    the last `after` ones lead down from there. `through` are the entities in between, and `owner` is that of them which
    holds both rival and vendor, where a common owner is the tie. `share` is in fractions, and `power` the voting power
    of a block of votes (0 to 1) where it is known. `verdict` is that of the tie alone; `timing` (R13) and `level` (R15)
    are those that it has within a conflict, None outside of one.
    """

    kind: str
    rival: str
    vendor: str
    rule: str
    path: Path
    strength: str
    by: str = ""
    before: int = 0
    at: str = ""
    after: int = 0
    degree: str = ""
    course: Course = Course()
    through: tuple[str, ...] = ()
    owner: str = ""
    share: Share | None = None
    voting: bool | None = None
    power: float | None = None
    verdict: str = "established"
    missing: tuple[str, ...] = ()
    timing: str | None = None
    level: str | None = None

    @property
    def own(self) -> Path:
        """The path of the tie itself, from `actor` to `place`."""
        return self.path[self.before : len(self.path) - self.after]

    @property
    def actor(self) -> str:
        """Who has the tie itself: the rival, or a company of its group or below it."""
        return self.by or self.rival

    @property
    def place(self) -> str:
        """Where the tie is: at the vendor, or at a parent of it."""
        return self.at or self.vendor


class Window(Struct, frozen=True, kw_only=True):
    """The interval in which exposure and tie overlap, ends as printed; `certain` unless only partial dates allow it."""

    since: str | None
    until: str | None
    certain: bool


class Clearing(Struct, frozen=True, kw_only=True):
    """A smallest set of relations that would clear the conflict if all of them were wrong."""

    relations: Path


class Incident(Struct, frozen=True, kw_only=True):
    """What is said of a security incident at `vendor`.

    `date` is the narrowest that is printed, None when no claim dates it. `says` are the texts, `claims` their ids and
    `origins` the number of independent origins.
    """

    vendor: str
    date: str | None
    says: tuple[str, ...]
    claims: tuple[str, ...]
    origins: int


class Limit(Struct, frozen=True, kw_only=True):
    """A limit that the search met.

    "shares": integrated shares in `vendor` are withheld for the owners of `companies`; "ties": only the first `shown`
    of the kind `tie` at `vendor` were looked at; "sets": `shown` of `all` sets that would clear it are told; "size":
    sets of more than `shown` relations were not looked for.
    """

    kind: Literal["shares", "ties", "sets", "size"]
    vendor: str = ""
    companies: tuple[str, ...] = ()
    tie: str = ""
    shown: int = 0
    all: int = 0


class Conflict(Struct, frozen=True, kw_only=True):
    """A conflict of interest of `customer` at `vendor` with `rival`, with all that it rests on.

    `as_of` and `known_by` are the days of the relations that it was found on.
    `level`, `verdict`, `timing`, `window` and `weakest_hop` are those of the leading tie, which is the first of `ties`,
    together with the exposure and the rivalry. `disposition` is what a reader has decided about it, on which nothing
    else depends. `incidents` are what is told of security at the vendor; they are no ties. `notes` says which limits
    the answer met.
    """

    customer: str
    vendor: str
    rival: str
    as_of: date
    known_by: date
    level: str
    verdict: str
    timing: str
    exposure: Exposure
    rivalry: Rivalry
    ties: tuple[Tie, ...]
    weakest_hop: Relation
    missing: tuple[str, ...]
    clears_if_false: tuple[Clearing, ...]
    window: Window | None
    incidents: tuple[Incident, ...] = ()
    disposition: Disposition | None = None
    notes: tuple[Limit, ...] = ()


class Commerce(Struct, frozen=True, kw_only=True):
    """The conflicts of one customer at one vendor that rest on commerce alone, as one row that lists the rivals."""

    customer: str
    vendor: str
    level: str
    rivals: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
