"""Writing a file so that what stood there before stays whole until the new one is."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

GZIP = ".gz"


def write(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Call `write` with a stream that becomes the file `path` in one step when all of it is on the disk.

    With the suffix .gz it is compressed, without a time stamp. A link is followed; a device or a pipe is written to
    as it stands. Raises OSError, after which nothing has changed.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        with target.open("wb") as device:
            write(device)
        return
    with _beside(target) as part, part.open("xb") as raw:
        with _compressed(raw) if target.suffix == GZIP else _as_is(raw) as out:
            write(out)
        raw.flush()
        os.fsync(raw.fileno())
        if target.exists():
            shutil.copymode(target, part)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A name beside `target` for a file that replaces it, and is removed when the writing fails."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _as_is(raw: BinaryIO) -> Iterator[BinaryIO]:
    yield raw


@contextmanager
def _compressed(raw: BinaryIO) -> Iterator[BinaryIO]:
    from gzip import GzipFile

    with GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:
        yield cast(BinaryIO, packed)
