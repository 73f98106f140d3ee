"""The command `vendorgraph` and the registry of its commands, each imported when it is used."""

from difflib import get_close_matches
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vendorgraph import __version__
from vendorgraph.cli.errors import Misuse, report
from vendorgraph.cli.session import Session

if TYPE_CHECKING:
    from vendorgraph.remote import Endpoint

#: Names of commands in the order of the help; each is the module of that name in `cli.commands` (import is import_).
COMMANDS = (
    "conflicts",
    "scan",
    "vendors",
    "diff",
    "show",
    "paths",
    "contradictions",
    "control",
    "concentration",
    "interlocks",
    "evidence",
    "query",
    "check",
    "export",
    "import",
    "match",
    "view",
    "report",
    "site",
    "serve",
    "stats",
    "sources",
    "formats",
    "ontology",
    "ties",
    "levels",
)

#: Commands that do not ask the market that an endpoint holds, each with what to do in place of it.
LOCAL = {
    "check": "it reads folders of records; what an endpoint holds is checked whenever it is read",
    "serve": "write the market to a file with `export nquads market.nq`, and serve that: `serve --dataset market.nq`",
}

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


class Commands(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return the command of that name, or None."""
        if name not in COMMANDS:
            return None
        module = f"{name}_" if iskeyword(name) else name
        command: click.Command = import_module(f"vendorgraph.cli.commands.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the names of all commands with the whole first sentence of each."""
        commands = {name: self.get_command(ctx, name) for name in COMMANDS}
        with formatter.section("Commands"):
            formatter.write_dl([(name, each.get_short_help_str(200)) for name, each in commands.items() if each])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command. Where its reader has left, click would exit with the code of problems."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise click.exceptions.Exit(report(error, debug=False)) from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments name and those left over; Misuse offers a near name."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            near = get_close_matches(name, COMMANDS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"the commands are {', '.join(COMMANDS)}"
            raise Misuse(f"no command is called {name!r}: {hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", type=_FOLDER, multiple=True, metavar="DIR", help="Read this market, not the bundled one.")
@click.option("--with", "overlays", type=_FOLDER, multiple=True, metavar="DIR", help="Lay this folder over the market.")
@click.option("--endpoint", metavar="URL", help="Ask the market that this SPARQL 1.1 endpoint holds.")
@click.option("--deadline", type=float, metavar="SECONDS", help="What it may take to answer.  [default: 120]")
@click.option("--debug", is_flag=True, help="Show where an error comes from.")
@click.version_option(__version__, prog_name="vendorgraph", message="%(prog)s %(version)s")
@click.pass_context
def app(
    ctx: click.Context,
    data: tuple[Path, ...],
    overlays: tuple[Path, ...],
    endpoint: str | None,
    deadline: float | None,
    debug: bool,
) -> None:
    """Which rivals can reach what a lab gave to a data vendor, by which paths, on whose word, as of which day."""
    if endpoint is None and deadline is not None:
        raise Misuse("--deadline is for an endpoint: add --endpoint URL")
    if endpoint is not None and data:
        raise Misuse(
            "--data and --endpoint each name a market: write one of them, and --with DIR for what lies over it"
        )
    if endpoint is not None and ctx.invoked_subcommand in LOCAL:
        raise Misuse(f"{ctx.invoked_subcommand} takes no --endpoint: {LOCAL[ctx.invoked_subcommand]}")
    ctx.obj = Session(data, overlays, None if endpoint is None else _endpoint(endpoint, deadline))


def _endpoint(address: str, deadline: float | None) -> "Endpoint":
    from vendorgraph.remote import DEADLINE
    from vendorgraph.remote.endpoint import endpoint

    try:
        return endpoint(address, DEADLINE if deadline is None else deadline, environment=True)
    except ValueError as error:
        raise Misuse(f"--endpoint: {error}") from None


def run(args: list[str]) -> int:
    """Run the command that the arguments name; return its exit code. Errors are reported, never raised."""
    try:
        code = app.main(args=args, prog_name="vendorgraph", standalone_mode=False)
    except (Exception, KeyboardInterrupt) as error:
        return report(error, debug="--debug" in args)
    return code if isinstance(code, int) else 0
