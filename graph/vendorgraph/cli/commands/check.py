"""`vendorgraph check`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vendorgraph.cli import output
from vendorgraph.cli.progress import slow
from vendorgraph.cli.session import Session
from vendorgraph.scale.folder import is_columnar

if TYPE_CHECKING:
    from vendorgraph.problems import Problem
    from vendorgraph.reading.records import Placed, Records

#: Folders inside a folder of records.
_INNER = ("sources", "entities")

#: The code of a name that no entity has, as every name of another market is in a folder that is laid over it.
UNDEFINED = "VG312"

#: What is said after the message of a shape: of warnings that they are no more.
_SEVERITIES = {"violation": "", "warning": " (warning)", "info": " (info)"}


@click.command("check")
@click.argument("paths", metavar="[PATH ...]", type=click.Path(exists=True, path_type=Path), nargs=-1)
@click.option("--no-shapes", is_flag=True, help="Check the records alone, which takes a tenth of the time.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], no_shapes: bool) -> None:
    """Check records and the shapes of their graph.

    Prints file:line: code: message for every problem, and exits with 1 when there is one. PATH is a folder of records,
    or a file of one, of which alone the problems are then shown; without any the bundled market is checked. Of a folder
    of Parquet tables the columns, their types, keys, words, shares and dates are checked.
    """
    from vendorgraph import checks, resources

    session = ctx.find_object(Session) or Session()
    folders = tuple(dict.fromkeys(map(_folder, paths))) or session.data or (resources.folder("data"),)
    if any(map(is_columnar, folders)):
        ctx.exit(_check_tables(folders))
    with slow("Checking the records"):
        records = checks.read(folders, session.overlays)
        found = checks.problems(records)
    if not found and not no_shapes:
        with slow("Checking the shapes of the graph"):
            found = _faults(records)
    wanted = [problem for problem in found if _wanted(problem, paths)]
    output.write("".join(f"{problem}\n" for problem in wanted).encode())
    output.note(_summary(records, wanted))
    if paths and not session.overlays and any(problem.code == UNDEFINED for problem in wanted):
        output.note(f"Is it to be laid over another market? Then write: vendorgraph --with {folders[0]} check")
    ctx.exit(1 if wanted else 0)


def _check_tables(folders: Sequence[Path]) -> int:
    """Write what is wrong with a folder of Parquet tables, a line each; return the exit code."""
    from vendorgraph.scale.check import Unsound
    from vendorgraph.scale.engine import connect
    from vendorgraph.scale.opened import opened

    try:
        with slow("Checking the tables"), connect() as engine:
            opened(folders, (), engine)
    except Unsound as unsound:
        output.write(f"{unsound}\n".encode())
        return 1
    output.note("No problems in the tables.")
    return 0


def _folder(path: Path) -> Path:
    """The folder of records that a path is, or lies in."""
    if path.is_dir():
        return path
    return path.parent.parent if path.parent.name in _INNER else path.parent


def _wanted(problem: "Problem", paths: Sequence[Path]) -> bool:
    chosen = [path for path in paths if path.is_file()]
    return not chosen or any(Path(problem.file).resolve() == path.resolve() for path in chosen)


def _faults(records: "Records") -> "list[Problem]":
    """Where the graph of the records does not have its shapes; a note says so when that could not be checked."""
    from vendorgraph.problems import Place, Problem
    from vendorgraph.rdf import shapes
    from vendorgraph.reading.building import build

    try:
        faults = shapes.validate(build(records))
    except ImportError as error:
        output.note(f"The shapes were not checked: {error}")
        return []
    named = {**_by(records.entities, "slug"), **_by(records.sources, "id"), **_by(records.claims, "id")}
    places = {name: placed.at() for name, placed in named.items()}
    whole = Place(records.market_file, 1)
    return [
        Problem(place.file, place.line, each.shape, f"{each.record}: {each.message}{_SEVERITIES[each.severity]}")
        for each in faults
        for place in [places.get(each.record, whole)]
    ]


def _by(records: "Sequence[Placed[Any]]", key: str) -> "dict[str, Placed[Any]]":
    return {getattr(placed.value, key): placed for placed in records}


def _summary(records: "Records", found: "Sequence[Problem]") -> str:
    if found:
        return f"{len(found)} problem{'s' if len(found) > 1 else ''}."
    return f"No problems in {len(records.claims):,} claims of {len(records.sources):,} sources."
