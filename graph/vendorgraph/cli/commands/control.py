"""`vendorgraph control`."""

from datetime import date
from typing import TYPE_CHECKING

import click

from vendorgraph.cli import options, output
from vendorgraph.cli.errors import Misuse
from vendorgraph.cli.progress import slow
from vendorgraph.cli.session import Session

if TYPE_CHECKING:
    from vendorgraph.model import Entity
    from vendorgraph.ownership.integrated import Convention


@click.command("control")
@click.argument("entity", type=options.EntityName(), required=False)
@options.as_of
@options.known_by
@options.convention
@click.option("--threshold", type=options.Part(), default=0.5, show_default=True, help="Control is more than this.")
@click.option("--at-least", is_flag=True, help="Control is the threshold itself or more.")
@click.option("--owners", is_flag=True, help="Also the owners of ENTITY, by several tests side by side.")
@click.option(
    "--blocked",
    type=options.EntityName(),
    multiple=True,
    metavar="NAME",
    help="Also the companies that this one and others named so own to 50 % or more together.",
)
@click.option("--explain", is_flag=True, help="Also the holdings that all of it rests on, with their claims.")
@options.format_of("table", "json", "csv", "md")
@click.pass_obj
def command(
    session: Session,
    entity: "Entity | None",
    as_of: date | None,
    known_by: date | None,
    convention: "Convention",
    threshold: float,
    at_least: bool,
    owners: bool,
    blocked: "tuple[Entity, ...]",
    explain: bool,
    format: str,
) -> None:
    """Show who controls whom, integrated ownership and close links.

    Of ENTITY, or of all. Votes decide about control, shares about ownership.
    """
    from vendorgraph.analysis.ground import Ground
    from vendorgraph.analysis.owning import owning
    from vendorgraph.answers import control as answers
    from vendorgraph.answers import control_tables
    from vendorgraph.extras import need
    from vendorgraph.ownership.ranges import Threshold

    if owners and entity is None:
        raise Misuse("--owners: name the company whose owners are asked for")
    if convention != "simple":
        need("scipy", "ownership")
    if entity is not None:
        session = session.near(lambda near: near.owning([entity.slug, *(each.slug for each in blocked)]))
    market, relations = session.market, session.relations(as_of, known_by)
    with slow("Working out who owns whom"):
        found = owning(
            Ground(market, relations, convention=convention),
            entity.slug if entity else None,
            Threshold(threshold, at_least),
            owners=owners,
            blocked=[each.slug for each in blocked],
        )
    output.emit(
        format,
        control_tables.tables(market, relations, entity, found, explain=explain),
        lambda: answers.answer(market, relations, found, owners=owners, explain=explain),
    )
