"""Control, integrated ownership and close links in a market of any size: `vendorgraph.analysis.owning` over arrays.

What is certain is the same. What is merely possible, voting power and beneficial owners are left to the readable
analysis, of markets of up to `READABLE` holdings.
"""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Literal

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from vendorgraph.analysis.owning import Owning
from vendorgraph.model import Market
from vendorgraph.ownership.closelinks import CLOSE, CloseLink
from vendorgraph.ownership.control import Control
from vendorgraph.ownership.holdings import Excess
from vendorgraph.ownership.integrated import IntegratedShare, Integration
from vendorgraph.ownership.ranges import Threshold
from vendorgraph.relations.model import Relations, Share
from vendorgraph.scale import holdings, market
from vendorgraph.scale.columns import Columns
from vendorgraph.scale.control import Controls, control_sets, majorities
from vendorgraph.scale.holdings import Capital, Held
from vendorgraph.scale.ownership import Convention, Integrated, close_links, in_company, of_holder
from vendorgraph.scale.resolve import resolve
from vendorgraph.scale.sound import Sound, find_sound
from vendorgraph.scale.stakes import Flags, Numbers, Stakes, among, places

#: The most holdings that the readable analysis takes.
READABLE = 5_000

#: The most close links through one holder that are listed: they grow with the square of what it holds.
LINKS = 10_000

#: The most integrated shares that are listed.
SHARES = 1_000_000

#: The most memory that the engine takes; the disk takes the rest.
MEMORY = "4GB"


class Answer(Struct, frozen=True):
    """What was found, and in `notes` how the series of integrated shares went and what is not listed.

    `market` has the entities that are named, and nothing that is said of them; `relations` are none, of the two days.
    """

    owning: Owning
    market: Market
    relations: Relations
    notes: tuple[str, ...]


def is_large(columns: Columns) -> bool:
    """Whether a market has more claims of holdings than the readable analysis takes holdings."""
    return columns.engine.size(_told(columns).claims) > READABLE


def owning(
    columns: Columns, slug: str | None, as_of: date | None, known_by: date | None, convention: Convention,
    threshold: Threshold,
) -> Answer:  # fmt: skip
    """Return what is certain of the entity `slug`, or all control where it is None, as of a day as known by a day.

    Both days default to the day up to which was read. Only the claims of holdings are resolved. market.TooMany where
    the entity has more than `SHARES` integrated shares.
    """
    columns.engine.bound(MEMORY)
    as_of, known_by = as_of or columns.read, known_by or columns.read
    held = holdings.read(columns.engine, resolve(_told(columns), as_of, known_by))
    found, notes = of_holdings(held, slug, convention, threshold)
    return Answer(found, market.named(columns, _names(found)), Relations(as_of, known_by, ()), notes)


def of_holdings(
    held: Held, slug: str | None, convention: Convention, threshold: Threshold
) -> tuple[Owning, tuple[str, ...]]:
    """Return what `owning` does from the holdings, and the notes."""
    votes, capital = holdings.votes(held), holdings.capital(held)
    controls = control_sets(votes, threshold)
    sure = _sure(held, capital.seen_by(), controls, threshold)
    rule = f"control: {threshold.label} of the votes, alone or with controlled companies"
    sound = find_sound(capital.seen_by())
    if slug is None:
        pairs = np.flatnonzero(sure)
        notes = ["integrated shares and close links are many at this size: name an entity to see its own"]
        near = np.ones(len(held.names), bool)
        integration = _integration(held, sound, near, convention, ())
        links: tuple[CloseLink, ...] = ()
    else:
        number = held.names.index(slug) if slug in held.names else -1
        pairs = np.flatnonzero(sure & ((controls.holder == number) | (controls.company == number)))
        integration, links, notes = _of_one(held, capital, sound, number, convention)
    found = Owning(
        threshold=threshold,
        control=tuple(_controls(held, votes, controls, pairs, rule)),
        integration=integration,
        close_links=links,
        powers=(),
        owners=(),
        blocked=(),
        holdings=(),
    )
    return found, tuple(notes)


