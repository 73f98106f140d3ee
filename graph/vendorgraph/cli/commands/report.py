"""`vendorgraph report`."""

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


@click.command("report")
@click.argument("lab", metavar="LAB", type=options.Lab())
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The HTML file to write.")
@click.option("--vendor", type=options.EntityName(), metavar="V", help="The conflict at this vendor.  [default: worst]")
@click.option("--rival", type=options.EntityName(), metavar="R", help="The conflict with this rival.  [default: worst]")
@click.option("--lang", type=click.Choice(("en", "ar")), default="en", show_default=True, help="The language.")
@options.as_of
@options.known_by
@click.pass_obj
def command(
    session: Session,
    lab: "Entity",
    out: Path,
    vendor: "Entity | None",
    rival: "Entity | None",
    lang: str,
    as_of: date | None,
    known_by: date | None,
) -> None:
    """Write one conflict of LAB as one HTML file to send.

    The worst conflict is taken, or the one at a vendor or with a rival. The file needs nothing else and no network.
    """
    from vendorgraph import files
    from vendorgraph.extras import need

    for library in ("jinja2", "numpy"):
        need(library, "serve")
    from vendorgraph.explorer.address import State, at
    from vendorgraph.explorer.desk import Desk
    from vendorgraph.explorer.screens import reports

    state = at(State(path="/", language=lang, chosen=True), as_of, known_by)
    desk = Desk(session.near(lambda near: near.of([lab.slug])).market)
    wanted = {"vendor": vendor and vendor.slug, "rival": rival and rival.slug}
    with slow("Looking for conflicts"):
        found = desk.conflicts(state, lab.slug)
    found = tuple(each for each in found if all(slug in (None, getattr(each, end)) for end, slug in wanted.items()))
    if not found:
        raise Misuse(f"no such conflict of {lab.name} is known as of {desk.days(state)[0]}: see vendorgraph conflicts")
    named = _named(found[0])
    drawn = Desk(session.near(lambda near: near.of([lab.slug], beside=named)).market)
    page = reports.html(drawn, state, found[0])
    files.write(out, lambda stream: stream.writelines([page]))
    vendor_name, rival_name = (drawn.market.entities[slug].name for slug in (found[0].vendor, found[0].rival))
    output.note(f"{out}: {lab.name} at {vendor_name}, with {rival_name}; {len(page) // 1000} kB")


def _named(conflict: "Conflict") -> set[str]:
    """The entities on the paths of a conflict, whose neighbours are drawn."""
    paths = (conflict.exposure.path, conflict.rivalry.path, *(tie.path for tie in conflict.ties))
    return {slug for path in paths for hop in path for slug in (hop.subject, hop.object)}
