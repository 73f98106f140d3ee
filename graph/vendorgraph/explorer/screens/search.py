"""Search by a part of a name, in Latin or Arabic letters."""

from collections.abc import Iterable, Mapping

from vendorgraph.explorer.address import State
from vendorgraph.explorer.desk import Desk
from vendorgraph.explorer.elsewhere import Elsewhere
from vendorgraph.model import Entity
from vendorgraph.names import folded, suggested

#: How many are shown.
MOST = 60


def show(desk: Desk, state: State) -> Mapping[str, object]:
    """Return the entities whose names have the text in them, the best first; a single exact one is gone to at once.

    Where there are none, those with a name like it.
    """
    text = (state.get("q") or "").strip()
    found = matching(desk, text)
    exact = [each for each in found if folded(text) in map(folded, names(each))]
    if len(exact) == 1 and state.get("all") is None:
        raise Elsewhere(state.to(f"/entity/{exact[0].slug}"))
    near = suggested(desk.market, text) if text and not found else ()
    return {"text": text, "found": found[:MOST], "near": near, "more": max(len(found) - MOST, 0)}


def matching(desk: Desk, text: str) -> list[Entity]:
    """Return the entities with `text` in a name: first where a name begins with it, then the best known."""
    wanted = folded(text)
    if not wanted:
        return []
    found = [each for each in desk.market.entities.values() if any(wanted in folded(name) for name in names(each))]
    known = desk.market.claims_by_entity
    return sorted(found, key=lambda e: (not _begins(e, wanted), -len(known.get(e.slug, ())), e.name.casefold(), e.slug))


def names(entity: Entity) -> Iterable[str]:
    """Return all names of an entity."""
    return [entity.name, *([entity.name_ar] if entity.name_ar else []), *entity.aliases, entity.slug]


def _begins(entity: Entity, wanted: str) -> bool:
    return any(folded(name).startswith(wanted) for name in names(entity))
