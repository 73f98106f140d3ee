"""One shape for FollowTheMoney's two forms: what some data sets say of one thing, from a day on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from vendorgraph.imports import jsonfile, limits, opened, text
from vendorgraph.imports.builder import Builder, listed, mapped, plain
from vendorgraph.imports.limits import Refused

_COLUMNS = {"entity_id", "schema", "prop", "value"}
_KNOWN = text.names(
    "id caption schema properties datasets first_seen last_seen last_change referents target origin context"
)


class View(Struct):
    """What data sets say of one thing: its schema and the values of its properties."""

    id: str
    schema: str
    place: str
    datasets: tuple[str, ...] = ()
    first_seen: str | None = None
    caption: str = ""
    external: bool = False
    properties: dict[str, list[str]] = field(default_factory=dict)

    def all(self, *names: str) -> list[str]:
        """Return the values of properties, in order and once each."""
        found = (text.clean(value) for name in names for value in self.properties.get(name, ()))
        return list(filter(None, dict.fromkeys(found)))

    def ends(self, name: str) -> list[str]:
        """Return the ids of the things that a property points to."""
        return list(filter(None, dict.fromkeys(map(text.ident, self.properties.get(name, ())))))

    def one(self, *names: str) -> str:
        """Return the first value of the first property that has one, or ""."""
        return next(iter(self.all(*names)), "")


def views(file: Path, builder: Builder) -> Iterator[View]:
    """Yield what a file says; Refused when it is neither entities nor statements."""
    with opened.stream(file) as reader:
        start = reader.peek(64)[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start in (b"{", b"["):
        yield from _json(file, builder)
    else:
        yield from _gathered(builder, _csv(file))


def _csv(file: Path) -> Iterator[tuple[str, dict[str, str]]]:
    for line, row in opened.rows(file):
        if not row.keys() >= _COLUMNS:
            missing = ", ".join(sorted(_COLUMNS - row.keys()))
            raise Refused(file, f"has no column {missing}: FollowTheMoney statements have them", "line 1")
        yield f"line {line}", row


def _json(file: Path, builder: Builder) -> Iterator[View]:
    statements: list[tuple[str, dict[str, str]]] = []
    for place, item in jsonfile.items(file):
        if item.keys() >= _COLUMNS:
            statements.append((place, {name: _cell(value) for name, value in item.items()}))
        elif "schema" in item and "properties" in item:
            yield from _entities(builder, item, place)
        else:
            builder.findings.add("not understood", "an object that is neither entity nor statement", place)
    yield from _gathered(builder, iter(statements))


def _cell(value: Any) -> str:
    """A value of a statement as its CSV has it."""
    return value if isinstance(value, str) else "" if value is None else str(value)[: limits.NAME]


def _entities(builder: Builder, item: dict[str, Any], place: str) -> Iterator[View]:
    """An entity, and those that are nested in its properties."""
    waiting = [item]
    while waiting:
        entity = waiting.pop()
        for name in sorted(entity.keys() - _KNOWN):
            builder.findings.add("not understood", f"field {name!r} of an entity", place)
        view = View(
            id=text.ident(entity.get("id")),
            schema=plain(entity.get("schema")),
            place=place,
            datasets=tuple(sorted(filter(None, map(plain, listed(entity.get("datasets")))))),
            first_seen=text.day(entity.get("first_seen")),
            caption=plain(entity.get("caption")),
        )
        for name, values in mapped(entity.get("properties")).items():
            for value in listed(values):
                if isinstance(value, dict):
                    waiting.append(value)
                    value = value.get("id")
                if isinstance(value, str):
                    view.properties.setdefault(str(name), []).append(value)
        if view.id:
            yield view
        else:
            builder.findings.add("not understood", "an entity without an id", place)


def _gathered(builder: Builder, statements: Iterator[tuple[str, dict[str, str]]]) -> Iterator[View]:
    """Put statements together by thing and data set; its first day is that on which all of it had been seen."""
    found: dict[tuple[str, str], View] = {}
    for place, row in statements:
        entity, dataset = text.ident(row["entity_id"]), plain(row.get("dataset"))
        id = text.ident(row.get("canonical_id")) or entity
        if id != entity:
            builder.same(entity, id)
        view = found.setdefault((id, dataset), View(id, row["schema"], place, (dataset,) if dataset else ()))
        seen = text.day(row.get("first_seen"))
        view.first_seen = max(filter(None, (view.first_seen, seen)), default=None)
        view.external = view.external or row.get("external", "").lower() in ("t", "true", "1")
        if row["prop"] != "id":
            view.properties.setdefault(row["prop"], []).append(row["value"])
    yield from found.values()
