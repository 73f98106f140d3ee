"""`vendorgraph diff`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vendorgraph import asked, pipeline
from vendorgraph.cli import options, output
from vendorgraph.cli.errors import Misuse
from vendorgraph.cli.progress import slow
from vendorgraph.cli.session import Session

if TYPE_CHECKING:
    from vendorgraph.analysis.levels import Levels
    from vendorgraph.diff import View
    from vendorgraph.model import Entity

CLOCKS = ("as-of", "known-by")


@click.command("diff")
@click.option("--from", "first", type=options.Day(), metavar="DAY", required=True, help="The earlier day.")
@click.option("--to", "last", type=options.Day(), metavar="DAY", required=True, help="The later day.")
@click.option("--for", "lab", type=options.Lab(), metavar="LAB", help="Only this lab.  [default: every AI lab]")
@click.option(
    "--clock",
    type=click.Choice(CLOCKS),
    default=CLOCKS[0],
    show_default=True,
    help="Which day goes from one to the other.",
)
@options.as_of
@options.known_by
@options.min_level
@options.levels
@options.format_of("table", "json", "csv", "md")
@click.pass_obj
def command(
    session: Session,
    first: date,
    last: date,
    lab: "Entity | None",
    clock: str,
    as_of: date | None,
    known_by: date | None,
    min_level: str,
    levels: Path | None,
    format: str,
) -> None:
    """Show which conflicts appeared, vanished or changed.

    Between two days on which they held, or two by which they could be known (--clock known-by), with the claims that
    made the change. The other day stays that of --known-by or --as-of.
    """
    from vendorgraph import diff
    from vendorgraph.analysis.levels import read_levels
    from vendorgraph.answers import diff as answers

    fixed = {"as-of": ("--as-of", as_of), "known-by": ("--known-by", known_by)}[clock]
    if fixed[1] is not None:
        raise Misuse(f"diff: {fixed[0]} goes from --from to --to on this clock: leave it out")
    options.meant(asked.in_order, {"--from": first, "--to": last})
    if lab is not None:
        session = session.near(lambda near: near.of([lab.slug]))
    customer, table = lab.slug if lab else None, read_levels(levels)
    days = [(day, known_by) if clock == "as-of" else (as_of, day) for day in (first, last)]
    with slow("Looking for conflicts"):
        before, after = (_view(session, customer, held, known, table) for held, known in days)
    found = diff.at_least(diff.difference(before, after), min_level)
    told = (session.market, before.relations, after.relations, customer, found)
    output.emit(format, [answers.table(*told)], lambda: answers.answer(*told))


def _view(
    session: Session, customer: str | None, as_of: date | None, known_by: date | None, levels: "Levels"
) -> "View":
    from vendorgraph.diff import View

    relations = session.relations(as_of, known_by)
    return View(relations, tuple(pipeline.conflicts(session.market, relations, customer, levels=levels)))
