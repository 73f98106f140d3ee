"""JSON Schema of the records, for editors that complete and underline: made of the model and the ontology.

It says of a record what can be said of it alone; what needs the other records or the calendar is left to the checks.
The files lie in `graph/data/schema/`; when the model or the ontology has changed, write them anew:

    python -c "from vendorgraph import schema; schema.write()"
"""

import json
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from vendorgraph import resources, vocabulary
from vendorgraph.checks.form import COUNTRY, IDENTIFIER, KEYS, LANGUAGE, NULLABLE, REQUIRED, SLUG, WIKIDATA
from vendorgraph.checks.sources import ADDRESS
from vendorgraph.checks.words import LISTS
from vendorgraph.model import Claim, Disposition, Entity, Identity, MarketInfo, Source
from vendorgraph.vocabulary import NAMESPACE, Vocabulary

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_BASE = "https://w3id.org/vendorgraph/schema/"
_DATE = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_COMMENT = "http://www.w3.org/2000/01/rdf-schema#comment"
_NOTATION = "http://www.w3.org/2004/02/skos/core#notation"
_OWL = "http://www.w3.org/2002/07/owl#"


class SourceFile(Struct, forbid_unknown_fields=True):
    """A document that was read, and what it says."""

    source: Source
    claims: Annotated[tuple[Claim, ...], Meta(min_length=1)]


class EntitiesFile(Struct, forbid_unknown_fields=True):
    """Entities, each once."""

    entities: tuple[Entity, ...]


class DispositionsFile(Struct, forbid_unknown_fields=True):
    """What a reader has decided about conflicts; a file of the reader's own."""

    dispositions: tuple[Disposition, ...]


#: What each schema describes.
FILES: dict[str, Any] = {
    "source.json": SourceFile,
    "entities.json": EntitiesFile,
    "identity.json": tuple[Identity, ...],
    "market.json": MarketInfo,
    "dispositions.json": DispositionsFile,
}

#: Meanings of the keys that have no property of their own in the ontology.
MEANINGS: dict[Any, dict[str, str]] = {
    Source: {
        "id": "Name of the file without .yaml: outlet, date and matter in small letters and hyphens.",
        "title": "Title of the document as printed, or a translation.",
        "language": "Language of the document, an ISO 639 code.",
        "publisher": "Who published the document; null where it is not public.",
        "url": "Address at which the document was read; null where it is not public.",
        "published": "Day, month or year of publication; null where none could be told.",
    },
    Claim: {
        "id": "Id of the source, #, and a number of two digits or more; numbers may have gaps.",
        "subject": "Slug of the entity that the claim is about, where the relation starts.",
        "relation": "How subject and object are related.",
        "object": "Slug of the entity where the relation ends.",
    },
    Entity: {
        "slug": "Short name in small letters and hyphens; never changed once it is used.",
        "name": "The name in English, as the entity writes itself.",
        "name_ar": "The name in Arabic, if Arabic sources give one.",
        "type": "What the entity is.",
        "aliases": "Other names by which sources call it.",
        "country": "Country of the head office, an ISO 3166 code.",
        "wikidata": "Number of the Wikidata item.",
        "identifiers": "Numbers in registers, each with its register: GB-COH:02723534.",
    },
    Identity: {
        "same": "Names that mean one entity, first the slug that is kept.",
        "different": "Slugs that are easily taken for each other and are not the same.",
    },
    MarketInfo: {
        "title": "What the market is called.",
    },
    Disposition: {
        "customer": "Slug of the lab.",
        "vendor": "Slug of the vendor.",
        "rival": "Slug of the rival, as the answer gives it.",
        "decision": "What was decided about the conflict.",
        "reason": "Why.",
        "by": "Who answers for the decision.",
        "until": "The last day on which the decision counts.",
    },
}

