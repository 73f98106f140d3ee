"""Workers as the server sees them: processes at the other end of a socket, in lanes.

Every query first gets a moment in the fast lane, so that light ones never wait for heavy ones; past it the query moves
to the slow lane. What is ours and only has parameters, questions about the market, has a lane of its own, whose workers
keep what they worked out. Each lane has a fixed number of places and a bounded queue. A task has one deadline, counted
from when it comes, to wait and to run. A worker that is lost, for any reason, costs one task, and is replaced at once.
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

_LEAST = 0.001  # seconds for which a task whose deadline is near is tried all the same
_SHORT = 0.1  # the part of its time that a query may wait and it is not worth telling
_ENDED = {"crash", "deadline"}  # how a worker ends, by itself or by its timer, that reads damaged files
_LATER = "Ask again in a few seconds."


class ClientLeft(Exception):
    """The client closed its connection before the answer was there."""


class TimeUp(Exception):
    """The time of a task was up; it had waited so many seconds for its turn, of those that its lane knows of."""

    def __init__(self, waited: float) -> None:
        super().__init__(waited)
        self.waited = waited


class Lane:
    """A number of places, each with a warm worker, in which a query may run for `seconds` at most."""

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

    async def run(self, task: Task, deadline: float) -> Reply:
        """Return the reply to a task, which has until `deadline` on the clock of the event loop.

        Refused when the lane is full, no place is free in time or the task ends its worker, TimeUp when its time was
        up. When this is cancelled, so is the worker.
        """
        loop = asyncio.get_running_loop()
        came = loop.time()
        await self._enter(deadline)
        waited = loop.time() - came
        seconds = max(min(self._seconds, deadline - loop.time()), _LEAST)
        worker: Worker | None = None
        try:
            worker = self._take()
            reply = await worker.ask(Order(task, seconds, self._patient))
            if not reply.answer.last:
                self._idle.append(worker)
                worker = None
            return reply
        except Lost as lost:
            raise (TimeUp(waited) if lost.after >= seconds else _crashed(self._limits)) from None
        finally:
            if worker is not None:
                self._replace(worker)
            self._leave()

    def close(self) -> None:
        """End the idle workers."""
        while self._idle:
            self._idle.pop().close()

    async def _enter(self, deadline: float) -> None:
        """Take a place, in the order of coming; Refused when too many wait, or when none is free in time."""
        if self._free:
            self._free -= 1
            return
        if len(self._waiting) >= self._limits.waiting:
            raise Refused("busy", "Too many queries are waiting.", _LATER)
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[None] = loop.create_future()
        self._waiting.append(turn)
        patience = loop.call_at(deadline, _expire, turn, self._limits)
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
        deadline = asyncio.get_running_loop().time() + self._limits.seconds
        try:
            return await self._run(task, deadline, gone)
        except Refused as refused:
            if refused.refusal.code in _ENDED:
                self._nursery.check()
            raise

    async def stop(self) -> None:
        """End all workers and the zygote."""
        self._fast.close()
        self._slow.close()
        self._market.close()
        await self._nursery.stop()

    async def _run(self, task: Task, deadline: float, gone: Gone) -> Reply:
        if isinstance(task, MarketTask):
            return await self._unless(gone, self._in_time(self._market, task, deadline))
        with contextlib.suppress(TimeUp):
            return await self._fast.run(task, deadline)
        return await self._unless(gone, self._in_time(self._slow, task, deadline))

    async def _in_time(self, lane: Lane, task: Task, deadline: float) -> Reply:
        try:
            return await lane.run(task, deadline)
        except TimeUp as up:
            raise _too_slow(self._limits.seconds, up.waited) from None

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


def _expire(turn: "asyncio.Future[None]", limits: Limits) -> None:
    if not turn.done():
        detail = f"The query waited {limits.seconds:g} seconds for its turn, which is all that it may take."
        turn.set_exception(Refused("busy", detail, _LATER))


def _too_slow(seconds: float, waited: float) -> Refused:
    if waited < _SHORT * seconds:
        advice = "Make it more selective, or ask for fewer rows."
        return Refused("deadline", f"The query ran longer than {seconds:g} seconds.", advice)
    advice = "Ask again when fewer queries are under way, or make it more selective."
    return Refused("deadline", f"Of its {seconds:g} seconds the query waited {waited:.1f} for its turn.", advice)


def _crashed(limits: Limits) -> Refused:
    megabytes = limits.memory // 2**20
    return Refused(
        "crash",
        f"The query ended its worker: it took more than {megabytes} MB of memory, or more of the stack than there is.",
        "Make it more selective, flatter or shorter.",
    )
