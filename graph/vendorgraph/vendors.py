"""The vendors that a lab could turn to, by the conflicts of interest that it would have there, clean ones first.

Where the lab itself is not known to buy now, that it does is supposed: a claim `what-if#NN`, and named as such.
"""

from msgspec import Struct, structs

from vendorgraph import whatif
from vendorgraph.analysis.conflicts import conflicts
from vendorgraph.analysis.exposure import exposures, is_vendor
from vendorgraph.analysis.levels import Levels
from vendorgraph.analysis.model import LEVELS, VERDICTS, Conflict, Exposure
from vendorgraph.analysis.timing import state
from vendorgraph.model import Claim, Market
from vendorgraph.relations.model import Relations
from vendorgraph.relations.resolve import resolve
from vendorgraph.whatif import WhatIf


class Candidate(Struct, frozen=True, kw_only=True):
    """A vendor and the conflicts that the lab has, or would have, there, worst first; none for a clean one.

    `exposure` is the status of what is known of purchases there by the lab or its group, in words, None when nothing
    is; `supposed` is whether a purchase was supposed. `claims` counts what is told of the vendor at all: where little
    is told, little can be found.
    """

    vendor: str
    exposure: str | None
    supposed: bool
    claims: int
    conflicts: tuple[Conflict, ...]

    @property
    def level(self) -> str | None:
        """The worst level, None for a clean vendor."""
        return self.conflicts[0].level if self.conflicts else None


class Shortlist(Struct, frozen=True):
    """Every data vendor but the lab itself, the cleanest first; `market` has the claims that were supposed."""

    lab: str
    market: Market
    relations: Relations
    candidates: tuple[Candidate, ...]


def shortlist(market: Market, relations: Relations, lab: str, levels: Levels | None = None) -> Shortlist:
    """Return the vendors for `lab` (a slug) as of the days of `relations`.

    Clean ones come first, the best known before others; then by level, verdict and number of conflicts. A conflict all
    of whose ties are denied counts for none.
    """
    bought = {vendor: _purchases(ways) for vendor, ways in exposures(market, relations, lab).items()}
    buying = {purchase.object for purchase in relations.out(lab, "customer-of") if state(purchase) == "holds"}
    sellers = sorted(slug for slug in market.entities if is_vendor(market, slug) and slug != lab)
    what_if = _suppose(market, lab, [vendor for vendor in sellers if vendor not in buying])
    supposed = whatif.laid_over(market, what_if, min(relations.as_of, relations.known_by))
    resolved = resolve(supposed, relations.as_of, relations.known_by)
    found: dict[str, list[Conflict]] = {}
    for conflict in conflicts(supposed, resolved, lab, levels=levels):
        if conflict.verdict != "refuted":
            found.setdefault(conflict.vendor, []).append(conflict)
    candidates = [
        Candidate(
            vendor=vendor,
            exposure=next((way.status for way in bought.get(vendor, ())), None),
            supposed=vendor not in buying,
            claims=len(market.claims_by_entity.get(vendor, ())),
            conflicts=tuple(found.get(vendor, ())),
        )
        for vendor in sellers
    ]
    return Shortlist(lab, supposed, resolved, tuple(sorted(candidates, key=_order)))


def _purchases(ways: list[Exposure]) -> list[Exposure]:
    """The exposures by a purchase of the lab or its group, not by work that another vendor passes on."""
    return [way for way in ways if way.path[-1].relation == "customer-of"]


def _suppose(market: Market, lab: str, vendors: list[str]) -> WhatIf:
    """That the lab buys from the vendors now, in place of whatever is told or denied of its purchases there."""
    told = (claim for claim in market.claims_by_entity.get(lab, ()) if claim.relation == "customer-of")
    purchases = (
        Claim(id="", subject=lab, relation="customer-of", object=vendor, status="current", certainty=whatif.CERTAINTY)
        for vendor in vendors
    )
    instead = tuple(claim.id for claim in told if claim.subject == lab and claim.object in vendors)
    return structs.replace(whatif.supposed(market, purchases), without_claims=instead)


def _order(candidate: Candidate) -> tuple[object, ...]:
    if candidate.level is None:
        return (-len(LEVELS), -candidate.claims, 0, candidate.vendor)
    worst = candidate.conflicts[0]
    as_bad = sum(each.level == worst.level for each in candidate.conflicts)
    return (-LEVELS.index(worst.level), -VERDICTS.index(worst.verdict), as_bad, candidate.vendor)
