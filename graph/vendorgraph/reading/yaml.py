"""YAML text to Python values that know their lines, refusing what a record never needs.

Values are those of YAML's core schema: null, true, false, decimal numbers; everything else is text. So `no` is a word,
a plain 2025-06-12 is text as a quoted one is, and dates are judged by the rules on dates alone. Every file is read in
one pass over the parser's events, in time and memory bounded by its size: aliases are refused, never expanded.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from vendorgraph.problems import Invalid, Place, Rule, shown

#: Bytes of the largest file that is read.
LARGEST = 5_000_000
#: Levels of lists and mappings within each other; a record needs four.
DEEPEST = 16

UNREADABLE = Rule("VG001", "Every file can be read", "the file cannot be read ({found}): make it a readable file")
NOT_UTF8 = Rule("VG002", "Text is UTF-8", "byte {found} is not UTF-8: save the file as UTF-8")
TOO_LARGE = Rule(
    "VG003", "A file holds one document", f"the file has {{found}} bytes: write at most {LARGEST}, one document a file"
)
SYNTAX = Rule("VG004", "Every file is YAML", "not YAML, {found}: {hint}")
KEY_TWICE = Rule("VG005", "A key stands once", "the key {found} stands twice in one record: keep one of them")
ALIAS = Rule("VG006", "No anchors, no aliases", "the anchor or alias {found} is not read: write the value out")
TAG = Rule("VG007", "No tags", "the tag {found} is not read: leave it out, and put texts in quotes")
TOO_DEEP = Rule("VG008", "Records are flat", f"lists within lists deeper than {DEEPEST}: write a flat record")
ONE_DOCUMENT = Rule("VG009", "One YAML document a file", "a second one begins with ---: put it in a file of its own")
KEY_IS_WORD = Rule("VG010", "A key is a word", "a list or a mapping stands as a key: write a word and a colon")
RULES = (UNREADABLE, NOT_UTF8, TOO_LARGE, SYNTAX, KEY_TWICE, ALIAS, TAG, TOO_DEEP, ONE_DOCUMENT, KEY_IS_WORD)

_CORRECT = "correct the line, and quote texts with : # or quotes"
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(?:[0-9]{1,18}\.[0-9]{0,30}|\.[0-9]{1,30}|[0-9]{1,18}(?=[eE]))(?:[eE][-+]?[0-9]{1,2})?")
_WORDS: dict[str, object] = {"": None, "~": None} | {
    form: value
    for word, value in (("null", None), ("true", True), ("false", False))
    for form in (word, word.capitalize(), word.upper())
}


class YamlMap(dict[str, Any]):
    """A mapping; `line` is where it begins, `lines` where each of its keys stands (counted from 1)."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class YamlList(list[Any]):
    """A list; `line` is where it begins, `lines` where each of its items stands."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


def load(path: Path) -> object:
    """Return what the file says: a YamlMap, a YamlList, a single value, or None when it is empty.

    Raises Invalid, with one problem, at the first thing that stands against reading on.
    """
    file = str(path)
    return parse(_decoded(_bytes(path, file), file), file)


def parse(text: str, file: str) -> object:
    """Return what the YAML `text` says; `file` is its name in a problem."""
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise _refused(SYNTAX, file, _line(error), *_reason(error, text)) from None
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1
        raise _refused(SYNTAX, file, line, str(error.reason), _CORRECT) from None
    return builder.root


class _Builder:
    """Puts the parser's events together. Open lists and mappings are on a stack, each with its waiting key."""

    def __init__(self, file: str) -> None:
        self.root: object = None
        self._file = file
        self._documents = 0
        self._open: list[YamlMap | YamlList] = []
        self._keys: list[str | None] = []

    def take(self, event: Any) -> None:
        """Take the next event of the parser; raise Invalid when it is one that no record needs."""
        take = _TAKE.get(type(event))
        if take:
            take(self, event, event.start_mark.line + 1)

    def document(self, event: Any, line: int) -> None:
        self._documents += 1
        if self._documents > 1:
            raise _refused(ONE_DOCUMENT, self._file, line)

    def alias(self, event: Any, line: int) -> None:
        raise _refused(ALIAS, self._file, line, f"*{event.anchor}")

    def scalar(self, event: Any, line: int) -> None:
        self._refuse_marks(event, line)
        holder = self._open[-1] if self._open else None
        if isinstance(holder, YamlMap) and self._keys[-1] is None:
            self._key(holder, event.value, line)
        else:
            self._put(_value(event.value) if event.style == "" else event.value, line)

    def begin(self, event: Any, line: int) -> None:
        self._refuse_marks(event, line)
        if len(self._open) == DEEPEST:
            raise _refused(TOO_DEEP, self._file, line)
        if self._open and isinstance(self._open[-1], YamlMap) and self._keys[-1] is None:
            raise _refused(KEY_IS_WORD, self._file, line)
        holder = YamlMap(line) if isinstance(event, yaml.MappingStartEvent) else YamlList(line)
        self._put(holder, line)
        self._open.append(holder)
        self._keys.append(None)

    def end(self, event: Any, line: int) -> None:
        self._open.pop()
        self._keys.pop()

    def _key(self, holder: YamlMap, key: str, line: int) -> None:
        if key in holder.lines:
            raise _refused(KEY_TWICE, self._file, line, shown(key))
        holder.lines[key] = line
        self._keys[-1] = key

    def _put(self, value: object, line: int) -> None:
        holder = self._open[-1] if self._open else None
        if isinstance(holder, YamlMap):
            holder[str(self._keys[-1])] = value
            self._keys[-1] = None
        elif isinstance(holder, YamlList):
            holder.append(value)
            holder.lines.append(line)
        else:
            self.root = value

    def _refuse_marks(self, event: Any, line: int) -> None:
        if event.anchor is not None:
            raise _refused(ALIAS, self._file, line, f"&{event.anchor}")
        if event.tag is not None:
            raise _refused(TAG, self._file, line, shown(event.tag))


