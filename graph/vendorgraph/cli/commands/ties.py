"""`vendorgraph ties`."""

import click

from vendorgraph.cli import options, output
from vendorgraph.tables import Table


@click.command("ties")
@options.format_of("table", "json", "csv", "md")
def command(format: str) -> None:
    """List the ways in which a rival can reach a vendor.

    With the rule and convention of each.
    """
    from vendorgraph.analysis.ties.registry import KINDS

    rows = tuple((each.name, each.rule, each.example, ", ".join(each.degrees)) for each in KINDS.values())
    table = Table(title="Kinds of ties", columns=("tie", "rule", "example", "degrees"), rows=rows)
    keys = ("name", "title", "title_ar", "rule", "reference", "example", "degrees")
    listed = [{key: getattr(each, key) for key in keys} for each in KINDS.values()]
    output.emit(format, [table], lambda: {"ties": listed})
