"""The compiled market: a snapshot of the checked records, so that a start costs no reading of YAML.

A snapshot is named after the content that it was made from (records, ontology, version of this program and what of it
reads and checks), so a change makes another one and nothing is ever stale. It is only a shortcut: whatever is wrong
with it or with its folder, the market is read from its records. Files are written beside their place and renamed, so
two processes may start at once.
"""

import contextlib
import gc
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from vendorgraph import __version__, resources
from vendorgraph.model import Market
from vendorgraph.reading.folder import files

#: Raised by one whenever the model or the meaning of what is kept changes.
FORMAT = 2
#: Where this program lies, and what of it decides what a snapshot holds, and whether there is one at all.
PROGRAM = Path(__file__).parent
MAKERS = ("checks/*.py", "reading/*.py", "dates.py", "model.py", "names.py", "vocabulary.py")

#: How many snapshots stay in the folder.
KEPT = 8

_SUFFIX = ".msgpack"
_SEAL = hashlib.sha256().digest_size


def load(folders: Sequence[Path], overlays: Sequence[Path] = (), cache: Path | None = None) -> Market:
    """Return the market of `folders` with `overlays`, from its snapshot in the folder `cache` if there is a good one.

    Without a snapshot the records are read and checked, and one is written where that is possible; with `cache` None
    they always are. Raises `reading.Invalid` with all problems of the records, and FileNotFoundError for a folder
    that is missing or holds no records.
    """
    from vendorgraph import reading

    if cache is None:
        return reading.market(folders, overlays)
    file = cache / f"{key(folders, overlays)}{_SUFFIX}"
    market = _kept(file)
    if market is None:
        market = reading.market(folders, overlays)
        _keep(market, file)
    return market


def key(folders: Sequence[Path], overlays: Sequence[Path] = ()) -> str:
    """Return a name for the content of the folders, of the ontology and of the program, wherever they lie."""
    digest = hashlib.sha256(f"{FORMAT} {__version__} {len(folders)} {len(overlays)}".encode())
    for folder in (*folders, *overlays):
        digest.update(b"\0\0")
        for _, path in files(folder):
            _add(digest, path, folder)
    for whole, patterns in ((resources.folder("ontology"), ("*.ttl",)), (PROGRAM, MAKERS)):
        for path in (path for pattern in patterns for path in sorted(whole.glob(pattern))):
            _add(digest, path, whole)
    return digest.hexdigest()


def _add(digest: "hashlib._Hash", path: Path, folder: Path) -> None:
    """Add name and content; a file that cannot be read counts as what it is, the reading will say so."""
    try:
        content = path.read_bytes()
    except OSError as error:
        content = str(error.errno).encode()
    digest.update(f"{str(path)[len(str(folder)) :]}\0{len(content)}\0".encode())
    digest.update(content)


def _kept(file: Path) -> Market | None:
    """The market in a snapshot; None when there is none, or none that is whole."""
    try:
        content = memoryview(file.read_bytes())
        if hashlib.sha256(content[_SEAL:]).digest() != content[:_SEAL]:
            return None
        with _no_collection():
            return msgspec.msgpack.decode(content[_SEAL:], type=Market)
    except (OSError, msgspec.MsgspecError):
        return None


def _keep(market: Market, file: Path) -> None:
    """Write a snapshot where that is possible."""
    from vendorgraph.files import write

    content = msgspec.msgpack.encode(market)
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write(file, lambda out: out.writelines([hashlib.sha256(content).digest(), content]))
        _prune(file.parent)


def _prune(folder: Path) -> None:
    """Take away all snapshots but the latest."""
    snapshots = sorted(folder.glob(f"*{_SUFFIX}"), key=lambda each: each.stat().st_mtime, reverse=True)
    for old in snapshots[KEPT:]:
        old.unlink(missing_ok=True)


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Thousands of new values would set off the collector of cycles, and none of them is garbage."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
