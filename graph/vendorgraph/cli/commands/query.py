"""`vendorgraph query`."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from vendorgraph import pipeline
from vendorgraph.cli import options, output
from vendorgraph.cli.errors import Misuse
from vendorgraph.cli.progress import slow
from vendorgraph.cli.session import Session
from vendorgraph.tables import Table

if TYPE_CHECKING:
    from pyoxigraph import Store

    from vendorgraph.queries import Query, Result

STANDARD_INPUT = "-"


class QueryName(options.Kind):
    """A name of a bundled query, the path of a file that ends in .rq, or - for standard input."""

    name = "query"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the names that begin so."""
        from vendorgraph import queries

        return options.beginning(incomplete, ((each.name, each.summary) for each in queries.all_queries().values()))


class Pair(options.Kind):
    """A parameter and its value, as KEY=VALUE."""

    name = "parameter"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Return key and value; Misuse says what to write when there is no '='."""
        key, equals, text = str(value).partition("=")
        if not equals:
            raise Misuse(f"--param: {value!r} has no '=': write KEY=VALUE, such as vendor=scale-ai")
        return key.strip(), text

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the parameters that begin so, of the query that is named before.

        An option without its value ends the reading of the line, which leaves the name among the other arguments.
        """
        from vendorgraph import queries

        known, named = queries.all_queries(), [ctx.params.get("name"), *ctx.args]
        params = next((known[name].params for name in named if name in known), ())
        return options.beginning(incomplete, ((f"{each.name}=", each.about) for each in params))


@click.command("query")
@click.argument("name", metavar="[NAME|FILE.rq|-]", type=QueryName(), required=False)
@click.option("--param", "params", type=Pair(), multiple=True, metavar="KEY=VALUE", help="A parameter of the query.")
@options.as_of
@options.known_by
@options.format_of("table", "md", "json", "xml", "csv", "tsv", "ttl", "nt", "jsonld", "rdfxml", "trig", "nq")
@click.option("--explain", is_flag=True, help="Show the algebra of the query, and ask nothing.")
@click.pass_obj
def command(
    session: Session,
    name: str | None,
    params: tuple[tuple[str, str], ...],
    as_of: date | None,
    known_by: date | None,
    format: str,
    explain: bool,
) -> None:
    """Ask the graph a question in SPARQL.

    Without a name the questions that have one are listed. The days choose the relations and what follows from them, for
    questions on what holds; claims are all there. Rows are written as table, md, json, xml, csv or tsv, triples as
    table, md, ttl, nt, jsonld, rdfxml, trig or nq.
    """
    from vendorgraph import queries
    from vendorgraph.answers import results

    if name is None:
        output.emit("table", [_listed()], dict)
        return
    query = _query(name)
    given = dict(params)
    text = queries.bind(query, given, session.market) if given or session.endpoint is None else query.text
    if explain:
        _explain(text)
        return
    result = _asked(session, query, text, as_of, known_by)
    with slow("Asking"):
        if format not in ("table", "md"):
            output.write(results.written(result, format))
        else:
            output.emit(format, [results.table(result, query.summary, session.vocabulary)], dict)


def _query(name: str) -> "Query":
    from vendorgraph import queries

    if name == STANDARD_INPUT:
        return queries.parse("standard input", sys.stdin.read())
    if name.endswith(".rq"):
        return queries.read(Path(name))
    return queries.find(name)


def _explain(text: str) -> None:
    """Write the algebra of a query that is sound."""
    from pyoxigraph import Store

    from vendorgraph import queries
    from vendorgraph.answers import algebra
    from vendorgraph.extras import need

    queries.run(Store(), text)
    need("rdflib", "rdflib")
    output.write(algebra.algebra(text).encode())
    output.note(algebra.NOTE)


def _asked(session: Session, query: "Query", text: str, as_of: date | None, known_by: date | None) -> "Result":
    """What the endpoint answers; what is asked here, where there is none, or not the relations that are asked for."""
    from vendorgraph import queries

    if session.endpoint is not None:
        from vendorgraph.remote import asking

        with slow("Asking"):
            found = asking.answer(session.endpoint, query, text, as_of, known_by)
        if found is not None:
            return found
        output.note(f"{session.endpoint} holds claims, and not the relations of these days: they were resolved here.")
    with slow("Building the graph"):
        store = _store(session, query, as_of, known_by)
    with slow("Asking"):
        return queries.run(store, text)


def _store(session: Session, query: "Query", as_of: date | None, known_by: date | None) -> "Store":
    relations = session.relations(as_of, known_by) if query.asks_relations else None
    return pipeline.store(session.market, relations, findings=query.asks_findings)


def _listed() -> Table:
    from vendorgraph import queries

    rows = tuple(
        (query.name, query.summary, ", ".join(param.name for param in query.params))
        for query in queries.all_queries().values()
    )
    return Table(title="Questions with a name", columns=("name", "what it asks", "parameters"), rows=rows)
