"""Who controls whom: the least fixpoint of majorities held alone or together with controlled companies."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from vendorgraph.ownership.holdings import Holding, Holdings, rest, votes
from vendorgraph.ownership.ranges import HALF, MAJORITY, Threshold, Verdict, is_exact, limit, passes, total
from vendorgraph.relations.model import Share

#: Companies reached, each with the holdings that were enough when it was.
_Reached = dict[str, tuple[Holding, ...]]


class Control(Struct, frozen=True):
    """`holder` controls `company` by the test that `rule` names, certainly or possibly.

    `through` lists who holds the shares that are enough: the holder, companies it controls, or both; `share` is what
    they have together. A company named in `through` is controlled without the help of this one: no argument in a
    circle.
    """

    holder: str
    company: str
    verdict: Verdict
    share: Share
    through: tuple[str, ...]
    rule: str


class Blocked(Struct, frozen=True):
    """`company` counts as blocked because those in `through`, blocked themselves, hold `share` of it together."""

    company: str
    verdict: Verdict
    share: Share
    through: tuple[str, ...]
    rule: str


class Block(Struct, frozen=True):
    """What `holder` and the companies it controls hold of `company` directly: those in `through`, together `share`."""

    holder: str
    company: str
    share: Share
    through: tuple[str, ...]


def control(
    holdings: Holdings, threshold: Threshold = MAJORITY, *, holder: str | None = None, by_votes: bool = True
) -> tuple[Control, ...]:
    """Return every pair of controlling holder and controlled company (of one `holder` only, when given).

    C(x) is the least set with x in C, and T in C whenever the sum of s(c, T) over c in C passes the threshold, where
    s(c, T) is the share of votes (`holdings.votes`; of the capital unless `by_votes`) that c has in T. Certain: the
    lower ends are enough. Possible: the upper ends are, as far as the lower ends of T's other holders leave room.
    Cycles do no harm; nobody controls itself; no holdings, no control. Companies that `holdings.check` reports are
    judged as stated.

    References: Ceri, Gottlob and Tanca 1990 (after); Magnanimi and Iezzi 2022.
    """
    counted = votes(holdings) if by_votes else holdings
    rule = f"control: {threshold.label} of the {'votes' if by_votes else 'shares'}, alone or with controlled companies"
    found = []
    for name in [holder] if holder is not None else counted.by_holder:
        for company, verdict, share, through in _verdicts(counted, [name], threshold):
            found.append(Control(name, company, verdict, share, through, rule))
    return tuple(found)


def fifty_percent(holdings: Holdings, blocked: Iterable[str], threshold: Threshold = HALF) -> tuple[Blocked, ...]:
    """Return the companies that `blocked` persons own to 50 % or more, together and through such companies.

    The fixpoint of `control` with all blocked persons as seeds at once, over shares alone, whatever their votes; a
    stake in a company that does not count itself is not handed on. The persons themselves are not listed.

    Reference: the 50 Percent Rule of the US Treasury, OFAC FAQ 401 (after).
    """
    rule = f"50-percent rule: {threshold.label} of the shares, all blocked persons together"
    return tuple(Blocked(*found, rule) for found in _verdicts(holdings, sorted(set(blocked)), threshold))


def blocks(holdings: Holdings, holder: str, threshold: Threshold = MAJORITY) -> tuple[Block, ...]:
    """Return, for each company in which `holder` or a company that it controls has shares, what they have together.

    Control is by votes, with the threshold given. The lower end counts what the holder and the certainly controlled
    companies hold at least, the upper end what they and the possibly controlled ones can hold at most.
    """
    certain, possible = _closures(votes(holdings), [holder], threshold)
    held: dict[str, list[Holding]] = {}
    for member in (holder, *possible):
        for holding in holdings.by_holder.get(member, []):
            held.setdefault(holding.company, []).append(holding)
    found = []
    for company, joint in sorted(held.items()):
        low = total(h.share for h in joint if h.holder == holder or h.holder in certain)
        high = _together(holdings, joint)
        share = Share(low.min, high.max, low.min_open, high.max_open)
        found.append(Block(holder, company, share, tuple(sorted(h.holder for h in joint))))
    return tuple(found)


def _verdicts(
    holdings: Holdings, seeds: Sequence[str], threshold: Threshold
) -> list[tuple[str, Verdict, Share, tuple[str, ...]]]:
    certain, possible = _closures(holdings, seeds, threshold)
    found: list[tuple[str, Verdict, Share, tuple[str, ...]]] = []
    for company in sorted(possible):
        joint = certain.get(company) or possible[company]
        verdict: Verdict = "certain" if company in certain else "possible"
        found.append((company, verdict, _together(holdings, joint), tuple(sorted(h.holder for h in joint))))
    return found


def _closures(holdings: Holdings, seeds: Sequence[str], threshold: Threshold) -> tuple[_Reached, _Reached]:
    """Return what is certainly reached from the seeds, and what is certainly or possibly."""

    def certainly(joint: Sequence[Holding]) -> bool:
        return passes(total(h.share for h in joint), threshold) == "certain"

    def possibly(joint: Sequence[Holding]) -> bool:
        return passes(_together(holdings, joint), threshold) != "no"

    certain = _closure(holdings.by_holder, seeds, certainly)
    return certain, _closure(holdings.by_holder, seeds, possibly)


def _closure(
    by_holder: Mapping[str, Sequence[Holding]], seeds: Sequence[str], enough: Callable[[Sequence[Holding]], bool]
) -> _Reached:
    """Add companies to the seeds, first come first, as soon as the members' joint holdings are enough."""
    joint: dict[str, list[Holding]] = {}
    reached: _Reached = {}
    queue = deque(seeds)
    while queue:
        for holding in by_holder.get(queue.popleft(), ()):
            company = holding.company
            if company in reached or company in seeds:
                continue
            joint.setdefault(company, []).append(holding)
            if enough(joint[company]):
                reached[company] = tuple(joint[company])
                queue.append(company)
    return reached


def _together(holdings: Holdings, joint: Sequence[Holding]) -> Share:
    """Return what holders of one company have together, as far as its other holders leave room."""
    share = total(h.share for h in joint)
    if is_exact(share):
        return share
    return limit(share, rest(holdings, joint)) or share
