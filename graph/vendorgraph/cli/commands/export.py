"""`vendorgraph export`."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vendorgraph.cli import options, output
from vendorgraph.cli.errors import Misuse
from vendorgraph.cli.progress import slow
from vendorgraph.cli.session import Session
from vendorgraph.formats import FORMATS, VIEWS, Format, Selection, TooLarge, chosen

if TYPE_CHECKING:
    from vendorgraph.model import Entity
    from vendorgraph.scale.columns import Columns

STANDARD_OUTPUT = "-"


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
    format of several files makes OUT a folder, or one archive when its name ends in .zip. Of a folder of Parquet tables
    that is too large for memory, the view is one that the format writes a part after the other, if it has one.
    """
    format = FORMATS[name]
    if not (view or as_of or known_by or around or lab):
        view = _streamed(session, format)
    view = chosen.view_of(format, view, lab is not None)
    try:
        chosen.check(
            format, view, dated=bool(as_of or known_by), around=bool(around), hops=bool(hops), lab=bool(lab),
            spelled=_option,
        )  # fmt: skip
    except chosen.Contradictory as error:
        raise Misuse(str(error)) from None
    session = _near(session, around, hops or 1, lab)
    if session.columns is not None and not around and not lab and _streams(session.columns, format, view):
        selection = _stream(session.columns, view, as_of, known_by)
        if format.conflicts and view == "relations":
            output.note("The conflicts of so many are not written: `scan` finds them.")
    else:
        selection = _selection(session, (as_of, known_by), format, view, lab)
    if around is not None:
        from vendorgraph.formats import select

        selection = select.around(selection, around.slug, hops or 1)
    with slow(f"Writing {format.name}"):
        try:
            _write(format, selection, out)
        except (TooLarge, chosen.Contradictory, FileExistsError, IsADirectoryError) as error:
            raise Misuse(str(error)) from None
    if out != STANDARD_OUTPUT:
        output.note(f"{out}: {format.name}, {view} of {_sources(session, selection):,} sources")


def _near(session: Session, around: "Entity | None", hops: int, lab: "Entity | None") -> Session:
    """What is near an entity, or what the conflicts of a lab depend on; all of it where neither is asked for."""
    if around is not None:
        return session.near(lambda near: near.around(around.slug, hops))
    if lab is not None:
        return session.near(lambda near: near.of([lab.slug]))
    return session


def _selection(
    session: Session, days: tuple[date | None, date | None], format: Format, view: str, lab: "Entity | None"
) -> Selection:
    market = session.market
    with slow("Looking for conflicts"):
        return chosen.selection(market, lambda: session.relations(*days), format, view, lab.slug if lab else None)


def _streamed(session: Session, format: Format) -> str | None:
    """The view of a market that is too large for memory, where the format writes one a part after the other."""
    if session.columns is None or not format.streams:
        return None
    from vendorgraph.scale.market import is_large

    return format.streams[0] if is_large(session.columns) else None


def _streams(columns: "Columns", format: Format, view: str) -> bool:
    """Whether a view is written a part after the other; one with conflicts only where it does not fit into memory."""
    from vendorgraph.scale.market import is_large

    return view in format.streams and (view == "claims" or not format.conflicts or is_large(columns))


def _option(word: str) -> str:
    return f"--{word.replace('_', '-')}"


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
    if out == STANDARD_OUTPUT:
        format.write(selection, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    else:
        chosen.write(format, selection, Path(out))
