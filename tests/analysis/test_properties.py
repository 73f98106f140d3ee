"""What must hold of every conflict, on worlds made at random."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from tests.analysis.worlds import DAY, World, relation, world
from tests.markets import market
from vendorgraph.analysis.conflicts import conflicts
from vendorgraph.analysis.model import LEVELS, VERDICTS, Conflict
from vendorgraph.model import Market
from vendorgraph.relations.model import Relation, Share
from vendorgraph.relations.resolve import resolve

#: Those that matter most come up most often.
COMPANIES = ("rival", "vendor", "rival", "vendor", "lab", "holding", "sister")
PEOPLE = ("ann", "bob")

_firm, _person = st.sampled_from(COMPANIES), st.sampled_from(PEOPLE)
_how = st.fixed_dictionaries(
    {"grade": st.sampled_from("ABC"), "disputed": st.booleans(), "since": st.sampled_from((None, "2021", "2024-06"))},
    optional={"status": st.sampled_from(("ended", "planned", "denied", "current"))},
)
_share = st.sampled_from((None, Share(0.1, 0.1), Share(0.3, 0.6), Share(0.6, 0.6)))


def _between(kinds: tuple[str, ...], subjects: Any, **more: Any) -> Any:
    extra = st.fixed_dictionaries(more)
    parts = st.tuples(subjects, st.sampled_from(kinds), _firm, _how, extra)
    return parts.filter(lambda p: p[0] != p[2]).map(lambda p: relation(p[0], p[1], p[2], **{**p[3], **p[4]}))


RELATIONS = st.lists(
    st.one_of(
        _between(("customer-of", "competitor-of", "supplier-of"), _firm),
        _between(("subsidiary-of", "acquired", "invested-in", "in-talks-with", "controls"), _firm),
        _between(("holds-stake-in",), _firm | _person, share=_share, voting=st.sampled_from((None, True, False))),
        _between(("holds-role", "board-member-of"), _person, post=st.sampled_from(("executive", "director", "staff"))),
        _between(("moved-to",), _person, from_org=_firm),
        _between(("founded", "advises"), _person),
    ),
    min_size=3,
    max_size=14,
)
BOUGHT = relation("lab", "customer-of", "vendor")
#: The ways in which the lab and the rival may be rivals, and in which the lab may be exposed.
BASES = (
    (BOUGHT, relation("lab", "competitor-of", "rival")),
    (BOUGHT, relation("lab", "develops", "p"), relation("p", "competitor-of", "q"), relation("rival", "develops", "q")),
    (BOUGHT, relation("lab", "member-of", "labs"), relation("labs", "competitor-of", "rival")),
    (
        relation("lab", "subsidiary-of", "sister"),
        relation("sister", "customer-of", "vendor"),
        relation("sister", "competitor-of", "rival"),
    ),
    (
        relation("lab", "competitor-of", "rival"),
        relation("lab", "customer-of", "holding"),
        relation("vendor", "supplier-of", "holding"),
    ),
)
WORLDS = st.tuples(st.sampled_from(BASES), RELATIONS).map(lambda parts: made([*parts[1], *parts[0]]))


def made(relations: list[Relation]) -> World:
    """A world of relations, each told by a claim of its own."""
    distinct = {each.key: each for each in relations if each.object != each.from_org}
    apart = (structs.replace(each, supports=(f"told-{i}#01",)) for i, each in enumerate(distinct.values()))
    return world(*apart, vendors=("vendor", "holding", "sister"))


def told(whole: World) -> list[Conflict]:
    return [found for found in whole.conflicts(rival="rival", vendor="vendor") if found.verdict != "refuted"]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(WORLDS)
def test_removing_a_clearing_set_clears_and_no_proper_subset_does(whole: World) -> None:
    for conflict in told(whole):
        for clearing in conflict.clears_if_false:
            assert told(whole.without(*clearing.relations)) == []
            for kept in clearing.relations:
                rest = [each for each in clearing.relations if each != kept]
                assert told(whole.without(*rest)) != []


@settings(max_examples=200, deadline=None)
@given(WORLDS, st.data())
def test_a_better_grade_never_lowers_a_verdict_or_a_level(whole: World, data: st.DataObject) -> None:
    better = data.draw(st.sampled_from(whole.relations.all))
    if better.status == "denied":
        return
    raised = structs.replace(
        whole,
        relations=structs.replace(
            whole.relations,
            all=tuple(structs.replace(r, grade="A", origins=9) if r is better else r for r in whole.relations),
        ),
    )
    for before, after in zip(told(whole), told(raised), strict=True):
        assert VERDICTS.index(after.verdict) <= VERDICTS.index(before.verdict)
        assert LEVELS.index(after.level) <= LEVELS.index(before.level)


@settings(max_examples=100, deadline=None)
@given(WORLDS)
def test_the_parts_of_a_conflict_fit_together(whole: World) -> None:
    for found in whole.conflicts():
        lead = found.ties[0]
        assert (found.level, found.timing) == (lead.level, lead.timing)
        assert found.weakest_hop in (*found.exposure.path, *found.rivalry.path, *lead.path)
        assert len(found.clears_if_false) <= 5
        sizes = [len(each.relations) for each in found.clears_if_false]
        assert sizes == sorted(sizes)
        assert (found.verdict == "possible") <= bool(found.missing)
        assert [tie.level for tie in found.ties] == sorted((tie.level or "" for tie in found.ties), key=LEVELS.index)


@settings(max_examples=100, deadline=None)
@given(WORLDS, st.randoms())
def test_the_order_of_the_relations_does_not_matter(whole: World, random: Any) -> None:
    shuffled = list(whole.relations)
    random.shuffle(shuffled)
    other = structs.replace(whole, relations=structs.replace(whole.relations, all=tuple(shuffled)))
    assert other.conflicts() == whole.conflicts()


CLAIMS: list[dict[str, Any]] = [
    {"subject": "lab", "relation": "customer-of", "object": "vendor", "status": "current"},
    {"subject": "lab", "relation": "competitor-of", "object": "rival"},
    {"subject": "rival", "relation": "holds-stake-in", "object": "vendor", "share": 0.49, "from": "2025-06-12"},
    {"subject": "ann", "relation": "moved-to", "object": "rival", "from_org": "vendor", "role": "CEO"},
    {"subject": "ann", "relation": "board-member-of", "object": "vendor"},
]


def _market(reliability: list[str], repeated: dict[str, Any] | None = None, by: str = "low") -> Market:
    claims = [{**c, "published": "2025-06-13", "reliability": r} for c, r in zip(CLAIMS, reliability, strict=True)]
    again = [{**repeated, "published": "2025-06-13", "reliability": by, "source": "again"}] if repeated else []
    return market(*claims, *again, entities={"ann": "person"}, roles={"vendor": ["data-vendor"], "lab": ["ai-lab"]})


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(("high", "medium", "low")), min_size=len(CLAIMS), max_size=len(CLAIMS)),
    st.sampled_from(CLAIMS),
    st.sampled_from(("high", "medium", "low")),
)
def test_repeating_a_claim_from_a_further_origin_never_clears_or_lowers(
    reliability: list[str], repeated: dict[str, Any], by: str
) -> None:
    [before] = _of(_market(reliability))
    [after] = _of(_market(reliability, repeated, by))
    assert VERDICTS.index(after.verdict) <= VERDICTS.index(before.verdict)
    assert LEVELS.index(after.level) <= LEVELS.index(before.level)


def _of(whole: Market) -> list[Conflict]:
    return conflicts(whole, resolve(whole, DAY, DAY), "lab")
