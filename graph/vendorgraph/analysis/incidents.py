"""Security incidents at a vendor, from the attribute "security-incident": shown beside a conflict, never a tie."""

from collections.abc import Iterable
from datetime import date

from vendorgraph.analysis.model import Incident
from vendorgraph.dates import span
from vendorgraph.model import Claim, Market
from vendorgraph.relations import rules

ATTRIBUTE = "security-incident"


def incidents(market: Market, vendor: str, as_of: date, known_by: date) -> tuple[Incident, ...]:
    """Return the incidents told of `vendor` that happened by `as_of`, as known by `known_by`, the undated ones last.

    Claims of which one date contains the other speak of one incident; those without a date are given together, and
    count from the publication of their source. None for a vendor of which none is told.
    """
    told = [claim for claim in market.claims_by_entity.get(vendor, []) if _counts(market, claim, vendor, known_by)]
    dated = sorted((c for c in told if c.date and span(c.date).first <= as_of), key=_narrowest)
    groups: list[list[Claim]] = []
    for claim in dated:
        of_one = next((group for group in groups if _same(group[0], claim)), None)
        groups.append([claim]) if of_one is None else of_one.append(claim)
    undated = [claim for claim in told if not claim.date and _published(market, claim) <= as_of]
    found = [_incident(market, vendor, group) for group in groups]
    found.sort(key=lambda each: each.date or "")
    return (*found, _incident(market, vendor, undated)) if undated else tuple(found)


def _counts(market: Market, claim: Claim, vendor: str, known_by: date) -> bool:
    if claim.attribute != ATTRIBUTE or claim.subject != vendor or claim.denies or not claim.text:
        return False
    return rules.r0_visible(claim, market.source_of(claim), known_by, span(market.info.read).last)


def _narrowest(claim: Claim) -> tuple[int, str, str]:
    days = span(claim.date or "")
    return ((days.last - days.first).days, claim.date or "", claim.id)


def _same(one: Claim, other: Claim) -> bool:
    return span(other.date or "").contains(span(one.date or ""))


def _published(market: Market, claim: Claim) -> date:
    return rules.published_by(market.source_of(claim), span(market.info.read).last).first


def _incident(market: Market, vendor: str, claims: Iterable[Claim]) -> Incident:
    ordered = list(claims)
    return Incident(
        vendor=vendor,
        date=ordered[0].date,
        says=tuple(dict.fromkeys(claim.text for claim in ordered if claim.text)),
        claims=tuple(sorted(claim.id for claim in ordered)),
        origins=len({market.source_of(claim).origin for claim in ordered}),
    )
