"""Exposures: the ways in which a customer's data reached, reaches or will reach a vendor.

Directly (customer-of), through a company of the customer's group, or on through the suppliers to whom the vendor passes
work. Purchases that hold, ever held or are planned count.
"""

from collections.abc import Callable

from vendorgraph.analysis import corporate
from vendorgraph.analysis.model import VERDICTS, Exposure, Path
from vendorgraph.analysis.timing import course, state
from vendorgraph.analysis.verdict import grade_of, judge
from vendorgraph.model import Market
from vendorgraph.relations.model import Relation, Relations

#: How many suppliers one after the other the work is followed to.
MAX_SUPPLIERS = 2

_STATES = ("holds", "over", "planned")


def exposures(
    market: Market, relations: Relations, customer: str, *, any_vendor: bool = False
) -> dict[str, list[Exposure]]:
    """Return the exposures of `customer` by vendor, best first: established, holding, shortest, best graded.

    A vendor is an entity with the role "data-vendor", or any seller with `any_vendor`. Vendors are in order of slug; an
    entity that buys nothing has none.
    """

    def counts(slug: str) -> bool:
        return any_vendor or is_vendor(market, slug)

    found: dict[str, list[Exposure]] = {}
    for member, ways in corporate.members(relations, customer).items():
        for purchase in relations.out(member, "customer-of"):
            if not counts(purchase.object) or purchase.object == customer or not _counted(purchase):
                continue
            for way in ways:
                for vendor, path in _onwards(relations, (*way, purchase), purchase.object, counts):
                    if vendor != customer and (
                        exposure := _exposure(market, relations, vendor, path, purchase, customer)
                    ):
                        found.setdefault(vendor, []).append(exposure)
    return {vendor: sorted(found[vendor], key=_order) for vendor in sorted(found)}


def labs(market: Market) -> list[str]:
    """Return the slugs of the entities with the role of a lab, in their order."""
    return sorted(entity.slug for entity in market.entities.values() if "ai-lab" in entity.roles)


def is_vendor(market: Market, slug: str) -> bool:
    """Whether an entity has the role of a data vendor."""
    entity = market.entities.get(slug)
    return entity is not None and "data-vendor" in entity.roles


def _onwards(relations: Relations, path: Path, vendor: str, counts: Callable[[str], bool]) -> list[tuple[str, Path]]:
    """The vendor that the path ends at, and the suppliers that it passes work to, each with every way there."""
    found = [(vendor, path, frozenset((vendor,)))]
    for buyer, way, seen in found:
        if len(way) - len(path) == MAX_SUPPLIERS:
            continue
        for relation in relations.into(buyer, "supplier-of"):
            supplier = relation.subject
            if supplier not in seen and counts(supplier) and _counted(relation):
                found.append((supplier, (*way, relation), seen | {supplier}))
    return [(supplier, way) for supplier, way, _ in found]


def is_stale(relation: Relation) -> bool:
    """Whether a relation counts as holding by the last word of it alone: that it still does is a missing fact."""
    return relation.status == "unconfirmed" and state(relation) == "holds"


def _counted(relation: Relation) -> bool:
    return state(relation) in _STATES


def _exposure(
    market: Market, relations: Relations, vendor: str, path: Path, purchase: Relation, customer: str
) -> Exposure | None:
    standing = course(path, relations.as_of)
    if standing is None:
        return None
    judgement, stale = judge(market, path, ever=True), judge(market, filter(is_stale, path))
    return Exposure(
        customer=customer,
        vendor=vendor,
        status=purchase.label,
        path=path,
        course=standing,
        since=standing.since,
        until=standing.until,
        verdict=judgement.verdict,
        missing=tuple(dict.fromkeys((*judgement.missing, *stale.missing))),
    )


def _order(exposure: Exposure) -> tuple[object, ...]:
    return (
        VERDICTS.index(exposure.verdict),
        _STATES.index(exposure.course.state),
        len(exposure.path),
        grade_of(exposure.path),
        [hop.key[:3] for hop in exposure.path],
    )
