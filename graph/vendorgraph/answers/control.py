"""The answer of `control`: JSON and tables.

Keys beyond the first three are there only when they were asked for, or when there is something that they must tell.
"""

import math
from collections.abc import Iterable
from typing import Annotated, TypeVar

from msgspec import UNSET, Meta, UnsetType

from vendorgraph.analysis.owning import Owning
from vendorgraph.answers import parts
from vendorgraph.answers.parts import About, Answer, Day, Fraction, Hop, Share
from vendorgraph.model import Market
from vendorgraph.ownership.beneficial import TESTS, Owner
from vendorgraph.ownership.closelinks import CLOSE, CloseLink
from vendorgraph.ownership.control import Blocked, Control
from vendorgraph.ownership.integrated import CONVENTIONS, IntegratedShare
from vendorgraph.relations.model import Relations
from vendorgraph.relations.model import Share as Interval

_T = TypeVar("_T")
End = Annotated[float, Meta(ge=0)]


class OpenShare(Answer, frozen=True, kw_only=True):
    """A share as an interval of fractions; by Brioschi it can exceed 1, and `max` is null where nothing bounds it."""

    min: End
    max: End | None


class IntegratedAnswer(Answer, frozen=True, kw_only=True):
    """What `holder` has of `company`, directly and through others, by the convention named."""

    holder: str
    company: str
    share: OpenShare
    convention: str


class CloseLinkAnswer(Answer, frozen=True, kw_only=True):
    """A close link: a holds 20 % or more of b (case a), b of a (case b), or a third party of both (case c)."""

    a: str
    b: str
    case: str
    through: str | None
    convention: str


class OwnerTestAnswer(Answer, frozen=True, kw_only=True):
    """What one test of beneficial ownership says; verdict and share are null where shares are withheld."""

    test: str
    rule: str
    verdict: str | None
    share: Share | None


class OwnerAnswer(Answer, frozen=True, kw_only=True):
    """A direct or indirect holder, with the answers of all tests side by side."""

    holder: str
    company: str
    tests: tuple[OwnerTestAnswer, ...]


class BlockedAnswer(Answer, frozen=True, kw_only=True):
    """A company that counts as blocked by the 50-percent rule, since those in `through` hold `share` of it together."""

    company: str
    verdict: str
    share: Share
    through: tuple[str, ...]


class ExcessAnswer(Answer, frozen=True, kw_only=True):
    """A company of which `holdings` make more than the whole: `sum` at least."""

    company: str
    sum: End
    holdings: tuple[Hop, ...]


class PowerAnswer(Answer, frozen=True, kw_only=True):
    """What a holder has of a company, of its votes, and the voting power of its block (null: not known)."""

    holder: str
    company: str
    share: Share
    votes: Share
    power: Fraction | None


class PossibleAnswer(Answer, frozen=True, kw_only=True):
    """What the known ends of shares leave possible."""

    control: tuple[tuple[str, str], ...]
    close_links: tuple[CloseLinkAnswer, ...]


class EvidenceAnswer(Answer, frozen=True, kw_only=True):
    """What the answer rests on: days, rules, and every holding with its claims."""

    as_of: Day
    known_by: Day
    market: About
    rules: tuple[str, ...]
    holdings: tuple[Hop, ...]
    voting_power: tuple[PowerAnswer, ...]
    possible: PossibleAnswer


class ControlAnswer(Answer, frozen=True, kw_only=True):
    """Who certainly controls whom, integrated shares, and close links that are certain."""

    control: tuple[tuple[str, str], ...]
    integrated: tuple[IntegratedAnswer, ...]
    close_links: tuple[CloseLinkAnswer, ...]
    beneficial_owners: tuple[OwnerAnswer, ...] | UnsetType = UNSET
    blocked: tuple[BlockedAnswer, ...] | UnsetType = UNSET
    excess: tuple[ExcessAnswer, ...] | UnsetType = UNSET
    loops: tuple[tuple[str, ...], ...] | UnsetType = UNSET
    withheld: tuple[str, ...] | UnsetType = UNSET
    evidence: EvidenceAnswer | UnsetType = UNSET


