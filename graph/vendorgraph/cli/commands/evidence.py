"""`vendorgraph evidence`."""

from datetime import date
from typing import TYPE_CHECKING

import click

from vendorgraph.cli import options, output
from vendorgraph.cli.progress import slow
from vendorgraph.cli.session import Session

if TYPE_CHECKING:
    from vendorgraph.model import Entity


@click.command("evidence")
@click.argument("entity", type=options.EntityName())
@options.as_of
@options.known_by
@options.format_of("table", "json", "csv", "md")
@click.pass_obj
def command(session: Session, entity: "Entity", as_of: date | None, known_by: date | None, format: str) -> None:
    """Show where more reporting on ENTITY is needed.

    Its relations that rest on one origin, have no date, are weakly graded or in doubt; those on which most conflicts
    rest come first.
    """
    from vendorgraph.analysis.conflicts import all_conflicts
    from vendorgraph.analysis.evidence import thin
    from vendorgraph.answers import evidence as answers

    market, relations = session.market, session.relations(as_of, known_by)
    with slow("Looking for conflicts"):
        found = thin(relations, entity.slug, all_conflicts(market, relations))
    output.emit(
        format,
        [answers.table(market, relations, entity, found)],
        lambda: answers.answer(market, relations, entity, found),
    )
