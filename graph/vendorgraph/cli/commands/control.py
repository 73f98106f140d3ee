"""`vendorgraph control`."""

from datetime import date
from typing import TYPE_CHECKING

import click

from vendorgraph.cli import options, output
from vendorgraph.cli.errors import Misuse
from vendorgraph.cli.progress import slow
from vendorgraph.cli.session import Session

if TYPE_CHECKING:
    from vendorgraph.analysis.owning import Owning
    from vendorgraph.model import Entity, Market
    from vendorgraph.ownership.integrated import Convention
    from vendorgraph.ownership.ranges import Threshold
    from vendorgraph.relations.model import Relations

    Days = tuple[date | None, date | None]
    Found = tuple[Market, Relations, Owning]


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
    from vendorgraph.answers import control as answers
    from vendorgraph.answers import control_tables
    from vendorgraph.extras import need
    from vendorgraph.ownership.ranges import Threshold

    if owners and entity is None:
        raise Misuse("--owners: name the company whose owners are asked for")
    if convention != "simple":
        need("scipy", "ownership")
    days, bound = (as_of, known_by), Threshold(threshold, at_least)
    if large := _large(session, entity, days, convention, bound, asked=owners or explain or bool(blocked)):
        market, relations, found = large
    else:
        market, relations, found = _readable(session, entity, days, convention, bound, owners, blocked)
    output.emit(
        format,
        control_tables.tables(market, relations, entity, found, explain=explain),
        lambda: answers.answer(market, relations, found, owners=owners, explain=explain),
    )


def _readable(
    session: Session,
    entity: "Entity | None",
    days: "Days",
    convention: "Convention",
    bound: "Threshold",
    owners: bool,
    blocked: "tuple[Entity, ...]",
) -> "Found":
    from vendorgraph.analysis.ground import Ground
    from vendorgraph.analysis.owning import owning

    if entity is not None:
        session = session.near(lambda near: near.owning([entity.slug, *(each.slug for each in blocked)]))
    market, relations = session.market, session.relations(*days)
    slug = entity.slug if entity else None
    with slow("Working out who owns whom"):
        ground = Ground(market, relations, convention=convention)
        found = owning(ground, slug, bound, owners=owners, blocked=[each.slug for each in blocked])
    return market, relations, found


def _large(
    session: Session, entity: "Entity | None", days: "Days", convention: "Convention", bound: "Threshold", asked: bool
) -> "Found | None":
    """What is certain in a columnar market with many holdings; `asked` says that more is asked for."""
    if session.columns is None:
        return None
    from vendorgraph.scale import owning

    if not owning.is_large(session.columns):
        return None
    if asked or convention == "simple":
        raise Misuse(
            "--owners, --blocked, --explain and simple paths are for markets of up to "
            f"{owning.READABLE:,} holdings: write `export parquet --around ENTITY`, and ask the part"
        )
    with slow("Working out who owns whom"):
        found = owning.owning(session.columns, entity.slug if entity else None, *days, convention, bound)
    for note in found.notes:
        output.note(note)
    return found.market, found.relations, found.owning
