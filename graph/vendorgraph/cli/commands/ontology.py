"""`vendorgraph ontology`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vendorgraph.cli import output
from vendorgraph.tables import Table

if TYPE_CHECKING:
    from vendorgraph.rdf.reference import Reference


@click.command("ontology")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The HTML file to write.")
def command(out: Path | None) -> None:
    """List the terms of the ontology, or write them with examples as one HTML page.

    The page has every term in English and Arabic, and how it stands to other vocabularies; it works offline.
    """
    from vendorgraph import files
    from vendorgraph.rdf import reference, referencepage

    read = reference.read()
    if out is None:
        output.emit("table", list(_tables(read)), dict)
        return
    page = referencepage.page(read).encode()
    files.write(out, lambda stream: stream.writelines([page]))
    output.note(f"{out}: {sum(1 for _ in read.terms)} terms")


def _tables(reference: "Reference") -> "list[Table]":
    return [
        Table(
            title=name,
            columns=("term", "name", "meaning"),
            rows=tuple((f"vg:{each.local}", each.label["en"], each.comment["en"]) for each in group),
        )
        for name, group in reference.groups.items()
    ]
