"""One HTML page to click through, drawn by pyvis, that fetches nothing: what holds or is planned."""

from typing import BinaryIO

from vendorgraph.formats.model import Selection, TooLarge

#: Entities that a page has room for.
ENTITIES = 400


def write(selection: Selection, out: BinaryIO) -> None:
    """Write the page of the relations; TooLarge when they join more than `ENTITIES`."""
    from vendorgraph import view

    assert selection.relations is not None
    drawn = view.around(selection.market, selection.relations, None, ENTITIES)
    if drawn.left_out:
        raise TooLarge("html", ENTITIES, drawn.entities + drawn.left_out, "entities")
    out.write(drawn.html.encode())
