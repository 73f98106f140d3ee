"""Group: vendor and rival are of one corporate group, or a deal that would make them so is planned, over or denied."""

from collections.abc import Iterator

from vendorgraph.analysis import corporate, timing
from vendorgraph.analysis.ground import Ground
from vendorgraph.analysis.model import Tie
from vendorgraph.analysis.ties.made import between, made, names
from vendorgraph.relations.model import Relation

SAME = "one corporate group"
DEAL = "a deal that would make one corporate group"
BID = "an offer for the vendor"
ITSELF = "the vendor is the rival"

_DEALS = {"planned": "planned", "over": "former", "denied": "denied"}


def group(ground: Ground, vendor: str) -> Iterator[Tie]:
    """Yield a tie for every other member of the vendor's corporate group, and for deals not in force."""
    for member, ways in ground.members(vendor).items():
        for way in ways if member != vendor else ():
            path = way[::-1]
            through = between(member, path)[:-1]
            strength = f"same group, through {names(ground, through)}" if through else _next_to(vendor, path[0])
            yield from made(ground, _draft(member, vendor, path, SAME, strength, through), ground.course(path))
    yield from _deals(ground, vendor)
    yield from _bids(ground, vendor)


def same_company(ground: Ground, vendor: str) -> Iterator[Tie]:
    """Yield the tie of the vendor to itself: what a customer hands to it, a rival has."""
    draft = Tie(
        kind="same-company",
        degree="same company",
        rival=vendor,
        vendor=vendor,
        rule=ITSELF,
        path=(),
        strength="the rival itself",
    )
    yield from made(ground, draft, ground.course(()))


def _deals(ground: Ground, vendor: str) -> Iterator[Tie]:
    relations = ground.relations
    for kind, noun in (("acquired", "acquisition"), ("subsidiary-of", "subsidiary")):
        for relation in (*relations.out(vendor, kind), *relations.into(vendor, kind)):
            deal = _DEALS.get(timing.state(relation))
            if deal:
                other = relation.object if relation.subject == vendor else relation.subject
                draft = _draft(other, vendor, (relation,), DEAL, f"{deal} {noun}")
                yield from made(ground, draft, ground.course((relation,)))


def _bids(ground: Ground, vendor: str) -> Iterator[Tie]:
    for bid in ground.relations.into(vendor, "bid-for"):
        if timing.state(bid) in ("holds", "planned"):
            draft = Tie(
                kind="group",
                degree="group",
                rival=bid.subject,
                vendor=vendor,
                rule=BID,
                path=(bid,),
                strength="made an offer for it",
                verdict="possible",
                missing=("whether the offer leads to a deal",),
            )
            yield from made(ground, draft, timing.prospect(bid, ground.relations.as_of))


def _draft(
    rival: str, vendor: str, path: tuple[Relation, ...], rule: str, strength: str, through: tuple[str, ...] = ()
) -> Tie:
    return Tie(
        kind="group",
        degree="group",
        rival=rival,
        vendor=vendor,
        rule=rule,
        path=path,
        strength=strength,
        through=through,
    )


def _next_to(vendor: str, relation: Relation) -> str:
    lower = relation.subject if dict(corporate.GROUPING)[relation.relation] else relation.object
    return "its parent" if lower == vendor else "its subsidiary"
