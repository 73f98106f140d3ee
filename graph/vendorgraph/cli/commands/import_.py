"""`vendorgraph import`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vendorgraph.cli import options, output
from vendorgraph.cli.errors import Misuse
from vendorgraph.cli.progress import slow
from vendorgraph.cli.session import Session
from vendorgraph.imports.registry import IMPORTERS
from vendorgraph.tables import Table

if TYPE_CHECKING:
    from vendorgraph.imports import Records

_READ = click.Path(exists=True, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("import", epilog="Formats: " + "; ".join(f"{e.name}: {e.description}" for e in IMPORTERS.values()))
@click.argument("name", metavar="FORMAT", type=click.Choice(tuple(IMPORTERS)))
@click.argument("files", metavar="FILE...", type=_READ, nargs=-1, required=True)
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="The folder to make.")
@click.option("--mapping", type=_FILE, metavar="FILE", help="What the columns of a table mean (TOML), for csv.")
@options.format_of("table", "json", "csv", "md")
@click.pass_obj
def command(session: Session, name: str, files: tuple[Path, ...], out: Path, mapping: Path | None, format: str) -> None:
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
    market = session.market
    try:
        with slow(f"Reading {files[0].name}"):
            records = imports.read(
                name, files, vocabulary.read(), today=date.today(), mapping=mapping, beside=market.entities.values()
            )
        with slow(f"Writing {out}"):
            imports.save(records, out, name, files)
    except imports.Refused as refused:
        raise click.ClickException(str(refused)) from None
    output.emit(format, [_table(records)], lambda: _answer(records))
    output.note(f"{out}: {_counts(records)}")


def _counts(records: "Records") -> str:
    entities, sources, claims = len(records.entities), len(records.sources), len(records.claims)
    return f"{entities:,} entities, {sources:,} sources, {claims:,} claims"


def _table(records: "Records") -> Table:
    rows = tuple((each.kind, each.what, f"{each.count:,}", each.first) for each in records.report)
    columns = ("what became of it", "what", "count", "first")
    return Table(title=_counts(records), columns=columns, rows=rows, empty="Everything was understood.")


def _answer(records: "Records") -> dict[str, object]:
    counts = {"entities": len(records.entities), "sources": len(records.sources), "claims": len(records.claims)}
    return {**counts, "report": list(records.report)}
