"""Items of Wikidata: labels, statements, and the values in them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from vendorgraph.dates import is_date
from vendorgraph.imports import jsonfile, text
from vendorgraph.imports.builder import Builder, listed, mapped, plain

_PRECISION = {9: 4, 10: 7, 11: 10}  # year, month, day: characters of the printed date
_LANGUAGES = ("en", "mul", "en-gb", "en-us", "de", "fr", "es")


class Item(Struct, frozen=True):
    """An item: its number, labels, and the statements of each property."""

    id: str
    labels: dict[str, str]
    aliases: tuple[str, ...]
    claims: dict[str, Any]
    modified: str | None
    place: str

    @property
    def label(self) -> str:
        """The English label, else one of another language, else ""."""
        found = [self.labels[language] for language in _LANGUAGES if language in self.labels]
        return next(iter([*found, *self.labels.values()]), "")


def items(file: Path, builder: Builder) -> Iterator[Item]:
    """Yield the items of a file; what is a property, a lexeme or nothing of Wikidata's is counted."""
    for place, value in jsonfile.items(file):
        entities = value.get("entities")
        for each in entities.values() if isinstance(entities, dict) else [value]:
            entity = mapped(each)
            if not text.is_item(plain(entity.get("id"))):
                builder.findings.add("not understood", "an object that is no item of Wikidata", place)
                continue
            yield _item(entity, place)


def _item(entity: dict[str, Any], place: str) -> Item:
    labels = {
        str(language): plain(mapped(each).get("value")) for language, each in mapped(entity.get("labels")).items()
    }
    aliases = mapped(entity.get("aliases")).get("en")
    return Item(
        id=plain(entity.get("id")),
        labels={language: label for language, label in labels.items() if label},
        aliases=tuple(filter(None, (plain(mapped(each).get("value")) for each in listed(aliases)))),
        claims=mapped(entity.get("claims")),
        modified=_modified(entity),
        place=place,
    )


def _modified(entity: dict[str, Any]) -> str | None:
    day = plain(entity.get("modified"))[:10]
    return day if is_date(day) else None


def snaks(statement: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The qualifiers of a statement (or the parts of a reference) that have the property `name`."""
    return list(map(mapped, listed(statement.get(name))))


def value_of(snak: dict[str, Any]) -> Any:
    """The value of a snak; None for an unknown or missing one."""
    if snak.get("snaktype", "value") != "value":
        return None
    return mapped(snak.get("datavalue")).get("value")


def item_of(snak: dict[str, Any]) -> str | None:
    """The item that a snak points to."""
    value = mapped(value_of(snak))
    id = plain(value.get("id")) or (f"Q{plain(value.get('numeric-id'))}" if "numeric-id" in value else "")
    return id if text.is_item(id) else None


def date_of(snak: dict[str, Any]) -> str | None:
    """The date of a snak with its precision; None for a decade, a date before year 1 or no date."""
    value = mapped(value_of(snak))
    precision = value.get("precision")
    length = _PRECISION.get(precision if isinstance(precision, int) else -1)
    time = plain(value.get("time"))
    if length is None or not time.startswith("+"):
        return None
    date = time[1:][:length]
    return date if is_date(date) else None


def text_of(snak: dict[str, Any]) -> str:
    """The text of a snak: a string, an address, or a text in some language."""
    value = value_of(snak)
    return plain(mapped(value).get("text")) if isinstance(value, dict) else plain(value)


def amounts_of(snak: dict[str, Any]) -> tuple[str, str, str, str]:
    """Amount, lower bound, upper bound ("" where not given) and the item of the unit of a quantity."""
    value = mapped(value_of(snak))
    numbers = [plain(value.get(name)).removeprefix("+") for name in ("amount", "lowerBound", "upperBound")]
    return numbers[0], numbers[1], numbers[2], plain(value.get("unit")).rsplit("/", 1)[-1]
