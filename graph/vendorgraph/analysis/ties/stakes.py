"""Ownership: stakes and chains of stakes, each with the integrated share of its holder in the vendor; and talks.

A chain is a path by which the holder has its share; all ways together make it, cycles counted by the convention named.
A share that nobody states lies between nothing and all, or what the other holders leave; it is never taken as nothing
and never dropped.
"""

from collections.abc import Iterator

from vendorgraph.analysis import words
from vendorgraph.analysis.ground import Ground
from vendorgraph.analysis.holdings import Holding
from vendorgraph.analysis.model import Tie
from vendorgraph.analysis.ties.made import made, name, names
from vendorgraph.analysis.timing import prospect, state
from vendorgraph.analysis.verdict import judge
from vendorgraph.ownership.integrated import CONVENTIONS
from vendorgraph.ownership.ranges import product
from vendorgraph.relations.model import UNKNOWN_SHARE, Share
from vendorgraph.relations.shares import is_about

INTEGRATED = "integrated share ({})"
DIRECT = "direct stake"
CHAIN = "product along a simple path"
TALKS = "talks about a deal"

Chain = tuple[Holding, ...]


def ownership(ground: Ground, vendor: str) -> Iterator[Tie]:
    """Yield a tie for every holder of a stake in `vendor`, directly or through companies it holds, and for talks."""
    for chain in chains(ground, vendor):
        yield from _held(ground, vendor, chain)
    for holding in ground.holdings.into.get(vendor, []):
        if holding.stake and not _holds(holding):
            yield from _standing(ground, holding)
    yield from _talks(ground, vendor)


def chains(ground: Ground, company: str) -> list[Chain]:
    """Return the chains of holdings down to `company`, shortest first; each begins with a stake, none goes round."""
    found: list[Chain] = [(holding,) for holding in ground.holdings.into.get(company, []) if _holds(holding)]
    for chain in found:
        if len(chain) < ground.max_hops:
            below = {company, *(holding.holder for holding in chain)}
            above = ground.holdings.into.get(chain[0].holder, [])
            found.extend((holding, *chain) for holding in above if holding.holder not in below and _holds(holding))
    return [chain for chain in found if chain[0].stake]


def chains_from(ground: Ground, holder: str) -> list[Chain]:
    """Return the chains of holdings down from `holder`, shortest first; each begins with a stake, none goes round."""
    if holder in ground.chains:
        return ground.chains[holder]
    found = ground.chains[holder] = [
        (each,) for each in ground.holdings.of.get(holder, []) if each.stake and _holds(each)
    ]
    for chain in found:
        if len(chain) < ground.max_hops:
            above = {holder, *(holding.company for holding in chain)}
            below = ground.holdings.of.get(chain[-1].company, [])
            found.extend((*chain, holding) for holding in below if holding.company not in above and _holds(holding))
    return found


def share_of(ground: Ground, chain: Chain, without: str) -> Share:
    """Return the share that the top holder of a chain has of its last company, not counting what `without` holds.

    Unknown where it is withheld.
    """
    _, share, _ = _share(ground, chain, without) if all(map(_holds, chain)) else ("", chain[0].share, ())
    return UNKNOWN_SHARE if share is None else share


def _held(ground: Ground, vendor: str, chain: Chain) -> Iterator[Tie]:
    path, through = tuple(holding.relation for holding in chain), tuple(holding.company for holding in chain[:-1])
    rule, share, flaws = _share(ground, chain)
    draft = Tie(
        kind="ownership",
        degree="stake",
        rival=chain[0].holder,
        vendor=vendor,
        rule=rule,
        path=path,
        strength=_strength(ground, chain, share),
        through=through,
        share=share,
        voting=None if through else chain[0].voting,
        missing=(*(fact for holding in chain for fact in _unknown(ground, holding)), *flaws),
    )
    yield from made(ground, draft, ground.course(holding.standing for holding in chain))


def _share(ground: Ground, chain: Chain, without: str | None = None) -> tuple[str, Share | None, tuple[str, ...]]:
    """The rule, the share by it, and why it is not the integrated one.

    Parallel relations (an investment beside a stated stake) are measured by what they say themselves.
    """
    own, direct = _own(chain), len(chain) == 1
    if any(_chosen(ground, holding).share != holding.share for holding in chain):
        return DIRECT if direct else CHAIN, own, ()
    owners = ground.owners_of(chain[-1].company, without)
    rule = INTEGRATED.format(CONVENTIONS[ground.convention].title)
    if owners.flaws:
        return (DIRECT, own, owners.flaws) if direct else (f"{rule}, withheld", None, owners.flaws)
    established = judge(ground.market, (holding.relation for holding in chain)).verdict == "established"
    return rule, owners.share(chain[0].holder, established=established), ()


def _own(chain: Chain) -> Share:
    """What the chain alone hands down."""
    return product(holding.share for holding in chain) if len(chain) > 1 else chain[0].share


def _chosen(ground: Ground, holding: Holding) -> Holding:
    return ground.capital.counted.get((holding.holder, holding.company), holding)


def _strength(ground: Ground, chain: Chain, share: Share | None) -> str:
    own, through = _own(chain), [holding.company for holding in chain[:-1]]
    way = f"through {names(ground, tuple(through))}" if through else ""
    votes = "" if through else f", {words.votes(chain[0].voting)}"
    about = any(is_about(ground.market, holding.relation) for holding in chain)
    if share is None:
        return f"{way}, share withheld"
    if share.min > own.min:
        return f"{words.percent(share, about)} in all, {words.percent(own, about)} {way or 'directly'}{votes}"
    return f"{_size(own, share, about)}{f' {way}' if way else votes}"


def _size(stated: Share, share: Share, about: bool) -> str:
    """The share in words; of one that nobody states, what the other holders leave of it."""
    if not words.is_unknown(stated):
        return words.percent(share, about)
    return "stake of unknown size" if words.is_unknown(share) else f"stake of unknown size, {words.percent(share)}"


def _standing(ground: Ground, holding: Holding) -> Iterator[Tie]:
    """A direct stake that does not hold: planned, over or denied."""
    denied = state(holding.standing) == "denied"
    size = _size(holding.share, holding.share, is_about(ground.market, holding.relation))
    draft = Tie(
        kind="ownership",
        degree="stake",
        rival=holding.holder,
        vendor=holding.company,
        rule=DIRECT,
        path=(holding.relation,),
        strength="denied stake" if denied else f"{size}, {words.votes(holding.voting)}",
        share=None if denied else holding.share,
        voting=holding.voting,
        missing=() if denied else _unknown(ground, holding),
    )
    yield from made(ground, draft, ground.course((holding.standing,)))


def _unknown(ground: Ground, holding: Holding) -> tuple[str, ...]:
    """The size of a stake, where it is missing; that leaves the stake as established as it was."""
    if not holding.stake or not words.is_unknown(holding.share):
        return ()
    return (f"the size of the stake of {name(ground, holding.holder)} in {name(ground, holding.company)}",)


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
