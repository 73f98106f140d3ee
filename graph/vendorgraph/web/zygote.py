"""The process that loads the data once and forks workers, each of which answers one task at a time.

It is started by exec and has no threads, so that a fork of it is whole: a new worker costs milliseconds and shares the
memory of the data. A worker is confined by the kernel alone, which holds inside the engine's native code too:

* a timer whose default action ends it when the query's time is up;
* a signal whose default action ends it when the server closes the other end of its lifeline, a pipe on which nothing
  is ever sent (Linux);
* where users write the query, bounds of its memory and stack, and no free file descriptors, so that it can open neither
  files nor sockets; or, where its store on disk opens files as they are asked for, no way to make a socket.
"""

import contextlib
import fcntl
import gc
import os
import resource as kernel
import signal
import socket
import sys
import traceback
from pathlib import Path

from msgspec import msgpack, structs

from vendorgraph.model import Market
from vendorgraph.web import data, messages, resource, tasks
from vendorgraph.web.data import Served
from vendorgraph.web.limits import Limits
from vendorgraph.web.market import Office
from vendorgraph.web.messages import Answer, Kind, Order, Start, Started
from vendorgraph.web.refusals import DEFECT, Refused
from vendorgraph.web.seccomp import forbid_sockets

STACK = 120 * 2**20  # less than the gap that Linux leaves below a stack, whatever its limit was at exec
KEPT = 8 * 2**20  # bytes that a worker of the store may have taken and go on; another costs a few milliseconds
PATIENCE = 10  # niceness of a worker whose queries wait for others
CONNECTION, LIFELINE = 3, 4  # what a worker keeps, above standard input, output and error

_orders = msgpack.Decoder(Order)


def main(control: socket.socket) -> None:
    """Load what the server says, report it, then fork a worker for each socket that the server sends."""
    received = messages.receive(control)
    if received is None:
        return
    start = msgpack.decode(received, type=Start)
    try:
        served = data.load(start.data)
        resource.warm()  # no worker can open a file
    except data.Unusable as problem:
        messages.send(control, Started(problem=str(problem), code=problem.code))
        return
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel forgets children that end
    gc.collect()
    gc.freeze()  # leaves the pages of the data shared
    messages.send(control, Started())
    office: Office | None = None
    while (wanted := _wanted(control)) is not None:
        kind, descriptors = wanted
        if kind is Kind.MARKET and office is None and served.market is not None:
            office = _warm(served.market)  # once, for all workers of this kind
        if os.fork() == 0:
            try:
                _become_worker(descriptors, kind)
                work(socket.socket(fileno=CONNECTION), served, office, start.limits, kind)
            finally:
                os._exit(0)
        for descriptor in descriptors:
            os.close(descriptor)


def work(connection: socket.socket, served: Served, office: Office | None, limits: Limits, kind: Kind) -> None:
    """Answer tasks until the server closes the socket, or until one took more memory than is kept."""
    context = tasks.Context(served.store(), served.union, office, limits, served.folder)
    _confine(limits, kind, served.folder is not None)
    heavy = _memory() + (KEPT if kind is Kind.STORE else limits.memory // 4)
    while (received := messages.receive(connection)) is not None:
        order = _orders.decode(received)
        if order.patient:
            os.nice(max(PATIENCE - os.nice(0), 0))
        signal.setitimer(signal.ITIMER_REAL, order.seconds)
        try:
            answer, body = tasks.perform(order.task, context)
        except Refused as refused:
            answer, body = Answer(refusal=refused.refusal), b""
        except Exception:
            traceback.print_exc()
            answer, body = Answer(refusal=DEFECT), b""
        signal.setitimer(signal.ITIMER_REAL, 0)
        last = _memory() > heavy
        messages.send(connection, structs.replace(answer, last=last), body)
        if last:
            return


def _warm(market: Market) -> Office:
    office = Office(market)
    try:
        office.warm()
    except Exception:
        traceback.print_exc()  # the tasks that need what failed will say so too, and all others go on
    return office


def _wanted(control: socket.socket) -> tuple[Kind, list[int]] | None:
    """Return which kind of worker the server wants, with its socket and lifeline; None when the server is gone."""
    message, descriptors, _, _ = socket.recv_fds(control, 1, 2)
    return (Kind(message), descriptors) if message else None


def _become_worker(descriptors: list[int], kind: Kind) -> None:
    """Keep the socket and the lifeline, and nothing else of what the zygote has open.

    Where users write the query, nobody is told what the engine says when it dies.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    nowhere = os.open(os.devnull, os.O_RDWR)
    kept = [fcntl.fcntl(each, fcntl.F_DUPFD, LIFELINE + 1) for each in descriptors]
    errors = nowhere if kind is Kind.STORE else 2
    for new, old in enumerate((nowhere, nowhere, errors, *kept)):
        os.dup2(old, new)
    os.closerange(LIFELINE + 1, kernel.getrlimit(kernel.RLIMIT_NOFILE)[0])


def _confine(limits: Limits, kind: Kind, opens: bool) -> None:
    """Take from this process what its tasks have no need of; `opens` is whether its store will open files."""
    _hang_on()
    if kind is Kind.STORE:
        if sys.platform == "linux":
            _bound(kernel.RLIMIT_AS, _address_space() + limits.memory)
        if not (opens and forbid_sockets()):
            _leave_no_descriptor()
        _bound(kernel.RLIMIT_FSIZE, 0)
    _bound(kernel.RLIMIT_CORE, 0)
    _bound(kernel.RLIMIT_STACK, STACK)


def _hang_on() -> None:
    """From here on this process ends when the other end of its lifeline is closed."""
    fcntl.fcntl(LIFELINE, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(LIFELINE, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    with contextlib.suppress(BlockingIOError):
        os.read(LIFELINE, 1)  # returns only when it was closed before
        os._exit(0)


def _leave_no_descriptor() -> None:
    """Fill the gaps among the open descriptors, and allow none above them."""
    top = max(int(each.name) for each in Path("/dev/fd").iterdir())
    while (filler := os.dup(0)) < top:
        pass
    os.close(filler)
    _bound(kernel.RLIMIT_NOFILE, filler)


def _bound(what: int, most: int) -> None:
    hard = kernel.getrlimit(what)[1]
    value = most if hard == kernel.RLIM_INFINITY else min(most, hard)
    kernel.setrlimit(what, (value, value))


def _address_space() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * kernel.getpagesize()


def _memory() -> int:
    """Return the most memory that this process ever held, in bytes."""
    peak = kernel.getrusage(kernel.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)  # the server is gone: so go the workers, whatever they are at
