"""What a statement says besides our keys, as one text for the note of a claim."""

from collections.abc import Iterator
from typing import Any

from vendorgraph.imports import limits, text
from vendorgraph.imports.bods.interests import Meaning
from vendorgraph.imports.bods.statements import Statement
from vendorgraph.imports.builder import Builder, listed, mapped, plain


def note(builder: Builder, said: Statement, means: Meaning | None = None) -> str:
    """Return the ids of a statement and its record, the interest in words, its components, and all annotations."""
    whole = "; ".join(filter(None, _parts(said, means)))
    if len(whole) > limits.TEXT:
        builder.findings.add("left out", f"the end of a note of more than {limits.TEXT:,} characters", said.place)
    return text.clean(whole)


def _parts(said: Statement, means: Meaning | None) -> Iterator[str]:
    yield f"statement {said.id}"
    yield f"record {said.record}" if said.record != said.id else ""
    yield f"declaration {said.declaration}" if said.declaration else ""
    yield means.words if means else ""
    yield "component of an indirect relationship" if said.details.get("isComponent") is True else ""
    if components := listed(said.details.get("componentRecords")):
        yield f"through {', '.join(filter(None, map(text.ident, components)))}"
    retrieved = plain(said.source.get("retrievedAt"))
    yield f"retrieved {retrieved}" if retrieved else ""
    yield from map(_annotation, map(mapped, said.annotations))


def _annotation(said: dict[str, Any]) -> str:
    """An annotation: why it was made, of which part of the statement, what it says, by whom and when."""
    target = plain(said.get("statementPointerTarget"))
    of = f" of {target}" if target not in ("", "/") else ""
    content = [text.clean(said.get(name)) for name in ("description", "transformedContent", "url")]
    by, when = plain(mapped(said.get("createdBy")).get("name")), plain(said.get("creationDate"))
    made = " ".join(filter(None, ["by", by, when])) if by or when else ""
    why = plain(said.get("motivation")) or "no motivation"
    return f"annotation ({why}{of}) {', '.join(filter(None, [*content, made]))}".strip()
