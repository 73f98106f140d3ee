"""`vendorgraph formats`."""

import click

from vendorgraph import answers
from vendorgraph.cli import options, output
from vendorgraph.tables import Table


@click.command("formats")
@click.option("--schema", type=click.Choice(tuple(answers.ANSWERS)), help="Print the JSON Schema of this answer.")
@options.format_of("table", "json", "csv", "md")
def command(schema: str | None, format: str) -> None:
    """List the formats of exports, of imports and of answers.

    --schema prints the JSON Schema of an answer.
    """
    if schema is not None:
        output.write(answers.encode(answers.schema(schema)))
    else:
        output.emit(format, [_exports(), _imports(), _answers()], _listed)


def _exports() -> Table:
    from vendorgraph.formats import FORMATS

    return Table(
        title="Exports: vendorgraph export FORMAT OUT",
        columns=("format", "suffix", "views", "what it is", "extra"),
        extra=("media type",),
        rows=tuple(
            (each.name, each.suffix, ", ".join(each.views), each.description, each.extra or "", each.media_type)
            for each in FORMATS.values()
        ),
    )


def _imports() -> Table:
    from vendorgraph.imports.registry import IMPORTERS

    return Table(
        title="Imports: vendorgraph import FORMAT FILE --out DIR",
        columns=("format", "suffixes", "what it is"),
        rows=tuple((each.name, " ".join(each.suffixes), each.description) for each in IMPORTERS.values()),
    )


def _answers() -> Table:
    rows = tuple((name, f"{answers.SCHEMAS}{name}") for name in answers.ANSWERS)
    note = "vendorgraph formats --schema ANSWER prints the schema."
    return Table(title="Answers with --format json", columns=("answer", "schema"), rows=rows, notes=(note,))


def _listed() -> object:
    from vendorgraph.formats import FORMATS
    from vendorgraph.imports.registry import IMPORTERS

    return {
        "exports": [
            {
                "name": each.name,
                "suffix": each.suffix,
                "media_type": each.media_type,
                "views": each.views,
                "description": each.description,
                "extra": each.extra,
            }
            for each in FORMATS.values()
        ],
        "imports": [
            {
                "name": each.name,
                "suffixes": each.suffixes,
                "description": each.description,
                "folder": each.folder,
                "mapping": each.mapping,
            }
            for each in IMPORTERS.values()
        ],
        "answers": [{"name": name, "schema": f"{answers.SCHEMAS}{name}"} for name in answers.ANSWERS],
    }
