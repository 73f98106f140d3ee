"""RDF files as quads: Turtle, TriG, N-Triples, N-Quads, JSON-LD, and RDF/XML without a document type.

Nothing is fetched. Parsers of hostile text can take their process down: importers that call this are `isolated`.
"""

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
_BUFFER = "buffer maximal size"  # as the parser says that one token does not fit: 16 MiB
_DEEPEST = 200  # elements within each other; RDF/XML needs two for each step of a path


def quads(file: Path) -> Iterator["Quad"]:
    """Yield every quad of a file; Refused when its format is not known, it does not parse, or it wants a DTD."""
    from pyoxigraph import RdfFormat, parse

    suffixes = [suffix.lower() for suffix in file.suffixes if suffix.lower() not in _PACKED]
    name = SUFFIXES.get(suffixes[-1] if suffixes else "")
    if name is None:
        raise Refused(file, f"has no suffix of RDF: name it with one of {', '.join(SUFFIXES)}")
    if name == "RDF_XML":
        _refuse_hostile_xml(file)
    with opened.stream(file) as reader:
        try:
            yield from parse(reader, format=getattr(RdfFormat, name))
        except SyntaxError as error:
            raise Refused(file, _what(error), f"line {error.lineno}" if error.lineno else "") from error
        except (ValueError, OSError, RuntimeError) as error:
            raise Refused(file, f"is not {name}: {error}") from error
        except MemoryError as error:
            if _BUFFER not in str(error):  # it is the process that has none left
                raise
            raise Refused(file, "has a text of more than 16 MiB, which no reader of RDF takes: shorten it") from error


def _what(error: SyntaxError) -> str:
    said = " ".join(str(error.msg).split())
    if "remote context" in said:
        return "needs a context from elsewhere, which is never fetched: write it into the file"
    return f"does not parse: {said[:300]}"


def _refuse_hostile_xml(file: Path) -> None:
    """Read the elements once with a parser that stops at the first sign of harm, before the RDF parser sees them.

    Entities can grow without bound and name files, so a document type is refused, and so is nesting that the RDF
    parser takes minutes for.
    """
    from xml.parsers import expat

    parser = expat.ParserCreate()
    depth = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise Refused(file, f"nests elements deeper than {_DEEPEST}", f"line {parser.CurrentLineNumber}")

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*declared: object) -> None:
        raise Refused(file, "has a document type (<!DOCTYPE): take it out", f"line {parser.CurrentLineNumber}")

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.StartDoctypeDeclHandler = doctype
    with opened.stream(file) as reader:
        try:
            parser.ParseFile(reader)
        except (expat.ExpatError, LookupError, ValueError) as error:  # the last two of encodings
            raise Refused(file, f"is not XML: {error}") from error
