"""Workers as the server sees them: processes at the other end of a socket, in lanes.

Every query first gets a moment in the fast lane, so that light ones never wait for heavy ones; past it the query moves
to the slow lane. What is ours and only has parameters, questions about the market, has a lane of its own, whose workers
keep what they worked out. Each lane has a fixed number of places and a bounded queue. A worker that is lost, for any
reason, costs one task, and is replaced at once.
"""

import asyncio
import contextlib
import os
from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial

from vendorgraph.web.limits import Limits
from vendorgraph.web.messages import Kind, MarketTask, Order, Task
from vendorgraph.web.nursery import Nursery
from vendorgraph.web.refusals import Refused
from vendorgraph.web.worker import Lost, Reply, Worker

Gone = Callable[[], Awaitable[None]]


class ClientLeft(Exception):
    """The client closed its connection before the answer was there."""


class Lane:
    """A number of places, each with a warm worker, in which a query may take `seconds`."""

    def __init__(
        self, nursery: Nursery, limits: Limits, places: int, seconds: float, patient: bool, kind: Kind = Kind.STORE
    ) -> None:
        self._hire = partial(nursery.hire, kind)
        self._limits = limits
        self._seconds = seconds
        self._patient = patient
        self._size = self._free = places
        self._idle: list[Worker] = []
        self._waiting: deque[asyncio.Future[None]] = deque()

    def warm(self) -> None:
        """Have a worker ready for each place."""
        while len(self._idle) < self._size:
            self._idle.append(self._hire())

    async def run(self, task: Task) -> Reply:
        """Return the reply to a task; Refused when the lane is full, Lost when its worker was lost.

        When this is cancelled, so is the worker.
        """
        await self._enter()
        worker: Worker | None = None
        try:
            worker = self._take()
            reply = await worker.ask(Order(task, self._seconds, self._patient))
            if not reply.answer.last:
                self._idle.append(worker)
                worker = None
            return reply
        finally:
            if worker is not None:
                self._replace(worker)
            self._leave()

    def close(self) -> None:
        """End the idle workers."""
        while self._idle:
            self._idle.pop().close()

    async def _enter(self) -> None:
        """Take a place, in the order of coming; Refused when too many wait, or when none is left in time."""
        if self._free:
            self._free -= 1
            return
        if len(self._waiting) >= self._limits.waiting:
            raise _busy()
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[None] = loop.create_future()
        self._waiting.append(turn)
        patience = loop.call_later(self._limits.wait_seconds, _expire, turn)
        try:
            await turn
        except (asyncio.CancelledError, Refused):
            if turn in self._waiting:
                self._waiting.remove(turn)
            elif not turn.cancelled():
                self._leave()  # the place came at the very moment at which it was wanted no more
            raise
        finally:
            patience.cancel()

    def _leave(self) -> None:
        """Give a place to who has waited longest and still wants it."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    def _take(self) -> Worker:
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
        return self._hire()

    def _replace(self, worker: Worker) -> None:
        worker.close()
        with contextlib.suppress(Refused):
            self._idle.append(self._hire())


class Workers:
    """The lanes over one zygote."""

    def __init__(self, nursery: Nursery, limits: Limits) -> None:
        cores = os.cpu_count() or 1
        self._limits = limits
        self._nursery = nursery
        self._fast = Lane(nursery, limits, 2 * cores + 2, limits.fast_seconds, patient=False)
        self._slow = Lane(nursery, limits, max(2, cores), limits.seconds, patient=True)
        self._market = Lane(nursery, limits, max(2, cores), limits.seconds, patient=False, kind=Kind.MARKET)

    async def start(self) -> None:
        """Load the data and have workers ready; `data.Unusable` when the data cannot be served."""
        await self._nursery.start()
        self._fast.warm()
        self._slow.warm()
        if self._nursery.has_market:
            self._market.warm()

    async def run(self, task: Task, gone: Gone) -> Reply:
        """Return the reply to a task; Refused when it cannot be had, ClientLeft when `gone` returns before."""
        if isinstance(task, MarketTask):
            return await self._unless(gone, self._in_time(self._market, task))
        try:
            return await self._fast.run(task)
        except Lost as lost:
            if lost.after < self._limits.fast_seconds:
                raise _crashed(self._limits) from None
        return await self._unless(gone, self._in_time(self._slow, task))

    async def stop(self) -> None:
        """End all workers and the zygote."""
        self._fast.close()
        self._slow.close()
        self._market.close()
        await self._nursery.stop()

    async def _in_time(self, lane: Lane, task: Task) -> Reply:
        try:
            return await lane.run(task)
        except Lost as lost:
            if lost.after < self._limits.seconds:
                raise _crashed(self._limits) from None
        raise Refused(
            "deadline",
            f"The query ran longer than {self._limits.seconds:g} seconds.",
            "Make it more selective, or ask for fewer rows.",
        )

    async def _unless(self, gone: Gone, work: Awaitable[Reply]) -> Reply:
        """Return what the work returns, unless the client is gone before."""
        working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(gone())
        try:
            await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                raise ClientLeft
            return working.result()
        finally:
            working.cancel()
            leaving.cancel()


def _expire(turn: "asyncio.Future[None]") -> None:
    if not turn.done():
        turn.set_exception(_busy())


def _busy() -> Refused:
    return Refused("busy", "Too many queries are waiting.", "Ask again in a few seconds.")


def _crashed(limits: Limits) -> Refused:
    megabytes = limits.memory // 2**20
    return Refused(
        "crash",
        f"The query ended its worker: it took more than {megabytes} MB of memory, or more of the stack than there is.",
        "Make it more selective, flatter or shorter.",
    )
