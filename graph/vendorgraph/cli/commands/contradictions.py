"""`vendorgraph contradictions`."""

from datetime import date
from typing import TYPE_CHECKING

import click

from vendorgraph.cli import options, output
from vendorgraph.cli.session import Session

if TYPE_CHECKING:
    from vendorgraph.model import Entity


@click.command("contradictions")
@click.argument("entity", type=options.EntityName(), required=False)
@options.known_by
@options.format_of("table", "json", "csv", "md")
@click.pass_obj
def command(session: Session, entity: "Entity | None", known_by: date | None, format: str) -> None:
    """Show claims that cannot all hold, side by side.

    Those about ENTITY, or all of the market.
    """
    from vendorgraph import pipeline
    from vendorgraph.answers import contradictions as answers
    from vendorgraph.relations.contradictions import contradictions

    if entity is not None:
        session = session.near(lambda near: near.about(entity.slug))
    market = session.market
    day = known_by or pipeline.read_day(market)
    found = contradictions(market, day, entity.slug if entity else None)
    table = answers.table(market, found)
    output.emit(format, [table], lambda: answers.answer(market, entity, day, found))
