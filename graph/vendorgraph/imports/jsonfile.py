"""JSON files as a stream of objects: one a line, an array, the lines of an array (as dumps are), or one object."""

import codecs
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from vendorgraph.imports import jsonarray, limits, opened
from vendorgraph.imports.limits import Refused

Item = tuple[str, dict[str, Any]]  # where it stands ("line 3", "item 2"), and the object


def items(file: Path) -> Iterator[Item]:
    """Yield every object of a file with its place; an empty array yields nothing.

    An item that is no object comes as an empty one, which no format understands: it costs nothing but itself. Files of
    one object a line are never held whole. Raises Refused for an empty file, one that is not JSON or not UTF-8, or
    nesting beyond what the parser takes.
    """
    head = [line for _, line in islice(_head(file), 2)]
    if not head:
        raise Refused(file, "is empty: JSON is expected")
    if head[0][:1] not in (b"[", b"{"):
        raise Refused(file, "is not JSON: it begins with neither [ nor {")
    if _is_lines(head):
        return _of_lines(file)
    return _of_whole(file)


def _head(file: Path) -> Iterator[tuple[int, bytes]]:
    """The first lines, cut where a line is too long to matter; nothing that honest files say comes after `BLANK`."""
    with opened.stream(file) as reader:
        number = 0
        while number < limits.BLANK and (line := reader.readline(limits.LINE)):
            number += 1
            stripped = line.removeprefix(codecs.BOM_UTF8).strip()
            if stripped:
                yield number, stripped


def _is_lines(head: list[bytes]) -> bool:
    """Whether each line is an item: the first is a whole object, or a bare bracket before a whole object."""
    if head[0] == b"[" and len(head) > 1:
        return _parses(head[1].removesuffix(b","))
    return head[0].startswith(b"{") and (_parses(head[0]) or len(head[0]) >= limits.LINE)


def _parses(line: bytes) -> bool:
    try:
        return isinstance(msgspec.json.decode(line), dict)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def _of_lines(file: Path) -> Iterator[Item]:
    for number, line in opened.lines(file):
        if line in (b"[", b"]"):
            continue
        place = f"line {number}"
        yield place, _object(_decode(file, line.removesuffix(b","), place))


def _of_whole(file: Path) -> Iterator[Item]:
    if _is_large_array(file):
        yield from _of_large_array(file)
        return
    data = opened.whole(file).lstrip()
    if not data.startswith(b"["):
        yield "item 1", _object(_decode(file, data, ""))
        return
    for number, raw in enumerate(_split(file, data), 1):
        place = f"item {number}"
        yield place, _object(_decode(file, bytes(raw), place))


def _is_large_array(file: Path) -> bool:
    """Whether a file is an array that is too large to be held as one."""
    with opened.stream(file) as reader:
        head = reader.read(limits.LARGE + 1)
    return len(head) > limits.LARGE and head.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"["


def _of_large_array(file: Path) -> Iterator[Item]:
    number = 0
    try:
        for number, text in enumerate(jsonarray.values(file), 1):
            place = f"item {number}"
            yield place, _object(_decode(file, text.encode(), place))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(file, _what(error), f"item {number + 1}") from error


def _split(file: Path, data: bytes) -> list[msgspec.Raw]:
    try:
        return msgspec.json.decode(data, type=list[msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(file, _what(error)) from error


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _decode(file: Path, data: bytes, place: str) -> Any:
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(file, _what(error), place) from error


def _what(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "is nested too deeply to be read"
    if isinstance(error, UnicodeDecodeError) or "utf-8" in str(error).lower():
        return "is not UTF-8: save the file as UTF-8"
    return f"is not JSON: {error}"
