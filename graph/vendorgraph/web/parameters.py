"""Parameters of the questions: their kinds, how each is read from text, and its JSON Schema."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from vendorgraph import dates, names
from vendorgraph.analysis.model import LEVELS
from vendorgraph.model import Entity, Market
from vendorgraph.web.refusals import Refused

Values = Mapping[str, Any]  # by name: an Entity, a date, an int, a bool, a word, or a tuple of words

_PART = re.compile(r"[0-9]{1,3}(\.[0-9]{1,20})?([eE][-+]?[0-9]{1,3})?", re.ASCII)
_TRUTHS = {"true": True, "false": False}


class Parameter(Struct, frozen=True, kw_only=True):
    """A parameter; `schema` is the JSON Schema of its values as they are written in an address."""

    name: str
    kind: str  # "entity", "day", "number", "part", "flag", "choice" or "relations"
    about: str
    schema: dict[str, Any]
    required: bool = False
    default: Any = None


def entity(name: str, about: str, required: bool = False) -> Parameter:
    """Return a parameter that names an entity."""
    schema = {"type": "string", "minLength": 1, "maxLength": 200}
    return Parameter(name=name, kind="entity", about=about, schema=schema, required=required)


def day(name: str, about: str, required: bool = False) -> Parameter:
    """Return a parameter that is a day."""
    return Parameter(name=name, kind="day", about=about, schema={"type": "string", "format": "date"}, required=required)


def number(name: str, about: str, default: int, most: int) -> Parameter:
    """Return a parameter that is a whole number from 1 to `most`."""
    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": default}
    return Parameter(name=name, kind="number", about=about, schema=schema, default=default)


def part(name: str, about: str, default: float) -> Parameter:
    """Return a parameter that is a fraction from 0 to 1."""
    schema = {"type": "number", "minimum": 0, "maximum": 1, "default": default}
    return Parameter(name=name, kind="part", about=about, schema=schema, default=default)


def flag(name: str, about: str) -> Parameter:
    """Return a parameter that is true or, by default, false."""
    schema = {"type": "boolean", "default": False}
    return Parameter(name=name, kind="flag", about=about, schema=schema, default=False)


def choice(name: str, about: str, words: Sequence[str], default: str | None) -> Parameter:
    """Return a parameter that is one of some words."""
    schema = {"type": "string", "enum": list(words), **({"default": default} if default else {})}
    return Parameter(name=name, kind="choice", about=about, schema=schema, default=default)


def relations(name: str, about: str) -> Parameter:
    """Return a parameter that may be repeated, each time with the slug of a relation."""
    schema = {"type": "array", "items": {"type": "string", "pattern": "^[a-z]+(-[a-z]+)*$"}, "maxItems": 20}
    return Parameter(name=name, kind="relations", about=about, schema=schema, default=())


KNOWN_BY = day("known_by", "Count only what could be read by this day.")
DAYS = (day("as_of", "The day that is asked about."), KNOWN_BY)
MIN_LEVEL = choice("min_level", "The lowest level to answer.", tuple(LEVELS), "medium")


def read(parameters: Sequence[Parameter], pairs: Iterable[tuple[str, str]], market: Market) -> Values:
    """Return the values of parameters; Refused for one that is missing, unknown, repeated or wrong."""
    written: dict[str, list[str]] = {}
    for name, text in pairs:
        written.setdefault(name, []).append(text)
    known = {each.name: each for each in parameters}
    for name in written:
        if name not in known:
            advice = f"Write {', '.join(known)}." if known else "Leave it out."
            raise Refused("request", f"There is no parameter {name[:50]!r} here.", advice)
    return {each.name: _value(each, written.get(each.name, []), market) for each in parameters}


def slug(values: Values, name: str) -> str | None:
    """Return the slug of the entity that a parameter names; None when it is not there."""
    found: Entity | None = values.get(name)
    return None if found is None else found.slug


def _value(parameter: Parameter, texts: Sequence[str], market: Market) -> Any:
    if parameter.kind == "relations":
        return tuple(_relation(parameter, text, market) for text in texts)
    if len(texts) > 1:
        raise Refused("request", f"{parameter.name} is given {len(texts)} times.", "Write it once.")
    if texts:
        return _one(parameter, texts[0], market)
    if parameter.required:
        raise Refused("request", f"{parameter.name} is missing.", parameter.about)
    return parameter.default


def _one(parameter: Parameter, text: str, market: Market) -> Any:
    match parameter.kind:
        case "entity":
            return _entity(text, market)
        case "day":
            try:
                return dates.day(text)
            except ValueError as error:
                raise Refused("request", f"{parameter.name}: {error}.", "Write a day as YYYY-MM-DD.") from None
        case "number" if text.isascii() and text.isdigit() and len(text) < 9:
            if 1 <= int(text) <= parameter.schema["maximum"]:
                return int(text)
        case "part" if _PART.fullmatch(text) and float(text) <= 1:
            return float(text)
        case "flag" if text in _TRUTHS:
            return _TRUTHS[text]
        case "choice" if text in parameter.schema["enum"]:
            return text
    raise _wrong(parameter, text)


def _entity(text: str, market: Market) -> Entity:
    try:
        return names.find(market, text)
    except names.UnknownName as error:
        end = "" if error.near else "."  # near names are offered as a question
        raise Refused("not-found", f"{error}{end}", "Write a slug, a name, an alias or an Arabic name.") from None
    except names.AmbiguousName as error:
        raise Refused("ambiguous", f"{error}.", "Write one of them.") from None


def _relation(parameter: Parameter, text: str, market: Market) -> str:
    if text in market.vocabulary.relations:
        return text
    known = ", ".join(market.vocabulary.relations)
    raise Refused("not-found", f"{parameter.name}: {text[:50]!r} is no relation.", f"Write one of {known}.")


def _wrong(parameter: Parameter, text: str) -> Refused:
    schema = parameter.schema
    wanted = {
        "part": "a number from 0 to 1",
        "number": f"a whole number from 1 to {schema.get('maximum')}",
        "flag": "true or false",
        "choice": f"one of {', '.join(schema.get('enum', ()))}",
    }[parameter.kind]
    return Refused("request", f"{parameter.name}: {text[:50]!r} is not {wanted}.", f"Write {wanted}.")
