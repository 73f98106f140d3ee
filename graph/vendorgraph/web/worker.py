"""One worker, as the server sees it: a process at the other end of a socket."""

import asyncio
import os
import socket
import time

from msgspec import Struct, msgpack

from vendorgraph.web import messages
from vendorgraph.web.messages import FRAME_BYTES, Answer, Order
from vendorgraph.web.refusals import Refused

_LARGE = 2**20  # bytes from which an answer counts towards those that are held
_buffer = memoryview(bytearray(256 * 1024))  # what arrives passes through here, one worker at a time
_answers = msgpack.Decoder(Answer)


class Lost(Exception):
    """A worker ended without an answer, `after` so many seconds."""

    def __init__(self, after: float) -> None:
        super().__init__(after)
        self.after = after


class Held:
    """The bytes of large answers on their way to clients, all together."""

    def __init__(self, most: int) -> None:
        self._left = most

    def take(self, size: int) -> int:
        """Return how many bytes are now held for an answer: none for a small one. Refused when it is too much."""
        if size < _LARGE:
            return 0
        if size > self._left:
            raise Refused("busy", "Too many large answers are on their way.", "Ask again in a few seconds.")
        self._left -= size
        return size

    def give(self, size: int) -> None:
        """Let go of what `take` returned."""
        self._left += size


class Reply(Struct):
    """An answer with its content. `release` is to be called when the content has been sent, or will not be."""

    answer: Answer
    body: memoryview
    held: Held
    size: int

    def release(self) -> None:
        """Let go of the content."""
        self.held.give(self.size)
        self.size = 0


class Worker:
    """The server's ends of a worker's socket and lifeline. It must be closed after anything but a reply."""

    def __init__(self, connection: socket.socket, lifeline: int, held: Held) -> None:
        connection.setblocking(False)
        self._socket = connection
        self._lifeline = lifeline
        self._held = held
        self._size = 0  # of what is held for the reply that is arriving
        self._loop = asyncio.get_running_loop()
        self._message: memoryview | None = None  # the reply as far as it has arrived
        self._arrived = 0
        self._reply: asyncio.Future[Reply] | None = None
        self._asked = 0.0
        self._loop.add_reader(connection, self._readable)

    @property
    def alive(self) -> bool:
        """Whether the worker can be asked, as far as is known."""
        return self._socket.fileno() >= 0

    async def ask(self, order: Order) -> Reply:
        """Send an order and return the reply; Lost when the worker ends first, Refused when too much is held."""
        self._message, self._arrived = None, 0
        self._reply = self._loop.create_future()
        self._asked = time.monotonic()
        message = b"".join(messages.pack(order))
        try:
            sent = self._socket.send(message)
            if sent < len(message):
                await self._loop.sock_sendall(self._socket, message[sent:])
        except OSError:
            raise Lost(0) from None
        return await self._reply

    def close(self) -> None:
        """Close socket and lifeline, which ends the worker whatever it is at."""
        if self.alive:
            self._loop.remove_reader(self._socket)
            self._socket.close()
            os.close(self._lifeline)
            self._held.give(self._size)
            self._size = 0

    def _readable(self) -> None:
        place = _buffer if self._message is None else self._message[self._arrived :]
        try:
            size = self._socket.recv_into(place)
        except BlockingIOError:
            return
        except OSError:
            size = 0
        if size < (FRAME_BYTES if self._message is None else 1):
            self._fail(Lost(time.monotonic() - self._asked))
            return
        self._arrived += size
        try:
            self._take()
        except Refused as refused:
            self._fail(refused)

    def _take(self) -> None:
        """Make room for the reply when its size is known, and hand it over when all of it is there."""
        if self._message is None:
            head, body = messages.sizes(_buffer)
            self._size = self._held.take(body)
            self._message = memoryview(bytearray(FRAME_BYTES + head + body))
            self._message[: self._arrived] = _buffer[: self._arrived]
        if self._arrived == len(self._message) and self._reply is not None:
            body_at = FRAME_BYTES + messages.sizes(self._message)[0]
            answer = _answers.decode(self._message[FRAME_BYTES:body_at])
            reply = Reply(answer, self._message[body_at:], self._held, self._size)
            self._message, self._size = None, 0
            if self._reply.done():
                reply.release()
            else:
                self._reply.set_result(reply)

    def _fail(self, error: Exception) -> None:
        self.close()
        if self._reply is not None and not self._reply.done():
            self._reply.set_exception(error)
