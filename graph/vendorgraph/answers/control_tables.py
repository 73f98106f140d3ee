"""The tables of `control`: who controls whom, integrated shares, close links, votes, owners, and what is wrong."""

from collections.abc import Iterable

from vendorgraph.analysis.holdings import Holding
from vendorgraph.analysis.owning import Owning
from vendorgraph.analysis.words import name, percent, votes
from vendorgraph.answers import parts
from vendorgraph.answers.control import rules
from vendorgraph.answers.ways import Ways
from vendorgraph.model import Entity, Market
from vendorgraph.ownership.beneficial import TESTS, Owner
from vendorgraph.ownership.closelinks import CLOSE, CloseLink
from vendorgraph.ownership.control import Control
from vendorgraph.relations.model import Relation, Relations
from vendorgraph.relations.shares import is_about
from vendorgraph.tables import Table


def tables(market: Market, relations: Relations, entity: Entity | None, found: Owning, *, explain: bool) -> list[Table]:
    """Return the tables that have rows, control always; `explain` adds the holdings that everything rests on.

    What is only possible, because sizes are not known, is counted.
    """
    narrow = entity is not None
    spoken = [
        integrated(market, found, narrow),
        _links(market, found),
        _powers(market, found),
        _owners(market, found.owners),
        _blocked(market, found),
        _flaws(market, found),
        *([_holdings(market, found)] if explain else []),
    ]
    return [_control(market, relations, entity, found), *(table for table in spoken if table.rows)]


def _control(market: Market, relations: Relations, entity: Entity | None, found: Owning) -> Table:
    ways = Ways(market, found)
    shown = [each for each in found.control if each.verdict == "certain" or _shown(found, each, entity is not None)]
    possible = len(found.control) - len(shown)
    notes = [
        f"As of {relations.as_of}, as known by {relations.known_by}.",
        *(f"{_begun(rule)}." for rule in rules(found)),
    ]
    if possible:
        notes.append(f"{possible} more pairs are possible, since sizes are not known.")
    if any(each.verdict == "possible" for each in shown):
        notes.append("Possible too: what is disputed, unconfirmed or rumoured, and shares that cannot all be right.")
    claims = {(each.holder, each.company): each.relation.told for each in found.holdings}
    return Table(
        title=f"Control: {entity.name}" if entity else "Control",
        columns=("holder", "company", "verdict", "votes", "through", "doubt"),
        extra=("holder_id", "company_id", "rule", "claims"),
        rows=tuple(_control_row(market, each, claims, ways) for each in shown),
        notes=tuple(notes),
        empty="Nobody is known to control anybody.",
    )


def _shown(found: Owning, each: Control, narrow: bool) -> bool:
    """Whether only doubt keeps it from being certain or, for one entity, the holder's own stake is of known size."""
    own = narrow and each.through == (each.holder,) and each.share.min > 0
    return own or (each.holder, each.company) in found.doubted


def _control_row(
    market: Market, each: Control, claims: dict[tuple[str, str], tuple[str, ...]], ways: Ways
) -> tuple[str, ...]:
    told = (id for holder in each.through for id in claims.get((holder, each.company), ()))
    return (
        name(market, each.holder),
        name(market, each.company),
        each.verdict,
        percent(each.share, ways.estimated(each)),
        ", ".join(name(market, slug) for slug in each.through if slug != each.holder),
        ways.doubts_of(each),
        each.holder,
        each.company,
        each.rule,
        " ".join(dict.fromkeys(told)),
    )


def integrated(market: Market, found: Owning, narrow: bool) -> Table:
    """Return the integrated shares above nothing for certain; all with `narrow`, for one entity."""
    shares = found.integration.shares
    shown = [each for each in shares if narrow or each.share.min > 0]
    left, ways = len(shares) - len(shown), Ways(market, found)
    return Table(
        title=_begun(rules(found)[1].partition(":")[0]),
        columns=("holder", "company", "share", "doubt"),
        extra=("holder_id", "company_id", "convention"),
        rows=tuple(
            (
                name(market, each.holder),
                name(market, each.company),
                percent(each.share, ways.is_about(each.holder, each.company, each.share)),
                ways.doubts(each.holder, each.company),
                each.holder,
                each.company,
                each.convention,
            )
            for each in shown
        ),
        notes=(f"{left} more are above nothing, their sizes unknown: ask for one entity.",) if left else (),
    )


