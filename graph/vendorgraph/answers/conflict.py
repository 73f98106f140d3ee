"""One conflict as JSON, with its exposure, rivalry and ties: what every answer that has conflicts is made of."""

from datetime import date

from msgspec import UNSET, UnsetType, field

from vendorgraph.analysis.model import Conflict, Exposure, Incident, Rivalry, Tie, Window
from vendorgraph.answers import parts
from vendorgraph.answers.parts import Answer, Fraction, Hop, PartialDate, Share
from vendorgraph.model import Disposition
from vendorgraph.relations.model import Relation


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
    """One way in which the rival reaches the vendor, and the rule and convention by which it counts.

    `power` is the voting power of a block of votes, where it is known.
    """

    kind: str
    rule: str
    share: Share | None
    voting: bool | None
    power: Fraction | UnsetType = UNSET
    verdict: str
    path: tuple[Hop, ...]


class WrongRelation(Answer, frozen=True, kw_only=True):
    """A relation that, if it were wrong, would help to clear the conflict; without its claims there would be none."""

    subject: str
    relation: str
    object: str
    claims: tuple[str, ...]


class WindowAnswer(Answer, frozen=True, kw_only=True):
    """When exposure and tie overlap; certain unless only partial dates allow it."""

    since: PartialDate | None = field(name="from")
    until: PartialDate | None = field(name="to")
    certain: bool


class IncidentAnswer(Answer, frozen=True, kw_only=True):
    """A security incident told of the vendor, which is no tie; `date` is null where no claim dates it."""

    date: PartialDate | None
    says: tuple[str, ...]
    origins: int
    claims: tuple[str, ...]


class DispositionAnswer(Answer, frozen=True, kw_only=True):
    """What a reader has decided about the conflict; it changes nothing of it. `expired` as of the day."""

    decision: str
    reason: str
    by: str
    until: PartialDate
    expired: bool


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
    incidents: tuple[IncidentAnswer, ...]
    disposition: DispositionAnswer | None


def conflict(conflict: Conflict, day: date, *, named: bool = True) -> ConflictAnswer:
    """Return a conflict as of `day`; `named` says whose it is."""
    return ConflictAnswer(
        customer=conflict.customer if named else UNSET,
        vendor=conflict.vendor,
        rival=conflict.rival,
        level=conflict.level,
        verdict=conflict.verdict,
        timing=conflict.timing,
        exposure=_exposure(conflict.exposure),
        rivalry=_rivalry(conflict.rivalry),
        ties=tuple(map(tie, conflict.ties)),
        weakest_hop=parts.hop(conflict.weakest_hop),
        missing=conflict.missing,
        clears_if_false=tuple(tuple(map(_wrong, each.relations)) for each in conflict.clears_if_false),
        window=_window(conflict.window),
        incidents=tuple(map(_incident, conflict.incidents)),
        disposition=_disposition(conflict.disposition, day) if conflict.disposition else None,
    )


def _exposure(exposure: Exposure) -> ExposureAnswer:
    path = parts.hops(exposure.path)
    return ExposureAnswer(status=exposure.status, path=path, since=exposure.since, until=exposure.until)


def _rivalry(rivalry: Rivalry) -> RivalryAnswer:
    return RivalryAnswer(kind=rivalry.kind, path=parts.hops(rivalry.path))


def tie(tie: Tie) -> TieAnswer:
    """Return a tie of a conflict."""
    return TieAnswer(
        kind=tie.kind,
        rule=tie.rule,
        share=parts.share(tie.share),
        voting=tie.voting,
        power=UNSET if tie.power is None else tie.power,
        verdict=tie.verdict,
        path=parts.hops(tie.path),
    )


def _wrong(relation: Relation) -> WrongRelation:
    return WrongRelation(
        subject=relation.subject,
        relation=relation.relation,
        object=relation.object,
        claims=relation.told,
    )


def _window(window: Window | None) -> WindowAnswer | None:
    if window is None:
        return None
    return WindowAnswer(since=window.since, until=window.until, certain=window.certain)


def _incident(incident: Incident) -> IncidentAnswer:
    return IncidentAnswer(date=incident.date, says=incident.says, origins=incident.origins, claims=incident.claims)


def _disposition(disposition: Disposition, day: date) -> DispositionAnswer:
    from vendorgraph.dispositions import expired  # it reads YAML, which most commands never need

    return DispositionAnswer(
        decision=disposition.decision,
        reason=disposition.reason,
        by=disposition.by,
        until=disposition.until,
        expired=expired(disposition, day),
    )