def _sure(held: Held, shares: Stakes, controls: Controls, threshold: Threshold) -> Flags:
    """Which control is certain, as `analysis.owning` has it: by holdings that nothing calls into doubt alone."""
    most = shares.kept(majorities(shares))
    companies, counts = np.unique(most.company, return_counts=True)
    contested = companies[counts > 1]
    by_firm = control_sets(holdings.votes(holdings.firm(held, contested)), threshold)
    firm = by_firm.holder * shares.size + by_firm.company
    sure = among(controls.holder * shares.size + controls.company, firm)
    for place in np.flatnonzero(~sure & np.isin(controls.company, contested)).tolist():
        holder = controls.holder[place]
        others = most.holder[most.company == controls.company[place]]
        sure[place] = among(holder * shares.size + others[others != holder], firm).all()
    return sure


def _told(columns: Columns) -> Columns:
    """The market with the claims of holdings alone."""
    return replace(columns, claims=columns.claims.filter(columns.claims["relation"].isin(holdings.VIA)))


def _names(found: Owning) -> set[str]:
    """The slugs of all entities that an answer names."""
    named = {slug for each in found.control for slug in (each.holder, each.company, *each.through)}
    named |= {slug for each in found.integration.shares for slug in (each.holder, each.company)}
    named |= {slug for each in found.close_links for slug in (each.a, each.b, each.through) if slug}
    named |= {each.company for each in found.integration.excess}
    return named.union(found.integration.withheld, *found.integration.loops)


def _controls(held: Held, votes: Stakes, controls: Controls, pairs: Numbers, rule: str) -> Iterator[Control]:
    keys = controls.holder * votes.size + controls.company
    for pair in pairs.tolist():
        holder, company = controls.holder[pair], controls.company[pair]
        into = votes.held_in(np.array([company]))
        at, before = places(holder * votes.size + votes.holder[into], keys)
        before &= controls.round[at] < controls.round[pair]
        joint = into[before | (votes.holder[into] == holder)]
        low = min(float(votes.low[joint].sum().round(9)), 1.0)
        through = tuple(held.names[each] for each in votes.holder[joint].tolist())
        yield Control(held.names[holder], held.names[company], "certain", Share(low, low), through, rule)


def _of_one(
    held: Held, capital: Capital, sound: Sound, number: int, convention: Convention
) -> tuple[Integration, tuple[CloseLink, ...], list[str]]:
    if number < 0:
        return _integration(held, sound, np.zeros(len(held.names), bool), convention, ()), (), []
    own = find_sound(capital.seen_by(number)) if number in capital.best.holder[capital.upper] else sound
    row, column = of_holder(own, number, convention), in_company(sound, number, convention)
    if (count := len(row.names) + len(column.names)) > SHARES:
        raise market.TooMany(
            f"{held.names[number]} has or gives {count:,} integrated shares, and {SHARES:,} are listed at most: name "
            "one of the companies, or use vendorgraph.scale.ownership"
        )
    shares = {**_shares(held, column, None, number, convention), **_shares(held, row, number, None, convention)}
    start = np.array([number])
    above = capital.best.above(start)
    for other in set(capital.best.holder[capital.upper].tolist()) - {number}:
        if above[other]:
            seen = of_holder(find_sound(capital.seen_by(other)), other, convention)
            pairs = _shares(held, seen, other, None, convention)
            pair = (held.names[other], held.names[number])
            shares = shares | {pair: pairs[pair]} if pair in pairs else shares
    near = above | capital.best.below(start)
    near[number] = True
    ordered = tuple(shares[pair] for pair in sorted(shares))
    notes = [_said(held, number, part) for part in (row, column)]
    links, left = _links(held, capital.seen_by(), sound, number, convention)
    if left:
        notes.append(f"{left:,} close links through {held.names[number]}, any two of what it holds, are not listed")
    return _integration(held, sound, near, convention, ordered), links, notes


