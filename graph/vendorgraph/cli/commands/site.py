"""`vendorgraph site`."""

from datetime import date
from pathlib import Path

import click

from vendorgraph.cli import options, output
from vendorgraph.cli.errors import Misuse
from vendorgraph.cli.progress import slow
from vendorgraph.cli.session import Session


@click.command("site")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder to make.")
@click.option("--lang", "languages", type=click.Choice(("en", "ar")), multiple=True, help="A language.  [default: all]")
@options.as_of
@options.known_by
@click.pass_obj
def command(session: Session, out: Path, languages: tuple[str, ...], as_of: date | None, known_by: date | None) -> None:
    """Write the explorer as a folder of HTML files that open from a disk and from any web server.

    The folder must be new or empty. Search, what if, other days and queries of one's own need `vendorgraph serve`.
    """
    from vendorgraph.extras import need

    for library in ("jinja2", "numpy"):
        need(library, "serve")
    from vendorgraph.explorer import site
    from vendorgraph.explorer.address import State, at
    from vendorgraph.explorer.desk import Desk

    if out.exists() and any(out.iterdir()):
        raise Misuse(f"{out} is not empty: name a new folder")
    state = at(State(path="/"), as_of, known_by)
    written = 0
    with slow("Writing pages"):
        for name, content in site.files(Desk(session.market), state, languages or ("en", "ar")):
            _write(out / name, content)
            written += 1
    output.note(f"{out}: {written} files; open {out / 'index.html'}")


def _write(file: Path, content: bytes) -> None:
    from vendorgraph import files

    file.parent.mkdir(parents=True, exist_ok=True)
    files.write(file, lambda stream: stream.writelines([content]))
