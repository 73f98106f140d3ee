"""The entities of a picture of a conflict, each with its name where there is room for it."""

from collections.abc import Iterable

from msgspec import Struct

from vendorgraph.analysis.model import Conflict
from vendorgraph.explorer.drawing import labels, measure, styles
from vendorgraph.explorer.drawing.curves import Curve, Point
from vendorgraph.explorer.drawing.labels import Box, Label, Wanted
from vendorgraph.explorer.drawing.layout import RING, Layout
from vendorgraph.explorer.drawing.model import Dot, Pill
from vendorgraph.explorer.drawing.surroundings import Surroundings
from vendorgraph.explorer.drawing.trail import Trail
from vendorgraph.wording import Voice

#: Radius of an entity and size of its name by rank; how wide the name of an entity of the path may be.
RADIUS = {"lit": 25.0, "near": 10.0, "far": 6.0}
NAMES = {"lit": 17.0, "near": 12.5, "far": 11.5}
NAME_MOST = 210.0

#: How far below a name its caption stands: Arabic letters reach further down.
_UNDER = {"ltr": 22.0, "rtl": 27.0}
_CAPTION, _OTHERS_MOST, _ARC_MOST = 13.5, 150.0, 400.0
_POINTS, _ROOM = 24, 9.0  # how many points of a lit line are kept free, and how much around each


class Written(Struct, frozen=True):
    """What names keep clear of: the pills and lines of the path."""

    pills: tuple[Pill, ...]
    curves: tuple[Curve, ...]


def dots(
    voice: Voice, conflict: Conflict, path: Trail, around: Surroundings, found: Layout, written: Written
) -> list[Dot]:
    """Return all entities in the order of painting: the furthest first, those of the path last."""
    lit = [_lit(voice, conflict, path, slug, found.places[slug], around) for slug in path.lit]
    ranks = dict.fromkeys(around.near, "near") | dict.fromkeys(around.far, "far")
    taken = [*_lit_boxes(lit), *map(_pill_box, written.pills), *_line_boxes(written.curves)]
    taken += [labels.around(found.places[slug], RADIUS[rank]) for slug, rank in ranks.items()]
    wanted = [_wanted(voice, slug, rank, found.places[slug]) for slug, rank in ranks.items()]
    placed = labels.place(wanted, taken, labels.inner(found.box, 4))
    named = zip(ranks.items(), placed, strict=True)
    rest = [plain(voice, slug, rank, RADIUS[rank], found.places[slug], label) for (slug, rank), label in named]
    return [*reversed(rest), *lit]


def _lit(voice: Voice, conflict: Conflict, path: Trail, slug: str, at: Point, around: Surroundings) -> Dot:
    name, kind = voice.name(slug).text, _kind(voice, conflict, slug)
    above = slug in path.arc
    y = at[1] - RING - 36 if above else at[1] + RING + 22
    under = y + _UNDER[voice.language.direction]
    text = measure.cut(name, _ARC_MOST if above else NAME_MOST, NAMES["lit"], bold=True)
    more = around.left_out.get(slug, 0)
    caption = _caption(voice, conflict, slug, kind) + (f" · +{voice.language.figures(more)}" if more else "")
    return Dot(
        slug=slug,
        x=at[0],
        y=at[1],
        r=RADIUS["lit"],
        kind=kind,
        shape=styles.SHAPES[kind],
        rank="lit",
        name=name,
        monogram=styles.monogram(name) if voice.language.code == "en" else "",
        label=Label(text, at[0], y, "middle", NAMES["lit"]),
        caption=Label(caption, at[0], under, "middle", _CAPTION),
        more=more,
    )


def _kind(voice: Voice, conflict: Conflict, slug: str) -> str:
    """A vendor that is a lab too is drawn as what it is in the conflict."""
    here = {conflict.customer: "lab", conflict.vendor: "vendor"}
    return here.get(slug) or styles.kind(voice.market, slug)


def _caption(voice: Voice, conflict: Conflict, slug: str, kind: str) -> str:
    """What the entity is in the conflict, and otherwise by its kind or type."""
    words = voice.language.roles
    if conflict.vendor == conflict.rival == slug:
        return words["vendor-rival"]
    roles = {conflict.customer: "customer", conflict.vendor: "vendor", conflict.rival: "rival"}
    if slug in roles:
        return words[roles[slug]]
    entity = voice.market.entities.get(slug)
    return words[kind] if kind != "other" or entity is None else voice.word("type", entity.type)


def plain(voice: Voice, slug: str, rank: str, r: float, at: Point, label: Label | None) -> Dot:
    """Return the dot of an entity that is not lit, of radius `r`."""
    kind = styles.kind(voice.market, slug)
    return Dot(
        slug=slug,
        x=at[0],
        y=at[1],
        r=r,
        kind=kind,
        shape=styles.SHAPES[kind],
        rank=rank,
        name=voice.name(slug).text,
        label=label,
    )


def _wanted(voice: Voice, slug: str, rank: str, at: Point) -> Wanted:
    text = measure.cut(voice.name(slug).text, _OTHERS_MOST, NAMES[rank])
    return Wanted(text, at[0], at[1], RADIUS[rank], NAMES[rank])


def _lit_boxes(lit: Iterable[Dot]) -> Iterable[Box]:
    for dot in lit:
        yield labels.around((dot.x, dot.y), RING)
        if dot.label:
            yield labels.box(dot.label, bold=True)
        if dot.caption:
            yield labels.box(dot.caption)


def _pill_box(pill: Pill) -> Box:
    return Box(pill.x - 2, pill.y - 2, pill.x + pill.width + 2, pill.y + pill.height + 2)


def _line_boxes(lit: Iterable[Curve]) -> Iterable[Box]:
    return (labels.around(curve.at(number / _POINTS), _ROOM) for curve in lit for number in range(_POINTS + 1))
