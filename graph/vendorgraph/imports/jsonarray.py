"""The values of a JSON array as texts, one after the other, of a file of any size: no more of it is held than a few."""

import codecs
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

from vendorgraph.imports import limits, opened
from vendorgraph.imports.limits import Refused

_CHUNK = 1 << 20  # bytes
_BLANKS = re.compile(r"[ \t\r\n]*")


def values(file: Path) -> Iterator[str]:
    """Yield the text of each value of the array that a file is.

    Raises json.JSONDecodeError, UnicodeDecodeError and RecursionError where it is no JSON, no UTF-8 or nested deeply,
    and Refused for a value of more than `limits.WHOLE` characters.
    """
    with opened.stream(file) as reader:
        window = _Window(file, reader)
        window.expect("[")
        if window.sign() != "]":
            yield window.value()
            while window.sign() != "]":
                window.expect(",")
                yield window.value()
        window.expect("]")
        window.expect("")


class _Window:
    """The part of a text that was read and not yet taken."""

    def __init__(self, file: Path, reader: "io.BufferedReader[opened.Bounded]") -> None:
        self._file, self._reader = file, reader
        self._bytes = codecs.getincrementaldecoder("utf-8-sig")()
        self._scan = json.JSONDecoder().raw_decode
        self._text, self._at = "", 0

    def sign(self) -> str:
        """Return the next sign that is no blank, "" at the end."""
        while True:
            self._at = _BLANKS.match(self._text, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def expect(self, sign: str) -> None:
        """Take the next sign, or the end."""
        if self.sign() != sign:
            raise json.JSONDecodeError(f"{sign or 'the end'} is expected", self._text[self._at : self._at + 1], 0)
        self._at += len(sign)

    def value(self) -> str:
        """Take the next value."""
        self.sign()
        while True:
            try:
                _, end = self._scan(self._text, self._at)
                break
            except json.JSONDecodeError:
                if not self._more():
                    raise
        text, self._at = self._text[self._at : end], end
        return text

    def _more(self) -> bool:
        """Read on, as much again as waits; return whether there was anything."""
        rest = self._text[self._at :]
        if len(rest) > limits.WHOLE:
            raise Refused(self._file, f"has a value of more than {limits.WHOLE >> 20} MiB")
        data = self._reader.read(max(_CHUNK, len(rest)))
        self._text, self._at = rest + self._bytes.decode(data, final=not data), 0
        return bool(data)
