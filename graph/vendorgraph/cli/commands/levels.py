"""`vendorgraph levels`."""

from pathlib import Path

import click

from vendorgraph.cli import options, output
from vendorgraph.tables import Table


@click.command("levels")
@options.levels
@options.format_of("table", "json", "csv", "md")
def command(levels: Path | None, format: str) -> None:
    """Show the rules that give conflicts their level.

    The first rule that fits decides.
    """
    from vendorgraph.analysis.levels import read_levels

    rules = read_levels(levels).rules
    rows = tuple(
        (
            rule.level,
            rule.why,
            ", ".join(rule.verdict) or "any",
            ", ".join(rule.timing) or "any",
            ", ".join(rule.tie) or "any",
            "" if rule.min_share is None else f"{rule.min_share:.4g}",
        )
        for rule in rules
    )
    columns = ("level", "why", "verdict", "timing", "tie", "share")
    output.emit(format, [Table(title="Levels", columns=columns, rows=rows)], lambda: {"rule": rules})
