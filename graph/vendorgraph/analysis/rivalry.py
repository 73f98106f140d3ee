"""R11: who competes with whom, stated or derived, and it says which.

Derived: through products that compete (`develops`), through membership of a group that is stated to compete
(`member-of`), and through the corporate group of either side. A denied competitor-of is no rivalry, and nobody is a
rival of a company of its own group.
"""

from collections.abc import Iterable, Iterator

from vendorgraph.analysis import corporate, words
from vendorgraph.analysis.model import VERDICTS, Path, Rivalry
from vendorgraph.analysis.timing import state
from vendorgraph.analysis.verdict import grade_of, judge
from vendorgraph.model import Market
from vendorgraph.relations.model import Relation, Relations

#: What stands for a company when it competes: its products, and the groups that it is counted among.
_LIFTS = ("develops", "member-of")


def rivalries(market: Market, relations: Relations, customer: str) -> dict[str, list[Rivalry]]:
    """Return the rivalries of `customer` by rival, best first: established, stated, shortest, best graded.

    Paths run from the customer to the rival. Rivals are in order of slug; an entity of which nothing is said has none.
    """
    own = corporate.members(relations, customer)
    found: dict[str, dict[Path, Rivalry]] = {}
    for path, node in _towards(relations, own):
        for rest, rival in _back(relations, node):
            if rival not in own and _simple(customer, whole := (*path, *rest)):
                found.setdefault(rival, {})[whole] = _rivalry(market, customer, rival, whole)
    return {rival: sorted(found[rival].values(), key=_order) for rival in sorted(found)}


def _towards(relations: Relations, own: dict[str, list[Path]]) -> Iterator[tuple[Path, str]]:
    """Paths from the customer to whatever competes with it, its group, their products or their groups of rivals."""
    for member, ways in own.items():
        lifts: list[tuple[Path, str]] = [((), member)]
        lifts += [((r,), r.object) for kind in _LIFTS for r in relations.out(member, kind) if state(r) == "holds"]
        for lift, node in lifts:
            for competes, other in _competitors(relations, node):
                for way in ways:
                    yield (*way, *lift, competes), other


def _back(relations: Relations, node: str) -> Iterator[tuple[Path, str]]:
    """Paths from what competes (a company, a product, a group) back to the companies behind it and their groups."""
    behind: list[tuple[Path, str]] = [
        ((r,), r.subject) for kind in _LIFTS for r in relations.into(node, kind) if state(r) == "holds"
    ]
    for lift, company in behind or [((), node)]:
        for member, ways in corporate.members(relations, company).items():
            for way in ways:
                yield (*lift, *way), member


def _competitors(relations: Relations, node: str) -> Iterator[tuple[Relation, str]]:
    for relation in relations.out(node, "competitor-of"):
        if state(relation) == "holds":
            yield relation, relation.object
    for relation in relations.into(node, "competitor-of"):
        if state(relation) == "holds":
            yield relation, relation.subject


def _simple(start: str, path: Path) -> bool:
    """Whether no entity is met twice on the way."""
    seen, here = {start}, start
    for relation in path:
        here = relation.object if relation.subject == here else relation.subject
        if here in seen:
            return False
        seen.add(here)
    return True


def _rivalry(market: Market, customer: str, rival: str, path: Path) -> Rivalry:
    judgement = judge(market, path)
    return Rivalry(
        a=customer,
        b=rival,
        kind="stated" if len(path) == 1 else "derived",
        path=path,
        via=_via(market, path),
        verdict=judgement.verdict,
        missing=judgement.missing,
    )


def _via(market: Market, path: Path) -> str | None:
    """Through what the rivalry is derived: "Gemini against ChatGPT, through Alphabet"; None when it is stated."""
    if len(path) == 1:
        return None
    at = next(i for i, relation in enumerate(path) if relation.relation == "competitor-of")
    ends = (path[at].subject, path[at].object)
    if at and path[at - 1].relation in _LIFTS:
        first = path[at - 1].object
    else:
        first = ends[0] if at == 0 else _shared(path[at - 1], ends)
    sides = (first, ends[1] if first == ends[0] else ends[0])
    said = f"{words.name(market, sides[0])} against {words.name(market, sides[1])}"
    return said + _through(market, path)


def _shared(relation: Relation, ends: tuple[str, str]) -> str:
    return next(end for end in ends if end in (relation.subject, relation.object))


def _through(market: Market, path: Path) -> str:
    groups = {kind for kind, _ in corporate.GROUPING}
    if any(relation.relation in groups for relation in path):
        return ", through the corporate group"
    member = next((r for r in path if r.relation == "member-of"), None)
    return f", {words.name(market, member.subject)} among them" if member else ""


def _order(rivalry: Rivalry) -> tuple[object, ...]:
    return (
        VERDICTS.index(rivalry.verdict),
        rivalry.kind != "stated",
        len(rivalry.path),
        grade_of(rivalry.path),
        [hop.key[:3] for hop in rivalry.path],
    )


def best_per_group(relations: Relations, found: dict[str, list[Rivalry]]) -> Iterable[str]:
    """Return one rival for each corporate group among `found`: the one whose best rivalry comes first."""
    taken: set[str] = set()
    for rival in sorted(found, key=lambda rival: (*_order(found[rival][0]), rival)):
        if rival not in taken:
            taken |= corporate.members(relations, rival).keys()
            yield rival
