"""`vendorgraph ties`."""

import click

from vendorgraph.cli import options, output
from vendorgraph.tables import Table


@click.command("ties")
@options.format_of("table", "json", "csv", "md")
def command(format: str) -> None:
    """List the ways in which a rival can reach a vendor.

    With the rule and convention of each, where it comes from, and an example.
    """
    from vendorgraph.analysis.ties.registry import KINDS

    table = Table(
        title="Kinds of ties",
        columns=("tie", "rule", "reference", "example"),
        extra=("function", "degrees"),
        rows=tuple(
            (each.name, each.rule, each.reference, each.example, each.found_by, ", ".join(each.degrees))
            for each in KINDS.values()
        ),
    )
    keys = ("name", "title", "title_ar", "rule", "reference", "found_by", "example", "degrees")
    listed = [{key.replace("found_by", "function"): getattr(each, key) for key in keys} for each in KINDS.values()]
    output.emit(format, [table], lambda: {"ties": listed})
