"""Items to records: who they are first, then their statements."""

from pathlib import Path

from vendorgraph.imports import text
from vendorgraph.imports.builder import Builder, listed, mapped, plain
from vendorgraph.imports.limits import Refused
from vendorgraph.imports.wikidata import properties
from vendorgraph.imports.wikidata.items import Item, date_of, item_of, items, text_of
from vendorgraph.imports.wikidata.properties import INSTANCE, LEI, POSITION, PROPERTIES, TYPES
from vendorgraph.imports.wikidata.statements import Statements

_ARABIC = range(0x0600, 0x0700)


def read(file: Path, builder: Builder) -> None:
    """Read a file of Wikidata items; Refused when there is none in it."""
    found = {item.id: item for item in items(file, builder)}
    if not found:
        raise Refused(file, "holds no item of Wikidata: objects with an id such as Q95 and claims are expected")
    statements = Statements(builder, {id: item.label for id, item in found.items() if item.label})
    for item in found.values():
        if _type(item) or item.claims.keys() & _RELATED:
            _entity(builder, item)
    for item in found.values():
        for property, values in item.claims.items():
            if property in PROPERTIES or property == POSITION:
                for statement in map(mapped, listed(values)):
                    statements.add(item, property, statement)
        _described(builder, statements, item)


_RELATED = {*PROPERTIES, POSITION}


def _entity(builder: Builder, item: Item) -> None:
    used = next((PROPERTIES[name].holder for name in item.claims if name in PROPERTIES), "person")
    type = _type(item) or used
    if _type(item) is None:
        builder.findings.add("assumed", f"a {type}, where the kind of item is not known", item.place)
    leis = [f"XI-LEI:{code}" for code in _texts(item, LEI)]
    arabic = item.labels.get("ar", "")
    builder.entity(
        item.id,
        item.label or f"[Wikidata {item.id}]",
        type,
        aliases=item.aliases,
        identifiers=leis,
        wikidata=item.id,
        name_ar=arabic if any(ord(letter) in _ARABIC for letter in arabic) else None,
    )


def _type(item: Item) -> str | None:
    """Our type of the item by the first kind that we know."""
    kinds = [item_of(mapped(mapped(each).get("mainsnak"))) for each in listed(item.claims.get(INSTANCE))]
    return next((TYPES[kind] for kind in kinds if kind in TYPES), None)


def _texts(item: Item, property: str) -> list[str]:
    found = (text_of(mapped(mapped(each).get("mainsnak"))) for each in listed(item.claims.get(property)))
    return list(filter(None, found))


def _described(builder: Builder, statements: Statements, item: Item) -> None:
    """The founding; and which of the other properties were left alone."""
    for statement in map(mapped, listed(item.claims.get(properties.FOUNDED))):
        date = date_of(mapped(statement.get("mainsnak")))
        if builder.knows(item.id) and date:
            source = statements.source(item, statement)
            builder.founded(source, item.place, item.id, date, **statements.rank(statement))
    read_too = {INSTANCE, LEI, properties.FOUNDED, *_RELATED}
    for property in sorted(item.claims.keys() - read_too, key=lambda each: (len(each), each)):
        builder.findings.add("left out", f"property {text.clean(plain(property), 20)}", item.place)
