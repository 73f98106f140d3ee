"""What is on the graph as a table, and as files: the same address, the same relations."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from msgspec import structs

from vendorgraph.answers import encode, parts
from vendorgraph.answers import relations as as_table
from vendorgraph.explorer import svgfile
from vendorgraph.explorer.address import State, Wrong
from vendorgraph.explorer.desk import Desk
from vendorgraph.explorer.drawing import styles
from vendorgraph.explorer.elsewhere import File
from vendorgraph.explorer.screens import graphs
from vendorgraph.formats import FORMATS, Selection
from vendorgraph.relations.model import Relation, Relations
from vendorgraph.tables import csv

#: Rows of a page.
ROWS = 200

#: The files that a graph can be had as, with their media types.
FILES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "graphml": "application/graphml+xml",
}


def show(desk: Desk, state: State) -> Mapping[str, object]:
    """Return the relations on the graph, or all of the market where nothing is on it, a page at a time."""
    rows, whole = relations_of(desk, state)
    pages = page_count(len(rows))
    page = state.number("page", pages)
    start = (page - 1) * ROWS
    return {
        "rows": rows[start : start + ROWS],
        "count": len(rows),
        "whole": whole,
        "page": page,
        "pages": pages,
        "families": tuple(styles.FAMILIES),
        "only": graphs.only(state),
        "start": start,
    }


def page_count(rows: int) -> int:
    """Return how many pages a number of rows takes: one at least."""
    return max(-(-rows // ROWS), 1)


def file(desk: Desk, state: State, format: str) -> File:
    """Return exactly what is on the graph as a file; Wrong for a form that there is not."""
    if format not in FILES:
        raise Wrong("format", 404, found=format[:40])
    rows, _ = relations_of(desk, state)
    name = f"vendorgraph-{desk.days(state)[0]}.{format}"
    return File(name, FILES[format], _written(desk, state, rows, format))


def _written(desk: Desk, state: State, rows: Sequence[Relation], format: str) -> bytes:
    if format == "csv":
        return csv(as_table.table(desk.market, rows)).encode()
    if format == "json":
        as_of, known_by = desk.days(state)
        days = {"as_of": as_of.isoformat(), "known_by": known_by.isoformat()}
        return encode({**days, "market": parts.about(desk.market), "relations": parts.hops(rows)})
    if format == "svg":
        return svgfile.standalone(desk, state, desk.picture(state, graphs.shown_by(desk, state).scene))
    out = BytesIO()
    FORMATS["graphml"].write(_selection(desk, state, rows), out)
    return out.getvalue()


def _selection(desk: Desk, state: State, rows: Sequence[Relation]) -> Selection:
    """The part of the market that the rows speak of."""
    named = {slug for each in rows for slug in (each.subject, each.object)}
    entities = {slug: entity for slug, entity in desk.market.entities.items() if slug in named}
    return Selection(structs.replace(desk.market, entities=entities), Relations(*desk.days(state), tuple(rows)))


def relations_of(desk: Desk, state: State) -> tuple[list[Relation], bool]:
    """The relations on the graph, and whether these are all of the market."""
    chosen = {*graphs.shown_by(desk, state).scene.slugs}
    families, past = graphs.only(state), state.get("past") is not None
    found = [
        each
        for each in desk.relations(state)
        if styles.family(each.relation) in families and (each.holds or each.status == "planned" or past)
    ]
    if not chosen:
        return found, True
    return [each for each in found if each.subject in chosen and each.object in chosen], False
