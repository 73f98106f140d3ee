"""A picture as a file of its own: the same SVG with its style sheet inside, light, as editors of drawings read it."""

import re

from markupsafe import Markup

from vendorgraph.explorer import assets, render
from vendorgraph.explorer.address import State
from vendorgraph.explorer.desk import Desk
from vendorgraph.explorer.drawing.model import Drawing
from vendorgraph.explorer.words import words

# A property of the style sheet of all pages with its value, of a colour the light one.
_PROPERTY = re.compile(r"(--[\w-]+): (?:light-dark\(([^,]+), [^)]+\)|([^;]+));")


def standalone(desk: Desk, state: State, drawing: Drawing) -> bytes:
    """Return a picture as an SVG document that needs nothing else; names are no links in it."""
    voice, w = desk.voice(state), words(state.language)
    macros = render.environment().get_template("drawing.html").module
    body = macros.picture(drawing, w["picture-of"], lambda _: None, voice.language.figures)  # type: ignore[attr-defined]
    style = Markup("<style>{}</style>").format(Markup(_sheet(drawing.direction)))
    size = Markup(' width="{:.0f}" height="{:.0f}"').format(drawing.width, drawing.height)
    direction = Markup(' direction="{}"').format(drawing.direction)
    whole = str(body).replace('<svg class="drawing"', f'<svg class="drawing"{size}{direction}', 1)
    head, _, rest = whole.partition(">")
    return f"{head}>{style}{rest}".encode()


def _sheet(direction: str) -> str:
    """The style sheet of pictures in one direction, without properties of its own, which few but browsers know."""
    values = {name: light or plain for name, light, plain in _PROPERTY.findall(assets.text("base.css"))}
    filled = re.sub(r"var\((--[\w-]+)\)", lambda found: values[found[1]], assets.text("drawing.css"))
    return filled.replace('[dir="rtl"] ', "") if direction == "rtl" else filled
