"""What an endpoint serves: RDF files or a store on disk, unchanged, or the market."""

import contextlib
import fcntl
import os
import resource
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from vendorgraph.web.messages import Data, Files, Folder, Records
from vendorgraph.web.refusals import Refused

if TYPE_CHECKING:
    from pyoxigraph import Store

    from vendorgraph.model import Market


_LEAST_MEMORY = 2**30  # bytes to read files in
_GROWTH = 200  # bytes of memory for each byte of a file: terse Turtle takes about 35


class Unusable(Exception):
    """Data cannot be served; the message says why and what to do. `code` is 2 when they are missing, else 1."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


class Served(Struct, frozen=True):
    """Loaded data: what gives each worker its store, whether the default graph is the union, and the market if any.

    `folder` is the name of a store on disk, whose engine opens its files when they are asked for.
    """

    store: "Callable[[], Store]"
    union: bool
    market: "Market | None" = None
    folder: str | None = None


def load(data: Data) -> Served:
    """Load what is to be served; Unusable when that is not possible. No thread is left running."""
    match data:
        case Files(files):
            return _files(files)
        case Folder(path):
            return _folder(Path(path))
        case Records():
            return _market(data)


def marks(data: Data) -> frozenset[tuple[str, int, int, int]]:
    """Return what shows whether the files of a store on disk were touched; nothing of data that are read once."""
    found = set()
    if isinstance(data, Folder):
        with contextlib.suppress(OSError):  # what is gone has no marks
            for path in Path(data.path).iterdir():
                if not path.name.startswith("LOG"):  # where an engine tells people what it did
                    told = path.stat()
                    found.add((path.name, told.st_ino, told.st_size, told.st_mtime_ns))
    return frozenset(found)


def damaged(folder: str) -> Refused:
    """Return the refusal of what a store on disk does not give any more."""
    detail = f"The files of the store {folder!r} are damaged, or were changed or removed while it is served."
    return Refused("storage", detail, "Tell who runs this server: make the store anew, and start the server again.")


def _files(files: tuple[tuple[str | None, str], ...]) -> Served:
    from pyoxigraph import Store

    store = Store()
    with _bounded(sum(Path(path).stat().st_size for _, path in files if Path(path).is_file())):
        for graph, path in files:
            _read(store, graph, path)
    return Served(lambda: store, union=False)


@contextlib.contextmanager
def _bounded(size: int) -> Iterator[None]:
    """Bound the memory in which files of so many bytes are read: some formats say much with few bytes (XML's entities).

    Past it this process dies, and the server that started it says so.
    """
    before = resource.getrlimit(resource.RLIMIT_AS)
    most = _LEAST_MEMORY + size * _GROWTH
    hard = before[1]
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def _read(store: "Store", graph: str | None, named: str) -> None:
    from pyoxigraph import NamedNode, RdfFormat

    path = Path(named)
    if not path.exists():
        raise Unusable(f"{named}: no such file", 2)
    if path.is_dir():
        raise Unusable(f"{named} is a folder: write a file after {graph}=, or a store on disk alone", 2)
    form = RdfFormat.from_extension(path.suffix.removeprefix(".").lower())
    if form is None:
        known = ".ttl, .nt, .nq, .trig, .rdf, .jsonld, .n3"
        raise Unusable(f"{named}: the suffix does not name a format of RDF: rename it to end in one of {known}", 2)
    try:
        name = None if graph is None else NamedNode(graph)
    except ValueError as error:
        raise Unusable(f"{graph!r} is not an IRI to name a graph by: {error}", 2) from None
    if name is not None and form.supports_datasets and form != RdfFormat.JSON_LD:
        raise Unusable(f"{named} names its own graphs: write the file alone, without {graph}=", 2)
    if path.stat().st_size == 0:
        return  # an empty dataset, also where the format asks for more than nothing
    try:
        store.load(path=named, format=form, base_iri=path.resolve().as_uri(), to_graph=name)
    except SyntaxError as error:
        raise Unusable(f"{named}:{error.lineno or 1}: {error.msg}; mend the file, or name it by its format") from None
    except (OSError, ValueError) as error:
        raise Unusable(f"{named}: {error}") from None


def _folder(path: Path) -> Served:
    """Hold a store on disk against writers, and leave it to each worker to open it: an open one has threads."""
    if not (path / "CURRENT").is_file():
        code = 1 if path.exists() else 2
        raise Unusable(f"{path}: no store is here; name RDF files, or a folder that holds an Oxigraph store", code)
    _share(path)
    problem = _aside(lambda: _open(path))
    if problem:
        raise Unusable(f"{path}: the store cannot be opened ({problem}); make it anew")
    return Served(partial(_open, path), union=False, folder=path.resolve().name)


def _open(path: Path) -> "Store":
    from pyoxigraph import Store

    return Store.read_only(str(path))


def _share(path: Path) -> None:
    """Take a shared lock where a writer takes an exclusive one, until this process ends."""
    try:
        lock = os.open(path / "LOCK", os.O_RDONLY)
        fcntl.lockf(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Unusable(f"{path}: another process is writing to this store; stop it first, or serve a copy") from None
    except OSError as error:
        raise Unusable(f"{path}: the store cannot be locked ({error.strerror}); check who owns its files") from None


def _aside(work: Callable[[], object]) -> str | None:
    """Do work in a process of its own, for it may start threads or die; return what went wrong, if anything."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work()
            os.write(writer, b"-")
        except Exception as error:
            os.write(writer, str(error).encode()[:1000])
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read().decode(errors="replace")
    os.waitpid(child, 0)
    return None if said == "-" else said or "it is damaged"


def _market(data: Records) -> Served:
    from vendorgraph import pipeline
    from vendorgraph.extras import MissingExtra
    from vendorgraph.problems import Invalid
    from vendorgraph.scale.check import Unsound
    from vendorgraph.scale.market import TooMany

    folders, overlays = ([Path(each) for each in named] for named in (data.folders, data.overlays))
    try:
        market = pipeline.read(folders, overlays, Path(data.cache) if data.cache else None)
    except FileNotFoundError as error:
        raise Unusable(f"{error.filename or error}: no such folder", 2) from None
    except (Invalid, MissingExtra) as error:
        raise Unusable(str(error)) from None
    except (TooMany, Unsound) as error:
        raise Unusable(str(error), 2) from None
    store = pipeline.store(market, pipeline.relations(market))
    return Served(lambda: store, union=True, market=market)
