"""A database of Ladybug, the embedded graph database: one file, asked in Cypher. It bears marks of the engine's own."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, BinaryIO

from vendorgraph import network
from vendorgraph.extras import need
from vendorgraph.formats import property_graph as graph
from vendorgraph.formats.model import Selection
from vendorgraph.formats.xmltext import plain
from vendorgraph.scratch import scratch

if TYPE_CHECKING:
    import pyarrow as pa
    from ladybug import Connection

_TYPES = {str: "STRING", bool: "BOOLEAN", int: "INT64", float: "DOUBLE", list: "STRING[]"}

Rows = list[dict[str, Any]]


def write(selection: Selection, out: BinaryIO) -> None:
    """Write entities as nodes and relations (or claims) as relationships; needs ladybug and pyarrow."""
    need("ladybug", "export")
    need("pyarrow", "export")
    import shutil

    from ladybug import Connection, Database

    with scratch("vendorgraph-ladybug-") as folder:
        path = folder / "market.lbug"
        with Database(str(path)) as database, Connection(database) as connection:
            _entities(selection, connection)
            _relations(selection, connection)
            connection.execute("CHECKPOINT")
        with path.open("rb") as made:
            shutil.copyfileobj(made, out)


def _entities(selection: Selection, connection: "Connection") -> None:
    names = graph.types(network.NODE_TYPES, "slug")
    rows: dict[str, Rows] = {}
    for node in network.nodes(selection.market):
        rows.setdefault(graph.label(selection.market, node.id), []).append(graph.properties(node))
    for label, found in rows.items():
        connection.execute(f"CREATE NODE TABLE `{label}`({_columns(names)}, PRIMARY KEY (slug))")
        arrow = _arrow(found, names)  # noqa: F841 - the engine finds it by its name
        connection.execute(f"COPY `{label}` FROM arrow")


def _relations(selection: Selection, connection: "Connection") -> None:
    names = graph.types(network.LINE_TYPES, "id")
    ends = {"from": str, "to": str}
    kinds: dict[str, dict[tuple[str, str], Rows]] = {}
    for line in network.lines(selection.market, selection.relations):
        pairs = kinds.setdefault(graph.kind(str(line.attributes["relation"])), {})
        pair = (graph.label(selection.market, line.subject), graph.label(selection.market, line.object))
        row = {"from": line.subject, "to": line.object, **graph.properties(line)}
        pairs.setdefault(pair, []).append(row)
    for kind, pairs in kinds.items():
        joined = ", ".join(f"FROM `{a}` TO `{b}`" for a, b in pairs)
        connection.execute(f"CREATE REL TABLE `{kind}`({joined}, {_columns(names)})")
        for (a, b), found in pairs.items():
            arrow = _arrow(found, ends | names)  # noqa: F841
            connection.execute(f"COPY `{kind}` FROM arrow (from='{a}', to='{b}')")


def _columns(names: dict[str, type]) -> str:
    return ", ".join(f"`{name}` {_TYPES[type]}" for name, type in names.items())


def _arrow(rows: Iterable[dict[str, Any]], names: dict[str, type]) -> "pa.Table":
    import pyarrow as pa

    types = {str: pa.string(), bool: pa.bool_(), int: pa.int64(), float: pa.float64(), list: pa.list_(pa.string())}
    columns = pa.schema([(name, types[type]) for name, type in names.items()])
    return pa.Table.from_pylist([{name: _clean(value) for name, value in row.items()} for row in rows], columns)


def _clean(value: Any) -> Any:
    return plain(value) if isinstance(value, str) else value
