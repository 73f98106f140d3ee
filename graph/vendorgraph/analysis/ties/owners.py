"""Common owner: a third party that has a part of the vendor and of the rival, directly or through others."""

from collections.abc import Iterator

from vendorgraph.analysis import timing, words
from vendorgraph.analysis.ground import Ground
from vendorgraph.analysis.holdings import Holding
from vendorgraph.analysis.model import Tie
from vendorgraph.analysis.ties.made import made, name
from vendorgraph.analysis.ties.stakes import Chain, chains, chains_from, share_of
from vendorgraph.relations.model import UNKNOWN_SHARE, Share

RULE = "a third party holds both"

#: Lower ends of what the owner has of both, with the words for them; below the last there are no words.
BANDS = ((0.2, "20 % or more of both, closely linked"), (0.05, "5 % or more of both"))


def common_owner(ground: Ground, vendor: str) -> Iterator[Tie]:
    """Yield a tie for every company that `ground` faces of which an owner of a part of `vendor` has a part too.

    The two chains of stakes meet in the owner alone and have up to `ground.max_hops` stakes together. A subsidiary of
    what the owner holds is reached through its corporate group.
    """
    for here in (*chains(ground, vendor), *_standing(ground, ground.holdings.into.get(vendor, []))):
        owner = here[0].holder
        for there in (*chains_from(ground, owner), *_standing(ground, ground.holdings.of.get(owner, []))):
            bears = there[-1].stake and len(here) + len(there) <= ground.max_hops and ground.faces(there[-1].company)
            if bears and _apart(here, there):
                yield from _tie(ground, vendor, here, there)


def _standing(ground: Ground, holdings: list[Holding]) -> Iterator[Chain]:
    """Direct stakes that are over or planned."""
    return ((each,) for each in holdings if each.stake and timing.state(each.standing) in ("over", "planned"))


def _apart(here: Chain, there: Chain) -> bool:
    """Whether two chains of one owner have no company in common."""
    return not {each.company for each in here} & {each.company for each in there}


def _tie(ground: Ground, vendor: str, here: Chain, there: Chain) -> Iterator[Tie]:
    owner, rival = here[0].holder, there[-1].company
    in_vendor, in_rival = share_of(ground, here, rival), share_of(ground, there, vendor)
    both = smaller(in_vendor, in_rival)
    draft = Tie(
        kind="common-owner",
        degree="common owner",
        rival=rival,
        vendor=vendor,
        rule=f"{RULE}: {band(both)}",
        path=tuple(each.relation for each in (*reversed(there), *here)),
        strength=f"{name(ground, owner)} holds {_part(in_vendor)} the vendor and {_part(in_rival)} the rival",
        through=(*(each.company for each in reversed(there[:-1])), owner, *(each.company for each in here[:-1])),
        owner=owner,
        share=both,
    )
    yield from made(ground, draft, ground.course(each.standing for each in (*there, *here)))


def _part(share: Share) -> str:
    """The share in words; what others leave of one that nobody states says nothing here."""
    return words.part(share if share.min > 0 else UNKNOWN_SHARE)


def band(share: Share) -> str:
    """Return the words for how much of both an owner has, by the highest threshold that the lower end meets."""
    for least, label in BANDS:
        if share.min >= least:
            return label
    least = BANDS[-1][0]
    return f"less than {least * 100:g} % of one" if share.max < least else "how much of both is not known"


def smaller(one: Share, other: Share) -> Share:
    """Return the interval of the smaller of two shares: what an owner holds of both at least."""
    low = min((one.min, one.min_open), (other.min, other.min_open))
    high = min((one.max, not one.max_open), (other.max, not other.max_open))
    return Share(low[0], high[0], low[1], not high[1])