_TAKE: dict[type, Callable[[_Builder, Any, int], None]] = {
    yaml.DocumentStartEvent: _Builder.document,
    yaml.AliasEvent: _Builder.alias,
    yaml.ScalarEvent: _Builder.scalar,
    yaml.MappingStartEvent: _Builder.begin,
    yaml.SequenceStartEvent: _Builder.begin,
    yaml.MappingEndEvent: _Builder.end,
    yaml.SequenceEndEvent: _Builder.end,
}


def _value(text: str) -> object:
    """The value of a plain (unquoted) scalar in YAML's core schema."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


def _line(error: yaml.MarkedYAMLError) -> int:
    """Where to look: at the opening of a quote or a bracket that is not closed, else where the parser stopped."""
    opened = re.search("flow|quoted", error.context or "")
    return getattr(error.context_mark if opened else error.problem_mark, "line", 0) + 1


def _reason(error: yaml.MarkedYAMLError, text: str) -> tuple[str, str]:
    """What stands against reading on, and what to write instead."""
    mark = error.problem_mark
    found = text[mark.index : mark.index + 1] if mark else ""
    return ("a tab", "indent with spaces") if found == "\t" else (str(error.problem), _CORRECT)


def _bytes(path: Path, file: str) -> bytes:
    try:
        if not path.is_file():
            raise _refused(UNREADABLE, file, 1, "not a file")
        size = path.stat().st_size
        if size > LARGEST:
            raise _refused(TOO_LARGE, file, 1, str(size))
        return path.read_bytes()
    except OSError as error:
        raise _refused(UNREADABLE, file, 1, error.strerror or "unknown error") from None


def _decoded(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _refused(NOT_UTF8, file, line, f"0x{error.object[error.start]:02x}") from None


def _refused(rule: Rule, file: str, line: int, found: str = "", hint: str = "") -> Invalid:
    return Invalid([rule.at(Place(file, line, {"found": found, "hint": hint}))])
