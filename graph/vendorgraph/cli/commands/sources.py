"""`vendorgraph sources`."""

from typing import TYPE_CHECKING

import click

from vendorgraph.cli import options, output
from vendorgraph.cli.session import Session

if TYPE_CHECKING:
    from vendorgraph.model import Entity


@click.command("sources")
@click.option("--about", type=options.EntityName(), metavar="ENTITY", help="Only those that speak of this entity.")
@click.option("--kind", type=options.Word("kind"), help="Only those of this kind.")
@click.option("--reliability", type=options.Word("reliability"), help="Only those of this reliability.")
@click.option("--language", help="Only those in this language, such as en or ar.")
@click.option("--publisher", help="Only those whose publisher's name holds these words.")
@options.format_of("table", "json", "csv", "md")
@click.pass_obj
def command(
    session: Session,
    about: "Entity | None",
    kind: str | None,
    reliability: str | None,
    language: str | None,
    publisher: str | None,
    format: str,
) -> None:
    """List the documents that were read, oldest first.

    With their reliability and the number of their claims.
    """
    from vendorgraph.answers import sources

    market = session.market
    speaking = market.claims_by_entity.get(about.slug, []) if about else market.claims.values()
    wanted = {claim.source_id for claim in speaking} if about else set(market.sources)
    found = [
        source
        for source in sources.dated(market.sources.values())
        if source.id in wanted
        and kind in (None, source.kind)
        and reliability in (None, source.reliability)
        and language in (None, source.language)
        and (publisher is None or publisher.casefold() in (source.publisher or "").casefold())
    ]
    title = f"{len(found)} of {len(market.sources)} sources"
    output.emit(format, [sources.table(market, found, title)], lambda: sources.answer(market, found))
