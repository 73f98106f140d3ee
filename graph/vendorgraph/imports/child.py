"""An import in a process of its own, bounded in memory and time, so that a parser that dies takes nothing with it.

The parent sends the order as JSON on standard input; the child answers with the records as MessagePack on standard
output, or with one line on standard error and an exit code of its own.
"""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import msgspec
from msgspec import Struct

from vendorgraph import vocabulary
from vendorgraph.extras import MissingExtra
from vendorgraph.imports import limits
from vendorgraph.imports.limits import Refused
from vendorgraph.imports.naming import Taken
from vendorgraph.imports.records import Records, Written

_REFUSED, _MISSING, _SYSTEM = 3, 4, 5  # exit codes
_START = "import sys; sys.path[:0] = {paths!r}; from vendorgraph.imports import child; child.main()"


class Order(Struct, frozen=True):
    """What the child shall read, in how many seconds of processor time.

    With a `workplace` it writes tables into the folder `new` of it, and says how much.
    """

    name: str
    files: tuple[str, ...]
    seconds: int
    today: str | None
    taken: Taken
    workplace: str | None = None


def read(order: Order) -> Records:
    """Return the records that a child process reads; Refused when it refuses or dies, in one line."""
    return msgspec.msgpack.decode(_answer(order), type=Records)


def fill(order: Order) -> Written:
    """Have a child process read files and write their tables; raises what `read` does, and OSError."""
    return msgspec.msgpack.decode(_answer(order), type=Written)


def _answer(order: Order) -> bytes:
    package = str(Path(__file__).resolve().parents[2])
    command = [sys.executable, "-P", "-c", _START.format(paths=[package])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            answer, error = process.communicate(msgspec.json.encode(order))
        except BaseException:
            process.kill()
            raise
    if process.returncode == 0:
        return answer
    if process.returncode == _REFUSED:
        raise Refused.saying(error.decode("utf-8", "replace").strip())
    if process.returncode == _SYSTEM:
        code, _, where = error.decode("utf-8", "replace").partition(" ")
        raise OSError(int(code), os.strerror(int(code)), where)
    if process.returncode == _MISSING:
        raise MissingExtra(error.decode("utf-8", "replace").strip())
    end = _end(order, process.returncode, error)
    raise Refused(order.files[0], f"took its reader down ({end}): it is damaged or hostile, or should be split")


def _end(order: Order, code: int, error: bytes) -> str:
    if b"MemoryError" in error or b"memory allocation" in error:
        return f"it needs more than {limits.MEMORY >> 30} GiB"
    if code == -getattr(signal, "SIGXCPU", 0) or code == -getattr(signal, "SIGKILL", 0):
        return f"it needs more than {order.seconds} seconds"
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def main() -> NoReturn:
    """Read the order on standard input and answer it."""
    from vendorgraph.imports import registry

    order = msgspec.json.decode(sys.stdin.buffer.read(), type=Order)
    _bound(order.seconds)
    try:
        files = tuple(map(Path, order.files))
        asked = (order.name, files, vocabulary.read(), order.today, None, order.taken)
        if order.workplace is None:
            answer: Struct = registry.read_here(*asked)
        else:
            answer = registry.fill_here(*asked, Path(order.workplace))
        encoded = msgspec.msgpack.encode(answer)
    except Refused as refused:
        sys.stderr.write(str(refused))
        sys.exit(_REFUSED)
    except MissingExtra as missing:
        sys.stderr.write(str(missing))
        sys.exit(_MISSING)
    except OSError as error:
        sys.stderr.write(f"{error.errno or errno.EIO} {error.filename or order.workplace}")
        sys.exit(_SYSTEM)
    except OverflowError:
        sys.stderr.write(str(Refused(order.files[0], "has a whole number of more than 64 bits: take it out")))
        sys.exit(_REFUSED)
    except RecursionError:
        sys.stderr.write(str(Refused(order.files[0], "is nested too deeply to be read")))
        sys.exit(_REFUSED)
    sys.stdout.buffer.write(encoded)
    sys.exit(0)


def _bound(seconds: int) -> None:
    """Bound the memory, the time and the core dumps of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the process is apart, but not bounded
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