def _links(market: Market, found: Owning) -> Table:
    shown = [each for each in found.close_links if each.verdict == "certain"]
    left = len(found.close_links) - len(shown)
    return Table(
        title="Close links",
        columns=("a", "b", "why"),
        extra=("case", "a_id", "b_id", "through_id", "convention"),
        rows=tuple(_link_row(market, each) for each in shown),
        notes=(f"{left} more are possible, since not all sizes are known.",) if left else (),
    )


def _link_row(market: Market, link: CloseLink) -> tuple[str, ...]:
    a, b = name(market, link.a), name(market, link.b)
    ends = {"a": (a, b), "b": (b, a), "c": (name(market, link.through or ""), "both")}
    holder, held = ends[link.case]
    why = f"{holder} holds {CLOSE.label} of {held}"
    return (a, b, why, link.case, link.a, link.b, link.through or "", link.convention)


def _powers(market: Market, found: Owning) -> Table:
    ways = Ways(market, found)
    return Table(
        title="Votes, and what they decide",
        columns=("holder", "company", "share", "votes", "power"),
        extra=("holder_id", "company_id"),
        rows=tuple(
            (
                name(market, each.holder),
                name(market, each.company),
                percent(each.share, ways.is_about(each.holder, each.company, each.share)),
                percent(each.votes),
                "not known" if each.power is None else f"{each.power:.2g}",
                each.holder,
                each.company,
            )
            for each in found.powers
        ),
        notes=("Power: Shapley-Shubik, with controlled companies, the votes of others that nobody names dispersed.",),
    )


def _owners(market: Market, owners: Iterable[Owner]) -> Table:
    """Every test beside the others: none stands for them."""
    tests = {test.name: test for test in TESTS}
    rows = [(owner.holder, each, tests[each.test]) for owner in owners for each in owner.answers]
    return Table(
        title="Owners, by several tests",
        columns=("holder", "test", "verdict", "share"),
        extra=("name", "reference", "holder_id"),
        rows=tuple(
            (
                name(market, holder),
                test.rule,
                each.verdict or "withheld",
                percent(each.share) if each.share else "withheld",
                test.name,
                test.reference,
                holder,
            )
            for holder, each, test in rows
        ),
        notes=tuple(f"{_begun(test.rule)}: {test.reference}." for test in TESTS),
    )


def _blocked(market: Market, found: Owning) -> Table:
    return Table(
        title="Companies that count as blocked",
        columns=("company", "verdict", "share", "held by"),
        extra=("rule", "company_id"),
        rows=tuple(
            (
                name(market, each.company),
                each.verdict,
                percent(each.share),
                ", ".join(name(market, slug) for slug in each.through),
                each.rule,
                each.company,
            )
            for each in found.blocked
        ),
        notes=tuple(dict.fromkeys(f"{_begun(each.rule)}." for each in found.blocked)),
    )


def _flaws(market: Market, found: Owning) -> Table:
    """The holdings that cannot all be right, and the closed loops: why integrated shares are withheld."""
    at_fault = {each.company: each for each in found.integration.excess}
    rows = [
        (
            name(market, each.company),
            f"{name(market, each.holder)}: {percent(each.share, is_about(market, each.relation))}",
            parts.said_by(market, each.relation.told),
            " ".join(each.relation.told),
        )
        for each in found.holdings
        if each.company in at_fault
    ]
    rows += [
        (", ".join(name(market, slug) for slug in loop), "own each other whole", "", "")
        for loop in found.integration.loops
    ]
    withheld = ", ".join(name(market, slug) for slug in found.integration.withheld)
    return Table(
        title="Shares that make more than the whole, and closed loops",
        columns=("company", "what is held", "said by"),
        extra=("claims",),
        rows=tuple(rows),
        notes=(f"Integrated shares are withheld in {withheld}; control still answers.",),
    )


def _holdings(market: Market, found: Owning) -> Table:
    return Table(
        title="Holdings that all of it rests on",
        columns=("holder", "company", "share", "grade", "said by"),
        extra=("relation", "status", "rule", "claims"),
        rows=tuple(_holding_row(market, each, each.relation) for each in found.holdings),
    )


def _holding_row(market: Market, holding: Holding, relation: Relation) -> tuple[str, ...]:
    share = percent(holding.share, is_about(market, relation))
    return (
        name(market, holding.holder),
        name(market, holding.company),
        share if holding.voting is None else f"{share}, {votes(holding.voting)}",
        relation.grade,
        parts.said_by(market, relation.told, 2),
        relation.relation,
        relation.label,
        relation.rule,
        " ".join(relation.told),
    )


def _begun(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
