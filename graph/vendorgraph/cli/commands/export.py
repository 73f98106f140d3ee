"""`vendorgraph export`."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vendorgraph import pipeline
from vendorgraph.cli import options, output
from vendorgraph.cli.errors import Misuse
from vendorgraph.cli.progress import slow
from vendorgraph.cli.session import Session
from vendorgraph.formats import FORMATS, VIEWS, Format, Selection, TooLarge

if TYPE_CHECKING:
    from vendorgraph.model import Entity
    from vendorgraph.scale.columns import Columns

STANDARD_OUTPUT = "-"
ARCHIVE = ".zip"
LEVEL = "medium"  # the level below which `conflicts` hides what it finds, too


@click.command("export")
@click.argument("name", metavar="FORMAT", type=click.Choice(tuple(FORMATS)))
@click.argument("out", type=click.Path(allow_dash=True))
@click.option("--view", type=click.Choice(tuple(VIEWS)), help="What to write.  [default: the format's first]")
@options.as_of
@options.known_by
@click.option("--around", type=options.EntityName(), metavar="ENTITY", help="Only what is near this entity.")
@click.option("--hops", type=click.IntRange(min=1), metavar="N", help="How far --around reaches.  [default: 1]")
@click.option("--conflicts", "lab", type=options.EntityName(), metavar="LAB", help="Only what its conflicts rest on.")
@click.pass_obj
def command(
    session: Session,
    name: str,
    out: str,
    view: str | None,
    as_of: date | None,
    known_by: date | None,
    around: "Entity | None",
    hops: int | None,
    lab: "Entity | None",
) -> None:
    """Write the market to a file in another format.

    `vendorgraph formats` lists the formats. OUT may be - for standard output; a name that ends in .gz is compressed. A
    format of several files makes OUT a folder, or one archive when its name ends in .zip.
    """
    format = FORMATS[name]
    view = view or ("relations" if lab else format.views[0])
    _check(format, view, bool(as_of or known_by), around, hops, lab)
    if around is not None:
        session = session.near(lambda near: near.around(around.slug, hops or 1))
    elif lab is not None:
        session = session.near(lambda near: near.of([lab.slug]))
    if session.columns is not None and view in format.streams and not around and not lab:
        selection = _stream(session.columns, view, as_of, known_by)
    else:
        selection = _selection(session, format, view, as_of, known_by, lab)
    if around is not None:
        from vendorgraph.formats import select

        selection = select.around(selection, around.slug, hops or 1)
    with slow(f"Writing {format.name}"):
        try:
            _write(format, selection, out)
        except (TooLarge, FileExistsError) as error:
            raise Misuse(str(error)) from None
    if out != STANDARD_OUTPUT:
        output.note(f"{out}: {format.name}, {view} of {_sources(session, selection):,} sources")


def _check(
    format: Format, view: str, dated: bool, around: "Entity | None", hops: int | None, lab: "Entity | None"
) -> None:
    if view not in format.views:
        raise Misuse(f"{format.name} has no view {view}: write --view {' or '.join(format.views)}")
    if view == "claims" and dated:
        raise Misuse("--as-of and --known-by choose relations, and claims have no day: add --view relations")
    if view == "claims" and lab:
        raise Misuse("--conflicts chooses relations, and claims are not resolved: write --view relations")
    if around and lab:
        raise Misuse("--around and --conflicts each choose a part: write one of them")
    if hops and not around:
        raise Misuse("--hops says how far --around reaches: add --around ENTITY")


def _selection(
    session: Session, format: Format, view: str, as_of: date | None, known_by: date | None, lab: "Entity | None"
) -> Selection:
    """The market in a view, with the conflicts of all labs where they are written; or what those of one lab rest on."""
    market = session.market
    if view == "claims":
        return Selection(market)
    from vendorgraph.answers import conflicts
    from vendorgraph.formats import select

    relations = session.relations(as_of, known_by)
    with slow("Looking for conflicts"):
        if lab is None:
            return pipeline.selection(market, relations, format)
        found = pipeline.conflicts(market, relations, lab.slug)
    return select.resting_on(Selection(market, relations), conflicts.at_least(found, LEVEL))


def _sources(session: Session, selection: Selection) -> int:
    if selection.market.sources or session.columns is None:
        return len(selection.market.sources)
    return session.columns.engine.size(session.columns.sources)


def _stream(columns: "Columns", view: str, as_of: date | None, known_by: date | None) -> Selection:
    """All of a columnar market, a part after the other."""
    from vendorgraph.scale import stream

    if view == "claims":
        return stream.claims_of(columns)
    with slow("Resolving the relations"):
        return stream.relations_of(columns, as_of, known_by)


def _write(format: Format, selection: Selection, out: str) -> None:
    from vendorgraph import files

    path = Path(out)
    if out == STANDARD_OUTPUT:
        format.write(selection, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    elif format.files is not None and path.suffix != ARCHIVE:
        files.write_folder(path, format.folder(selection))
    elif path.is_dir():
        raise Misuse(f"{out} is a folder: name a file")
    else:
        files.write(path, lambda stream: format.write(selection, stream))
