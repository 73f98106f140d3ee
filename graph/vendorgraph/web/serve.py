"""Start-up and end of the server: the data, the workers, the port, the signals."""

import asyncio
import contextlib
import ctypes
import errno
import socket
from collections.abc import Callable, Coroutine

import uvicorn

from vendorgraph.web.app import application
from vendorgraph.web.connections import connection_class
from vendorgraph.web.data import Unusable
from vendorgraph.web.limits import Limits
from vendorgraph.web.messages import Data, Records
from vendorgraph.web.nursery import Nursery
from vendorgraph.web.security import Rules
from vendorgraph.web.workers import Workers

_BACKLOG = 512
_MMAP_THRESHOLD = -3  # of mallopt: blocks from here on are mapped, and so given back when they are freed
_LARGE = 256 * 1024
_SEND_BUFFER = 256 * 1024  # of the kernel for a connection: what a client may leave untaken


def run(data: Data, host: str, port: int, limits: Limits, rules: Rules, say: Callable[[str], None]) -> None:
    """Serve until an interrupt or SIGTERM; `say` is told the address when the first request can come.

    Port 0 takes a free one. `data.Unusable` when the data cannot be served or the port is taken.
    """
    _give_back()
    with contextlib.suppress(KeyboardInterrupt), _listening(host, port) as listener:
        _run(_serve(data, listener, limits, rules, say))


def _run(main: Coroutine[None, None, None]) -> None:
    """Run in an event loop: uvloop's where it is installed, which takes less of the processor."""
    try:
        import uvloop
    except ImportError:
        asyncio.run(main)
    else:
        uvloop.run(main)


def _give_back() -> None:
    """Have the C library give the memory of large answers back to the system, where it is glibc."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)


async def _serve(data: Data, listener: socket.socket, limits: Limits, rules: Rules, say: Callable[[str], None]) -> None:
    workers = Workers(Nursery(data, limits), limits)
    await workers.start()
    config = uvicorn.Config(
        application(workers, limits, rules, market=isinstance(data, Records)),
        http=connection_class(limits),
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="error",  # what clients do wrong is their matter
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=int(limits.idle_seconds),
        timeout_graceful_shutdown=limits.stop_seconds,
    )
    say(_address(listener))
    await uvicorn.Server(config).serve(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens. It says that it is TCP: else asyncio leaves Nagle's delay on its connections."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise Unusable(f"port {port} of {host} is taken: give --port another, or 0 for any") from None
        raise Unusable(f"cannot listen at {host} port {port}: {error.strerror or error}", 2) from None
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
