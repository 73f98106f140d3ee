"""The picture of any entities and the relations between them, with what is not unfolded as groups, and a path lit."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt

from vendorgraph.explorer.drawing import curves, forces, labels, measure, styles
from vendorgraph.explorer.drawing.curves import Point
from vendorgraph.explorer.drawing.dots import plain
from vendorgraph.explorer.drawing.forces import Body, Spring, Zone
from vendorgraph.explorer.drawing.labels import Box, Label, Wanted
from vendorgraph.explorer.drawing.model import Dot, Drawing, Pill, Stroke
from vendorgraph.explorer.drawing.pills import pill
from vendorgraph.explorer.drawing.scene import Group, Scene
from vendorgraph.relations.model import Relation
from vendorgraph.wording import Voice
from vendorgraph.wording import relations as said

_WIDTH, _HEIGHT, _PER = 1040.0, 700.0, 46.0
_RADIUS = {"lit": 25.0, "own": 15.0, "near": 9.0, "group": 12.0}
_SIZE = {"lit": 17.0, "own": 14.5, "near": 12.5}
_HEAD = {"lit": 15.0, "near": 8.0}
_SPACING, _RING, _NAME_MOST = 250.0, 37.0, 170.0
_EDGE, _LEAST, _SMALL = 26.0, (940.0, 600.0), (560.0, 420.0)
_OVER = 92.0  # how high a line goes over the path that joins two of it which are no neighbours


def draw(voice: Voice, scene: Scene) -> Drawing:
    """Return the picture of a scene; an empty one gives a picture without anything in it."""
    places, frame = _places(scene)
    if voice.language.direction == "rtl":
        places = {name: (-x, y) for name, (x, y) in places.items()}
        frame = Box(-frame.right, frame.top, -frame.left, frame.bottom)
    strokes = [*_strokes(voice, scene, places)]
    pills = [*_pills(voice, scene, places)]
    shown = tuple(_dots(voice, scene, places, frame, pills))
    frame = _cropped(frame, shown, _SMALL if scene.small else _LEAST)
    return Drawing(
        left=frame.left,
        top=frame.top,
        width=frame.right - frame.left,
        height=frame.bottom - frame.top,
        direction=voice.language.direction,
        dots=shown,
        strokes=tuple(strokes),
        pills=tuple(pills),
    )


def _cropped(frame: Box, dots: Sequence[Dot], least: tuple[float, float]) -> Box:
    """The frame without what is empty at its sides, but never less than a picture needs to look at ease."""
    if not dots:
        return frame
    boxes = [box for dot in dots for box in _boxes(dot)]
    left, right = min(box.left for box in boxes) - _EDGE, max(box.right for box in boxes) + _EDGE
    top, bottom = min(box.top for box in boxes) - _EDGE, max(box.bottom for box in boxes) + _EDGE
    wide, high = max(least[0] - (right - left), 0) / 2, max(least[1] - (bottom - top), 0) / 2
    return Box(left - wide, top - high, right + wide, bottom + high)


def _places(scene: Scene) -> tuple[dict[str, Point], Box]:
    names = [*scene.slugs, *(group.id for group in scene.groups)]
    scale = max(1.0, sqrt(len(names) / _PER))
    wide, high = _WIDTH * scale / 2, _HEIGHT * scale / 2
    length = _SPACING * (len(scene.path) - 1)
    wide = max(wide, length / 2 + 90)
    held = {slug: (_SPACING * number - length / 2, 0.0) for number, slug in enumerate(scene.path)}
    if not held and len(scene.own) == 1:
        held = {scene.own[0]: (0.0, 0.0)}
    numbers = {name: number for number, name in enumerate(names)}
    own = set(scene.own)
    bodies = [_body(name, held, own, numbers, len(scene.slugs)) for name in names]
    strip = (-110.0, 100.0) if scene.path else (0.0, 0.0)
    zone = Zone((-wide + 40, wide - 40), (-high + 30, high - 40), -wide, wide, *strip)
    settled = forces.settle(bodies, list(_springs(scene, numbers, own)), zone)
    return dict(zip(names, settled, strict=True)), Box(-wide, -high, wide, high)


def _body(name: str, held: Mapping[str, Point], own: set[str], numbers: Mapping[str, int], entities: int) -> Body:
    if name in held:
        return Body(held[name], 48, -520)
    if numbers[name] >= entities:
        return Body(None, 20, -110)
    return Body(None, 44 if name in own else 28, -620 if name in own else -260)


def _springs(scene: Scene, numbers: Mapping[str, int], own: set[str]) -> Iterable[Spring]:
    lit = set(scene.path)
    for each in scene.relations:
        ends = (each.subject, each.object)
        far = sum(end in own or end in lit for end in ends)
        if not (ends[0] in lit and ends[1] in lit):
            yield Spring(numbers[ends[0]], numbers[ends[1]], (95.0, 135.0, 230.0)[far])
    for group in scene.groups:
        yield Spring(numbers[group.slug], numbers[group.id], 74.0)


def _strokes(voice: Voice, scene: Scene, places: Mapping[str, Point]) -> Iterable[Stroke]:
    lit = {relation.key: number for number, relation in enumerate(scene.lit, 1)}
    turns: Counter[frozenset[str]] = Counter()
    for group in scene.groups:
        curve = curves.between(places[group.slug], places[group.id], _rim(scene, group.slug), _RADIUS["group"] + 1)
        yield _group_stroke(group, curve.path)
    for each, ends in _lines(scene):
        number = lit.get(each.key)
        turn = turns[frozenset(ends)]
        turns[frozenset(ends)] += 1
        bow = 0.0 if number else 10.0 + 18.0 * turn
        if not number and _jumps(scene.path, ends):
            bow = -_OVER - 18.0 * turn
        bow = bow if places[ends[0]] < places[ends[1]] else -bow
        curve = curves.between(places[ends[0]], places[ends[1]], _rim(scene, ends[0]), _rim(scene, ends[1]), bow)
        symmetric = voice.market.vocabulary.relations[each.relation].symmetric
        line, arrow = (curve, "") if symmetric else curves.headed(curve, _HEAD["lit" if number else "near"])
        yield Stroke(
            relation=each,
            tail=ends[0],
            head=ends[1],
            path=line.path,
            arrow=arrow,
            family=styles.family(each.relation),
            rank="lit" if number else "near",
            number=number,
            said=str(said.said(voice, each)),
        )


def _jumps(path: Sequence[str], ends: tuple[str, str]) -> bool:
    """Whether a line joins two of the path with others of it in between."""
    return all(end in path for end in ends) and abs(path.index(ends[0]) - path.index(ends[1])) > 1


def _lines(scene: Scene) -> Iterable[tuple[Relation, tuple[str, str]]]:
    """Every relation with the two that its line joins, those of the path last; a move on it has two lines."""
    lit = {relation.key for relation in scene.lit}
    for each in sorted(scene.relations, key=lambda each: each.key in lit):
        yield each, (each.subject, each.object)
        if each.key in lit and each.from_org in scene.path and each.relation == "moved-to":
            yield each, (each.from_org, each.subject)


def _group_stroke(group: Group, path: str) -> Stroke:
    standing_for = Relation(subject=group.slug, relation="member-of", object=group.id, status="current")
    return Stroke(
        relation=standing_for,
        tail=group.slug,
        head=group.id,
        path=path,
        arrow="",
        family=group.family,
        rank="near",
        said=group.said,
    )


def _pills(voice: Voice, scene: Scene, places: Mapping[str, Point]) -> Iterable[Pill]:
    for number, each in enumerate(scene.lit, 1):
        a, b = places[each.subject], places[each.object]
        yield pill(voice, each, number, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), over=abs(a[1] - b[1]) < 1)


def _rim(scene: Scene, slug: str) -> float:
    if slug in scene.path:
        return _RING
    return _RADIUS["own" if slug in scene.own else "near"] + 4


def _dots(voice: Voice, scene: Scene, places: Mapping[str, Point], frame: Box, pills: Sequence[Pill]) -> Iterable[Dot]:
    lit = [_lit(voice, slug, places[slug]) for slug in scene.path]
    free = [slug for slug in scene.slugs if slug not in scene.path]
    ranks = {slug: "own" if slug in scene.own else "near" for slug in free}
    taken = [box for dot in lit for box in _boxes(dot)]
    taken += [labels.around(places[slug], _RADIUS[ranks[slug]]) for slug in free]
    taken += [labels.around(places[group.id], _RADIUS["group"]) for group in scene.groups]
    taken += [Box(each.x, each.y, each.x + each.width, each.y + each.height) for each in pills]
    wanted = [_wanted(voice, slug, ranks[slug], places[slug]) for slug in free]
    placed = labels.place(wanted, taken, frame)
    groups = [_group(group, places[group.id], voice) for group in scene.groups]
    rest = [
        plain(voice, slug, ranks[slug], _RADIUS[ranks[slug]], places[slug], label)
        for slug, label in zip(free, placed, strict=True)
    ]
    return [*groups, *reversed(rest), *lit]


def _lit(voice: Voice, slug: str, at: Point) -> Dot:
    name = voice.name(slug).text
    kind = styles.kind(voice.market, slug)
    text = measure.cut(name, _NAME_MOST + 40, _SIZE["lit"], bold=True)
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
        label=Label(text, at[0], at[1] + _RING + 22, "middle", _SIZE["lit"]),
    )


def _group(group: Group, at: Point, voice: Voice) -> Dot:
    text = f"+{voice.language.figures(group.count)}"
    return Dot(
        slug=group.id,
        x=at[0],
        y=at[1],
        r=_RADIUS["group"],
        kind="group",
        shape="circle",
        rank="group",
        name=group.said,
        label=Label(text, at[0], at[1] + 4, "middle", 11.5),
        more=group.count,
    )


def _wanted(voice: Voice, slug: str, rank: str, at: Point) -> Wanted:
    size = _SIZE[rank]
    return Wanted(measure.cut(voice.name(slug).text, _NAME_MOST, size), at[0], at[1], _RADIUS[rank], size)


def _boxes(dot: Dot) -> Iterable[Box]:
    yield labels.around((dot.x, dot.y), _RING if dot.rank == "lit" else dot.r)
    if dot.label:
        yield labels.box(dot.label)
