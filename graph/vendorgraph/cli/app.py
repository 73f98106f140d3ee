"""The command `vendorgraph` and the registry of its commands, each imported when it is used."""

from difflib import get_close_matches
from importlib import import_module
from keyword import iskeyword
from pathlib import Path

import click

from vendorgraph import __version__
from vendorgraph.cli.errors import Misuse, report
from vendorgraph.cli.session import Session

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
    "ties",
    "levels",
)

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
@click.option("--debug", is_flag=True, help="Show where an error comes from.")
@click.version_option(__version__, prog_name="vendorgraph", message="%(prog)s %(version)s")
@click.pass_context
def app(ctx: click.Context, data: tuple[Path, ...], overlays: tuple[Path, ...], debug: bool) -> None:
    """Which rivals can reach what a lab gave to a data vendor, by which paths, on whose word, as of which day."""
    ctx.obj = Session(data, overlays)


def run(args: list[str]) -> int:
    """Run the command that the arguments name; return its exit code. Errors are reported, never raised."""
    try:
        code = app.main(args=args, prog_name="vendorgraph", standalone_mode=False)
    except (Exception, KeyboardInterrupt) as error:
        return report(error, debug="--debug" in args)
    return code if isinstance(code, int) else 0
