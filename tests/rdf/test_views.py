"""Relations as of a day as a named graph: plain triples, nodes with their claims, and how the graph was made."""

from datetime import date

import pytest
from pyoxigraph import NamedNode, Quad

from tests import markets
from tests.rdf.test_quads import local, printed
from vendorgraph import pipeline
from vendorgraph.rdf import layers, store, terms, views
from vendorgraph.rdf.terms import term
from vendorgraph.relations.model import UNKNOWN_SHARE, Relation, Relations, Share

DAY, KNOWN = date(2025, 6, 20), date(2026, 11, 22)


def view(*relations: Relation) -> list[Quad]:
    return list(views.relation_quads(markets.words(), Relations(DAY, KNOWN, relations)))


def plain(quads: list[Quad]) -> set[tuple[str, str, str]]:
    """The triples between entities."""
    prefix = terms.PREFIXES["id"]
    return {
        (local(quad.subject), local(quad.predicate), local(quad.object))
        for quad in quads
        if quad.subject.value.startswith(prefix)
    }


def about(quads: list[Quad], node: NamedNode) -> dict[str, set[str]]:
    says: dict[str, set[str]] = {}
    for quad in quads:
        if quad.subject == node:
            says.setdefault(local(quad.predicate), set()).add(printed(quad.object))
    return says


def stake(**more: object) -> Relation:
    return Relation(subject="meta", relation="holds-stake-in", object="scale-ai", **{"status": "current", **more})


@pytest.mark.parametrize(
    ("status", "was", "holds"),
    [
        ("current", None, True),
        ("ending", None, True),
        ("under-review", None, True),
        ("paused", None, True),
        ("completed", None, True),
        ("unconfirmed", "ending", True),
        ("unconfirmed", "ended", False),
        ("ended", None, False),
        ("planned", None, False),
        ("denied", None, False),
    ],
)
def test_only_what_holds_has_a_plain_triple_and_all_have_a_node(status: str, was: str | None, holds: bool) -> None:
    made = view(stake(status=status, was=was))
    assert plain(made) == ({("meta", "holdsStakeIn", "scale-ai")} if holds else set())
    says = about(made, terms.relation("meta", "holds-stake-in", "scale-ai", None))
    assert says["status"] == {f"vg:status-{status}"}
    assert says.get("was", set()) == ({f"vg:status-{was}"} if was else set())


def test_a_symmetric_relation_is_plain_in_both_directions() -> None:
    made = view(Relation(subject="google", relation="competitor-of", object="openai", status="current"))
    assert plain(made) == {("google", "competitorOf", "openai"), ("openai", "competitorOf", "google")}


def test_a_relation_in_full() -> None:
    relation = stake(
        disputed=True,
        grade="A",
        rule="R4",
        share=Share(0.4, 0.49, min_open=True),
        voting_share=Share(0.0, 0.0),
        voting=False,
        since="2025-06",
        until="2026",
        origins=2,
        supports=("cnbc#01", "cnbc#02"),
        denies=("blog#01",),
        loses=("old#03",),
        notes=("start not recorded",),
    )
    assert about(view(relation), terms.relation(*relation.key)) == {
        "type": {"vg:Relation", "rdf:Statement", "prov:Entity"},
        "subject": {"id:meta"},
        "predicate": {"vg:holdsStakeIn"},
        "object": {"id:scale-ai"},
        "status": {"vg:status-current"},
        "disputed": {"true^boolean"},
        "grade": {"A"},
        "rule": {"R4"},
        "origins": {"2^integer"},
        "shareMin": {"0.4^decimal"},
        "shareMinOpen": {"true^boolean"},
        "shareMax": {"0.49^decimal"},
        "votingShareMin": {"0^decimal"},
        "votingShareMax": {"0^decimal"},
        "voting": {"false^boolean"},
        "from": {"2025-06^gYearMonth"},
        "fromFirst": {"2025-06-01^date"},
        "fromLast": {"2025-06-30^date"},
        "to": {"2026^gYear"},
        "toFirst": {"2026-01-01^date"},
        "toLast": {"2026-12-31^date"},
        "supportedBy": {"claim:cnbc/01", "claim:cnbc/02"},
        "deniedBy": {"claim:blog/01"},
        "losing": {"claim:old/03"},
        "note": {"start not recorded@en"},
    }