def answer(market: Market, relations: Relations, found: Owning, *, owners: bool, explain: bool) -> ControlAnswer:
    """Return the answer; `owners` and `explain` say whether beneficial owners and the evidence are asked for."""
    excess = tuple(
        ExcessAnswer(company=each.company, sum=each.minimum, holdings=_hops(found, each.company))
        for each in found.integration.excess
    )
    return ControlAnswer(
        control=_pairs(each for each in found.control if each.verdict == "certain"),
        integrated=tuple(map(_integrated, found.integration.shares)),
        close_links=tuple(_link(each) for each in found.close_links if each.verdict == "certain"),
        beneficial_owners=tuple(map(_owner, found.owners)) if owners else UNSET,
        blocked=_told(map(_blocked, found.blocked)),
        excess=_told(excess),
        loops=_told(found.integration.loops),
        withheld=_told(found.integration.withheld),
        evidence=_evidence(market, relations, found) if explain else UNSET,
    )


def rules(found: Owning) -> tuple[str, ...]:
    """Return the rules and conventions that the answer was found by, in words."""
    convention = CONVENTIONS[found.integration.convention]
    return (
        f"control: {found.threshold.label} of the votes, alone or with controlled companies",
        f"integrated share ({convention.title}): {convention.rule}",
        f"close link: {CLOSE.label} by integrated share, direct, indirect or through a third party",
    )


def _told(values: Iterable[_T]) -> tuple[_T, ...] | UnsetType:
    return tuple(values) or UNSET


def _pairs(found: Iterable[Control]) -> tuple[tuple[str, str], ...]:
    return tuple((each.holder, each.company) for each in found)


def _integrated(each: IntegratedShare) -> IntegratedAnswer:
    high = None if math.isinf(each.share.max) else each.share.max
    share = OpenShare(min=each.share.min, max=high)
    return IntegratedAnswer(holder=each.holder, company=each.company, share=share, convention=each.convention)


def _link(link: CloseLink) -> CloseLinkAnswer:
    return CloseLinkAnswer(a=link.a, b=link.b, case=link.case, through=link.through, convention=link.convention)


def _owner(owner: Owner) -> OwnerAnswer:
    rule = {test.name: test.rule for test in TESTS}
    return OwnerAnswer(
        holder=owner.holder,
        company=owner.company,
        tests=tuple(
            OwnerTestAnswer(test=each.test, rule=rule[each.test], verdict=each.verdict, share=parts.share(each.share))
            for each in owner.answers
        ),
    )


def _blocked(each: Blocked) -> BlockedAnswer:
    return BlockedAnswer(company=each.company, verdict=each.verdict, share=_share(each.share), through=each.through)


def _share(share: Interval) -> Share:
    return Share(min=share.min, max=share.max)


def _hops(found: Owning, company: str | None = None) -> tuple[Hop, ...]:
    return tuple(parts.hop(each.relation) for each in found.holdings if company in (None, each.company))


def _evidence(market: Market, relations: Relations, found: Owning) -> EvidenceAnswer:
    return EvidenceAnswer(
        as_of=relations.as_of.isoformat(),
        known_by=relations.known_by.isoformat(),
        market=parts.about(market),
        rules=rules(found),
        holdings=_hops(found),
        voting_power=tuple(
            PowerAnswer(
                holder=each.holder,
                company=each.company,
                share=_share(each.share),
                votes=_share(each.votes),
                power=each.power,
            )
            for each in found.powers
        ),
        possible=PossibleAnswer(
            control=_pairs(each for each in found.control if each.verdict == "possible"),
            close_links=tuple(_link(each) for each in found.close_links if each.verdict == "possible"),
        ),
    )
