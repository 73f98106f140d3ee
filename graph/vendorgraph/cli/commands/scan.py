"""`vendorgraph scan`."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vendorgraph.analysis.model import LEVELS
from vendorgraph.cli import options, output
from vendorgraph.cli.deadline import within
from vendorgraph.cli.errors import Misuse
from vendorgraph.cli.progress import slow
from vendorgraph.cli.session import Session
from vendorgraph.scale.folder import is_columnar
from vendorgraph.tables import Table

if TYPE_CHECKING:
    from vendorgraph.scale.columns import Columns
    from vendorgraph.scale.engine import Engine
    from vendorgraph.scale.scan import Scan


#: In the counts, the kind of a whole conflict.
CONFLICTS = "conflicts"

#: What can run the plan.
ENGINES = ("duckdb", "spark")


@click.command("scan")
@click.option("--customers", type=options.FILE, metavar="FILE", help="Slugs, one a line.  [default: every AI lab]")
@options.as_of
@options.known_by
@click.option(
    "--min-level", type=click.Choice(LEVELS), default="medium", show_default=True, help="Leave out the lower."
)
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.parquet")
@click.option("--chains", is_flag=True, help="Only chains of stakes, of every customer: quick, without evidence.")
@click.option("--deadline", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", help="Stop after that.")
@click.option("--engine", type=click.Choice(ENGINES), default="duckdb", show_default=True, help="What runs the plan.")
@click.option("--memory", metavar="SIZE", help='The most memory that DuckDB takes, such as "2GB".')
@click.option("--master", metavar="URL", help='Of Spark: "local[2]", spark://HOST:PORT or sc://HOST:PORT.')
@click.option("--stages", metavar="PLACE", help="Of Spark: a folder or an address that all its workers see.")
@click.option("--conf", multiple=True, metavar="KEY=VALUE", help="A setting of Spark.")
@options.format_of("table", "json", "csv", "md")
@click.pass_obj
def command(
    session: Session,
    /,
    customers: Path | None,
    as_of: date | None,
    known_by: date | None,
    min_level: str,
    out: Path,
    chains: bool,
    deadline: float | None,
    format: str,
    **asked: Any,
) -> None:
    """Find the conflicts of many customers at once, and write them as one Parquet file.

    With --data DIR also on a folder of Parquet tables, as `export parquet` writes them.
    """
    from vendorgraph.scale import output as file
    from vendorgraph.scale.scan import Scan
    from vendorgraph.scale.ties.told import COLUMNS

    with _engine(**asked) as engine, _explained(engine), within(deadline, engine) as check:
        with slow("Resolving the relations") as say:
            engine.watch = lambda stage: (check(), say(stage))
            scan = Scan(_columns(session, engine), as_of, known_by)
        with slow("Looking for conflicts") as say:
            engine.watch = lambda stage: (check(), say(stage))
            if chains:
                counts = file.write(out, scan.by_chains(), file.CHAINS)
            else:
                counts = file.write(out, scan.ties(_customers(scan, customers), min_level), COLUMNS)
    output.emit(format, [_table(counts)], lambda: _by_kind(counts))
    ties = sum(count for (kind, _), count in counts.items() if kind != CONFLICTS)
    output.note(f"{out}: {ties:,} {'chains' if chains else 'ties'}")


def _engine(engine: str, memory: str | None, master: str | None, stages: str | None, conf: tuple[str, ...]) -> "Engine":
    """The engine that is asked for; Misuse for an option of another."""
    from vendorgraph.scale.engine import NoEngine

    if engine == "duckdb":
        if master or stages or conf:
            raise Misuse("--master, --stages and --conf are for Spark: add --engine spark")
        from vendorgraph.scale.engine import connect

        return connect(memory=memory)
    if memory:
        raise Misuse("--memory is for DuckDB: write --conf spark.driver.memory=2g for Spark")
    if wrong := [each for each in conf if "=" not in each]:
        raise Misuse(f"--conf: {wrong[0]!r} is no KEY=VALUE, such as spark.executor.memory=4g")
    from vendorgraph.scale import spark

    settings = dict(each.split("=", 1) for each in conf)
    try:
        with slow("Starting Spark"):
            return spark.connect(master or spark.LOCAL, stages=stages, settings=settings)
    except NoEngine as error:
        raise Misuse(str(error)) from None


def _columns(session: Session, engine: "Engine") -> "Columns":
    """The tables of the one columnar folder that is named, checked, or those of a market of records."""
    from vendorgraph.scale.columns import of_market
    from vendorgraph.scale.opened import opened

    if any(map(is_columnar, (*session.data, *session.overlays))):
        return opened(session.data, session.overlays, engine)
    return of_market(session.market, engine)


def _customers(scan: "Scan", file: Path | None) -> list[str]:
    if file is None:
        return scan.customers()
    asked = sorted({line.strip() for line in file.read_text("utf-8").splitlines() if line.strip()})
    if unknown := scan.unknown(asked):
        raise Misuse(f"{file}: no entity has the slug {unknown[0]!r} ({len(unknown)} such)")
    return asked


def _table(counts: Counter[tuple[str, str]]) -> Table:
    """The conflicts by level, and their ties by kind and level."""
    found = _by_kind(counts)
    levels = [level for level in (*LEVELS, "") if any(level in each for each in found.values())]
    rows = tuple(
        (kind, *(f"{of_kind[level]:,}" if level in of_kind else "" for level in levels))
        for kind, of_kind in found.items()
    )
    columns = ("kind", *(level or "number" for level in levels))
    return Table(title="Conflicts and their ties", columns=columns, rows=rows, empty="No conflicts of that level.")


def _by_kind(counts: Counter[tuple[str, str]]) -> dict[str, dict[str, int]]:
    from vendorgraph.analysis.ties.registry import KINDS

    found: dict[str, dict[str, int]] = {}
    for kind in ("", CONFLICTS, *KINDS):
        of_kind = {level: counts[kind, level] for level in (*LEVELS, "") if counts[kind, level]}
        if of_kind:
            found[kind or "chains"] = of_kind
    return found


@contextmanager
def _explained(engine: "Engine") -> Iterator[None]:
    """What the engine has against it, in words."""
    try:
        yield
    except engine.errors as failure:
        raise Misuse(f"the engine gave up: {engine.why(failure)}") from None
