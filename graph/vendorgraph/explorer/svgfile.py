"""A picture as a file of its own: the same SVG with the style sheets inside."""

from markupsafe import Markup

from vendorgraph.explorer import assets, render
from vendorgraph.explorer.address import State
from vendorgraph.explorer.desk import Desk
from vendorgraph.explorer.drawing.model import Drawing
from vendorgraph.explorer.words import words

_SHEETS = ("base.css", "drawing.css")


def standalone(desk: Desk, state: State, drawing: Drawing) -> bytes:
    """Return a picture as an SVG document that needs nothing else; names are no links in it."""
    voice, w = desk.voice(state), words(state.language)
    macros = render.environment().get_template("drawing.html").module
    body = macros.picture(drawing, w["picture-of"], lambda _: None, voice.language.figures)  # type: ignore[attr-defined]
    style = Markup("<style>{}</style>").format(Markup("".join(map(assets.text, _SHEETS)).replace("<", "")))
    size = Markup(' width="{:.0f}" height="{:.0f}"').format(drawing.width, drawing.height)
    direction = Markup(' direction="{}"').format(drawing.direction)
    whole = str(body).replace('<svg class="drawing"', f'<svg class="drawing"{size}{direction}', 1)
    head, _, rest = whole.partition(">")
    return f"{head}>{style}{rest}".encode()
