"""VG1: the form of a record. Its keys are known, none is missing, every value has its type and its form."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from vendorgraph.checks.registry import check
from vendorgraph.model import Claim, Disposition, Entity, Identity, MarketInfo, Money, Source
from vendorgraph.problems import Place, nearest, shown
from vendorgraph.reading.records import Placed, Records

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
COUNTRY = re.compile(r"[A-Z]{2}")
WIKIDATA = re.compile(r"Q[1-9][0-9]*")
IDENTIFIER = re.compile(r"[A-Z][A-Z0-9-]*:\S+")

#: The keys of each record, with their types.
KEYS: dict[Any, dict[str, Any]] = {
    model: {field.encode_name: field.type for field in msgspec.structs.fields(model)}
    for model in (Claim, Source, Entity, Identity, MarketInfo, Disposition)
}
#: The keys that a record must have.
REQUIRED: dict[Any, tuple[str, ...]] = {
    model: tuple(field.encode_name for field in msgspec.structs.fields(model) if field.required) for model in KEYS
}
# A source that is not public says so with null; a key left out could be forgotten.
REQUIRED[Source] += ("publisher", "url")
#: The keys that may be null.
NULLABLE: dict[Any, tuple[str, ...]] = {Source: ("publisher", "url", "published")}

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_NAMES = {"name", "name_ar", "aliases", "publisher", "relays"}
_RECORD: dict[Any, str] = {
    Claim: "a claim",
    Source: "a source",
    Entity: "an entity",
    Identity: "a decision",
    MarketInfo: "market.yaml",
    Disposition: "a disposition",
}
_WANTED: dict[Any, str] = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number, such as 0.49",
    int | float | str: "a number or text",
    Money: "{value: 150000000, currency: USD}",
    tuple[str, ...]: "a list of texts, such as [Reuters]",
}


@check("VG101", "Every key is known", "{found} is no key of {record}: {hint}")
def unknown_key(records: Records) -> Iterator[Place]:
    """Keys that the model does not have."""
    for record in records.all:
        known = KEYS[type(record.value)]
        for key in record.raw.keys() - known.keys():
            hint = nearest(key, list(known))
            yield record.at(key, found=shown(key), record=_RECORD[type(record.value)], hint=hint)


@check("VG102", "No key is missing", "{record} needs {key}: write it{null}")
def missing_key(records: Records) -> Iterator[Place]:
    """Keys that every record of its kind must have."""
    for record in records.all:
        model = type(record.value)
        for key in REQUIRED[model]:
            if key not in record.raw:
                null = ", or null where the document is not public" if key in NULLABLE.get(model, ()) else ""
                yield record.at(record=_RECORD[model], key=key, null=null)


@check("VG103", "Every value has its type", "{key} is {found}: write {wanted}")
def wrong_type(records: Records) -> Iterator[Place]:
    """Values that are not of the type of the model."""
    for record in records.all:
        for key in record.misfits:
            if record.raw[key] is not None:
                wanted = _wanted(KEYS[type(record.value)][key], record.raw[key])
                yield record.at(key, key=key, found=shown(record.raw[key]), wanted=wanted)


@check("VG104", "No value is empty", "{key} is empty: write its value, or leave the key out")
def empty_value(records: Records) -> Iterator[Place]:
    """Null where it has no meaning, and empty text."""
    for record in records.all:
        nullable = NULLABLE.get(type(record.value), ())
        for key, value in record.raw.items():
            if (value is None and key not in nullable) or not all(map(str.strip, _texts(value))):
                yield record.at(key, key=key)


@check("VG105", "Text is printable", "{key} holds the control character {found}: take it out")
def control_character(records: Records) -> Iterator[Place]:
    """Characters that no document prints and that XML cannot hold; line breaks and tabs are fine."""
    for record in records.all:
        for key, value in record.raw.items():
            match = next(filter(None, map(_CONTROL.search, _texts(value))), None)
            if match:
                yield record.at(key, key=key, found=shown(match[0]))


@check("VG106", "Names are trimmed", "{key} begins or ends with a blank: take the blank away")
def untrimmed_name(records: Records) -> Iterator[Place]:
    """Names that would count as different because of a blank."""
    for record in records.all:
        for key in _NAMES & record.raw.keys():
            if any(text != text.strip() for text in _texts(record.raw[key])):
                yield record.at(key, key=key)


@check("VG107", "Slugs and ids are plain", "{found} is no {key}: write small letters a-z, digits and single hyphens")
def slug_form(records: Records) -> Iterator[Place]:
    """Slugs of entities and ids of sources become addresses."""
    yield from _not_of_form(SLUG, "slug", records.entities)
    yield from _not_of_form(SLUG, "id", records.sources)


@check("VG108", "Languages are codes", "{key} is {found}: write an ISO 639 code, such as en or ar")
def language_form(records: Records) -> Iterator[Place]:
    """Language tags as BCP 47 writes them."""
    yield from _not_of_form(LANGUAGE, "language", records.sources)


@check("VG109", "Countries are codes", "{key} is {found}: write an ISO 3166 code of two capitals, such as US")
def country_form(records: Records) -> Iterator[Place]:
    """Countries of entities."""
    yield from _not_of_form(COUNTRY, "country", records.entities)


@check("VG110", "Wikidata items are numbers", "{key} is {found}: write the number of the item, such as Q95")
def wikidata_form(records: Records) -> Iterator[Place]:
    """Items of Wikidata."""
    yield from _not_of_form(WIKIDATA, "wikidata", records.entities)


@check("VG111", "Arabic names are Arabic", "{key} is {found}: write it in Arabic letters, or leave it out")
def arabic_name(records: Records) -> Iterator[Place]:
    """Arabic names without an Arabic letter."""
    for entity in records.entities:
        name = entity.value.name_ar
        if name and not _ARABIC.search(name):
            yield entity.at("name_ar", key="name_ar", found=shown(name))


@check(
    "VG112",
    "Identifiers name their register",
    "{found} is no identifier: write register and number, as GB-COH:02723534",
)
def identifier_form(records: Records) -> Iterator[Place]:
    """Identifiers without the register that gave them."""
    for entity in records.entities:
        for identifier in entity.value.identifiers:
            if not IDENTIFIER.fullmatch(identifier):
                yield entity.at("identifiers", found=shown(identifier))


def _wanted(type: Any, found: object) -> str:
    if type in (str, str | None) and isinstance(found, int | float):
        return f'it in quotes, "{found}"'
    return next(text for each, text in _WANTED.items() if type in (each, each | None))


def _texts(value: object) -> list[str]:
    """The texts in a value: itself, or those in a list."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]


def _not_of_form(form: re.Pattern[str], key: str, records: Sequence[Placed[Any]]) -> Iterator[Place]:
    for record in records:
        text = getattr(record.value, key)
        if text and not form.fullmatch(text):
            yield record.at(key, key=key, found=shown(text))
