"""Who holds what: stakes, and the parents of subsidiaries, as holdings of a share (R10).

A completed `invested-in` is a stake of unknown size, between nothing and all, votes unknown; where a stake between the
same two is stated it follows that stake: denied it is none, ended it is over. A parent holds more than half of a
subsidiary and of what it acquired, unless a stake says more exactly.
"""

from collections.abc import Iterable

from msgspec import Struct

from vendorgraph.analysis.timing import state
from vendorgraph.ownership import holdings as ownership
from vendorgraph.relations.model import UNKNOWN_SHARE, Relation, Relations, Share

#: Holder and company.
Pair = tuple[str, str]

#: The share of a parent in its subsidiary: more than half, by the meaning of the word.
PARENT = Share(0.5, 1.0, min_open=True)


class Holding(Struct, frozen=True):
    """That `holder` has a share of `company`, by one relation.

    `stake` is false for a parent. `relation` is what says so; `standing` is that relation or, for an investment, the
    stake that it became, when that is over.
    """

    holder: str
    company: str
    share: Share
    voting: bool | None
    relation: Relation
    standing: Relation
    stake: bool = True


class Holdings(Struct, frozen=True):
    """All holdings, by company and by holder."""

    into: dict[str, list[Holding]]
    of: dict[str, list[Holding]]


def holdings(relations: Relations) -> Holdings:
    """Return all holdings: those that hold, and the stakes that are over, planned or denied."""
    into: dict[str, list[Holding]] = {}
    of: dict[str, list[Holding]] = {}
    for holding in (*_stakes(relations), *_investments(relations), *_parents(relations)):
        into.setdefault(holding.company, []).append(holding)
        of.setdefault(holding.holder, []).append(holding)
    return Holdings(into, of)


def between(relations: Relations, holder: str, company: str) -> Relation | None:
    """Return the stated stake of `holder` in `company`, whatever its status, or None."""
    return next((r for r in relations.out(holder, "holds-stake-in") if r.object == company), None)


class Repeated(Struct, frozen=True):
    """A stake that sources also ascribe, with the same share, to companies `below` the holder in its group."""

    holding: Holding
    below: frozenset[Pair]


class Capital(Struct, frozen=True):
    """The holdings that integrated shares are made of, by pair, and those that only repeat one of them."""

    counted: dict[Pair, Holding]
    repeated: dict[Pair, Repeated]

    def seen_by(self, holder: str) -> dict[Pair, Holding]:
        """Return the holdings that count, each stake told of several companies of a group as that of `holder`."""
        own = {pair: each for pair, each in self.repeated.items() if pair[0] == holder}
        below = {pair for each in own.values() for pair in each.below}
        kept = {pair: each for pair, each in self.counted.items() if pair not in below}
        return kept | {pair: each.holding for pair, each in own.items()}


def capital(holdings: Holdings) -> Capital:
    """Return the holdings that hold, one for each holder and company: the stated size, else a parent, else unknown.

    A stake that sources ascribe to a company and to one above it in its group, with the same share, is one stake. It is
    counted once: for the lower of the two, or, where the upper one is asked about, for that one.
    """
    best = _best(holdings)
    repeated = {pair: Repeated(each, below) for pair, each in best.items() if (below := _below(holdings, best, each))}
    return Capital({pair: each for pair, each in best.items() if pair not in repeated}, repeated)


def _below(holdings: Holdings, best: dict[Pair, Holding], upper: Holding) -> frozenset[Pair]:
    """The stakes with the same share that companies of the group below the holder are said to have."""
    group, seen = [upper.holder], {upper.holder}
    for name in group if upper.stake and upper.share != UNKNOWN_SHARE else ():
        owned = [each.company for each in holdings.of.get(name, []) if not each.stake and each.company not in seen]
        group.extend(owned)
        seen.update(owned)
    pairs = ((name, upper.company) for name in group[1:])
    return frozenset(pair for pair in pairs if pair in best and best[pair].share == upper.share)


