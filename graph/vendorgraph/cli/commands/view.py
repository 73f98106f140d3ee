"""`vendorgraph view`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vendorgraph.cli import options, output
from vendorgraph.cli.progress import slow
from vendorgraph.cli.session import Session

if TYPE_CHECKING:
    from vendorgraph.model import Entity


@click.command("view")
@click.argument("entity", type=options.EntityName(), required=False)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The HTML file to write.")
@click.option("--limit", type=click.IntRange(1, 400), help="Entities to draw at most.  [default: 60]")
@options.as_of
@options.known_by
@click.pass_obj
def command(
    session: Session, entity: "Entity | None", out: Path, limit: int | None, as_of: date | None, known_by: date | None
) -> None:
    """Draw the relations around ENTITY as one HTML file.

    Without ENTITY, those among the most connected entities are drawn.
    """
    from vendorgraph import files, view

    if entity is not None:
        session = session.near(lambda near: near.nearest(entity.slug, 10 * (limit or view.LIMIT)))
    relations = session.relations(as_of, known_by)
    with slow("Drawing"):
        drawn = view.around(session.market, relations, entity, limit or view.LIMIT)
        files.write(out, lambda stream: stream.writelines([drawn.html.encode()]))
    left = f"; {drawn.left_out} more entities are left out for want of room" if drawn.left_out else ""
    output.note(f"{out}: {drawn.entities} entities, {drawn.relations} relations{left}")
