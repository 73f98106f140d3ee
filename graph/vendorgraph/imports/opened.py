"""Files opened within bounds: plain, gzip, bzip2 or a zip of one file, told apart by their first bytes."""

import bz2
import codecs
import gzip
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from vendorgraph.imports import limits
from vendorgraph.imports.limits import Refused

_GZIP, _BZIP2, _ZIP = b"\x1f\x8b", b"BZh", b"PK\x03\x04"
_OTHER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_READING = (OSError, EOFError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError)


class Bounded(io.RawIOBase):
    """A stream of bytes that refuses to give more than `most` of them."""

    def __init__(self, stream: IO[bytes], most: int, file: Path, why: str) -> None:
        self._stream, self._left, self._file, self._why = stream, most, file, why

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer and return how many bytes were written to it; Refused past the bound."""
        view = memoryview(cast(bytearray, buffer))
        try:
            data = self._stream.read(len(view))
        except Exception as error:  # the packers' own errors have no class in common
            raise Refused(self._file, f"cannot be unpacked: {error}") from error
        self._left -= len(data)
        if self._left < 0:
            raise Refused(self._file, self._why)
        view[: len(data)] = data
        return len(data)


@contextmanager
def stream(file: Path) -> Iterator["io.BufferedReader[Bounded]"]:
    """Open a file for reading bytes, unpacked.

    Raises FileNotFoundError and other OSErrors of the file itself, and Refused for what cannot be unpacked, is UTF-16,
    or gives far more bytes than it takes.
    """
    size = file.stat().st_size
    with file.open("rb") as raw:
        head = raw.read(4)
        raw.seek(0)
        with _unpacked(file, raw, head) as inner:
            packed = inner is not raw
            most = size * limits.RATIO + limits.SLACK if packed else limits.TOTAL
            why = (
                f"unpacks to more than {limits.RATIO} times its size: unpack it yourself if you trust it"
                if packed
                else f"is larger than {limits.TOTAL >> 30} GiB: split it"
            )
            reader = io.BufferedReader(Bounded(inner, most, file, why), 1 << 20)
            _refuse_utf16(file, reader)
            yield reader


@contextmanager
def _unpacked(file: Path, raw: IO[bytes], head: bytes) -> Iterator[IO[bytes]]:
    if head.startswith(_GZIP):
        with gzip.open(raw) as inner:
            yield cast("IO[bytes]", inner)
    elif head.startswith(_BZIP2):
        with bz2.open(raw) as packed:
            yield cast("IO[bytes]", packed)
    elif head.startswith(_ZIP):
        with _member(file, raw) as member:
            yield member
    else:
        yield raw


@contextmanager
def _member(file: Path, raw: IO[bytes]) -> Iterator[IO[bytes]]:
    try:
        archive = zipfile.ZipFile(raw)
        names = [each for each in archive.namelist() if not each.endswith("/")]
    except _READING as error:
        raise Refused(file, f"cannot be unpacked: {error}") from error
    if len(names) != 1:
        raise Refused(file, f"holds {len(names)} files: name a zip of one file, or unpack it")
    try:
        member = archive.open(names[0])
    except _READING as error:
        raise Refused(file, f"cannot be unpacked: {error}") from error
    with archive, member:
        yield member


def _refuse_utf16(file: Path, reader: "io.BufferedReader[Bounded]") -> None:
    if reader.peek(2)[:2] in _OTHER_MARKS:
        raise Refused(file, "is UTF-16: save it as UTF-8")


def whole(file: Path) -> bytes:
    """Return all bytes of a file, unpacked and without a byte order mark; Refused when there are too many."""
    with stream(file) as reader:
        data = reader.read(limits.WHOLE + 1)
    if len(data) > limits.WHOLE:
        raise Refused(
            file, f"is larger than {limits.WHOLE >> 20} MiB in one piece: split it, or save one record a line"
        )
    return data.removeprefix(codecs.BOM_UTF8)


def lines(file: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the bytes of every line that is not blank; Refused for one too long, or too many."""
    return ((number, stripped) for number, line in _numbered(file) if (stripped := line.strip()))


def _numbered(file: Path) -> Iterator[tuple[int, bytes]]:
    """Every line with its number from 1, without a byte order mark."""
    with stream(file) as reader:
        number = blank = 0
        while line := reader.readline(limits.LINE + 1):
            number += 1
            blank += line == b"\n"
            if len(line) > limits.LINE:
                raise Refused(file, f"is longer than {limits.LINE >> 20} MiB: one record a line", f"line {number}")
            if number > limits.LINES:
                raise Refused(file, f"has more than {limits.LINES:,} lines: split it")
            if blank > limits.BLANKS:
                raise Refused(file, f"has more than {limits.BLANKS:,} blank lines: take them out")
            yield number, line.removeprefix(codecs.BOM_UTF8) if number == 1 else line


def decoded(file: Path, data: bytes, place: str) -> str:
    """Return bytes as text; Refused, with the position of the first wrong byte, when they are not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(file, f"byte {error.start + 1} is not UTF-8: save the file as UTF-8", place) from error


def rows(file: Path, delimiter: str = ",") -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line and the cells by column of every row of a CSV file with a header; cells that are missing are "".

    Raises Refused for an empty file, a column that stands twice, a row with more cells than the header, a cell that
    never ends, and bytes that are not UTF-8.
    """
    import csv

    reader = csv.reader(_texts(file), delimiter=delimiter)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        _check_header(file, header)
        for cells in reader:
            if len(cells) > len(header):
                found = f"has {len(cells)} cells and the header {len(header)}"
                raise Refused(file, found, f"line {reader.line_num}")
            if cells:
                yield (
                    reader.line_num,
                    dict.fromkeys(header, "") | dict(zip(header, map(str.strip, cells), strict=False)),
                )
    except csv.Error as error:
        raise Refused(file, f"is not CSV: {error}", f"line {reader.line_num}") from error


def _texts(file: Path) -> Iterator[str]:
    return (decoded(file, line, f"line {number}") for number, line in _numbered(file))


def _check_header(file: Path, header: list[str]) -> None:
    if not any(header):
        raise Refused(file, "is empty: a header line with the names of the columns is expected")
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise Refused(file, f"the column {twice[0]!r} stands twice in the header", "line 1")