def _best(holdings: Holdings) -> dict[Pair, Holding]:
    best: dict[Pair, Holding] = {}
    for holding in (holding for into in holdings.into.values() for holding in into):
        pair = (holding.holder, holding.company)
        if holding.holder == holding.company or state(holding.standing) != "holds":
            continue
        if pair not in best or _told(holding) > _told(best[pair]):
            best[pair] = holding
    return best


def as_shares(holdings: Iterable[Holding]) -> ownership.Holdings:
    """Return holdings, one for each pair, as `ownership` takes them."""
    return ownership.Holdings.of(
        ownership.Holding(h.holder, h.company, h.share, h.voting, h.relation.voting_share) for h in holdings
    )


def votes_of(holding: Holding) -> Share | None:
    """Return the votes that a stake is said to carry; None when it has none or nobody says that it has any."""
    if holding.voting is False:
        return None
    stated = holding.relation.voting_share
    if stated is None:
        return holding.share if holding.voting else None
    return stated if stated.max > 0 else None


def counted(holdings: Holdings) -> dict[str, list[Holding]]:
    """Return the holdings that count for control, by company: those that hold and whose size is stated, and parents."""
    return {company: [h for h in into if _counts(h)] for company, into in holdings.into.items()}


def voting(holdings: Iterable[Holding]) -> ownership.Holdings:
    """Return holdings as `ownership` takes them: one for each pair, the larger of a stake and a parent."""
    best: dict[Pair, Holding] = {}
    for holding in holdings:
        pair = (holding.holder, holding.company)
        if pair not in best or holding.share.min > best[pair].share.min:
            best[pair] = holding
    return as_shares(best.values())


def _told(holding: Holding) -> int:
    """How exactly a holding is told: a stake of stated size, a parent, a stake of unknown size."""
    return 0 if holding.share == UNKNOWN_SHARE else 2 if holding.stake else 1


def _counts(holding: Holding) -> bool:
    if holding.company == holding.holder or state(holding.standing) != "holds":
        return False
    return holding.share != UNKNOWN_SHARE or holding.relation.voting_share is not None


def _stakes(relations: Relations) -> list[Holding]:
    return [
        Holding(r.subject, r.object, r.share or UNKNOWN_SHARE, r.voting, r, r)
        for r in relations.of("holds-stake-in")
        if state(r) != "lapsed"
    ]


def _investments(relations: Relations) -> list[Holding]:
    """Those in a company of which another holds the whole by now are history."""
    whole = {r.object: r.subject for r in relations.of("holds-stake-in") if _is_whole(r)}
    found = []
    for relation in relations.of("invested-in"):
        if whole.get(relation.object, relation.subject) != relation.subject:
            continue
        stake = between(relations, relation.subject, relation.object)
        standing = stake if stake is not None and state(stake) in ("over", "denied") else relation
        if state(relation) != "lapsed" and state(standing) != "denied":
            found.append(Holding(relation.subject, relation.object, UNKNOWN_SHARE, None, relation, standing))
    return found


def _is_whole(stake: Relation) -> bool:
    return state(stake) == "holds" and stake.share is not None and stake.share.min == 1


def _parents(relations: Relations) -> list[Holding]:
    """Only those that hold: a planned or ended acquisition is a matter of the group, not of shares.

    A company that sources also call a parent of one of the parents is left out: it holds through that one.
    """
    lower = [(r.object, r.subject, r) for r in relations.of("subsidiary-of")]
    upper = [(r.subject, r.object, r) for r in relations.of("acquired")]
    told = [(parent, child, r) for parent, child, r in (*lower, *upper) if state(r) == "holds"]
    parents: dict[str, set[str]] = {}
    for parent, child, _ in told:
        parents.setdefault(child, set()).add(parent)
    return [
        Holding(parent, child, PARENT, None, r, r, stake=False)
        for parent, child, r in told
        if not any(parent in parents.get(nearer, ()) for nearer in parents[child] - {parent, child})
    ]
