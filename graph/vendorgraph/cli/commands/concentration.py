"""`vendorgraph concentration`."""

from datetime import date
from typing import TYPE_CHECKING

import click

from vendorgraph.cli import options, output
from vendorgraph.cli.session import Session

if TYPE_CHECKING:
    from vendorgraph.model import Entity


@click.command("concentration")
@click.argument("vendor", type=options.EntityName())
@options.as_of
@options.known_by
@click.option("--across-years", is_flag=True, help="Also compare spend with revenue of another year, and say so.")
@options.format_of("table", "json", "csv", "md")
@click.pass_obj
def command(
    session: Session, vendor: "Entity", as_of: date | None, known_by: date | None, across_years: bool, format: str
) -> None:
    """Show which part of VENDOR's revenue each customer makes.

    By period, as ranges, with the index of concentration and the revenue at risk from customers that are ending or
    under review. Spend of one year is not compared with revenue of another.
    """
    from vendorgraph.analysis.concentration import concentration
    from vendorgraph.answers import concentration as answers
    from vendorgraph.relations.contradictions import contradictions

    session = session.near(lambda near: near.buying(vendor.slug))
    market, relations = session.market, session.relations(as_of, known_by)
    found = concentration(market, relations, vendor.slug, across_periods=across_years)
    clashes = answers.about_sums(contradictions(market, relations.known_by, vendor.slug), vendor.slug)
    output.emit(
        format,
        answers.tables(market, relations, vendor, found, clashes),
        lambda: answers.answer(market, relations, found, clashes),
    )
