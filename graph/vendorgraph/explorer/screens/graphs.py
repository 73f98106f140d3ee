"""The graph: whoever was put on it, what was unfolded around them, the lines that were chosen, a path between two."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from vendorgraph.analysis.paths import PathsAnswer, paths
from vendorgraph.explorer.address import State, Wrong
from vendorgraph.explorer.desk import Desk
from vendorgraph.explorer.drawing import scene as scenes
from vendorgraph.explorer.drawing import styles
from vendorgraph.explorer.drawing.scene import Group, Scene
from vendorgraph.explorer.elsewhere import Elsewhere
from vendorgraph.explorer.words import words
from vendorgraph.model import Entity
from vendorgraph.names import AmbiguousName, UnknownName, find
from vendorgraph.relations.model import Relation
from vendorgraph.wording import Sentence, relations

#: Entities that are drawn at most, that may be put on the graph, and steps and number of paths between two.
MOST, OWN, HOPS, PATHS = 300, 40, 4, 8

#: Entities that a page without any offers to start with.
OFFERED = 12


class Fold(Struct, frozen=True):
    """What may be unfolded of an entity: a family of relations, how many that would add, and whether it is."""

    id: str
    family: str
    count: int
    unfolded: bool


class Found(Struct, frozen=True):
    """A path between two entities: its number, its relations as sentences."""

    number: int
    sentences: tuple[Sentence, ...]


class Shown(Struct, frozen=True, kw_only=True):
    """What the graph shows: the scene, what may be unfolded of each chosen entity, and paths between two."""

    scene: Scene
    folds: dict[str, tuple[Fold, ...]]
    hidden: int
    answer: PathsAnswer | None
    ends: tuple[str, str] | None


def show(desk: Desk, state: State) -> Mapping[str, object]:
    """Return the graph that an address names; Wrong for unknown entities, families and ends of paths."""
    _added(desk, state)
    shown = shown_by(desk, state)
    voice = desk.voice(state)
    scene = shown.scene
    answer = shown.answer
    return {
        "shown": shown,
        "scene": scene,
        "drawing": desk.picture(state, scene) if scene.slugs else None,
        "families": tuple(styles.FAMILIES),
        "only": only(state),
        "offered": offered(desk),
        "names": desk.names,
        "found": [
            Found(number, tuple(relations.said(voice, hop) for hop in path))
            for number, path in enumerate(answer.paths if answer else (), 1)
        ],
        "way": state.number("way", len(answer.paths)) if answer and answer.paths else 1,
        "hops": HOPS,
        "most": MOST,
    }


def shown_by(desk: Desk, state: State) -> Shown:
    """Return what an address puts on the graph."""
    own = tuple(desk.entity(slug).slug for slug in state.all("on"))
    if len(own) > OWN:
        raise Wrong("many", 404, most=str(OWN))
    drawn = [each for each in desk.relations(state) if _is_drawn(state, each)]
    ends, answer = _between(desk, state)
    lit = answer.paths[state.number("way", len(answer.paths)) - 1] if answer and answer.paths else ()
    path = scenes.along(lit, *ends) if ends and lit else ()
    folds, unfolded = _folds(desk, state, drawn, tuple(dict.fromkeys((*own, *(ends or ())))))
    others = [slug for slug in unfolded if slug not in own and slug not in path]
    hidden = max(len(own) + len(path) + len(others) - MOST, 0)
    kept = others[: max(MOST - len(own) - len(path), 0)]
    chosen = {*own, *path, *kept, *(ends or ())}
    lines = _lines(drawn, lit, chosen)
    scene = Scene(
        own=tuple(dict.fromkeys((*own, *(() if path else ends or ())))),
        others=tuple(kept),
        relations=tuple(lines),
        groups=tuple(_groups(desk, state, drawn, folds, chosen)),
        path=path,
        lit=lit,
    )
    return Shown(scene=scene, folds=folds, hidden=hidden, answer=answer, ends=ends)


def only(state: State) -> tuple[str, ...]:
    """Return the families of relations that are drawn; all when none is named."""
    named = state.all("only")
    for family in named:
        if family not in styles.FAMILIES:
            raise Wrong("family", 404, found=family[:40])
    return named or tuple(styles.FAMILIES)


def _is_drawn(state: State, relation: Relation) -> bool:
    past = state.get("past") is not None
    stands = relation.holds or relation.status == "planned" or past
    return stands and styles.family(relation.relation) in only(state) and relation.subject != relation.object


def _added(desk: Desk, state: State) -> None:
    """A name to be added leads to the address with its slug; an unknown one is looked for."""
    text = state.get("add")
    if text is None:
        return
    try:
        slug = find(desk.market, text).slug
    except (UnknownName, AmbiguousName):
        raise Elsewhere(state.to("/search", q=text, all="1")) from None
    raise Elsewhere(state.here(add=None, on=(*state.all("on"), slug)))


def _between(desk: Desk, state: State) -> tuple[tuple[str, str] | None, PathsAnswer | None]:
    """The ends of the path that is asked for, and the paths between them; names lead to their slugs."""
    given = [state.get(name) for name in ("from", "to")]
    if None in given:
        return None, None
    slugs = [desk.named(text or "").slug for text in given]
    if slugs[0] == slugs[1]:
        raise Wrong("same", 404)
    kinds = [kind for family in only(state) for kind in styles.FAMILIES[family]] if state.all("only") else None
    answer = paths(desk.relations(state), slugs[0], slugs[1], kinds=kinds, max_hops=HOPS, limit=PATHS, steps=20_000)
    return (slugs[0], slugs[1]), answer


def _folds(
    desk: Desk, state: State, drawn: Sequence[Relation], own: Iterable[str]
) -> tuple[dict[str, tuple[Fold, ...]], list[str]]:
    """What may be unfolded of each entity, and everybody who is."""
    wanted, unfolded = set(state.all("unfold")), dict[str, None]()
    folds = {}
    for slug in own:
        found = scenes.neighbours(drawn, slug)
        ids = {family: f"{slug}:{family}" for family in found}
        folds[slug] = tuple(Fold(ids[each], each, len(found[each]), ids[each] in wanted) for each in found)
        for family, slugs in found.items():
            if ids[family] in wanted:
                unfolded |= dict.fromkeys(_ranked(desk, slugs))
    return folds, list(unfolded)


def _ranked(desk: Desk, slugs: Iterable[str]) -> list[str]:
    known = desk.market.claims_by_entity
    return sorted(slugs, key=lambda slug: (-len(known.get(slug, ())), slug))


def _groups(
    desk: Desk, state: State, drawn: Sequence[Relation], folds: Mapping[str, tuple[Fold, ...]], chosen: set[str]
) -> Iterable[Group]:
    """What is not on the picture of each entity, by family."""
    w, voice = words(state.language), desk.voice(state)
    for slug in folds:
        for family, slugs in scenes.neighbours(drawn, slug).items():
            left = len([each for each in slugs if each not in chosen])
            if left:
                name, lines = voice.name(slug).text, w[f"legend-{family}"]
                said = w("graph-group-label", n=voice.language.figures(left), name=name, family=lines)
                yield Group(f"{slug}:{family}", slug, family, left, said)


def _lines(drawn: Sequence[Relation], lit: Sequence[Relation], chosen: set[str]) -> Iterable[Relation]:
    """One line of each family between any two, and all of the path."""
    own = {each.key for each in lit}
    between = [each for each in drawn if each.subject in chosen and each.object in chosen and each.key not in own]
    once = {(each.subject, each.object, styles.family(each.relation)): each for each in between}
    return [*once.values(), *lit]


def offered(desk: Desk) -> list[Entity]:
    """Return whom a page without anybody offers to begin with: those of whom most is told."""
    return [desk.market.entities[slug] for slug in _ranked(desk, desk.market.entities)[:OFFERED]]
