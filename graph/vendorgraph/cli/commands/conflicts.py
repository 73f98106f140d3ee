"""`vendorgraph conflicts`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from vendorgraph import pipeline
from vendorgraph.cli import options, output
from vendorgraph.cli.errors import Misuse
from vendorgraph.cli.progress import slow
from vendorgraph.cli.session import Session

if TYPE_CHECKING:
    from vendorgraph.analysis.levels import Levels
    from vendorgraph.analysis.model import Conflict
    from vendorgraph.model import Entity, Market
    from vendorgraph.ownership.integrated import Convention
    from vendorgraph.relations.model import Relations

#: Formats that have room for sentences.
_PROSE = ("table", "md")


class Question(Struct, frozen=True, kw_only=True):
    """What the command line asks."""

    lab: "Entity | None"
    all_labs: bool
    vendor: "Entity | None"
    rival: "Entity | None"
    as_of: date | None
    known_by: date | None
    what_if: Path | None
    min_level: str
    levels: Path | None
    max_hops: int
    convention: "Convention"
    any_vendor: bool
    dispositions: Path | None
    fail_on: str | None
    explain: bool
    lang: str
    format: str

    @property
    def customer(self) -> str | None:
        """The slug of the lab, None for all labs."""
        return self.lab.slug if self.lab else None


@click.command("conflicts")
@click.argument("lab", metavar="LAB", type=options.Lab(), required=False)
@click.option("--all", "all_labs", is_flag=True, help="The conflicts of every AI lab.")
@click.option("--vendor", type=options.EntityName(), metavar="VENDOR", help="Only those at this vendor.")
@click.option("--rival", type=options.EntityName(), metavar="RIVAL", help="Only those with this rival.")
@options.as_of
@options.known_by
@click.option("--what-if", type=options.FILE, metavar="FILE", help="Show what the claims in this file would change.")
@options.min_level
@options.levels
@click.option("--max-hops", type=click.IntRange(min=1), default=4, show_default=True, help="Longest chain of stakes.")
@options.convention
@click.option("--any-vendor", is_flag=True, help="Take every seller for a vendor, not data vendors alone.")
@click.option("--dispositions", type=options.FILE, metavar="FILE", help="Show what was decided beside each conflict.")
@click.option(
    "--fail-on",
    type=options.Word("level"),
    metavar="LEVEL",
    help="Exit with 1 at this level or a worse one, unless it is accepted.",
)
@click.option("--explain", is_flag=True, help="Explain each conflict step by step, with dates and sources.")
@options.lang
@options.format_of("table", "json", "csv", "md")
@click.pass_context
def command(ctx: click.Context, /, **asked: Any) -> None:
    """Find the rivals that reach what LAB gave to its vendors.

    Rows come worst first; rivals that only buy from the same vendor share one row. --explain adds the evidence in
    sentences, and --format md makes a memo of it all.
    """
    from vendorgraph.analysis.levels import read_levels

    question = Question(**asked)
    _check(question)
    session = ctx.find_object(Session) or Session()
    if question.lab is not None:
        session = _near(session, question, question.lab)
    relations, levels = session.relations(question.as_of, question.known_by), read_levels(question.levels)
    answer = _answer if question.what_if is None else _difference
    reached = answer(session.market, relations, question, levels)
    ctx.exit(_gate(reached, relations.as_of, question.fail_on) if question.fail_on else 0)


def _check(question: Question) -> None:
    if question.lab is None and not question.all_labs:
        raise Misuse("conflicts: name a lab, such as google, or write --all for every lab")
    if question.lab is not None and question.all_labs:
        raise Misuse(f"conflicts: write {question.lab.slug} or --all, not both")
    if question.explain and question.format not in _PROSE:
        raise Misuse(f"--explain writes sentences: write --format {' or '.join(_PROSE)}")
    if question.lang != "en" and not question.explain and question.format != "md":
        raise Misuse("--lang is that of explanations and memos: write --explain or --format md")


def _near(session: Session, question: Question, lab: "Entity") -> Session:
    """What the conflicts of the lab depend on, and what the files of the question name."""
    if session.columns is None:
        return session
    from vendorgraph.scale.supposed import supposed

    named = supposed(session.columns, question.what_if, question.dispositions)
    one = {name: each.slug for name, each in (("vendor", question.vendor), ("rival", question.rival)) if each}
    return session.near(lambda near: near.of([lab.slug], max_hops=question.max_hops, **one), named)


def _answer(market: "Market", relations: "Relations", question: Question, levels: "Levels") -> "list[Conflict]":
    """Write the conflicts of the market as it is; return all that were found."""
    from vendorgraph.answers import conflicts as answers
    from vendorgraph.answers.nothing import Asked, nothing

    found = _disposed(market, question, _found(market, relations, question, levels))
    shown = answers.at_least(found, question.min_level)
    asked = Asked(
        customer=question.customer,
        vendor=question.vendor.slug if question.vendor else None,
        rival=question.rival.slug if question.rival else None,
        min_level=question.min_level,
        any_vendor=question.any_vendor,
    )
    empty = nothing(market, relations, asked, found)
    if empty and question.format != "table":
        output.note(empty)
    if question.format == "md":
        output.write(_memo(market, relations, question, levels, shown, len(found) - len(shown)).encode())
        return found
    table = answers.table(market, relations, question.customer, shown, levels, empty)
    output.emit(question.format, [table], lambda: answers.answer(market, relations, question.customer, shown))
    _explain(market, relations, question, shown)
    return found


def _difference(market: "Market", relations: "Relations", question: Question, levels: "Levels") -> "list[Conflict]":
    """Write what the file supposes would change; return the conflicts that there would be."""
    from vendorgraph import diff, pipeline, whatif
    from vendorgraph.answers import whatif as answers
    from vendorgraph.reading.whatif import read

    assert question.what_if is not None
    what_if = read(question.what_if, market)
    supposed = whatif.laid_over(market, what_if, min(relations.as_of, relations.known_by))
    after = pipeline.relations(supposed, relations.as_of, relations.known_by)
    before = _found(market, relations, question, levels)
    found = _disposed(market, question, _found(supposed, after, question, levels))
    views = (diff.View(relations, tuple(before)), diff.View(after, tuple(found)))
    changes = diff.at_least(diff.difference(*views), question.min_level)
    told = (market, after, question.customer, what_if, changes)
    output.emit(question.format, [answers.table(*told)], lambda: answers.answer(*told))
    _explain(supposed, after, question, [each.after for each in changes if each.after])
    return found


def _found(market: "Market", relations: "Relations", question: Question, levels: "Levels") -> "list[Conflict]":
    narrowed = [each.slug if each else None for each in (question.vendor, question.rival)]
    with slow("Looking for conflicts"):
        return pipeline.conflicts(
            market,
            relations,
            question.customer,
            *narrowed,
            any_vendor=question.any_vendor,
            max_hops=question.max_hops,
            convention=question.convention,
            levels=levels,
        )


def _disposed(market: "Market", question: Question, found: "list[Conflict]") -> "list[Conflict]":
    """The conflicts with their dispositions; those that are about none of them are named on standard error."""
    if question.dispositions is None:
        return found
    from vendorgraph import dispositions
    from vendorgraph.reading.dispositions import read

    decided = read(question.dispositions, market)
    known = {dispositions.key(each) for each in found}
    narrowed = question.vendor is not None or question.rival is not None
    for about in decided:
        if about not in known and not narrowed and question.customer in (None, about[0]):
            output.note(f"No such conflict is known: {' / '.join(about)} (disposition of {decided[about].by}).")
    return dispositions.beside(found, decided)


def _explain(market: "Market", relations: "Relations", question: Question, found: "list[Conflict]") -> None:
    """Write each conflict in sentences, when that is asked for."""
    if question.explain:
        from vendorgraph import explain, wording
        from vendorgraph.explain import text

        voice = wording.voice(market, question.lang)
        told = [explain.of(voice, each, relations.as_of) for each in found]
        written = "\n".join(map(text.markdown, told)) if question.format == "md" else text.plain(told)
        output.write(f"\n{written}".encode())


def _memo(
    market: "Market",
    relations: "Relations",
    question: Question,
    levels: "Levels",
    shown: "list[Conflict]",
    lower: int,
) -> str:
    from vendorgraph import wording
    from vendorgraph.explain.memo import Scope, memo

    scope = Scope(
        customer=question.customer,
        min_level=question.min_level,
        lower=lower,
        levels=levels,
        max_hops=question.max_hops,
    )
    return memo(wording.voice(market, question.lang), relations, scope, shown)


def _gate(found: "list[Conflict]", day: date, level: str) -> int:
    """Say how many conflicts reach the level, and how many of them are accepted; 1 when one is not."""
    from vendorgraph.answers.conflicts import at_least
    from vendorgraph.dispositions import accepted

    reached = at_least(found, level)
    passed = sum(accepted(each, day) for each in reached)
    beside = f", {passed} of them accepted" if passed else ""
    output.note(f"{len(reached)} conflict{'s' if len(reached) != 1 else ''} of level {level} or worse{beside}.")
    return 1 if len(reached) > passed else 0
