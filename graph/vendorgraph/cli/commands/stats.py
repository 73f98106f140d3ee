"""`vendorgraph stats`."""

import click

from vendorgraph.cli import options, output
from vendorgraph.cli.session import Session


@click.command("stats")
@options.format_of("table", "json", "csv", "md")
@click.pass_obj
def command(session: Session, format: str) -> None:
    """Count claims, sources and entities by kind."""
    from vendorgraph.answers import sources

    counts = sources.stats(session.market)
    output.emit(format, [sources.stats_table(counts)], lambda: counts)
