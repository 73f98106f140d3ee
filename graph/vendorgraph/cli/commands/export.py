"""`vendorgraph export`."""

import sys
from datetime import date
from pathlib import Path

import click

from vendorgraph.cli import options, output
from vendorgraph.cli.errors import Misuse
from vendorgraph.cli.progress import slow
from vendorgraph.cli.session import Session
from vendorgraph.formats import FORMATS, VIEWS, Selection

STANDARD_OUTPUT = "-"


@click.command("export")
@click.argument("name", metavar="FORMAT", type=click.Choice(tuple(FORMATS)))
@click.argument("out", type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--view", type=click.Choice(tuple(VIEWS)), help="What to write.  [default: the format's first]")
@options.as_of
@options.known_by
@click.pass_obj
def command(session: Session, name: str, out: str, view: str | None, as_of: date | None, known_by: date | None) -> None:
    """Write the market to a file in another format.

    `vendorgraph formats` lists the formats. OUT may be - for standard output; a name that ends in .gz is compressed.
    """
    from vendorgraph import files

    format = FORMATS[name]
    view = view or format.views[0]
    if view == "claims" and (as_of or known_by):
        raise Misuse("--as-of and --known-by choose relations, and claims have no day: add --view relations")
    relations = session.relations(as_of, known_by) if view == "relations" else None
    selection = Selection(session.market, relations)
    with slow(f"Writing {format.name}"):
        if out == STANDARD_OUTPUT:
            format.write(selection, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        else:
            files.write(Path(out), lambda stream: format.write(selection, stream))
            output.note(f"{out}: {format.name}, {view} of {len(session.market.sources)} sources")
