"""Commerce and supplier chain: ties in which the rival neither owns nor runs anything at the vendor."""

from collections.abc import Iterator

from msgspec import structs

from vendorgraph.analysis import timing
from vendorgraph.analysis.ground import Ground
from vendorgraph.analysis.model import Tie
from vendorgraph.analysis.ties.made import made, name
from vendorgraph.relations.model import Relation

COMMERCE = "the rival buys there too"
SUPPLIER = "the vendor's supplier is tied to the rival"

_COUNTED = ("holds", "over", "planned")


def commerce(ground: Ground, vendor: str) -> Iterator[Tie]:
    """Yield a tie for every other customer of `vendor`: one team there may see the data of both (the Chinese wall)."""
    for purchase in ground.relations.into(vendor, "customer-of"):
        if timing.state(purchase) in _COUNTED:
            draft = Tie(
                kind="commerce",
                degree="customer",
                rival=purchase.subject,
                vendor=vendor,
                rule=COMMERCE,
                path=(purchase,),
                strength=f"customer there too ({purchase.label})",
            )
            yield from made(ground, draft, ground.course((purchase,)))


def passed_on(ground: Ground, vendor: str, supply: Relation, at_supplier: Tie, degree: str) -> Iterator[Tie]:
    """Yield the tie at `vendor` that a tie at its supplier makes; nothing when the two never held together.

    `supply` is the supplier-of relation between them. A denied tie at a supplier is none at the vendor.
    """
    own = ground.course((supply,))
    course = timing.both(own, at_supplier.course) if own else None
    if course is None or course.state not in _COUNTED or at_supplier.rival == vendor:
        return
    draft = structs.replace(
        at_supplier,
        kind="supplier-chain",
        degree=degree,
        vendor=vendor,
        rule=f"{SUPPLIER}: {at_supplier.rule}",
        path=(*at_supplier.path, supply),
        strength=f"supplier {name(ground, supply.subject)}: {at_supplier.strength}",
        through=(*at_supplier.through, supply.subject),
    )
    yield from made(ground, draft, course)
