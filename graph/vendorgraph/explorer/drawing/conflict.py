"""The picture of a conflict: its path lit among dimmed surroundings."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from vendorgraph.analysis.model import Conflict, Tie
from vendorgraph.explorer.drawing import curves, labels, layout, measure, styles
from vendorgraph.explorer.drawing.curves import Curve, Point
from vendorgraph.explorer.drawing.labels import Box, Label, Wanted
from vendorgraph.explorer.drawing.layout import RING, Layout
from vendorgraph.explorer.drawing.model import Dot, Drawing, Pill, Stroke
from vendorgraph.explorer.drawing.surroundings import NONE, Surroundings, surroundings
from vendorgraph.explorer.drawing.trail import Segment, Trail, trail
from vendorgraph.relations.model import Relation, Relations
from vendorgraph.wording import LANGUAGES, Voice, language
from vendorgraph.wording import relations as said

_LIT_NAME, _LIT_CAPTION, _NEAR_NAME, _FAR_NAME = 17.0, 13.5, 12.5, 11.5
_PILL_VERB, _PILL_REMARK, _PILL_HIGH, _PILL_OVER, _PILL_MOST = 14.0, 12.5, 42.0, 12.0, 216.0
_PILL_SIDES = 58.0
_NAME_MOST, _NEAR_MOST = 210.0, 150.0
_RADIUS = {"lit": 25.0, "near": 10.0, "far": 6.0}
_HEAD = {"lit": 15.0, "near": 7.5, "far": 6.0}
_SIDE_OF_SPINE = 60.0


def draw(
    voice: Voice, all_relations: Relations, conflict: Conflict, tie: Tie | None = None, alone: bool = False
) -> Drawing:
    """Return the picture of a conflict by way of `tie` (the leading one by default); `alone` leaves out the rest."""
    path = trail(conflict, tie)
    own = [each.step.relation for each in path.segments]
    around = NONE if alone else surroundings(voice.market, all_relations, path.lit, own)
    mirrored = voice.language.direction == "rtl"
    found = layout.layout(path, around, _room(voice, path), mirrored)
    lit = [*_lit_strokes(voice, path, found.places, mirrored)]
    pills = [_pill(voice, segment, curve) for segment, curve, _ in lit if segment.main]
    strokes = [*_context(voice, path, around, found.places), *(stroke for _, _, stroke in lit)]
    dots = _dots(voice, conflict, path, around, found, pills, [curve for _, curve, _ in lit])
    left, top, width, height = found.frame
    if mirrored:
        last = max(x for x, _ in (found.places[slug] for slug in path.spine))
        left = last - (left + width)
    return Drawing(
        left=left,
        top=top,
        width=width,
        height=height,
        direction=voice.language.direction,
        dots=tuple(dots),
        strokes=tuple(strokes),
        pills=tuple(pills),
    )


def _room(voice: Voice, path: Trail) -> dict[tuple[str, str], float]:
    """The room between neighbours of the spine that names and pills want, in whatever language needs more."""
    voices = [Voice(voice.market, language(code)) for code in LANGUAGES]
    wanted = {}
    for pair in pairwise(path.spine):
        names = max(sum(min(_name_width(each, slug), _NAME_MOST) for slug in pair) / 2 + 30 for each in voices)
        steps = [each for each in path.segments if each.main and {each.tail, each.head} == set(pair)]
        pills = max((_pill_size(each, step.step.relation)[0] for each in voices for step in steps), default=0.0)
        wanted[pair] = max(names, pills + 2 * RING + 14)
    return wanted


def _name_width(voice: Voice, slug: str) -> float:
    return measure.width(voice.name(slug).text, _LIT_NAME, bold=True)


def _pill_size(voice: Voice, relation: Relation) -> tuple[float, str, str]:
    """Width of a pill, and what is written on it."""
    verb = measure.cut(said.verb(voice, relation), _PILL_MOST - _PILL_SIDES, _PILL_VERB, bold=True)
    remark = measure.cut(_remark(voice, relation), _PILL_MOST - _PILL_SIDES, _PILL_REMARK)
    text = max(measure.width(verb, _PILL_VERB, bold=True), measure.width(remark, _PILL_REMARK))
    return text + _PILL_SIDES, verb, remark


def _remark(voice: Voice, relation: Relation) -> str:
    """Dates and status in short words: "since Mar 2024 · disputed"."""
    status = "" if relation.status in ("current", "completed") else voice.word("status", relation.status)
    disputed = voice.language.statuses["disputed"] if relation.disputed else ""
    return " · ".join(part for part in (said.when(voice, relation, short=True), status, disputed) if part)


def _lit_strokes(
    voice: Voice, path: Trail, places: Mapping[str, Point], mirrored: bool
) -> Iterable[tuple[Segment, Curve, Stroke]]:
    for each in path.segments:
        curve = _lit_curve(path, each.tail, each.head, places, mirrored)
        relation = each.step.relation
        symmetric = voice.market.vocabulary.relations[relation.relation].symmetric
        line, arrow = (curve, "") if symmetric else curves.headed(curve, _HEAD["lit"])
        yield each, curve, _stroke(voice, relation, each.tail, each.head, line, arrow, "lit", each.step.number)


def _lit_curve(path: Trail, tail: str, head: str, places: Mapping[str, Point], mirrored: bool) -> Curve:
    """A line along the spine, an arch over it, or a bend between the spine and the arc."""
    a, b = places[tail], places[head]
    on_arc = [slug for slug in (tail, head) if slug in path.arc]
    if len(on_arc) == 1:
        low, high = (a, b) if head in path.arc else (b, a)
        bend = curves.quarter(low, high, RING, RING)
        return bend if head in path.arc else curves.reversed_(bend)
    on_spine = tail in path.spine and head in path.spine
    if on_spine and _is_arch(path, tail, head):
        return curves.arch(a, b, RING, layout.ARCH)
    return curves.between(a, b, RING, RING)


def _is_arch(path: Trail, tail: str, head: str) -> bool:
    """Whether a relation between two of the spine goes over it: they are no neighbours, or the spine has one there."""
    apart = abs(path.spine.index(tail) - path.spine.index(head))
    rivalry = [each for each in path.segments if each.step.part == "rivalry" and {each.tail, each.head} == {tail, head}]
    return apart != 1 or bool(rivalry)


def _pill(voice: Voice, segment: Segment, curve: Curve) -> Pill:
    relation = segment.step.relation
    width, verb, remark = _pill_size(voice, relation)
    flat = abs(curve.start[1]) < 1 and abs(curve.end[1]) < 1
    x, y = curve.at(0.5)
    level = abs(curve.start[1] - curve.end[1]) < 1
    if not level:
        x, y = curve.at(0.56 if curve.start[1] > curve.end[1] else 0.44)
    return Pill(
        number=segment.step.number,
        x=x - width / 2,
        y=y - _PILL_OVER - _PILL_HIGH if flat else y - _PILL_HIGH / 2,
        width=width,
        height=_PILL_HIGH,
        verb=verb,
        remark=remark,
        disputed=relation.disputed,
    )


def _context(voice: Voice, path: Trail, around: Surroundings, places: Mapping[str, Point]) -> Iterable[Stroke]:
    """The lines of the surroundings; those that would cross the path without ending at it are left out."""
    lit, near = set(path.lit), set(around.near)
    seen: dict[frozenset[str], int] = {}
    for relation in around.relations:
        ends = (relation.subject, relation.object)
        inside = [end for end in ends if end in lit]
        if len(inside) == 2 or (not inside and _crosses(places[ends[0]], places[ends[1]])):
            continue
        pair = frozenset(ends)
        turn = seen[pair] = seen.get(pair, -1) + 1
        rank = "near" if inside and any(end in near for end in ends) else "far"
        yield _context_stroke(voice, relation, rank, turn, places, lit, near)


def _context_stroke(
    voice: Voice, relation: Relation, rank: str, turn: int, places: Mapping[str, Point], lit: set[str], near: set[str]
) -> Stroke:
    def rim(slug: str) -> float:
        return RING + 1 if slug in lit else _RADIUS["near" if slug in near else "far"] + 4

    tail, head = relation.subject, relation.object
    bow = 12.0 + 16.0 * turn if turn or rank == "near" else 8.0
    curve = curves.between(
        places[tail], places[head], rim(tail), rim(head), bow if places[tail] < places[head] else -bow
    )
    symmetric = voice.market.vocabulary.relations[relation.relation].symmetric
    line, arrow = (curve, "") if symmetric else curves.headed(curve, _HEAD[rank])
    return _stroke(voice, relation, tail, head, line, arrow, rank, None)


def _stroke(
    voice: Voice, relation: Relation, tail: str, head: str, line: Curve, arrow: str, rank: str, number: int | None
) -> Stroke:
    return Stroke(
        relation=relation,
        tail=tail,
        head=head,
        path=line.path,
        arrow=arrow,
        family=styles.family(relation.relation),
        rank=rank,
        number=number,
        said=str(said.said(voice, relation)),
    )


def _crosses(a: Point, b: Point) -> bool:
    return (a[1] < 0) != (b[1] < 0)


def _dots(
    voice: Voice,
    conflict: Conflict,
    path: Trail,
    around: Surroundings,
    found: Layout,
    pills: Sequence[Pill],
    curves_: Sequence[Curve],
) -> list[Dot]:
    lit = [_lit_dot(voice, conflict, path, slug, found.places[slug], around) for slug in path.lit]
    rest = [(slug, "near") for slug in around.near] + [(slug, "far") for slug in around.far]
    taken = [*_lit_boxes(lit), *(_pill_box(pill) for pill in pills), *_on_curves(curves_)]
    taken += [_around(found.places[slug], _RADIUS[rank]) for slug, rank in rest]
    wanted = [_wanted(voice, slug, rank, found.places[slug]) for slug, rank in rest]
    left, top, width, height = found.frame
    if voice.language.direction == "rtl":
        left = max(found.places[slug][0] for slug in path.spine) - (left + width)
    frame = Box(left + 4, top + 4, left + width - 4, top + height - 4)
    placed = labels.place(wanted, taken, frame)
    near = [
        _context_dot(voice, slug, rank, found.places[slug], label)
        for (slug, rank), label in zip(rest, placed, strict=True)
    ]
    return [*reversed(near), *lit]


def _lit_dot(voice: Voice, conflict: Conflict, path: Trail, slug: str, at: Point, around: Surroundings) -> Dot:
    name = voice.name(slug).text
    kind = (
        "vendor" if slug == conflict.vendor else "lab" if slug == conflict.customer else styles.kind(voice.market, slug)
    )
    above = slug in path.arc
    text = measure.cut(name, _NAME_MOST, _LIT_NAME, bold=True)
    caption = _caption(voice, conflict, slug, kind)
    y = at[1] - RING - 30 if above else at[1] + RING + 22
    return Dot(
        slug=slug,
        x=at[0],
        y=at[1],
        r=_RADIUS["lit"],
        kind=kind,
        shape=styles.SHAPES[kind],
        rank="lit",
        name=name,
        monogram=styles.monogram(name) if voice.language.code == "en" else "",
        label=Label(text, at[0], y, "middle", _LIT_NAME),
        caption=Label(caption, at[0], y + 19, "middle", _LIT_CAPTION),
        more=around.left_out.get(slug, 0),
    )


def _caption(voice: Voice, conflict: Conflict, slug: str, kind: str) -> str:
    """What the entity is here, and otherwise by its type."""
    words = voice.language.roles
    roles = {conflict.customer: "customer", conflict.vendor: "vendor", conflict.rival: "rival"}
    if conflict.vendor == conflict.rival == slug:
        return words["vendor-rival"]
    if slug in roles:
        return words[roles[slug]]
    entity = voice.market.entities.get(slug)
    return words[kind] if kind != "other" or entity is None else voice.word("type", entity.type)


def _context_dot(voice: Voice, slug: str, rank: str, at: Point, label: Label | None) -> Dot:
    kind = styles.kind(voice.market, slug)
    return Dot(
        slug=slug,
        x=at[0],
        y=at[1],
        r=_RADIUS[rank],
        kind=kind,
        shape=styles.SHAPES[kind],
        rank=rank,
        name=voice.name(slug).text,
        label=label,
    )


def _wanted(voice: Voice, slug: str, rank: str, at: Point) -> Wanted:
    size = _NEAR_NAME if rank == "near" else _FAR_NAME
    text = measure.cut(voice.name(slug).text, _NEAR_MOST, size)
    return Wanted(text, at[0], at[1], _RADIUS[rank], size)


def _lit_boxes(dots: Iterable[Dot]) -> Iterable[Box]:
    for dot in dots:
        yield _around((dot.x, dot.y), RING)
        yield from (_text_box(each, bold) for each, bold in ((dot.label, True), (dot.caption, False)) if each)


def _text_box(label: Label, bold: bool) -> Box:
    found = labels.box(label)
    extra = (measure.BOLD - 1) * (found.right - found.left) / 2 if bold else 0.0
    return Box(found.left - extra, found.top, found.right + extra, found.bottom)


def _pill_box(pill: Pill) -> Box:
    return Box(pill.x - 2, pill.y - 2, pill.x + pill.width + 2, pill.y + pill.height + 2)


def _around(at: Point, r: float) -> Box:
    return Box(at[0] - r, at[1] - r, at[0] + r, at[1] + r)


def _on_curves(found: Iterable[Curve]) -> Iterable[Box]:
    for curve in found:
        for number in range(25):
            yield _around(curve.at(number / 24), 9)
