"""Ownership: a direct stake, and chains of stakes (the product of the shares along a simple path); and votes.

A share that nobody states lies between nothing and all; it is never taken as nothing and never dropped.
"""

from collections.abc import Iterator

from vendorgraph.analysis import words
from vendorgraph.analysis.ground import Ground
from vendorgraph.analysis.holdings import Holding, votes_of
from vendorgraph.analysis.model import Tie
from vendorgraph.analysis.ties.made import made, name, names
from vendorgraph.analysis.timing import prospect, state
from vendorgraph.ownership.ranges import product
from vendorgraph.relations.model import Share

DIRECT = "direct stake"
CHAIN = "product along a simple path"
TALKS = "talks about a deal"
VOTES = "votes of a direct stake"


def ownership(ground: Ground, vendor: str) -> Iterator[Tie]:
    """Yield a tie for every holder of a stake in `vendor`, directly or through companies it holds, and for talks."""
    for holding in ground.holdings.into.get(vendor, []):
        if holding.stake:
            yield from _direct(ground, holding)
    yield from _chains(ground, vendor)
    yield from _talks(ground, vendor)


def votes(ground: Ground, vendor: str) -> Iterator[Tie]:
    """Yield a tie for every stake in `vendor` that is said to carry votes; silence about votes is no vote."""
    for holding in ground.holdings.into.get(vendor, []):
        share = votes_of(holding)
        if holding.stake and share is not None:
            draft = Tie(
                kind="votes",
                degree="votes",
                rival=holding.holder,
                vendor=vendor,
                rule=VOTES,
                path=(holding.relation,),
                strength=f"{words.percent(share)} of the votes",
                share=share,
                voting=True,
            )
            yield from made(ground, draft, ground.course((holding.relation,)))


def _direct(ground: Ground, holding: Holding) -> Iterator[Tie]:
    denied = state(holding.standing) == "denied"
    draft = Tie(
        kind="ownership",
        degree="stake",
        rival=holding.holder,
        vendor=holding.company,
        rule=DIRECT,
        path=(holding.relation,),
        strength="denied stake" if denied else f"{_size(holding.share)}, {words.votes(holding.voting)}",
        share=None if denied else holding.share,
        voting=holding.voting,
        missing=() if denied else _unknown(ground, holding),
    )
    yield from made(ground, draft, ground.course((holding.standing,)))


def _size(share: Share) -> str:
    return "stake of unknown size" if words.is_unknown(share) else words.percent(share)


def _unknown(ground: Ground, holding: Holding) -> tuple[str, ...]:
    """The size of a stake, where it is missing; that leaves the stake as established as it was."""
    if not words.is_unknown(holding.share):
        return ()
    return (f"the size of the stake of {name(ground, holding.holder)} in {name(ground, holding.company)}",)


def _chains(ground: Ground, vendor: str) -> Iterator[Tie]:
    """Chains of two or more holdings down to the vendor, shortest first; the top one is a stake."""
    chains: list[tuple[Holding, ...]] = [(h,) for h in ground.holdings.into.get(vendor, []) if _holds(h)]
    for chain in chains:
        if len(chain) > 1 and chain[0].stake:
            yield from _chain(ground, vendor, chain)
        if len(chain) == ground.max_hops:
            continue
        below = {vendor, *(holding.holder for holding in chain)}
        above = ground.holdings.into.get(chain[0].holder, [])
        chains.extend((h, *chain) for h in above if h.holder not in below and _holds(h))


def _chain(ground: Ground, vendor: str, chain: tuple[Holding, ...]) -> Iterator[Tie]:
    share = product(holding.share for holding in chain)
    through = tuple(holding.company for holding in chain[:-1])
    path = tuple(holding.relation for holding in chain)
    draft = Tie(
        kind="ownership",
        degree="stake",
        rival=chain[0].holder,
        vendor=vendor,
        rule=CHAIN,
        path=path,
        strength=f"{_size(share)} through {names(ground, through)}",
        through=through,
        share=share,
        missing=tuple(fact for holding in chain if holding.stake for fact in _unknown(ground, holding)),
    )
    yield from made(ground, draft, ground.course(holding.standing for holding in chain))


def _holds(holding: Holding) -> bool:
    return state(holding.standing) == "holds"


def _talks(ground: Ground, vendor: str) -> Iterator[Tie]:
    relations = ground.relations
    for relation in (*relations.out(vendor, "in-talks-with"), *relations.into(vendor, "in-talks-with")):
        if state(relation) != "holds" or relation.status == "unconfirmed":
            continue
        draft = Tie(
            kind="ownership",
            degree="stake",
            rival=relation.object if relation.subject == vendor else relation.subject,
            vendor=vendor,
            rule=TALKS,
            path=(relation,),
            strength="in talks about a deal",
            verdict="possible",
            missing=("what the talks are about, and whether they lead to a deal",),
        )
        yield from made(ground, draft, prospect(relation, relations.as_of))
