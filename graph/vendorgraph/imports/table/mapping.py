"""The mapping of a table: read from TOML, and checked before any row is."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field

from vendorgraph.imports.limits import Refused
from vendorgraph.model import Claim, Source
from vendorgraph.problems import nearest
from vendorgraph.vocabulary import Vocabulary

COLUMN = re.compile(r"\{([^{}]+)\}")
_LISTS = {
    "status": "status",
    "certainty": "certainty",
    "approx": "approx",
    "polarity": "polarity",
    "per": "per",
    "basis": "basis",
}
MONEY = ("amount", "round_amount")
_PLAIN = {"voting", "doubt", "value", "share", "voting_share"}  # may be a number or a truth value, too
_OURS = {"id", "line"}  # keys of claims that an import gives itself


class EntityRule(Struct, frozen=True, forbid_unknown_fields=True):
    """How a row names an entity; `key` tells it apart (by default its name)."""

    name: str
    type: str
    key: str | None = None
    aliases: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    country: str | None = None
    wikidata: str | None = None


class Mapping(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole mapping. `words` translates the cells of a column; `dates` is a form such as %d.%m.%Y."""

    source: dict[str, str]
    entities: tuple[EntityRule, ...]
    claims: tuple[dict[str, Any], ...]
    delimiter: str = ","
    decimal: str = "."
    dates: str | None = None
    words: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def columns(self) -> set[str]:
        """Every column that the mapping speaks of."""
        templates = _texts(msgspec.to_builtins((self.source, self.entities, self.claims)))
        return {column for each in templates for column in COLUMN.findall(each)} | self.words.keys()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
        yield from _texts(each)


def load(file: Path, vocabulary: Vocabulary) -> Mapping:
    """Return the mapping in a file; Refused for one that is no TOML or says what our records cannot."""
    try:
        read = tomllib.loads(file.read_bytes().decode("utf-8"))
        mapping = msgspec.convert(read, Mapping)
    except UnicodeDecodeError as error:
        raise Refused(file, "is not UTF-8: save the file as UTF-8") from error
    except RecursionError as error:
        raise Refused(file, "is nested too deeply to be read") from error
    except tomllib.TOMLDecodeError as error:
        raise Refused(file, f"is not TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise Refused(file, f"is no mapping: {error}") from error
    if len(mapping.delimiter) != 1:
        raise Refused(file, f'delimiter is {mapping.delimiter!r}: write one character, such as ","')
    _check_source(file, mapping, vocabulary)
    for number, rule in enumerate(mapping.entities, 1):
        _check_word(file, f"entities {number}: type", rule.type, list(vocabulary.schemes["type"]))
    for number, claim in enumerate(mapping.claims, 1):
        _check_claim(file, f"claims {number}", claim, vocabulary)
    return mapping


def _check_source(file: Path, mapping: Mapping, vocabulary: Vocabulary) -> None:
    known = [each.encode_name for each in msgspec.structs.fields(Source)]
    for key in mapping.source:
        _check_word(file, "source: key", key, known)
    for key in ("kind", "reliability"):
        if key in mapping.source:
            _check_word(file, f"source: {key}", mapping.source[key], list(vocabulary.schemes[key]))
    if "title" not in mapping.source:
        raise Refused(file, 'source has no title: write title = "..."')


def _check_claim(file: Path, where: str, claim: dict[str, Any], vocabulary: Vocabulary) -> None:
    known = [name for each in msgspec.structs.fields(Claim) if (name := each.encode_name) not in _OURS] + ["when"]
    for key, value in claim.items():
        _check_word(file, f"{where}: key", key, known)
        fits = isinstance(value, str) or key in MONEY or (key in _PLAIN and isinstance(value, int | float))
        if not fits:
            raise Refused(file, f"{where}: {key} is {str(value)[:60]!r}: write text in quotes")
    if "subject" not in claim or not claim.keys() & {"relation", "attribute"}:
        raise Refused(file, f"{where}: a claim has a subject, and a relation with its object or an attribute")
    if "relation" in claim and "object" not in claim:
        raise Refused(file, f"{where}: the relation has no object")
    words = {"relation": list(vocabulary.relations), "attribute": list(vocabulary.attributes)}
    words |= {key: [w.slug for w in vocabulary.schemes[name].values() if not w.derived] for key, name in _LISTS.items()}
    for key, allowed in words.items():
        if key in claim:
            _check_word(file, f"{where}: {key}", claim[key], allowed)


def _check_word(file: Path, where: str, word: Any, allowed: list[str]) -> None:
    """A word that does not come from a cell is checked at once."""
    if not isinstance(word, str):
        raise Refused(file, f"{where} is {word!r}: write text in quotes")
    if word not in allowed and not COLUMN.search(word):
        raise Refused(file, f"{where} is {word!r}: {nearest(word, allowed)}")
