"""What the server and its workers say to each other, and how it is framed on a socket."""

import os
import socket
import struct
from enum import Enum

from msgspec import Struct, msgpack

from vendorgraph.explorer.answered import Answered
from vendorgraph.web.limits import Limits
from vendorgraph.web.refusals import Refusal

_FRAME = struct.Struct("!IQ")
FRAME_BYTES = _FRAME.size
_MOST_AT_ONCE = 16 * 1024  # orders are short; a large buffer for each costs more than reading
_GLANCES = 150  # at a socket before sleeping: less than half a millisecond, in which whoever else is there goes first


class Query(Struct, frozen=True, tag=True, kw_only=True):
    """A SPARQL query over the graphs that the request names (None: over those that the query or the data name).

    `solutions` and `graph` are the media types that the client likes best for each form of query; None for none.
    """

    text: str
    base: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    solutions: str | None = None
    graph: str | None = None


class Resource(Struct, frozen=True, tag=True):
    """All that the data say of an IRI, as a media type; without one, whether they say anything."""

    iri: str
    media_type: str | None


class Vocabulary(Struct, frozen=True, tag=True):
    """The ontology, as a media type."""

    media_type: str


class Service(Struct, frozen=True, tag=True):
    """The service description and VoID of the endpoint at an address, as a media type."""

    address: str
    media_type: str


class Call(Struct, frozen=True, tag=True):
    """A question of the registry in `vendorgraph.web.api`, or its description when there is no name."""

    name: str | None
    pairs: tuple[tuple[str, str], ...] = ()


class Export(Struct, frozen=True, tag=True):
    """The market in a format of the registry in `vendorgraph.formats`."""

    format: str
    pairs: tuple[tuple[str, str], ...] = ()


class Page(Struct, frozen=True, tag=True):
    """A page of the explorer: the path, the parameters, and the header Accept-Language.

    `answered` is what the store said to the query that the page asked for.
    """

    path: str
    pairs: tuple[tuple[str, str], ...] = ()
    languages: str = ""
    answered: Answered | None = None


#: Tasks of the store, which users write, and of the market, which are ours and only have parameters.
StoreTask = Query | Resource | Vocabulary | Service
MarketTask = Call | Export | Page
Task = StoreTask | MarketTask


class Kind(Enum):
    """A kind of worker, as the byte that asks for one."""

    STORE = b"s"
    MARKET = b"m"


class Order(Struct, frozen=True):
    """A task, the seconds that it may take, and whether others go first."""

    task: Task
    seconds: float
    patient: bool


class Answer(Struct, frozen=True, kw_only=True):
    """What a worker found: a media type for the bytes that follow, or a refusal. `last` is a worker's last answer.

    `query` is one that the store has to be asked before a page can be shown.
    """

    media_type: str = ""
    status: int = 200
    headers: dict[str, str] = {}
    query: str | None = None
    refusal: Refusal | None = None
    last: bool = False


class Files(Struct, frozen=True, tag=True):
    """RDF files, each read into the graph named before it (None: where the file says)."""

    files: tuple[tuple[str | None, str], ...]


class Folder(Struct, frozen=True, tag=True):
    """A store on disk."""

    path: str


class Records(Struct, frozen=True, tag=True):
    """The market of folders of records, with others laid over it, and where snapshots are kept."""

    folders: tuple[str, ...] = ()
    overlays: tuple[str, ...] = ()
    cache: str | None = None


Data = Files | Folder | Records


class Start(Struct, frozen=True):
    """What a zygote is to load, and the bounds of its workers."""

    data: Data
    limits: Limits


class Started(Struct, frozen=True):
    """That the data are loaded; or why not, and the exit code that goes with it."""

    problem: str | None = None
    code: int = 0


def pack(header: Struct, body: bytes = b"") -> list[bytes]:
    """Return a message as parts to be sent: the sizes, the header, the body."""
    encoded = msgpack.encode(header)
    return [_FRAME.pack(len(encoded), len(body)) + encoded, body]


def sizes(frame: bytes | memoryview) -> tuple[int, int]:
    """Return the sizes of header and body that a message begins with."""
    head, body = _FRAME.unpack_from(frame)
    return head, body


def send(connection: socket.socket, header: Struct, body: bytes = b"") -> None:
    """Send a message on a blocking socket."""
    parts = pack(header, body)
    sent = connection.sendmsg(parts)
    for part in parts:
        if sent < len(part):
            connection.sendall(memoryview(part)[sent:])
        sent = max(sent - len(part), 0)


def receive(connection: socket.socket) -> bytes | None:
    """Return the header of the next message on a blocking socket, which has no body; None at its end.

    One message is on its way at a time, so that whatever has arrived belongs to it.
    """
    found = b""
    while len(found) < FRAME_BYTES or len(found) < FRAME_BYTES + sizes(found)[0]:
        piece = _next(connection)
        if not piece:
            return None
        found += piece
    return found[FRAME_BYTES:]


def _next(connection: socket.socket) -> bytes:
    """Return what arrives next; where that is at once, without having slept, for a process is slow to wake."""
    for _ in range(_GLANCES):
        try:
            return connection.recv(_MOST_AT_ONCE, socket.MSG_DONTWAIT)
        except BlockingIOError:
            os.sched_yield()
    return connection.recv(_MOST_AT_ONCE)
