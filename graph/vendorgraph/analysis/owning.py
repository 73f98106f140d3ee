"""Control, integrated ownership, close links and voting power over the relations of a day: the answer of `control`."""

from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from vendorgraph.analysis.ground import Ground
from vendorgraph.analysis.holdings import Capital, Holding, Pair, as_shares, voting
from vendorgraph.analysis.ties.votes import power
from vendorgraph.analysis.timing import state
from vendorgraph.analysis.verdict import RUMOUR, in_doubt
from vendorgraph.ownership.beneficial import Owner, beneficial_owners
from vendorgraph.ownership.closelinks import CloseLink, close_links
from vendorgraph.ownership.control import Blocked, Control, control, fifty_percent
from vendorgraph.ownership.holdings import Holdings
from vendorgraph.ownership.integrated import Integration, integrated
from vendorgraph.ownership.ranges import MAJORITY, Threshold, passes, total
from vendorgraph.relations.model import UNKNOWN_SHARE, Share


class VotePower(Struct, frozen=True, kw_only=True):
    """What a holder has of a company, of its votes with the companies it controls, and the power of that block.

    `power` is None where it cannot be said, since the votes of some other holder are not known.
    """

    holder: str
    company: str
    share: Share
    votes: Share
    power: float | None


class Owning(Struct, frozen=True, kw_only=True):
    """Who controls and owns whom, of one entity or of all; `holdings` are all that it was found on.

    `threshold` is that of control. `integration` also says what was withheld and why. `owners` are those of the entity,
    and `blocked` the companies by the 50-percent rule, where they were asked for. `doubted` are the pairs of `control`
    that would be certain by their shares alone, `contested` the companies of which several are said to have most.
    """

    threshold: Threshold
    control: tuple[Control, ...]
    integration: Integration
    close_links: tuple[CloseLink, ...]
    powers: tuple[VotePower, ...]
    owners: tuple[Owner, ...]
    blocked: tuple[Blocked, ...]
    holdings: tuple[Holding, ...]
    doubted: frozenset[Pair] = frozenset()
    contested: frozenset[str] = frozenset()


def owning(
    ground: Ground,
    slug: str | None = None,
    threshold: Threshold = MAJORITY,
    *,
    owners: bool = False,
    blocked: Sequence[str] = (),
) -> Owning:
    """Return what `control` answers for the entity `slug` (None: for all), with the convention of `ground`.

    Stakes of unknown size count as between nothing and all. TooManyPaths when there are too many simple ones.
    """
    shares = as_shares(ground.capital.counted.values())
    told = [each for into in ground.holdings.into.values() for each in into if _holds(each)]

    contested = _contested(shares)
    sure, doubted = _certain(told, contested, threshold)

    def about(*names: str | None) -> bool:
        return slug is None or slug in names

    return Owning(
        threshold=threshold,
        control=tuple(each for each in sure if about(each.holder, each.company)),
        integration=_integration(ground, shares, slug),
        close_links=tuple(
            each for each in close_links(shares, ground.convention) if about(each.a, each.b, each.through)
        ),
        powers=tuple(each for each in _powers(ground) if about(each.holder, each.company)),
        owners=beneficial_owners(shares, slug) if owners and slug else (),
        blocked=fifty_percent(shares, blocked) if blocked else (),
        holdings=_all(ground.capital),
        doubted=doubted,
        contested=frozenset(contested),
    )


def _all(capital: Capital) -> tuple[Holding, ...]:
    """The holdings, with those that repeat one of them, in the order of company and holder."""
    held = (*capital.counted.values(), *(each.holding for each in capital.repeated.values()))
    return tuple(sorted(held, key=lambda each: (each.company, each.holder)))


def _certain(
    told: list[Holding], contested: dict[str, set[str]], threshold: Threshold
) -> tuple[tuple[Control, ...], frozenset[Pair]]:
    """Control by all holdings, certain only where those suffice that nothing calls into doubt; and where it does.

    These are confirmed, undisputed, more than a rumour, and nobody else is said to have more than half as well, but for
    companies that the holder controls.
    """
    firm = [each for each in told if each.company not in contested and not _doubtful(each)]
    sure = {(each.holder, each.company) for each in control(voting(firm), threshold) if each.verdict == "certain"}
    found = control(voting(told), threshold)
    pairs = {(each.holder, each.company) for each in found if each.verdict == "certain"}
    sure |= {
        (holder, company)
        for holder, company in pairs - sure
        if company in contested and all(each == holder or (holder, each) in sure for each in contested[company])
    }
    judged = (
        each if (each.holder, each.company) in sure else structs.replace(each, verdict="possible") for each in found
    )
    return tuple(judged), frozenset(pairs - sure)


def _contested(shares: Holdings) -> dict[str, set[str]]:
    """The companies of which several are said to have more than half each, with these holders."""
    return {
        company: holders
        for company, held in shares.by_company.items()
        if len(holders := {each.holder for each in held if passes(each.share, MAJORITY) == "certain"}) > 1
    }


def _doubtful(holding: Holding) -> bool:
    return any(in_doubt(hop) or hop.grade == RUMOUR for hop in (holding.relation, holding.standing))


def _holds(holding: Holding) -> bool:
    return holding.holder != holding.company and state(holding.standing) == "holds"


def _integration(ground: Ground, shares: Holdings, slug: str | None) -> Integration:
    """All integrated shares, or those of one holder and in one company."""
    capital, convention = ground.capital, ground.convention
    asked = {"holder": slug}, {"company": slug}
    parts = [integrated(shares, convention, **end) for end in asked] if slug else [integrated(shares, convention)]
    found = {(each.holder, each.company): each for part in parts for each in part.shares}
    for holder in {holder for holder, _ in capital.repeated}:
        seen = integrated(as_shares(capital.seen_by(holder).values()), convention, holder=holder).shares
        found |= {(holder, each.company): each for each in seen if slug in (None, holder, each.company)}
    near = {slug, *shares.above([slug]), *shares.below([slug])} if slug else None
    return Integration(
        convention,
        tuple(found[pair] for pair in sorted(found)),
        tuple(loop for loop in parts[0].loops if near is None or near & set(loop)),
        tuple(excess for excess in parts[0].excess if near is None or excess.company in near),
        tuple(name for name in parts[0].withheld if near is None or name in near),
    )


def _powers(ground: Ground) -> Iterator[VotePower]:
    """The holdings of which it is known whether they vote, in the order of company and holder."""
    below: dict[str, set[str]] = {}
    for found in (found for into in ground.controls.values() for found in into if found.verdict == "certain"):
        below.setdefault(found.holder, set()).add(found.company)
    for company in sorted(ground.capital_in):
        for each in ground.votes(company):
            if (each.voting is not None or each.voting_share is not None) and each.share != UNKNOWN_SHARE:
                block = {each.holder, *below.get(each.holder, ())}
                yield VotePower(
                    holder=each.holder,
                    company=company,
                    share=ground.capital.counted[each.holder, company].share,
                    votes=total(other.share for other in ground.votes(company) if other.holder in block),
                    power=power(ground, company, each.holder, block),
                )
