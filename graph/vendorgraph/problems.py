"""Problems of the records: what is wrong, where, what was found, and what to write instead."""

from collections.abc import Sequence

from msgspec import Struct

_SHOWN = 60  # characters of a found value that a message repeats


class Problem(Struct, frozen=True, order=True):
    """One problem. `line` counts from 1; the order is that of file, line, code."""

    file: str
    line: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code}: {self.message}"


class Place(Struct, frozen=True):
    """A line of a file, and what was found there for the message of a rule."""

    file: str
    line: int
    found: dict[str, object] = {}


class Rule(Struct, frozen=True):
    """A rule of the records: its code, what it asks for, and the message (a template) of a problem with it."""

    code: str
    title: str
    message: str

    def at(self, place: Place) -> Problem:
        """Return the problem at `place`, whose `found` fills the template."""
        return Problem(place.file, place.line, self.code, self.message.format_map(place.found))


class Invalid(ValueError):
    """The records have problems; `problems` holds all of them, in order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def shown(value: object) -> str:
    """Return a found value for a message: on one line, in quotes if it is text, cut when it is long."""
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def either(words: Sequence[str]) -> str:
    """Return words to choose from as one text: "a, b or c"; empty when there are none."""
    return " or ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def nearest(word: str, words: Sequence[str]) -> str:
    """Return what to write for an unknown word: "write a, b or c", after "did you mean b?" where one is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, words, n=1) if len(words) > 1 else []
    return f"did you mean {near[0]}? Write {either(words)}" if near else f"write {either(words)}"
