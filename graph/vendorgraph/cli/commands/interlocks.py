"""`vendorgraph interlocks`."""

from datetime import date
from typing import TYPE_CHECKING

import click

from vendorgraph.cli import options, output
from vendorgraph.cli.session import Session

if TYPE_CHECKING:
    from vendorgraph.model import Entity


@click.command("interlocks")
@click.argument("entity", type=options.EntityName(), required=False)
@options.as_of
@options.known_by
@options.format_of("table", "json", "csv", "md")
@click.pass_obj
def command(session: Session, entity: "Entity | None", as_of: date | None, known_by: date | None, format: str) -> None:
    """Show people who serve at two organisations at the same time.

    Of ENTITY, an organisation or a person, or all of the market.
    """
    from vendorgraph.analysis.interlocks import interlocks
    from vendorgraph.answers import interlocks as answers

    if entity is not None:
        session = session.near(lambda near: near.sharing(entity.slug))
    market, relations = session.market, session.relations(as_of, known_by)
    found = interlocks(market, relations, entity.slug if entity else None)
    output.emit(
        format,
        answers.tables(market, relations, entity, found),
        lambda: answers.answer(market, relations, entity, found),
    )