def _shares(
    held: Held, found: Integrated, holder: int | None, company: int | None, convention: Convention
) -> dict[tuple[str, str], IntegratedShare]:
    ends = found.ends
    rows = zip(found.names.tolist(), *(getattr(ends, name).tolist() for name in ends.__struct_fields__), strict=True)
    made = {}
    for each, *share in rows:
        pair = (held.names[each if holder is None else holder], held.names[each if company is None else company])
        made[pair] = IntegratedShare(*pair, Share(*share), convention)
    return made


def _integration(
    held: Held, sound: Sound, near: "np.ndarray[tuple[int], np.dtype[np.bool_]]", convention: Convention,
    shares: tuple[IntegratedShare, ...],
) -> Integration:  # fmt: skip
    def named(numbers: Numbers) -> tuple[str, ...]:
        return tuple(held.names[each] for each in numbers.tolist())

    loops = tuple(named(loop) for loop in sound.loops if near[loop].any())
    excess = zip(sound.excess.tolist(), sound.least.tolist(), strict=True)
    return Integration(
        convention,
        shares,
        loops,
        tuple(Excess(held.names[each], least, ()) for each, least in excess if near[each]),
        named(np.flatnonzero(sound.withheld & near)),
    )


def _links(
    held: Held, stakes: Stakes, sound: Sound, number: int, convention: Convention
) -> tuple[tuple[CloseLink, ...], int]:
    """The close links of an entity that are certain, and how many through it there are beside those listed."""
    linked = close_links(sound, number, convention).tolist()
    into = in_company(sound, number, convention)
    owners = into.names[(into.ends.low >= CLOSE.value) & (into.names != number)].tolist()
    found = [_link(held, stakes, number, each, None, convention) for each in linked]
    found += [_link(held, stakes, each, number, None, convention) for each in owners]
    for owner in owners:
        others = set(close_links(sound, owner, convention).tolist()) - {number, owner}
        found += [_link(held, stakes, number, each, owner, convention) for each in others]
    count = len(linked) * (len(linked) - 1) // 2
    if count <= LINKS:
        found += [_link(held, stakes, one, other, number, convention) for one, other in combinations(linked, 2)]
    ordered = sorted(found, key=lambda link: (link.a, link.b, link.case, link.through or ""))
    return tuple(ordered), 0 if count <= LINKS else count


def _link(held: Held, stakes: Stakes, one: int, other: int, through: int | None, convention: Convention) -> CloseLink:
    """That `one` holds enough of `other`, or that `through` holds enough of both."""
    a, b = sorted((held.names[one], held.names[other]))
    case: Literal["a", "b", "c"] = "c" if through is not None else "a" if held.names[one] == a else "b"
    pairs = [(one, other)] if through is None else [(through, one), (through, other)]
    direct = all(_holds(stakes, holder, company) >= CLOSE.value for holder, company in pairs)
    name = None if through is None else held.names[through]
    return CloseLink(a, b, case, name, direct, (), "certain", convention)


def _holds(stakes: Stakes, holder: int, company: int) -> float:
    """What a holder has of a company itself, at least."""
    at, held = places(np.array([holder * stakes.size + company]), stakes.keys)
    return float(stakes.low[at[0]]) if held[0] else 0.0


def _said(held: Held, number: int, found: Integrated) -> str:
    """How the series of integrated shares went."""
    if found.settled:
        return f"integrated shares of {held.names[number]}: the series settled after {found.terms} terms"
    cycles = ", ".join(held.names[each] for each in found.cycles[:5].tolist())
    return (
        f"integrated shares of {held.names[number]} do not converge: after {found.terms} terms {found.residual:.1g} of "
        f"a share is still added, since companies own one another almost whole ({cycles}...): they are too low"
    )
