"""Control: a majority of the votes, alone or with the companies that one controls (`ownership.control`).

A stake votes with its share unless a source says otherwise; one without votes does not count, nor does one of which
nobody states the size. A parent decides in its subsidiary. That a source says "controls" passes no test by itself.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from vendorgraph.analysis import words
from vendorgraph.analysis.ground import Ground
from vendorgraph.analysis.holdings import Holding, voting
from vendorgraph.analysis.model import Path, Tie
from vendorgraph.analysis.ties.made import made, name, names
from vendorgraph.ownership.control import Control
from vendorgraph.ownership.control import control as controlling
from vendorgraph.relations.model import Relation

STATED = "control as a source states it; no test applied"

#: How many ways to a majority are told apart for one holder and one company.
WAYS = 16

_T = TypeVar("_T")


def control(ground: Ground, vendor: str) -> Iterator[Tie]:
    """Yield a tie for every holder with a majority at `vendor`, certain or possible, and for control that is stated."""
    for found in ground.controls.get(vendor, []):
        for way in _ways(ground, found):
            if any(holding.stake for holding in way):
                yield from _majority(ground, found, way)
    for said in ground.relations.into(vendor, "controls"):
        yield from _stated(ground, said, vendor)


def majorities(ground: Ground, company: str) -> list[tuple[str, Path, tuple[str, ...]]]:
    """Return who certainly has a majority at `company`, by which relations, and through which controlled companies."""
    return [
        (found.holder, tuple(holding.relation for holding in way), _through(found, way))
        for found in ground.controls.get(company, [])
        if found.verdict == "certain"
        for way in _ways(ground, found)
        if any(holding.stake for holding in way)
    ]


def supports(items: list[_T], holds: Callable[[list[_T]], bool], limit: int = WAYS) -> list[list[_T]]:
    """Return the minimal sublists of `items` for which `holds`, a condition that more items never break.

    At most `limit`; each is found by leaving out, one after the other, an item of those found before.
    """
    found: list[list[_T]] = []
    left_out: list[frozenset[int]] = [frozenset()]
    for out in left_out:
        kept = [i for i in range(len(items)) if i not in out]
        if len(found) == limit or not holds([items[i] for i in kept]):
            continue
        for i in tuple(kept):
            without = [j for j in kept if j != i]
            if holds([items[j] for j in without]):
                kept = without
        minimal = [items[i] for i in kept]
        if minimal not in found:
            found.append(minimal)
        left_out.extend(more for i in kept if (more := out | {i}) not in left_out)
    return found


def _ways(ground: Ground, found: Control) -> list[list[Holding]]:
    pair = (found.holder, found.company)
    if pair not in ground.ways:
        ground.ways[pair] = _found_ways(ground, found)
    return ground.ways[pair]


def _found_ways(ground: Ground, found: Control) -> list[list[Holding]]:
    controlled = sorted(ground.controlled[found.holder])
    concerned = [holding for company in controlled for holding in ground.counted.get(company, [])]
    return ways(found.holder, found.company, concerned, certain=found.verdict == "certain")


def ways(holder: str, company: str, holdings: Iterable[Holding], *, certain: bool) -> list[list[Holding]]:
    """Return the smallest sets of holdings that make the majority of `holder` at `company`.

    `holdings` are those in the companies that the holder controls. Where the majority is only possible, the one set of
    all that may add up to it.
    """
    concerned = sorted(_towards(holder, company, list(holdings)), key=lambda each: each.relation.key[:3])
    if not certain:
        inside = {holder, *(each.company for each in concerned)}
        return [[each for each in concerned if each.holder in inside]]

    def enough(some: list[Holding]) -> bool:
        reached = controlling(voting(some), holder=holder)
        return any(each.company == company and each.verdict == "certain" for each in reached)

    return supports(concerned, enough)


def _towards(holder: str, company: str, holdings: list[Holding]) -> Iterator[Holding]:
    """The holdings in `company` and in those above it that bear on who has its votes."""
    into: dict[str, list[Holding]] = {}
    for each in holdings:
        into.setdefault(each.company, []).append(each)
    above = {company: None}
    queue = list(above)
    for below in queue:
        new = [each.holder for each in into[below] if each.holder in into and each.holder not in above]
        above.update(dict.fromkeys(new))
        queue.extend(dict.fromkeys(new))
    inside = {holder, *above}
    yield from (each for below in above for each in into[below] if each.holder in inside or each.voting is False)


def _majority(ground: Ground, found: Control, way: list[Holding]) -> Iterator[Tie]:
    through = _through(found, way)
    path = tuple(holding.relation for holding in way)
    share = f"{words.percent(found.share)} of the votes"
    possible = f"whether {name(ground, found.holder)} has a majority of the votes of {name(ground, found.company)}"
    certain = found.verdict == "certain"
    draft = Tie(
        kind="control",
        degree="majority",
        rival=found.holder,
        vendor=found.company,
        rule=found.rule,
        path=path,
        strength=f"{share} through {names(ground, through)}" if through else share,
        through=through,
        verdict="established" if certain else "possible",
        missing=() if certain else (possible,),
    )
    yield from made(ground, draft, ground.course(path))


def _through(found: Control, way: list[Holding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(holding.company for holding in way if holding.company != found.company))


def _stated(ground: Ground, said: Relation, vendor: str) -> Iterator[Tie]:
    """Control that is stated is established only by a party's or an authority's own word."""
    claims = ground.market.claims
    official = any(id in claims and claims[id].certainty == "official" for id in said.supports)
    draft = Tie(
        kind="control",
        degree="stated",
        rival=said.subject,
        vendor=vendor,
        rule=STATED,
        path=(said,),
        strength="denied control" if said.status == "denied" else "control is stated",
        verdict="established" if official else "possible",
        missing=() if official else (f"which test of control {name(ground, said.subject)} meets",),
    )
    yield from made(ground, draft, ground.course((said,)))
