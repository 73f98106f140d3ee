"""`vendorgraph match`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vendorgraph.cli import options, output
from vendorgraph.cli.errors import Misuse
from vendorgraph.cli.progress import slow
from vendorgraph.cli.session import Session
from vendorgraph.tables import Table

if TYPE_CHECKING:
    from vendorgraph.match import Decisions

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_PAIR = (str, str)


@click.command("match")
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--same", type=_PAIR, multiple=True, metavar="MARKET IMPORTED", help="Decide that two are the same.")
@click.option("--different", type=_PAIR, multiple=True, metavar="MARKET IMPORTED", help="Decide that they are not.")
@click.option("--undecided", type=_PAIR, multiple=True, metavar="MARKET IMPORTED", help="Leave a pair open again.")
@click.option("--undo", is_flag=True, help="Take the last decision back.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Write the import merged by the decisions.")
@options.format_of("table", "json", "csv", "md")
@click.pass_obj
def command(
    session: Session,
    folder: Path,
    same: tuple[tuple[str, str], ...],
    different: tuple[tuple[str, str], ...],
    undecided: tuple[tuple[str, str], ...],
    undo: bool,
    out: Path | None,
    format: str,
) -> None:
    """Propose which entities of the import in DIR are which of the market; a person decides.

    MARKET and IMPORTED are names or slugs, of a proposed pair or of any other. The proposals and decisions are in
    DIR/matches.yaml, which may be edited by hand. The import itself is not changed.
    """
    from vendorgraph import match

    file = folder / "matches.yaml"
    chosen = {"same": same, "different": different, "undecided": undecided}
    try:
        decisions = _decided(session, folder, match.load(file), chosen, undo)
        match.save(decisions, file)
        if out is not None:
            _merge(session, folder, decisions, out)
    except match.WrongDecision as wrong:
        raise Misuse(str(wrong)) from None
    output.emit(format, [_table(decisions)], lambda: decisions)
    left = sum(pair.judgement == "undecided" for pair in decisions.pairs)
    output.note(f"{file}: {len(decisions.pairs):,} pairs, {left:,} undecided")


def _decided(
    session: Session,
    folder: Path,
    earlier: "Decisions",
    chosen: dict[str, tuple[tuple[str, str], ...]],
    undo: bool,
) -> "Decisions":
    from vendorgraph import match, names, pipeline

    market, imported = session.market, pipeline.read([folder])
    with slow("Comparing names"):
        decisions = match.propose(market.entities.values(), imported.entities.values(), earlier)
    if undo:
        decisions = match.undo(decisions)
    for judgement, pairs in chosen.items():
        for pair in pairs:
            one, other = (names.find(each, name) for each, name in zip((market, imported), pair, strict=True))
            decisions = match.decide(match.named(decisions, one, other), one.slug, other.slug, judgement)
    return decisions


def _merge(session: Session, folder: Path, decisions: "Decisions", out: Path) -> None:
    from vendorgraph import match, pipeline
    from vendorgraph.imports import Refused, write

    market, imported = session.market, pipeline.read([folder])
    try:
        write.check(out)
        records = match.merged(match.records(imported), decisions, market.entities.values(), market.vocabulary)
        with slow(f"Writing {out}"):
            write.write(records, out, {"format": "match", "files": {}})
    except Refused as refused:
        raise Misuse(str(refused)) from None
    output.note(f"{out}: {len(records.entities):,} entities, {len(records.claims):,} claims")


def _table(decisions: "Decisions") -> Table:
    rows = tuple(
        (each.judgement, each.market, each.imported, f"{each.score:.2f}", each.why, *each.names)
        for each in decisions.pairs
    )
    return Table(
        title="Proposals",
        columns=("judgement", "market", "imported", "likeness", "why"),
        rows=rows,
        extra=("name in the market", "name in the import"),
        empty="No entity of the import is like one of the market.",
    )
