"""/export/FORMAT: what `vendorgraph export` writes, over HTTP."""

import io
from collections.abc import Iterable

from vendorgraph import pipeline
from vendorgraph.extras import MissingExtra
from vendorgraph.formats import FORMATS, VIEWS, Format, Selection, TooLarge, select
from vendorgraph.web import parameters as p
from vendorgraph.web.api import Desk
from vendorgraph.web.parameters import Values
from vendorgraph.web.refusals import Refused

PARAMETERS = (
    p.choice("view", "What to write; without it, what the format writes first.", tuple(VIEWS), default=None),
    *p.DAYS,
    p.entity("around", "Only what is near this entity."),
    p.number("hops", "How far around reaches.", 1, 8),
)


def export(desk: Desk, name: str, pairs: Iterable[tuple[str, str]]) -> tuple[str, str, bytes]:
    """Return media type, file name and content of an export; Refused when it cannot be had."""
    format = FORMATS.get(name)
    if format is None:
        raise Refused("not-found", f"No format is called {name[:50]!r}.", f"Write one of {', '.join(FORMATS)}.")
    selection = _selection(desk, format, p.read(PARAMETERS, pairs, desk.market))
    output = io.BytesIO()
    try:
        format.write(selection, output)
    except TooLarge as error:
        raise Refused("too-large", f"{error}.", "Take another format, or a part with around=ENTITY.") from None
    except MissingExtra as error:
        raise Refused("not-found", f"{error}.", "Take another format.") from None
    return format.media_type, f"vendorgraph{format.suffix}", output.getvalue()


def _selection(desk: Desk, format: Format, values: Values) -> Selection:
    view = values["view"] or format.views[0]
    if view not in format.views:
        raise Refused("contradictory", f"{format.name} has no view {view}.", f"Write view={format.views[0]}.")
    selection = Selection(desk.market)
    if view == "relations":
        selection = pipeline.selection(desk.market, desk.asked(values), format)
    return select.around(selection, values["around"].slug, values["hops"]) if values["around"] else selection
