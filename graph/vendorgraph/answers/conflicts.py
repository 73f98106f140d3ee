"""The answer of `conflicts`: JSON and table."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from vendorgraph.analysis.conflicts import fold_commerce
from vendorgraph.analysis.levels import Levels, case_of
from vendorgraph.analysis.model import LEVELS, Commerce, Conflict, Tie
from vendorgraph.analysis.words import name
from vendorgraph.answers import parts
from vendorgraph.answers.conflict import ConflictAnswer, conflict
from vendorgraph.answers.parts import About, Answer, Day
from vendorgraph.dispositions import expired
from vendorgraph.model import Market
from vendorgraph.relations.model import Relations
from vendorgraph.tables import Table

#: Ties that a row of the table names; the others are counted.
SHOWN = 3

#: Columns of the table for one customer and for all, and further ones of files; without the disposition where nothing
#: was decided.
ONE = ("level", "vendor", "rival", "why", "verdict", "disposition", "timing")
ALL = ("level", "conflict", "why", "verdict", "disposition", "timing")
FILES = ("exposure", "from", "to", "vendor_id", "rival_id", "claims")

# Posts, statuses and the like in brackets, which the paths show; not the company that a tie leads through or is at.
_REMARK = re.compile(r" \((?!through |at )[^()]*(?:\([^()]*\)[^()]*)*\)")


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


def at_least(found: Iterable[Conflict], level: str) -> list[Conflict]:
    """Return the conflicts of `level` or a worse one."""
    return [each for each in found if LEVELS.index(each.level) <= LEVELS.index(level)]


def table(
    market: Market,
    relations: Relations,
    customer: str | None,
    found: Sequence[Conflict],
    levels: Levels,
    empty: str = "No conflict is known.",
) -> Table:
    """Return the conflicts, a row each, and those by commerce alone as one row for each vendor; without any, `empty`.

    What was decided about conflicts stands beside the verdict, and why in the notes, which also say what the levels in
    the table mean, and which security incidents are told of the vendors.
    """
    kept, commerce = fold_commerce(found)
    cells = [*(_cells(market, each, relations.as_of) for each in kept)]
    cells += [_commerce_cells(market, each, relations.as_of) for each in commerce]
    decided = [each for each in found if each.disposition]
    columns = tuple(key for key in (ONE if customer else ALL) if decided or key != "disposition")
    extra = FILES if customer else ("customer", "vendor", "rival", "customer_id", *FILES)
    reasons = dict.fromkeys(f"{each.level}: {_reason(each, levels)}." for each in found)
    return Table(
        title=f"Conflicts of interest of {name(market, customer) if customer else 'all labs'}",
        columns=columns,
        extra=extra,
        rows=tuple(tuple(row[key] for key in (*columns, *extra)) for row in cells),
        notes=(
            f"As of {relations.as_of}, as known by {relations.known_by}.",
            *reasons,
            *_incidents(market, found),
            *(_decided(market, each) for each in decided),
        ),
        empty=empty,
    )


def why(market: Market, conflict: Conflict, most: int | None = SHOWN) -> str:
    """Return the `most` strongest ties in short words: "Alexandr Wang kept a board seat; 49 %, no votes; 2 more".

    Common owners of whose stakes no size is known are told together, by name.
    """
    vague = list(dict.fromkeys(tie.owner for tie in conflict.ties if _is_vague(tie)))
    counted = f"{len(vague)} common owners:" if len(vague) > 1 else "common owner"
    owners = f"{counted} {', '.join(name(market, slug) for slug in vague)}"
    ties = (owners if _is_vague(tie) else _REMARK.sub("", tie.strength) for tie in conflict.ties)
    strengths = list(dict.fromkeys(ties))
    more = [f"{len(strengths) - most} more"] if most is not None and len(strengths) > most else []
    return "; ".join([*strengths[:most], *more])


def _is_vague(tie: Tie) -> bool:
    return bool(tie.owner) and (tie.share is None or tie.share.min == 0)


def _reason(conflict: Conflict, levels: Levels) -> str:
    """The words of the rule that gave the conflict its level, by its leading tie."""
    return levels.rule_of(case_of(conflict.verdict, conflict.timing, conflict.ties[0])).why


def claims(conflict: Conflict) -> list[str]:
    """Return the ids of all claims that the conflict rests on, once each, in the order of its paths."""
    paths = (conflict.exposure.path, conflict.rivalry.path, *(tie.path for tie in conflict.ties))
    return list(dict.fromkeys(id for path in paths for hop in path for id in parts.claims(hop)))


def _decided(market: Market, conflict: Conflict) -> str:
    decided = conflict.disposition
    assert decided is not None
    gone = f", which expired after {decided.until}" if expired(decided, conflict.as_of) else ""
    what = f"{decided.decision} by {decided.by}{gone}"
    return f"{_title(market, conflict, [conflict.rival])}: {what}. Reason: {decided.reason}"


def _incidents(market: Market, found: Iterable[Conflict]) -> Iterator[str]:
    """The security incidents told of the vendors of conflicts, a note for each vendor."""
    for vendor, told in {each.vendor: each.incidents for each in found if each.incidents}.items():
        cases = (f"{each.date or 'no date'} ({parts.said_by(market, each.claims)})" for each in told)
        yield f"Security incidents told of {name(market, vendor)}, which count for no tie: {'; '.join(cases)}."


def _title(market: Market, conflict: Conflict, rivals: Iterable[str]) -> str:
    customer, vendor = name(market, conflict.customer), name(market, conflict.vendor)
    return f"{customer} at {vendor}, with {', '.join(name(market, rival) for rival in rivals)}"


def _disposition(conflict: Conflict, day: date) -> str:
    """What was decided and until when; an expired disposition says so."""
    decided = conflict.disposition
    if decided is None:
        return ""
    return f"{decided.decision} until {decided.until}{', expired' if expired(decided, day) else ''}"


def _cells(market: Market, conflict: Conflict, day: date) -> dict[str, str]:
    window = conflict.window
    return {
        "level": conflict.level,
        "conflict": _title(market, conflict, [conflict.rival]),
        "customer": name(market, conflict.customer),
        "vendor": name(market, conflict.vendor),
        "rival": name(market, conflict.rival),
        "why": why(market, conflict),
        "verdict": conflict.verdict,
        "disposition": _disposition(conflict, day),
        "timing": conflict.timing,
        "exposure": conflict.exposure.status,
        "from": (window and window.since) or "",
        "to": (window and window.until) or "",
        "customer_id": conflict.customer,
        "vendor_id": conflict.vendor,
        "rival_id": conflict.rival,
        "claims": " ".join(claims(conflict)),
    }


def _commerce_cells(market: Market, commerce: Commerce, day: date) -> dict[str, str]:
    """One row for all rivals that buy from the vendor too; verdict and timing are the strongest among them."""
    first = commerce.conflicts[0]
    many = f"{len(commerce.rivals)} rivals buy there too"
    decided = (
        f"{name(market, each.rival)} {_disposition(each, day)}" for each in commerce.conflicts if each.disposition
    )
    return {
        **_cells(market, first, day),
        "conflict": _title(market, first, commerce.rivals),
        "rival": ", ".join(name(market, rival) for rival in commerce.rivals),
        "why": many if len(commerce.rivals) > 1 else first.ties[0].strength,
        "disposition": "; ".join(decided),
        "rival_id": " ".join(commerce.rivals),
        "claims": " ".join(dict.fromkeys(id for each in commerce.conflicts for id in claims(each))),
    }
