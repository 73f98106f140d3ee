"""Places in a lane: who comes first is served first, and no place is lost with who leaves or waited too long."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from vendorgraph.web.limits import Limits
from vendorgraph.web.messages import Answer, Kind, Order, Query
from vendorgraph.web.refusals import Refused
from vendorgraph.web.worker import Held, Reply
from vendorgraph.web.workers import Lane

LIMITS = Limits(waiting=3, seconds=0.2)
HELD = Held(0)


class Worker:
    """Answers when it is told to."""

    alive = True

    def __init__(self, asked: "list[tuple[str, asyncio.Future[None]]]", given: list[float]) -> None:
        self._asked, self._given = asked, given

    async def ask(self, order: Order) -> Reply:
        assert isinstance(order.task, Query)
        self._given.append(order.seconds)
        answered = asyncio.get_running_loop().create_future()
        self._asked.append((order.task.text, answered))
        await answered
        return Reply(Answer(media_type=order.task.text), memoryview(b""), HELD, 0)

    def close(self) -> None:
        self.alive = False


class Nursery:
    """Makes such workers, and keeps what they were asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, asyncio.Future[None]]] = []
        self.given: list[float] = []  # seconds that they were given for each

    def hire(self, kind: Kind) -> Worker:
        return Worker(self.asked, self.given)

    def answer(self) -> None:
        """Have the query that was asked first and is not yet answered be answered."""
        next(future for _, future in self.asked if not future.done()).set_result(None)

    @property
    def texts(self) -> list[str]:
        return [text for text, _ in self.asked]


def lane(places: int = 1) -> tuple[Nursery, Lane]:
    nursery = Nursery()
    return nursery, Lane(nursery, LIMITS, places, 1, patient=False)  # type: ignore[arg-type]


def ask(lane: Lane, text: str, seconds: float = 60) -> "asyncio.Task[Reply]":
    return asyncio.get_running_loop().create_task(lane.run(Query(text=text, base=""), _by(seconds)))


def _by(seconds: float) -> float:
    return asyncio.get_running_loop().time() + seconds


async def turns() -> None:
    """Let everybody go on as far as they can."""
    for _ in range(10):
        await asyncio.sleep(0)


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)


def test_first_come_first_served() -> None:
    async def work() -> None:
        nursery, queue = lane()
        queries = [ask(queue, text) for text in "abcd"]
        for number in range(1, 5):
            await turns()
            assert nursery.texts == list("abcd")[:number]
            nursery.answer()
        assert [(await query).answer.media_type for query in queries] == list("abcd")

    run(work())


def test_as_many_at_once_as_there_are_places() -> None:
    async def work() -> None:
        nursery, queue = lane(places=2)
        queries = [ask(queue, text) for text in "abc"]
        await turns()
        assert nursery.texts == ["a", "b"]
        for _ in queries:
            nursery.answer()
            await turns()
        await asyncio.gather(*queries)
        assert nursery.texts == ["a", "b", "c"]

    run(work())


def test_who_waits_in_vain_is_told_and_holds_no_place() -> None:
    async def work() -> None:
        nursery, queue = lane()
        first = ask(queue, "a")
        await turns()
        with pytest.raises(Refused) as raised:
            await ask(queue, "b", LIMITS.seconds)
        assert raised.value.refusal.code == "busy"
        third = ask(queue, "c")
        await turns()
        nursery.answer()
        await turns()
        assert nursery.texts == ["a", "c"]
        nursery.answer()
        await asyncio.gather(first, third)

    run(work())


def test_who_waited_has_what_is_left_of_the_time() -> None:
    """A lane gives no more than it has for one query, and no more than is left until the deadline."""

    async def work() -> None:
        nursery, queue = lane()
        queries = [ask(queue, "a", 0.5), ask(queue, "b", 0.5), ask(queue, "c", 60)]
        await turns()
        await asyncio.sleep(0.2)
        for _ in queries:
            nursery.answer()
            await turns()
        await asyncio.gather(*queries)
        first, second, third = nursery.given
        assert 0.45 < first <= 0.5 and 0 < second <= 0.3 and third == 1

    run(work())


def test_one_more_than_may_wait() -> None:
    async def work() -> None:
        nursery, queue = lane()
        queries = [ask(queue, text) for text in "abcd"]
        await turns()
        with pytest.raises(Refused):
            await ask(queue, "e")
        for query in queries:
            query.cancel()
        await asyncio.gather(*queries, return_exceptions=True)
        assert nursery.texts == ["a"]

    run(work())


@pytest.mark.parametrize("late", [False, True], ids=["while waiting", "as the place comes"])
def test_a_place_is_not_lost_with_who_leaves(late: bool) -> None:
    async def work() -> None:
        nursery, queue = lane()
        first, second, third = (ask(queue, text) for text in "abc")
        await turns()
        if late:
            nursery.answer()
            while not first.done():
                await asyncio.sleep(0)
        second.cancel()
        await turns()
        if not late:
            nursery.answer()
        await turns()
        assert second.cancelled() and nursery.texts == ["a", "c"]
        nursery.answer()
        await third
        last = ask(queue, "d")
        await turns()
        nursery.answer()
        assert (await last).answer.media_type == "d"

    run(work())
