"""The answer of `paths`: JSON and table."""

from vendorgraph.analysis.paths import PathsAnswer as Found
from vendorgraph.answers import hops, parts
from vendorgraph.answers.parts import About, Answer, Day, Hop
from vendorgraph.model import Entity, Market
from vendorgraph.relations.model import Relations
from vendorgraph.tables import Table


class PathsAnswer(Answer, frozen=True, kw_only=True):
    """Paths between two entities, best first; `complete` when these are all there are, else `note` says why not."""

    a: str
    b: str
    as_of: Day
    known_by: Day
    market: About
    paths: tuple[tuple[Hop, ...], ...]
    complete: bool
    note: str | None


def answer(market: Market, relations: Relations, a: Entity, b: Entity, found: Found) -> PathsAnswer:
    """Return the answer for the paths from `a` to `b`."""
    return PathsAnswer(
        a=a.slug,
        b=b.slug,
        as_of=relations.as_of.isoformat(),
        known_by=relations.known_by.isoformat(),
        market=parts.about(market),
        paths=tuple(map(parts.hops, found.paths)),
        complete=found.complete,
        note=found.note,
    )


def table(market: Market, relations: Relations, a: Entity, b: Entity, found: Found, only: str = "") -> Table:
    """Return a row for every hop of every path, the paths numbered from 1; `only` says in words which hops count."""
    days = f"As of {relations.as_of}, as known by {relations.known_by}."
    note = [f"{found.note[:1].upper()}{found.note[1:]}."] if found.note else []
    note += [f"Only hops with {only}."] if only else []
    return Table(
        title=f"Paths from {a.name} to {b.name}",
        columns=("path", *hops.COLUMNS),
        extra=hops.EXTRA,
        rows=tuple(
            (str(number), *row) for number, path in enumerate(found.paths, 1) for row in hops.rows(market, path)
        ),
        notes=(days, *note),
        empty="No path is known.",
    )
