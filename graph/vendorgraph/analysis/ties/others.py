"""Common owner, commerce and supplier chain: ties in which the rival neither owns nor runs anything at the vendor."""

from collections.abc import Iterator

from msgspec import structs

from vendorgraph.analysis import timing, words
from vendorgraph.analysis.ground import Ground
from vendorgraph.analysis.holdings import Holding
from vendorgraph.analysis.model import Tie
from vendorgraph.analysis.ties.made import made, name
from vendorgraph.relations.model import Relation, Share

OWNER = "a third party holds both (20 % of both: closely linked)"
COMMERCE = "the rival buys there too"
SUPPLIER = "the vendor's supplier is tied to the rival"

_COUNTED = ("holds", "over", "planned")


def common_owner(ground: Ground, vendor: str) -> Iterator[Tie]:
    """Yield a tie for every other company that a holder of a stake in `vendor` holds a stake in, of any size."""
    for here in _stakes(ground.holdings.into.get(vendor, [])):
        for there in _stakes(ground.holdings.of.get(here.holder, [])):
            if there.company == vendor:
                continue
            both = f"{words.part(here.share)} the vendor and {words.part(there.share)} the rival"
            draft = Tie(
                kind="common-owner",
                degree="common owner",
                rival=there.company,
                vendor=vendor,
                rule=OWNER,
                path=(there.relation, here.relation),
                strength=f"{name(ground, here.holder)} holds {both}",
                through=(here.holder,),
                share=smaller(here.share, there.share),
            )
            yield from made(ground, draft, ground.course((there.standing, here.standing)))


def smaller(one: Share, other: Share) -> Share:
    """Return the interval of the smaller of two shares: what an owner holds of both at least."""
    low = min((one.min, one.min_open), (other.min, other.min_open))
    high = min((one.max, not one.max_open), (other.max, not other.max_open))
    return Share(low[0], high[0], low[1], not high[1])


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


def _stakes(holdings: list[Holding]) -> list[Holding]:
    """Stakes that hold, are planned or are over."""
    return [holding for holding in holdings if holding.stake and timing.state(holding.standing) in _COUNTED]
