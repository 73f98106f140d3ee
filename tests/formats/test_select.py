"""Parts of the market: what is near an entity, and what conflicts rest on."""

from functools import cache
from pathlib import Path

import msgspec

from tests.cli.conftest import SMALL
from vendorgraph import pipeline
from vendorgraph.dates import day
from vendorgraph.formats import Selection, select
from vendorgraph.model import Entity, Market


@cache
def small() -> Market:
    return pipeline.read([Path(SMALL)])


@cache
def whole() -> Selection:
    relations = pipeline.relations(small(), day("2025-06-01"))
    found = tuple(pipeline.conflicts(small(), relations, None))
    return Selection(small(), relations, found, pipeline.basis(small(), relations))


def sound(part: Selection) -> None:
    """A part names nothing that it does not have, and has nothing that it does not need."""
    market = part.market
    named = {slug for c in market.claims.values() for slug in (c.subject, c.object, c.from_org, c.product) if slug}
    assert named <= set(market.entities)
    assert {claim.source_id for claim in market.claims.values()} == set(market.sources)
    for each in part.relations or ():
        assert {*each.supports, *each.denies, *each.loses} <= set(market.claims)
        assert {each.subject, each.object} <= set(market.entities)


def test_one_hop_is_the_neighbours_and_all_between_them() -> None:
    part = select.around(whole(), "pinecrest", 1)
    sound(part)
    assert part.relations and whole().relations
    near = {"pinecrest"} | {s for each in whole().relations.about("pinecrest") for s in (each.subject, each.object)}
    between = [each for each in whole().relations if {each.subject, each.object} <= near]
    assert list(part.relations) == between and any("pinecrest" not in (e.subject, e.object) for e in between)
    assert part.relations.as_of == whole().relations.as_of


def test_more_hops_reach_further_and_in_the_end_all_that_is_joined() -> None:
    parts = [select.around(whole(), "oakline", hops) for hops in (1, 2, 20)]
    sizes = [len(part.relations or ()) for part in parts]
    assert sizes == sorted(set(sizes)) and parts[-1].conflicts == whole().conflicts
    for part in parts:
        sound(part)


def test_claims_alone_are_chosen_by_what_they_join() -> None:
    part = select.around(Selection(small()), "northgate", 1)
    sound(part)
    assert part.relations is None and 0 < len(part.market.claims) < len(small().claims)
    neighbours = {"northgate"} | {
        slug for c in small().claims.values() if "northgate" in (c.subject, c.object) for slug in (c.subject, c.object)
    }
    assert {c.subject for c in part.market.claims.values()} <= neighbours


def test_an_entity_that_nothing_joins_stands_alone() -> None:
    lonely = Entity(slug="lonely", name="Lonely", type="company")
    market = msgspec.structs.replace(small(), entities={**small().entities, "lonely": lonely})
    part = select.around(Selection(market, whole().relations), "lonely", 3)
    assert part.relations is not None and len(part.relations) == 0
    assert (part.market.entities, part.market.claims, part.market.sources) == ({"lonely": lonely}, {}, {})


def test_conflicts_bring_the_relations_of_their_paths() -> None:
    found = [each for each in whole().conflicts if each.customer == "northgate"]
    assert found
    part = select.resting_on(whole(), found)
    sound(part)
    paths = [p for each in found for p in (each.exposure.path, each.rivalry.path, *(tie.path for tie in each.ties))]
    assert part.relations is not None and part.conflicts == tuple(found)
    assert {each.key for each in part.relations} == {hop.key for path in paths for hop in path}
    assert len(part.relations) < len(whole().relations or ())


def test_a_part_has_the_basis_of_its_conflicts_alone() -> None:
    found = [each for each in whole().conflicts if each.customer == "northgate"]
    part, all_of_it = select.resting_on(whole(), found).basis, whole().basis
    assert part is not None and all_of_it is not None
    assert set(part.exposures) == {each.exposure for each in found} < set(all_of_it.exposures)
    assert set(part.rivalries) == {each.rivalry for each in found} < set(all_of_it.rivalries)
    assert {(tie.kind, tie.path) for tie in part.ties} == {(tie.kind, tie.path) for each in found for tie in each.ties}
    assert set(part.ties) < set(all_of_it.ties)
    assert select.around(Selection(small(), whole().relations, whole().conflicts), "northgate", 1).basis is None


def test_no_conflicts_give_an_empty_part() -> None:
    part = select.resting_on(whole(), [])
    assert (len(part.relations or ()), part.market.entities, part.market.sources) == (0, {}, {})
