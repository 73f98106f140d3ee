"""What went wrong, in one line and an exit code: 1 for problems, 2 for wrong usage or a missing file."""

import errno
import os
import sys
import traceback

import click

from vendorgraph.cli.output import note

INTERRUPTED = 130  # as shells have it for a process that was interrupted
UNREAD = 141  # as shells have it for a process whose reader closed the pipe

#: No room on the disk, in a quota, or in a file.
_NO_ROOM = {getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name)}

_CTRL_C_IN_DUCKDB = "Query interrupted"


class Misuse(click.ClickException):
    """The command was used wrongly; the message says what to write instead."""

    exit_code = 2


def report(error: BaseException, debug: bool) -> int:
    """Say on standard error what went wrong and return the exit code; `debug` adds where it went wrong."""
    if debug:
        traceback.print_exception(error, file=sys.stderr)
    if isinstance(error, BrokenPipeError):
        _abandon_output()
        return UNREAD
    message, code = _explained(error)
    note(message)
    if isinstance(error, OSError) and error.errno is not None and error.filename is None:
        _abandon_output()
    return code


def _explained(error: BaseException) -> tuple[str, int]:
    if isinstance(error, click.UsageError) and error.ctx is not None:
        return f"vendorgraph: {_line(error.format_message())} (see {error.ctx.command_path} --help)", error.exit_code
    if isinstance(error, click.ClickException):
        return f"vendorgraph: {error.format_message()}", error.exit_code
    if isinstance(error, click.Abort) or str(error) == _CTRL_C_IN_DUCKDB:
        return "vendorgraph: interrupted", INTERRUPTED
    if isinstance(error, OSError):
        usage = isinstance(error, FileNotFoundError | NotADirectoryError) or error.errno in _NO_ROOM
        return f"vendorgraph: {_system(error)}", 2 if usage else 1
    if isinstance(error, MemoryError):
        return "vendorgraph: there is not enough memory for this", 2
    if isinstance(error, _engine_errors()):
        return f"vendorgraph: the engine gave up: {_line(str(error))[:300]}", 2
    for kind, code in _foreseen().items():
        if isinstance(error, kind):
            return str(error) if hasattr(error, "problems") else f"vendorgraph: {error}", code
    where = f"{type(error).__name__}: {_line(str(error))}"
    return f"vendorgraph: unexpected {where}; please report it with what --debug prints", 1


def _foreseen() -> dict[type[Exception], int]:
    """Errors that the user can mend, with their exit codes. Imported only now that something went wrong."""
    from vendorgraph.analysis.levels import InvalidLevels
    from vendorgraph.answers.results import WrongFormat
    from vendorgraph.extras import MissingExtra
    from vendorgraph.names import AmbiguousName, UnknownName
    from vendorgraph.ownership.paths import TooManyPaths
    from vendorgraph.problems import Invalid
    from vendorgraph.queries import QueryError
    from vendorgraph.remote import EndpointError, Unreachable
    from vendorgraph.scale.check import Unsound
    from vendorgraph.scale.market import TooMany

    return {
        Unreachable: 2,
        EndpointError: 1,
        Invalid: 1,
        MissingExtra: 1,
        TooManyPaths: 1,
        AmbiguousName: 2,
        InvalidLevels: 2,
        QueryError: 2,
        TooMany: 2,
        Unsound: 2,
        UnknownName: 2,
        WrongFormat: 2,
    }


def _engine_errors() -> tuple[type[Exception], ...]:
    """What an engine raises that has no memory or disk left, or cannot read a file; nothing where none was loaded."""
    engine = sys.modules.get("duckdb")
    return (engine.Error,) if engine is not None else ()


def _system(error: OSError) -> str:
    if error.strerror is None:
        return str(error)
    where = error.filename or ("cannot write the output" if error.errno in _NO_ROOM else "system")
    return f"{where}: {error.strerror.lower()}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _abandon_output() -> None:
    """Nobody can take the output any more: let what is left of it go nowhere when the process ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
