"""A sentence as a value: text and names in order, filled into a pattern."""

from functools import cache
from string import Formatter

from msgspec import Struct


class Name(Struct, frozen=True):
    """A name as it is written in the language of the sentence: of an entity, or without a slug of anything else."""

    slug: str
    text: str


class Sentence(Struct, frozen=True):
    """Text and names in order; as a text (`str`) they are joined."""

    parts: tuple[str | Name, ...]

    def __str__(self) -> str:
        return "".join(part.text if isinstance(part, Name) else part for part in self.parts)

    @property
    def begun(self) -> "Sentence":
        """The sentence with a capital letter at its start; a name at the start stays as it is."""
        first = self.parts[0] if self.parts else None
        if not isinstance(first, str):
            return self
        return Sentence((first[:1].upper() + first[1:], *self.parts[1:]))


Value = str | Name | Sentence

#: The sentence of no words.
NOTHING = Sentence(())


def fill(pattern: str, **values: Value) -> Sentence:
    """Return `pattern` with a value in place of each name in braces; KeyError when one is missing.

    >>> str(fill("{s} buys from {o}", s=Name("a", "Acme"), o="Bolt"))
    'Acme buys from Bolt'
    """
    parts: list[str | Name] = []
    for text, name in _pieces(pattern):
        parts.append(text)
        parts.extend(_parts(values[name]) if name else ())
    return Sentence(_merged(parts))


def listed(items: list[Sentence], comma: str, conjunction: str) -> Sentence:
    """Return the items as one sentence: "A, B and C", with the words for the comma and for "{list} and {last}"."""
    if len(items) < 2:
        return items[0] if items else NOTHING
    head: list[str | Name] = list(items[0].parts)
    for item in items[1:-1]:
        head += [comma, *item.parts]
    return fill(conjunction, list=Sentence(tuple(head)), last=items[-1])


@cache
def _pieces(pattern: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((text, name) for text, name, _, _ in Formatter().parse(pattern))


def _parts(value: Value) -> tuple[str | Name, ...]:
    return value.parts if isinstance(value, Sentence) else (value,)


def _merged(parts: list[str | Name]) -> tuple[str | Name, ...]:
    """Neighbouring texts joined, and no empty ones."""
    merged: list[str | Name] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        elif part != "":
            merged.append(part)
    return tuple(merged)
