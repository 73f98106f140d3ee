"""A part of the market to export: what is around an entity, or what conflicts rest on.

A part is a market of its own: the claims that its relations rest on, the sources of these claims, and every entity
that is named by what is left. Everything keeps its order.
"""

from collections.abc import Iterable, Iterator

from msgspec import structs

from vendorgraph import network
from vendorgraph.analysis.basis import Basis, of_conflicts
from vendorgraph.analysis.model import Conflict
from vendorgraph.formats.model import Selection
from vendorgraph.model import Market
from vendorgraph.relations.model import Relation


def around(selection: Selection, centre: str, hops: int) -> Selection:
    """Return the entities up to `hops` relations (or claims) away from the slug `centre`, and all between them."""
    near, ring = {centre}, {centre}
    joined = _joined(selection)
    for _ in range(hops):
        ring = {slug for each in ring for slug in joined.get(each, ())} - near
        near |= ring
    relations = [each for each in selection.relations or () if {each.subject, each.object} <= near]
    conflicts = [each for each in selection.conflicts if {each.customer, each.vendor, each.rival} <= near]
    return _part(selection, near, relations, conflicts, selection.basis and of_conflicts(conflicts))


def resting_on(selection: Selection, conflicts: Iterable[Conflict]) -> Selection:
    """Return the relations on the paths of `conflicts`, and these conflicts; of a selection that has relations."""
    conflicts = list(conflicts)
    keys = {hop.key for each in conflicts for path in _paths(each) for hop in path}
    relations = [each for each in selection.relations or () if each.key in keys]
    slugs = {slug for each in conflicts for slug in (each.customer, each.vendor, each.rival)}
    slugs |= {slug for each in relations for slug in (each.subject, each.object)}
    return _part(selection, slugs, relations, conflicts, of_conflicts(conflicts))


def _paths(conflict: Conflict) -> Iterator[tuple[Relation, ...]]:
    yield conflict.exposure.path
    yield conflict.rivalry.path
    yield from (tie.path for tie in conflict.ties)


def _joined(selection: Selection) -> dict[str, set[str]]:
    """The neighbours of every entity."""
    joined: dict[str, set[str]] = {}
    for each in selection.market.claims.values() if selection.relations is None else selection.relations:
        if each.object is not None:
            joined.setdefault(each.subject, set()).add(each.object)
            joined.setdefault(each.object, set()).add(each.subject)
    return joined


def _part(
    selection: Selection, slugs: set[str], relations: list[Relation], conflicts: list[Conflict], basis: Basis | None
) -> Selection:
    cited = {id for each in relations for id in network.cited(each)}
    market = _market(selection.market, slugs, cited)
    if selection.relations is None:
        return Selection(market)
    return Selection(market, structs.replace(selection.relations, all=tuple(relations)), tuple(conflicts), basis)


def _market(market: Market, slugs: set[str], cited: set[str]) -> Market:
    """The market of what is said about `slugs` alone, and of the claims `cited`."""
    claims = {
        id: claim
        for id, claim in market.claims.items()
        if id in cited or {claim.subject, claim.object} - {None} <= slugs
    }
    named = slugs | {
        slug for each in claims.values() for slug in (each.subject, each.object, each.from_org, each.product) if slug
    }
    told = {claim.source_id for claim in claims.values()}
    return structs.replace(
        market,
        claims=claims,
        sources={id: source for id, source in market.sources.items() if id in told},
        entities={slug: entity for slug, entity in market.entities.items() if slug in named},
        identities=tuple(each for each in market.identities if named & {*each.same, *each.different}),
    )
