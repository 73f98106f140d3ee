"""CSV for `neo4j-admin database import full`: entities.csv and relations.csv, with the types in their headings.

    neo4j-admin database import full --multiline-fields=true --nodes=entities.csv --relationships=relations.csv

A text that a spreadsheet would run as a formula has an apostrophe before it.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from vendorgraph import network
from vendorgraph.formats import property_graph as graph
from vendorgraph.formats.csvtables import write_rows
from vendorgraph.formats.model import Files, Selection

_TYPES = {str: "string", bool: "boolean", int: "long", float: "double", list: "string[]"}
_ARRAY = ";"  # what the importer takes to part the items of a list


def files(selection: Selection) -> Files:
    """Yield the file of the nodes and the file of the relationships."""
    yield "entities.csv", lambda out: _entities(selection, out)
    yield "relations.csv", lambda out: _relations(selection, out)


def _entities(selection: Selection, out: BinaryIO) -> None:
    names = graph.types(network.NODE_TYPES, "slug")
    head = ["slug:ID", *_headings(names, "slug"), ":LABEL"]
    write_rows(out, [head], _node_rows(selection, list(names)))


def _node_rows(selection: Selection, names: list[str]) -> Iterator[list[Any]]:
    for part in selection.parts("entities"):
        for node in network.nodes(part.market):
            yield [*_cells(graph.properties(node), names), graph.label(part.market, node.id)]


def _relations(selection: Selection, out: BinaryIO) -> None:
    names = graph.types(network.LINE_TYPES, "id")
    head = [":START_ID", ":END_ID", ":TYPE", "id:string", *_headings(names, "id")]
    write_rows(out, [head], _line_rows(selection, list(names)))


def _line_rows(selection: Selection, names: list[str]) -> Iterator[list[Any]]:
    for part in selection.parts("lines"):
        for line in network.lines(part.market, part.relations):
            kind = graph.kind(str(line.attributes["relation"]))
            yield [line.subject, line.object, kind, *_cells(graph.properties(line), names)]


def _headings(names: dict[str, type], but: str) -> Iterator[str]:
    return (f"{name}:{_TYPES[type]}" for name, type in names.items() if name != but)


def _cells(properties: dict[str, graph.Property], names: list[str]) -> Iterator[Any]:
    values = (properties.get(name) for name in names)
    return (_ARRAY.join(value) if isinstance(value, list) else value for value in values)
