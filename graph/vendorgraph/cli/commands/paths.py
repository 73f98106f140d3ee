"""`vendorgraph paths`."""

from datetime import date
from typing import TYPE_CHECKING

import click

from vendorgraph import asked
from vendorgraph.cli import options, output
from vendorgraph.cli.progress import slow
from vendorgraph.cli.session import Session

if TYPE_CHECKING:
    from vendorgraph.model import Entity


@click.command("paths")
@click.argument("a", type=options.EntityName())
@click.argument("b", type=options.EntityName())
@click.option("--relation", "kinds", type=options.RelationName(), multiple=True, help="Only through this relation.")
@click.option("--status", "statuses", type=options.Word("status"), multiple=True, help="Only hops of this status.")
@click.option(
    "--certainty", "certainties", type=options.Word("certainty"), multiple=True, help="Only hops some claim tells so."
)
@click.option("--since", type=options.Day(), metavar="DAY", help="Only hops that held or happened from this day on.")
@click.option("--until", type=options.Day(), metavar="DAY", help="Only hops that held or happened up to this day.")
@click.option("--max-hops", type=click.IntRange(min=1), default=4, show_default=True, help="Longest path.")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="Paths to show at most.")
@options.as_of
@options.known_by
@options.format_of("table", "json", "csv", "md")
@click.pass_obj
def command(
    session: Session,
    a: "Entity",
    b: "Entity",
    kinds: tuple[str, ...],
    statuses: tuple[str, ...],
    certainties: tuple[str, ...],
    since: date | None,
    until: date | None,
    max_hops: int,
    limit: int,
    as_of: date | None,
    known_by: date | None,
    format: str,
) -> None:
    """Show whole paths of relations from A to B, best first."""
    from vendorgraph.analysis.filters import Filter, only
    from vendorgraph.analysis.paths import paths
    from vendorgraph.answers import paths as answers

    options.meant(asked.two_ends, a, b)
    options.meant(asked.in_order, {"--since": since, "--until": until})
    session = session.near(lambda near: near.between(a.slug, b.slug, max_hops))
    market, relations = session.market, session.relations(as_of, known_by)
    wanted = Filter(statuses=statuses, certainties=certainties, since=since, until=until)
    with slow("Looking for paths"):
        kept = only(market, relations, wanted)
        found = paths(kept, a.slug, b.slug, kinds=kinds or None, max_hops=max_hops, limit=limit)
    output.emit(
        format,
        [answers.table(market, relations, a, b, found, str(wanted))],
        lambda: answers.answer(market, relations, a, b, found),
    )
