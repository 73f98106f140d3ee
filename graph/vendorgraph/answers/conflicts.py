"""The answer of `conflicts`: JSON and table."""

from collections.abc import Iterable, Sequence

from msgspec import UNSET, UnsetType, field

from vendorgraph.analysis.model import Conflict, Exposure, Rivalry, Tie, Window
from vendorgraph.answers import parts
from vendorgraph.answers.parts import About, Answer, Day, Hop, PartialDate, Share
from vendorgraph.model import Market
from vendorgraph.relations.model import Relation, Relations
from vendorgraph.tables import Table


class ExposureAnswer(Answer, frozen=True, kw_only=True):
    """That the customer's data reached, reaches or will reach the vendor."""

    status: str
    path: tuple[Hop, ...]
    since: PartialDate | None = field(name="from")
    until: PartialDate | None = field(name="to")


class RivalryAnswer(Answer, frozen=True, kw_only=True):
    """That customer and rival compete: stated, or derived."""

    kind: str
    path: tuple[Hop, ...]


class TieAnswer(Answer, frozen=True, kw_only=True):
    """One way in which the rival reaches the vendor, and the rule and convention by which it counts."""

    kind: str
    rule: str
    share: Share | None
    voting: bool | None
    verdict: str
    path: tuple[Hop, ...]


class WrongRelation(Answer, frozen=True, kw_only=True):
    """A relation that, if it were wrong, would help to clear the conflict."""

    subject: str
    relation: str
    object: str
    claims: tuple[str, ...]


class WindowAnswer(Answer, frozen=True, kw_only=True):
    """When exposure and tie overlap; certain unless only partial dates allow it."""

    since: PartialDate | None = field(name="from")
    until: PartialDate | None = field(name="to")
    certain: bool


class ConflictAnswer(Answer, frozen=True, kw_only=True):
    """A conflict of interest. `customer` is there when the conflicts of all customers were asked for."""

    customer: str | UnsetType = UNSET
    vendor: str
    rival: str
    level: str
    verdict: str
    timing: str
    exposure: ExposureAnswer
    rivalry: RivalryAnswer
    ties: tuple[TieAnswer, ...]
    weakest_hop: Hop
    missing: tuple[str, ...]
    clears_if_false: tuple[tuple[WrongRelation, ...], ...]
    window: WindowAnswer | None
    disposition: dict[str, str] | None


class ConflictsAnswer(Answer, frozen=True, kw_only=True):
    """Conflicts of interest of a customer (null: of all), worst first, as of a day as known by a day."""

    customer: str | None
    as_of: Day
    known_by: Day
    market: About
    conflicts: tuple[ConflictAnswer, ...]


def answer(market: Market, relations: Relations, customer: str | None, found: Iterable[Conflict]) -> ConflictsAnswer:
    """Return the answer for `customer` (a slug), or for all when it is None."""
    return ConflictsAnswer(
        customer=customer,
        as_of=relations.as_of.isoformat(),
        known_by=relations.known_by.isoformat(),
        market=parts.about(market),
        conflicts=tuple(_conflict(each, UNSET if customer else each.customer) for each in found),
    )


def table(market: Market, relations: Relations, customer: str | None, found: Sequence[Conflict]) -> Table:
    """Return the conflicts, a row each; for all customers each row begins with its own."""
    whose = market.entities[customer].name if customer else "all customers"
    days = f"As of {relations.as_of}, as known by {relations.known_by}."
    first = () if customer else ("customer",)
    return Table(
        title=f"Conflicts of interest of {whose}",
        columns=(*first, "level", "vendor", "rival", "why", "verdict", "timing"),
        extra=("exposure", "from", "to", "vendor_id", "rival_id", "claims"),
        rows=tuple(_row(market, each, customer is None) for each in found),
        notes=(days,),
        empty="No conflicts of this level are known.",
    )


def why(market: Market, conflict: Conflict) -> str:
    """Return the ties in short words: "49 %, no votes; Alexandr Wang keeps board seat"."""
    return "; ".join(tie.strength for tie in conflict.ties)


def claims(conflict: Conflict) -> list[str]:
    """Return the ids of all claims that the conflict rests on, once each, in the order of its paths."""
    paths = (conflict.exposure.path, conflict.rivalry.path, *(tie.path for tie in conflict.ties))
    return list(dict.fromkeys(id for path in paths for hop in path for id in parts.claims(hop)))


def _row(market: Market, conflict: Conflict, with_customer: bool) -> tuple[str, ...]:
    window = conflict.window
    name = {slug: market.entities[slug].name for slug in (conflict.customer, conflict.vendor, conflict.rival)}
    return (
        *([name[conflict.customer]] if with_customer else []),
        conflict.level,
        name[conflict.vendor],
        name[conflict.rival],
        why(market, conflict),
        conflict.verdict,
        conflict.timing,
        conflict.exposure.status,
        (window and window.since) or "",
        (window and window.until) or "",
        conflict.vendor,
        conflict.rival,
        " ".join(claims(conflict)),
    )


def _conflict(conflict: Conflict, customer: str | UnsetType) -> ConflictAnswer:
    return ConflictAnswer(
        customer=customer,
        vendor=conflict.vendor,
        rival=conflict.rival,
        level=conflict.level,
        verdict=conflict.verdict,
        timing=conflict.timing,
        exposure=_exposure(conflict.exposure),
        rivalry=_rivalry(conflict.rivalry),
        ties=tuple(map(_tie, conflict.ties)),
        weakest_hop=parts.hop(conflict.weakest_hop),
        missing=conflict.missing,
        clears_if_false=tuple(tuple(map(_wrong, each.relations)) for each in conflict.clears_if_false),
        window=_window(conflict.window),
        disposition=conflict.disposition,
    )


def _exposure(exposure: Exposure) -> ExposureAnswer:
    path = parts.hops(exposure.path)
    return ExposureAnswer(status=exposure.status, path=path, since=exposure.since, until=exposure.until)


def _rivalry(rivalry: Rivalry) -> RivalryAnswer:
    return RivalryAnswer(kind=rivalry.kind, path=parts.hops(rivalry.path))


def _tie(tie: Tie) -> TieAnswer:
    return TieAnswer(
        kind=tie.kind,
        rule=tie.rule,
        share=parts.share(tie.share),
        voting=tie.voting,
        verdict=tie.verdict,
        path=parts.hops(tie.path),
    )


def _wrong(relation: Relation) -> WrongRelation:
    return WrongRelation(
        subject=relation.subject,
        relation=relation.relation,
        object=relation.object,
        claims=parts.claims(relation),
    )


def _window(window: Window | None) -> WindowAnswer | None:
    if window is None:
        return None
    return WindowAnswer(since=window.since, until=window.until, certain=window.certain)
