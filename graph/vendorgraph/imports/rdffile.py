"""RDF files as quads: Turtle, TriG, N-Triples, N-Quads, JSON-LD, and RDF/XML without a document type.

Nothing is fetched. Parsers of hostile text can take their process down: importers that call this are `isolated`.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from vendorgraph.imports import opened
from vendorgraph.imports.limits import Refused

if TYPE_CHECKING:
    from pyoxigraph import Quad

SUFFIXES = {
    ".ttl": "TURTLE",
    ".trig": "TRIG",
    ".nt": "N_TRIPLES",
    ".nq": "N_QUADS",
    ".jsonld": "JSON_LD",
    ".rdf": "RDF_XML",
    ".xml": "RDF_XML",
    ".owl": "RDF_XML",
}
_PACKED = (".gz", ".zip", ".bz2")
_CHUNK = 1 << 20
_HARMLESS = (b"<!--", b"<![CDATA[")


def quads(file: Path) -> Iterator["Quad"]:
    """Yield every quad of a file; Refused when its format is not known, it does not parse, or it wants a DTD."""
    from pyoxigraph import RdfFormat, parse

    suffixes = [suffix.lower() for suffix in file.suffixes if suffix.lower() not in _PACKED]
    name = SUFFIXES.get(suffixes[-1] if suffixes else "")
    if name is None:
        raise Refused(file, f"has no suffix of RDF: name it with one of {', '.join(SUFFIXES)}")
    if name == "RDF_XML":
        _refuse_document_type(file)
    with opened.stream(file) as reader:
        try:
            yield from parse(reader, format=getattr(RdfFormat, name))
        except SyntaxError as error:
            raise Refused(file, _what(error), f"line {error.lineno}" if error.lineno else "") from error
        except (ValueError, OSError, RuntimeError) as error:
            raise Refused(file, f"is not {name}: {error}") from error


def _what(error: SyntaxError) -> str:
    said = " ".join(str(error.msg).split())
    if "remote" in said.lower() or "context" in said.lower():
        return f"needs a context from elsewhere, which is never fetched: write it into the file ({said[:200]})"
    return f"does not parse: {said[:300]}"


def _refuse_document_type(file: Path) -> None:
    """Entities can grow without bound and name files: a document type is refused before any parser sees it."""
    with opened.stream(file) as reader:
        tail = b""
        while chunk := _read(reader):
            data = tail + chunk
            at = data.find(b"<!")
            while at >= 0 and at + 9 <= len(data):
                if not data.startswith(_HARMLESS, at):
                    raise Refused(file, "has a document type (<!DOCTYPE or <!ENTITY): take it out")
                at = data.find(b"<!", at + 2)
            tail = data[at:] if at >= 0 else data[-1:]
    if tail.startswith(b"<!") and not tail.startswith(_HARMLESS):
        raise Refused(file, "has a document type (<!DOCTYPE or <!ENTITY): take it out")


def _read(reader: io.BufferedIOBase) -> bytes:
    return reader.read(_CHUNK)
