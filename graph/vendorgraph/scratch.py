"""Folders to work in, which outlive neither the work nor, for long, a process that is killed at it.

Whoever works in a folder holds a lock in it, which the system lets go with the process: a folder whose lock is free was
left behind, and goes when the next one of its kind is made. Systems without such locks keep what a kill leaves.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from weakref import finalize

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_LOCK = ".vendorgraph-lock"


class Scratch:
    """An empty folder `path` of this process, among the temporary files or in `place`; its name begins with `prefix`.

    It goes when it is closed, when nobody refers to it any more, and when the process ends. Raises OSError.
    """

    def __init__(self, prefix: str, place: Path | None = None) -> None:
        place = place or Path(gettempdir())
        _sweep(place, prefix)
        self.path = Path(mkdtemp(prefix=prefix, dir=place))
        self.close = finalize(self, _remove, self.path, _lock(self.path))


@contextmanager
def scratch(prefix: str, place: Path | None = None) -> Iterator[Path]:
    """The path of a `Scratch` that goes at the end of the `with`."""
    made = Scratch(prefix, place)
    try:
        yield made.path
    finally:
        made.close()


def _lock(folder: Path) -> int | None:
    """Take the lock of a new folder, which has its name only when it is taken."""
    if fcntl is None:
        return None
    new = folder / f"{_LOCK}-new"
    lock = os.open(new, os.O_CREAT | os.O_RDWR, 0o600)
    with suppress(OSError):  # a file system without locks, where nothing is swept either
        fcntl.flock(lock, fcntl.LOCK_EX)
    new.rename(folder / _LOCK)
    return lock


def _remove(folder: Path, lock: int | None) -> None:
    """Remove a folder, the lock last: what a kill leaves of it is swept up all the same."""
    with suppress(OSError):
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != _LOCK:
                path.unlink()
    shutil.rmtree(folder, ignore_errors=True)
    if lock is not None:
        os.close(lock)


def _sweep(place: Path, prefix: str) -> None:
    """Remove the folders of this user whose processes are gone."""
    if fcntl is None:
        return
    with suppress(OSError):  # a folder that may be written to and not be listed
        for folder in place.iterdir():
            if folder.name.startswith(prefix) and not folder.is_symlink():
                _take(folder)


def _take(folder: Path) -> None:
    """Remove a folder if its lock is free."""
    try:
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_NOFOLLOW)
    except OSError:  # not one of ours
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # somebody works in it
        os.close(lock)
    else:
        _remove(folder, lock)
