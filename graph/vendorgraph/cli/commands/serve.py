"""`vendorgraph serve`."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vendorgraph.cli import output
from vendorgraph.cli.errors import Misuse
from vendorgraph.cli.session import Session, cache_folder

if TYPE_CHECKING:
    from vendorgraph.web.messages import Data

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 takes any.")
@click.option("--dataset", "first", metavar="FILE", multiple=True, help="Serve this data, not the market.")
@click.option("--allow-host", multiple=True, metavar="NAME", help="A name under which clients may address the server.")
@click.option("--cors", multiple=True, metavar="ORIGIN", help="An origin whose pages may read answers; * for all.")
@click.option("--deadline", type=click.FloatRange(0.2, 3600), default=30, show_default=True, help="Seconds of a query.")
@click.option("--memory", type=click.IntRange(64), default=512, show_default=True, help="Megabytes of a query.")
@click.option("--max-rows", type=click.IntRange(1), default=250_000, show_default=True, help="Rows of an answer.")
@click.option("--max-size", type=click.IntRange(1), default=64, show_default=True, help="Megabytes of an answer.")
@click.argument("files", nargs=-1, metavar="[FILE ...]")
@click.pass_obj
def command(
    session: Session,
    host: str,
    port: int,
    first: tuple[str, ...],
    files: tuple[str, ...],
    allow_host: tuple[str, ...],
    cors: tuple[str, ...],
    deadline: float,
    memory: int,
    max_rows: int,
    max_size: int,
) -> None:
    """Serve the market as a SPARQL 1.1 endpoint and as linked data, read-only, until interrupted.

    --dataset FILE ... serves RDF files unchanged in its place: IRI=FILE reads one into the graph of that name. A folder
    is a store on disk, which is served alone.
    """
    if files and not first:
        raise Misuse(f"{files[0]}: write --dataset before the files to be served")
    try:
        from vendorgraph.web.limits import Limits
        from vendorgraph.web.security import Rules
        from vendorgraph.web.serve import run
    except ModuleNotFoundError as error:
        raise click.ClickException(f"serve needs {error.name}: pip install 'vendorgraph[serve]'") from None
    from vendorgraph.web.data import Unusable

    limits = Limits(seconds=deadline, memory=memory * 2**20, rows=max_rows, answer_bytes=max_size * 2**20)
    rules = Rules((*allow_host, host), cors)
    try:
        run(
            _data(session, (*first, *files)),
            host,
            port,
            limits,
            rules,
            lambda where: output.note(f"Serving at {where}"),
        )
    except Unusable as problem:
        raise (Misuse if problem.code == 2 else click.ClickException)(str(problem)) from None


def _data(session: Session, named: tuple[str, ...]) -> "Data":
    from vendorgraph.web.messages import Files, Folder, Records

    if not named:
        return Records(tuple(map(str, session.data)), tuple(map(str, session.overlays)), str(cache_folder()))
    if session.data or session.overlays:
        raise Misuse("--dataset serves data of its own: leave out --data and --with")
    folders = [name for name in named if Path(name).is_dir()]
    if folders and len(named) > 1:
        raise Misuse(f"{folders[0]} is a store on disk, which is served alone: leave out the other files")
    return Folder(folders[0]) if folders else Files(tuple(map(_file, named)))


def _file(text: str) -> tuple[str | None, str]:
    """Return the graph that a FILE or IRI=FILE names, and the file: both may hold '=' themselves."""
    if Path(text).exists() or not _IRI.match(text) or "=" not in text:
        return None, text
    places = [place for place, letter in enumerate(text) if letter == "="]
    place = next((each for each in places if Path(text[each + 1 :]).exists()), places[-1])
    return text[:place], text[place + 1 :]