def test_a_share_of_unknown_size_lies_strictly_between_nothing_and_everything() -> None:
    relation = stake(share=UNKNOWN_SHARE)
    says = about(view(relation), terms.relation(*relation.key))
    assert (says["shareMin"], says["shareMax"]) == ({"0^decimal"}, {"1^decimal"})
    assert says["shareMinOpen"] == says["shareMaxOpen"] == {"true^boolean"}


def test_two_posts_of_one_person_are_two_nodes_and_one_triple() -> None:
    posts = [
        Relation(subject="wang", relation="holds-role", object="meta", status="current", post=post, role=role)
        for post, role in (("executive", "Chief AI Officer"), ("staff", "Member of TBD Labs"))
    ]
    moved = Relation(
        subject="wang", relation="moved-to", object="meta", status="completed", post="unstated", from_org="scale-ai"
    )
    made = view(*posts, moved)
    assert plain(made) == {("wang", "holdsRole", "meta"), ("wang", "movedTo", "meta")}
    says = about(made, terms.relation("wang", "holds-role", "meta", "executive"))
    assert (says["post"], says["roleHeld"]) == ({"vg:post-executive"}, {"Chief AI Officer"})
    assert about(made, terms.relation(*moved.key))["fromOrganisation"] == {"id:scale-ai"}


def test_the_graph_says_for_which_days_and_from_which_sources_it_was_made() -> None:
    made = view(stake(supports=("cnbc#01",), loses=("old#03",)))
    (name,) = {quad.graph_name for quad in made}
    assert name == terms.layer("relations", DAY, KNOWN)
    says = about(made, name)
    assert (says["asOf"], says["knownBy"]) == ({"2025-06-20^date"}, {"2026-11-22^date"})
    activity = about(made, NamedNode(name.value + "/derivation"))
    assert says["wasGeneratedBy"] == {"graph:relations/2025-06-20/2026-11-22/derivation"}
    assert (activity["type"], activity["used"]) == ({"prov:Activity"}, {"source:cnbc", "source:old"})
    assert not [quad for quad in made if "dateTime" in printed(quad.object)]


def test_no_relations_give_a_graph_that_only_says_what_it_is() -> None:
    assert {quad.subject for quad in view()} == {
        terms.layer("relations", DAY, KNOWN),
        NamedNode(terms.layer("relations", DAY, KNOWN).value + "/derivation"),
    }


def test_adding_a_view_again_replaces_it_and_leaves_the_rest() -> None:
    market = markets.market({"subject": "meta", "relation": "holds-stake-in", "object": "scale-ai"})
    made = store.build(market)
    before = len(made)
    name, other = (terms.layer("relations", day, KNOWN) for day in (DAY, date(2025, 1, 1)))
    layers.add(made, view(stake(status="planned")))
    layers.add(made, views.relation_quads(market.vocabulary, Relations(date(2025, 1, 1), KNOWN, ())))
    layers.add(made, view(stake()))
    assert set(made.quads_for_pattern(None, None, None, name)) == set(view(stake()))
    assert len(made) == before + len(view(stake())) + len(list(made.quads_for_pattern(None, None, None, other)))


def test_a_path_of_stakes_is_asked_in_one_line() -> None:
    relations = Relations(
        DAY,
        KNOWN,
        tuple(
            Relation(subject=a, relation="holds-stake-in", object=b, status="current")
            for a, b in (("alphabet", "spacex"), ("spacex", "xai"))
        ),
    )
    made = store.build(markets.market())
    layers.add(made, views.relation_quads(markets.words(), relations))
    asked = "ASK { id:alphabet vg:holdsStakeIn+ id:xai }"
    assert made.query(asked, prefixes=terms.PREFIXES, use_default_graph_as_union=True)


def test_the_relations_of_the_bundled_market() -> None:
    market = markets.bundled()
    relations = pipeline.relations(market, DAY)
    made = list(views.relation_quads(market.vocabulary, relations))
    nodes = {quad.subject for quad in made if quad.object == term("vg:Relation")}
    assert len(nodes) == len(relations) > 500
    assert ("meta", "holdsStakeIn", "scale-ai") in plain(made)
    assert ("openai", "customerOf", "scale-ai") in plain(made)
    claims = {terms.claim(id) for id in market.claims}
    evidence = {quad.object for quad in made if local(quad.predicate) in ("supportedBy", "deniedBy", "losing")}
    assert evidence <= claims and len(evidence) > 500
    assert len(made) == len(set(made))
