"""Writing a file or a folder so that what stood there before stays whole until the new one is."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from vendorgraph.scratch import scratch

GZIP = ".gz"


def write(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Call `write` with a stream that becomes the file `path` in one step when all of it is on the disk.

    With the suffix .gz it is compressed, without a time stamp. A link is followed; a device or a pipe is written to
    as it stands. Raises OSError, after which nothing has changed.
    """
    target = _target(path)
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


def write_folder(path: Path, files: Iterable[tuple[str, Callable[[BinaryIO], None]]]) -> None:
    """Make the folder `path` of files, each given by its name and what writes it, in one step when all are on the disk.

    Raises FileExistsError for a folder that is there and not empty, and other OSErrors; then nothing has changed.
    """
    target = _target(path)
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise FileExistsError(f"{path} exists already: name a new folder, or remove it first")
    with _beside(target) as part:
        part.mkdir()
        for name, write in files:
            with (part / name).open("xb") as raw:
                write(raw)
                raw.flush()
                os.fsync(raw.fileno())


def _target(path: Path) -> Path:
    """The place that `path` leads to; its folder is there."""
    target = Path(os.path.realpath(path))
    for folder in (path.parent, target.parent):
        if not folder.exists():
            raise FileNotFoundError(f"the folder {folder} does not exist: make it first, or name another")
        if not folder.is_dir():
            raise NotADirectoryError(f"{folder} is a file and not a folder: name another")
    return target


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A place beside `target` for what replaces it, and is gone when the writing fails."""
    with scratch(f".{target.name}-", target.parent) as folder:
        part = folder / "new"
        yield part
        part.replace(target)


@contextmanager
def _as_is(raw: BinaryIO) -> Iterator[BinaryIO]:
    yield raw


@contextmanager
def _compressed(raw: BinaryIO) -> Iterator[BinaryIO]:
    from gzip import GzipFile

    with GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:
        yield cast(BinaryIO, packed)
