"""A Mermaid flowchart: names and relations as a picture, the claims of each relation in a comment above it."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from vendorgraph import network
from vendorgraph.formats.model import Selection, TooLarge
from vendorgraph.formats.xmltext import plain
from vendorgraph.network import Line

#: What Mermaid draws by its own default, which a page can raise and a file cannot.
EDGES, CHARACTERS = 500, 50_000

_UNSAFE = re.compile(r"[^\w \-.,:()%/]|\ufeff")
_EVIDENCE = ("supports", "denies", "loses", "sources")


def write(selection: Selection, out: BinaryIO) -> None:
    """Write relations (or claims) as labelled arrows between the entities that they join; TooLarge when there are many.

    What holds has a plain arrow, the rest a dotted one; the status is in the label.
    """
    lines = list(network.lines(selection.market, selection.relations))
    if len(lines) > EDGES:
        raise TooLarge("mermaid", EDGES, len(lines), "relations")
    text = "".join(_text(selection, lines))
    if len(text) > CHARACTERS:
        raise TooLarge("mermaid", CHARACTERS, len(text), "characters")
    out.write(text.encode())


def _text(selection: Selection, lines: list[Line]) -> Iterator[str]:
    yield "flowchart LR\n"
    joined = {slug for line in lines for slug in (line.subject, line.object)}
    number = {slug: at for at, slug in enumerate(slug for slug in selection.market.entities if slug in joined)}
    for slug, at in number.items():
        yield f'n{at}["{_escaped(selection.market.entities[slug].name)}"]\n'
    for line in lines:
        yield f"%% {_remark(line)}\n"
        yield f'n{number[line.subject]} {_arrow(line)}|"{_escaped(_label(line))}"| n{number[line.object]}\n'


def _label(line: Line) -> str:
    said = line.attributes
    words = [str(said[key]) for key in ("status", "grade", "share_min") if key in said]
    denied = ["denied"] if said.get("denied") else []
    return ", ".join([str(said["label"]), *words, *denied, *(["disputed"] if said.get("disputed") else [])])


def _arrow(line: Line) -> str:
    firm = line.attributes.get("status") in ("current", "completed", "ending") and not line.attributes.get("disputed")
    symmetric = line.attributes.get("symmetric")
    if symmetric:
        return "---" if firm else "-.-"
    return "-->" if firm else "-.->"


def _remark(line: Line) -> str:
    """The claims and sources of a relation. Ids hold no line ends, and braces would begin a directive."""
    parts = [line.id, *(f"{key}: {line.attributes[key]}" for key in _EVIDENCE if key in line.attributes)]
    return " | ".join(parts).replace("{", "(").replace("}", ")")


def _escaped(text: str) -> str:
    """A text with every character that could mean something as an entity of Mermaid, #34; for a double quote."""
    return _UNSAFE.sub(lambda match: f"#{ord(match[0])};", plain(text))
