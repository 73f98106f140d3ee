"""`vendorgraph conflicts`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vendorgraph.cli import options, output
from vendorgraph.cli.errors import Misuse
from vendorgraph.cli.progress import slow
from vendorgraph.cli.session import Session

if TYPE_CHECKING:
    from vendorgraph.analysis.model import Conflict
    from vendorgraph.model import Entity
    from vendorgraph.tables import Table


@click.command("conflicts")
@click.argument("lab", metavar="LAB", type=options.EntityName(), required=False)
@click.option("--all", "all_labs", is_flag=True, help="The conflicts of every AI lab.")
@click.option("--vendor", type=options.EntityName(), metavar="VENDOR", help="Only those at this vendor.")
@click.option("--rival", type=options.EntityName(), metavar="RIVAL", help="Only those with this rival.")
@options.as_of
@options.known_by
@click.option("--min-level", type=options.Word("level"), default="medium", show_default=True, help="Hide lower levels.")
@click.option("--max-hops", type=click.IntRange(min=1), default=4, show_default=True, help="Longest chain of stakes.")
@click.option("--any-vendor", is_flag=True, help="Take every seller for a vendor, not data vendors alone.")
@click.option("--explain", is_flag=True, help="Show the paths of each conflict hop by hop, and what would clear it.")
@options.levels
@click.option(
    "--fail-on", type=options.Word("level"), metavar="LEVEL", help="Exit with 1 at this level or a worse one."
)
@options.format_of("table", "json", "csv", "md")
@click.pass_context
def command(
    ctx: click.Context,
    lab: "Entity | None",
    all_labs: bool,
    vendor: "Entity | None",
    rival: "Entity | None",
    as_of: date | None,
    known_by: date | None,
    min_level: str,
    max_hops: int,
    any_vendor: bool,
    explain: bool,
    levels: Path | None,
    fail_on: str | None,
    format: str,
) -> None:
    """Find the rivals that reach what LAB gave to its vendors.

    Rows come worst first; rivals that only buy from the same vendor share one row. --explain adds the evidence.
    """
    from vendorgraph.analysis.levels import read_levels
    from vendorgraph.answers import conflicts as answers

    if (lab is None) != all_labs:
        raise Misuse("conflicts: name a lab, such as google, or write --all for every lab")
    session = ctx.find_object(Session) or Session()
    relations = session.relations(as_of, known_by)
    table = read_levels(levels)
    customer, *narrowed = (each.slug if each else None for each in (lab, vendor, rival))
    with slow("Looking for conflicts"):
        found = answers.find(
            session.market, relations, customer, *narrowed, any_vendor=any_vendor, max_hops=max_hops, levels=table
        )
    shown = answers.at_least(found, min_level)
    details = _details(session, shown) if explain else []
    output.emit(
        format,
        [answers.table(session.market, relations, customer, shown, table), *details],
        lambda: answers.answer(session.market, relations, customer, shown),
    )
    ctx.exit(_gate(answers.at_least(found, fail_on), fail_on) if fail_on else 0)


def _details(session: Session, found: "list[Conflict]") -> "list[Table]":
    from vendorgraph.answers import explanation

    return [explanation.table(session.market, each) for each in found]


def _gate(found: "list[Conflict]", level: str) -> int:
    """Say how many conflicts reach the level; the exit code is 1 when one does."""
    output.note(f"{len(found)} conflict{'s' if len(found) != 1 else ''} of level {level} or worse.")
    return 1 if found else 0
