"""`vendorgraph vendors`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vendorgraph.cli import options, output
from vendorgraph.cli.progress import slow
from vendorgraph.cli.session import Session

if TYPE_CHECKING:
    from vendorgraph.model import Entity


@click.command("vendors")
@click.option("--for", "lab", type=options.Lab(), metavar="LAB", required=True, help="The lab that buys.")
@options.as_of
@options.known_by
@options.levels
@options.format_of("table", "json", "csv", "md")
@click.pass_obj
def command(
    session: Session, lab: "Entity", as_of: date | None, known_by: date | None, levels: Path | None, format: str
) -> None:
    """Rank the vendors by the conflicts a lab would have there.

    Clean ones come first. Where the lab is not known to buy now, that it does is supposed, and marked as such.
    """
    from vendorgraph.analysis.levels import read_levels
    from vendorgraph.answers import vendors as answers
    from vendorgraph.vendors import shortlist

    session = session.near(lambda near: near.of_vendors(lab.slug))
    market, relations, table = session.market, session.relations(as_of, known_by), read_levels(levels)
    with slow("Looking for conflicts"):
        found = shortlist(market, relations, lab.slug, table)
    output.emit(format, [answers.table(found)], lambda: answers.answer(market, found))