_FORMS: dict[Any, dict[str, str]] = {
    Source: {
        "id": SLUG.pattern,
        "language": LANGUAGE.pattern,
        "url": ADDRESS.pattern,
        "other_urls": ADDRESS.pattern,
        "published": _DATE,
        "withdrawn": _DATE,
    },
    Claim: {
        "id": rf"{SLUG.pattern}#[0-9]{{2,}}",
        **dict.fromkeys(("subject", "object", "from_org", "product"), SLUG.pattern),
        **dict.fromkeys(("date", "from", "to", "as_of", "status_since"), _DATE),
    },
    Entity: {
        "slug": SLUG.pattern,
        "country": COUNTRY.pattern,
        "wikidata": WIKIDATA.pattern,
        "identifiers": IDENTIFIER.pattern,
    },
    MarketInfo: {"read": r"[0-9]{4}-[0-9]{2}-[0-9]{2}"},
    Disposition: {**dict.fromkeys(("customer", "vendor", "rival"), SLUG.pattern), "until": _DATE},
}
_SAYS_SOMETHING = [{"required": ["relation", "object"]}, {"required": ["attribute"]}]


def schemas() -> dict[str, str]:
    """Return the text of each schema by its file name."""
    words, meanings = vocabulary.read(), comments()
    return {name: _text(name, model, words, meanings) for name, model in FILES.items()}


def write(folder: Path | None = None) -> None:
    """Write the schemas to `folder`, by default to that of the bundled records; OSError when it cannot be written."""
    target = folder or resources.folder("data") / "schema"
    target.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (target / name).write_text(text, encoding="utf-8")


def _text(name: str, model: Any, words: Vocabulary, comments: dict[str, str]) -> str:
    (top,), parts = msgspec.json.schema_components([model], ref_template="#/$defs/{name}")
    for record in KEYS:
        if record.__name__ in parts:
            _complete(parts[record.__name__], record, words, comments)
    whole = {"$schema": _DIALECT, "$id": _BASE + name, **top, "$defs": parts}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _complete(part: dict[str, Any], record: Any, words: Vocabulary, comments: dict[str, str]) -> None:
    """Add to the schema of a record what the model's types do not say: meanings, words, forms, what is needed."""
    part["required"] = list(REQUIRED[record])
    if record is Claim:
        part["anyOf"] = _SAYS_SOMETHING
    for key, about in part["properties"].items():
        choices = _choices(record, key, words, comments)
        value = _value(about, key in NULLABLE.get(record, ()))
        _narrow(value.get("items", value), choices, _FORMS.get(record, {}).get(key))
        part["properties"][key] = {"description": MEANINGS[record].get(key) or comments[key], **value}


def _value(about: dict[str, Any], nullable: bool) -> dict[str, Any]:
    """The type of a key without its default, and without null where that has no meaning."""
    about.pop("default", None)
    types = about.pop("anyOf", None)
    if types is None:
        return about
    types = [each for each in types if each != {"type": "null"}]
    if len(types) == 1 and nullable:
        return {"type": [types[0]["type"], "null"]}
    return types[0] if len(types) == 1 else {"anyOf": types}


def _narrow(value: dict[str, Any], choices: dict[str, str], form: str | None) -> None:
    if choices:
        value["enum"] = list(choices)
        value["enumDescriptions"] = list(choices.values())
    if form:
        value["pattern"] = f"^(?:{form})$"
    if value.get("type") == "string":
        value["minLength"] = 1


def _choices(record: Any, key: str, words: Vocabulary, comments: dict[str, str]) -> dict[str, str]:
    """The words that a key may have, each with what it means; empty when any text may stand there."""
    if record is Claim and key in ("relation", "attribute"):
        known = words.relations if key == "relation" else words.attributes
        return {slug: comments[slug] for slug in known}
    concepts = words.schemes.get(LISTS.get(record, {}).get(key, ""), {})
    return {each.slug: each.definition for each in concepts.values() if not each.derived}


def comments() -> dict[str, str]:
    """Return the English comment of every property and attribute of the ontology, by its notation."""
    from pyoxigraph import Literal, NamedNode, Store

    store = Store()
    store.load(path=str(resources.folder("ontology") / "vendorgraph.ttl"))
    kinds = [_OWL + "DatatypeProperty", _OWL + "ObjectProperty", NAMESPACE + "Attribute"]
    found = {}
    for kind in kinds:
        for term in store.quads_for_pattern(None, NamedNode(_RDF_TYPE), NamedNode(kind)):
            notations = store.quads_for_pattern(term.subject, NamedNode(_NOTATION), None)
            comments = [each.object for each in store.quads_for_pattern(term.subject, NamedNode(_COMMENT), None)]
            for notation in notations:
                [english] = [each for each in comments if isinstance(each, Literal) and each.language == "en"]
                found[str(getattr(notation.object, "value", ""))] = english.value
    return found
