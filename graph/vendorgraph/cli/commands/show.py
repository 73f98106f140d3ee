"""`vendorgraph show`."""

from datetime import date
from typing import TYPE_CHECKING

import click

from vendorgraph.cli import options, output
from vendorgraph.cli.session import Session

if TYPE_CHECKING:
    from vendorgraph.model import Entity


@click.command("show")
@click.argument("entity", type=options.EntityName())
@options.as_of
@options.known_by
@options.format_of("table", "json", "md")
@click.pass_obj
def command(session: Session, entity: "Entity", as_of: date | None, known_by: date | None, format: str) -> None:
    """Show all that is known of ENTITY.

    Its names, relations as of a day, timeline, attributes, contradictions and sources.
    """
    from vendorgraph.answers import show
    from vendorgraph.relations.contradictions import contradictions

    session = session.near(lambda near: near.about(entity.slug))
    market, relations = session.market, session.relations(as_of, known_by)
    found = contradictions(market, relations.known_by, entity.slug)
    shown = show.tables(market, relations, entity, found) if format != "json" else []
    output.emit(format, shown, lambda: show.answer(market, relations, entity, found))
