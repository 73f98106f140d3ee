"""What a conflict of interest is made of: an exposure, a rivalry and ties, each a path of relations."""

from msgspec import Struct

from vendorgraph.relations.model import Relation, Share

Path = tuple[Relation, ...]


class Exposure(Struct, frozen=True, kw_only=True):
    """That a customer's data reached, reaches or will reach a vendor; `status` is that of its first hop, in words."""

    customer: str
    vendor: str
    status: str
    path: Path
    since: str | None = None
    until: str | None = None


class Rivalry(Struct, frozen=True, kw_only=True):
    """Two entities compete: `kind` is "stated" or "derived", `via` says in words through what when derived."""

    a: str
    b: str
    kind: str
    path: Path
    via: str | None = None


class Tie(Struct, frozen=True, kw_only=True):
    """One way in which a rival reaches a vendor.

    `kind` is a name of the registry of ties; `rule` names the rule and convention used; `share` is in fractions,
    `strength` says in words how strong the tie is in its own unit ("49 %, no votes", "kept seat on the board").
    `timing` is concurrent, residual, past or prospective; `verdict` is established, possible or refuted.
    """

    kind: str
    rival: str
    vendor: str
    rule: str
    path: Path
    strength: str
    share: Share | None = None
    voting: bool | None = None
    timing: str = "concurrent"
    verdict: str = "possible"
    missing: tuple[str, ...] = ()


class Window(Struct, frozen=True, kw_only=True):
    """The interval in which exposure and tie overlap, ends as printed; `certain` unless only partial dates allow it."""

    since: str | None
    until: str | None
    certain: bool


class Clearing(Struct, frozen=True, kw_only=True):
    """A smallest set of relations that would clear the conflict if all of them were wrong."""

    relations: Path


class Conflict(Struct, frozen=True, kw_only=True):
    """A conflict of interest of `customer` at `vendor` with `rival`, with all that it rests on."""

    customer: str
    vendor: str
    rival: str
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
    disposition: dict[str, str] | None = None
