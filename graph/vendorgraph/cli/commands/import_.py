"""`vendorgraph import`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vendorgraph.cli import options, output
from vendorgraph.cli.errors import Misuse
from vendorgraph.cli.progress import slow
from vendorgraph.cli.session import Session
from vendorgraph.imports.registry import IMPORTERS
from vendorgraph.tables import Table

if TYPE_CHECKING:
    from vendorgraph.imports import Written

_READ = click.Path(exists=True, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("import", epilog="Formats: " + "; ".join(f"{e.name}: {e.description}" for e in IMPORTERS.values()))
@click.argument("name", metavar="FORMAT", type=click.Choice(tuple(IMPORTERS)))
@click.argument("files", metavar="FILE...", type=_READ, nargs=-1, required=True)
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="The folder to make.")
@click.option("--mapping", type=_FILE, metavar="FILE", help="What the columns of a table mean (TOML), for csv.")
@click.option("--columnar", is_flag=True, help="Write Parquet tables, without holding the files in memory.")
@options.format_of("table", "json", "csv", "md")
@click.pass_obj
def command(
    session: Session,
    name: str,
    files: tuple[Path, ...],
    out: Path,
    mapping: Path | None,
    columnar: bool,
    format: str,
) -> None:
    """Turn a foreign FILE into a folder of records, with which every command works: --data DIR or --with DIR.

    Prints what was not understood, kept in words, assumed or left out, with its count and first place. What has the
    name of an entity of the market stays apart from it until `vendorgraph match` is told that they are the same.
    """
    from vendorgraph import imports, vocabulary
    from vendorgraph.imports import write

    try:
        write.check(out)
    except imports.Refused as refused:
        raise Misuse(str(refused)) from None
    market, words = session.market, vocabulary.read()
    more: dict[str, Any] = {"today": date.today(), "mapping": mapping, "beside": market}
    try:
        with slow(f"Reading {files[0].name}"):
            if columnar:
                found = imports.save_tables(name, files, words, out, **more)
            else:
                records = imports.read(name, files, words, **more)
                imports.save(records, out, name, files)
                counts = (len(records.entities), len(records.sources), len(records.claims))
                found = imports.Written(*counts, records.report)
    except imports.Refused as refused:
        raise click.ClickException(str(refused)) from None
    output.emit(format, [_table(found)], lambda: found)
    output.note(f"{out}: {_counts(found)}")


def _counts(found: "Written") -> str:
    return f"{found.entities:,} entities, {found.sources:,} sources, {found.claims:,} claims"


def _table(found: "Written") -> Table:
    rows = tuple((each.kind, each.what, f"{each.count:,}", each.first) for each in found.report)
    columns = ("what became of it", "what", "count", "first")
    return Table(title=_counts(found), columns=columns, rows=rows, empty="Everything was understood.")
