"""The answer of `conflicts`: JSON and table."""

import re
from collections.abc import Iterable, Sequence

from vendorgraph.analysis.conflicts import all_conflicts, conflicts, fold_commerce
from vendorgraph.analysis.ground import MAX_HOPS
from vendorgraph.analysis.levels import Levels, case_of
from vendorgraph.analysis.model import LEVELS, Commerce, Conflict
from vendorgraph.analysis.words import name
from vendorgraph.answers import parts
from vendorgraph.answers.conflict import ConflictAnswer, conflict
from vendorgraph.answers.parts import About, Answer, Day
from vendorgraph.model import Market
from vendorgraph.relations.model import Relations
from vendorgraph.tables import Table

#: Ties that a row of the table names; the others are counted.
SHOWN = 3

# Posts, statuses and the like in brackets, which the paths show; not the company that a tie leads through.
_REMARK = re.compile(r" \((?!through )[^()]*(?:\([^()]*\)[^()]*)*\)")


class ConflictsAnswer(Answer, frozen=True, kw_only=True):
    """Conflicts of interest of a customer (null: of all), worst first, as of a day as known by a day."""

    customer: str | None
    as_of: Day
    known_by: Day
    market: About
    conflicts: tuple[ConflictAnswer, ...]


def answer(market: Market, relations: Relations, customer: str | None, found: Iterable[Conflict]) -> ConflictsAnswer:
    """Return the answer for `customer` (a slug), or for all when it is None."""
    return ConflictsAnswer(
        customer=customer,
        as_of=relations.as_of.isoformat(),
        known_by=relations.known_by.isoformat(),
        market=parts.about(market),
        conflicts=tuple(conflict(each, relations.as_of, named=customer is None) for each in found),
    )


def find(
    market: Market,
    relations: Relations,
    customer: str | None,
    vendor: str | None = None,
    rival: str | None = None,
    *,
    any_vendor: bool = False,
    max_hops: int = MAX_HOPS,
    levels: Levels | None = None,
) -> list[Conflict]:
    """Return the conflicts of `customer`, or of every lab when it is None, worst first; all are given by slug."""
    limits = {"vendor": vendor, "rival": rival}
    if customer is None:
        return all_conflicts(market, relations, **limits, any_vendor=any_vendor, max_hops=max_hops, levels=levels)
    return conflicts(market, relations, customer, **limits, any_vendor=any_vendor, max_hops=max_hops, levels=levels)


def at_least(found: Iterable[Conflict], level: str) -> list[Conflict]:
    """Return the conflicts of `level` or a worse one."""
    return [each for each in found if LEVELS.index(each.level) <= LEVELS.index(level)]


def table(
    market: Market, relations: Relations, customer: str | None, found: Sequence[Conflict], levels: Levels
) -> Table:
    """Return the conflicts, a row each, and those by commerce alone as one row for each vendor.

    For all customers each row begins with its own. The notes say what the levels in the table mean.
    """
    kept, commerce = fold_commerce(found)
    rows = [*(_row(market, each) for each in kept), *(_commerce_row(market, each) for each in commerce)]
    whose = name(market, customer) if customer else "all labs"
    columns = ("customer", "level", "vendor", "rival", "why", "verdict", "timing")
    reasons = dict.fromkeys(f"{each.level}: {_reason(each, levels)}." for each in found)
    days = f"As of {relations.as_of}, as known by {relations.known_by}."
    return Table(
        title=f"Conflicts of interest of {whose}",
        columns=columns[1:] if customer else columns,
        extra=("exposure", "from", "to", "vendor_id", "rival_id", "claims"),
        rows=tuple(row[1:] if customer else row for row in rows),
        notes=(days, *reasons),
        empty="No conflict of this level is known.",
    )


def why(conflict: Conflict) -> str:
    """Return the strongest ties in short words: "Alexandr Wang kept a board seat; 49 %, no votes; 2 more"."""
    strengths = [_REMARK.sub("", tie.strength) for tie in conflict.ties]
    more = [f"{len(strengths) - SHOWN} more"] if len(strengths) > SHOWN else []
    return "; ".join([*strengths[:SHOWN], *more])


def _reason(conflict: Conflict, levels: Levels) -> str:
    """The words of the rule that gave the conflict its level, by its leading tie."""
    return levels.rule_of(case_of(conflict.verdict, conflict.timing, conflict.ties[0])).why


def claims(conflict: Conflict) -> list[str]:
    """Return the ids of all claims that the conflict rests on, once each, in the order of its paths."""
    paths = (conflict.exposure.path, conflict.rivalry.path, *(tie.path for tie in conflict.ties))
    return list(dict.fromkeys(id for path in paths for hop in path for id in parts.claims(hop)))


def _row(market: Market, conflict: Conflict) -> tuple[str, ...]:
    window = conflict.window
    return (
        name(market, conflict.customer),
        conflict.level,
        name(market, conflict.vendor),
        name(market, conflict.rival),
        why(conflict),
        conflict.verdict,
        conflict.timing,
        conflict.exposure.status,
        (window and window.since) or "",
        (window and window.until) or "",
        conflict.vendor,
        conflict.rival,
        " ".join(claims(conflict)),
    )


def _commerce_row(market: Market, commerce: Commerce) -> tuple[str, ...]:
    """One row for all rivals that buy from the vendor too; verdict and timing are the strongest among them."""
    first = commerce.conflicts[0]
    many = f"{len(commerce.rivals)} rivals buy there too"
    row = list(_row(market, first))
    row[3] = ", ".join(name(market, rival) for rival in commerce.rivals)
    row[4] = many if len(commerce.rivals) > 1 else first.ties[0].strength
    row[-2] = " ".join(commerce.rivals)
    row[-1] = " ".join(dict.fromkeys(id for each in commerce.conflicts for id in claims(each)))
    return tuple(row)
