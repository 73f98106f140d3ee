"""The server's hold on the zygote: it starts the process, has workers made, and starts it again when it is lost."""

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
from pathlib import Path

from msgspec import msgpack

import vendorgraph
from vendorgraph.web import messages
from vendorgraph.web.data import Unusable, damaged, marks
from vendorgraph.web.limits import Limits
from vendorgraph.web.messages import FRAME_BYTES, Data, Folder, Kind, Records, Start, Started
from vendorgraph.web.refusals import Refused
from vendorgraph.web.worker import Held, Worker

_PAUSE = 1.0  # seconds before a lost zygote is started again; doubled while that fails
_MOST_PAUSE = 60.0


class Nursery:
    """One zygote with its data, and what all its workers share."""

    def __init__(self, data: Data, limits: Limits) -> None:
        self._start = Start(data, limits)
        self._marks = marks(data)
        self._held = Held(limits.held_bytes)
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._reviving: asyncio.Task[None] | None = None

    @property
    def has_market(self) -> bool:
        """Whether a market is served, rather than other data."""
        return isinstance(self._start.data, Records)

    def check(self) -> None:
        """Raise Refused when the files of a store on disk are not those that were opened."""
        data = self._start.data
        if isinstance(data, Folder) and marks(data) != self._marks:
            raise damaged(Path(data.path).resolve().name)

    async def start(self) -> None:
        """Start the process and wait until it has loaded the data; `data.Unusable` when that is not possible."""
        self._marks = marks(self._start.data)
        loop = asyncio.get_running_loop()
        control, theirs = socket.socketpair()
        control.setblocking(False)
        with theirs:
            self._process = _zygote(theirs.fileno())
        await loop.sock_sendall(control, b"".join(messages.pack(self._start)))
        started = await _started(control)
        if started.problem is not None:
            control.close()
            await loop.run_in_executor(None, self._process.wait)
            raise Unusable(started.problem, started.code)
        self._control = control
        loop.add_reader(control, self._lost)

    def hire(self, kind: Kind) -> Worker:
        """Return a new worker of a kind; Refused while there is no zygote to make one."""
        if self._control is None:
            raise _loading()
        ours, theirs = socket.socketpair()
        end, lifeline = os.pipe()
        try:
            socket.send_fds(self._control, [kind.value], [theirs.fileno(), end])
        except OSError:
            ours.close()
            os.close(lifeline)
            raise _loading() from None
        finally:
            theirs.close()
            os.close(end)
        return Worker(ours, lifeline, self._held)

    async def stop(self) -> None:
        """End the zygote and all workers that it made."""
        if self._reviving is not None:
            self._reviving.cancel()
        self._let_go()
        if self._process is not None:
            await asyncio.get_running_loop().run_in_executor(None, self._process.wait)

    def _lost(self) -> None:
        """The zygote says nothing after its start: that its socket is readable means that it has ended."""
        self._let_go()
        self._reviving = asyncio.get_running_loop().create_task(self._revive())

    async def _revive(self) -> None:
        pause = _PAUSE
        while self._control is None:
            await asyncio.sleep(pause)
            pause = min(2 * pause, _MOST_PAUSE)
            with contextlib.suppress(Unusable):
                await self.start()

    def _let_go(self) -> None:
        if self._control is not None:
            asyncio.get_running_loop().remove_reader(self._control)
            self._control.close()
            self._control = None


def _zygote(descriptor: int) -> subprocess.Popen[bytes]:
    """Start the process, in a group of its own, so that an interrupt from the keyboard reaches the server alone."""
    here = str(Path(vendorgraph.__file__).resolve().parents[1])
    path = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "vendorgraph.web.zygote", str(descriptor)],
        stdin=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": path},
        pass_fds=(descriptor,),
        process_group=0,
    )


def _loading() -> Refused:
    return Refused("busy", "The data are being loaded again.", "Ask again in a few seconds.")


async def _started(control: socket.socket) -> Started:
    """Return what the zygote reports when it has loaded the data, or that it ended before."""
    loop = asyncio.get_running_loop()
    received = b""
    while len(received) < FRAME_BYTES or len(received) < FRAME_BYTES + messages.sizes(received)[0]:
        piece = await loop.sock_recv(control, 65536)
        if not piece:
            return Started(problem="the data cannot be loaded: loading ended its process; check their size", code=1)
        received += piece
    return msgpack.decode(received[FRAME_BYTES:], type=Started)
