"""Sentences about relations and conflicts: careful in tense and hedges, complete on the whole market."""

from datetime import date

import pytest

from tests.markets import bundled, market
from vendorgraph import pipeline, wording
from vendorgraph.analysis.conflicts import all_conflicts
from vendorgraph.analysis.model import Conflict
from vendorgraph.relations.model import Relation, Share
from vendorgraph.wording import Name, Sentence, conflicts, relations, sources, steps, ties
from vendorgraph.wording.sentence import fill

DAYS = (date(2024, 3, 1), date(2025, 6, 14), date(2025, 6, 20), date(2026, 11, 22))


def _voice(code: str = "en") -> wording.Voice:
    made = market(
        {"subject": "acme", "relation": "customer-of", "object": "bolt"},
        {"subject": "dana", "relation": "moved-to", "object": "acme", "from_org": "bolt"},
        entities={"dana": "person"},
    )
    return wording.voice(made, code)


def _relation(kind: str = "customer-of", status: str = "current", **more: object) -> Relation:
    return Relation(subject="acme", relation=kind, object="bolt", status=status, grade="B", **more)  # type: ignore[arg-type]


def _conflicts() -> list[tuple[date, Conflict]]:
    found = [(day, each) for day in DAYS for each in all_conflicts(bundled(), pipeline.relations(bundled(), day))]
    assert len(found) > 300
    return found


@pytest.mark.parametrize(
    ("relation", "english"),
    [
        (_relation(), "Acme is a customer of Bolt"),
        (_relation(status="ending"), "Acme is a customer of Bolt (coming to an end)"),
        (
            _relation(status="under-review", disputed=True),
            "Acme is a customer of Bolt (under review, sources disagree)",
        ),
        (_relation(status="ended"), "Acme was a customer of Bolt"),
        (_relation(status="planned"), "Acme plans to buy from Bolt"),
        (_relation(status="denied"), "Denied: Acme is a customer of Bolt"),
        (
            _relation(status="unconfirmed", was="current"),
            "Acme is a customer of Bolt (by the last word of it, nothing newer confirms it)",
        ),
        (
            _relation(status="unconfirmed", was="ending"),
            "Acme was a customer of Bolt (coming to an end by the last word of it, no end recorded)",
        ),
        (_relation("holds-stake-in", share=Share(0.49, 0.49), voting=False), "Acme holds 49 % of Bolt (without votes)"),
        (_relation("holds-stake-in", share=Share(0.0, 1.0, True, True)), "Acme holds a stake of unknown size in Bolt"),
        (_relation("board-member-of", post="observer"), "Acme observes the board of Bolt"),
    ],
)
def test_a_relation_is_told_in_the_tense_of_its_status_with_its_hedges(relation, english):
    assert str(relations.said(_voice(), relation)) == english


def test_rumour_is_called_rumour():
    rumoured = Relation(subject="acme", relation="customer-of", object="bolt", status="current", grade="D")
    assert str(relations.said(_voice(), rumoured)) == "Acme is a customer of Bolt (rumoured)"


def test_a_denial_names_who_denies():
    by_whom = {"polarity": "denies", "attributed_to": "Acme", "certainty": "official"}
    made = market({"subject": "acme", "relation": "customer-of", "object": "bolt", **by_whom})
    denied = Relation(subject="acme", relation="customer-of", object="bolt", status="denied", denies=("source-1#01",))
    voice = wording.voice(made)
    assert str(relations.denial(voice, denied)) == "Denied by Acme (official)"
    assert not relations.denial(voice, _relation()).parts


def test_names_stay_names_and_are_arabic_where_there_is_an_arabic_name():
    voice = wording.voice(bundled(), "ar")
    said = relations.said(voice, Relation(subject="meta", relation="customer-of", object="scale-ai", status="current"))
    assert [part.slug for part in said.parts if isinstance(part, Name)] == ["meta", "scale-ai"]
    assert "ميتا" in str(said)
    assert voice.name("nobody") == Name("nobody", "nobody")


def test_a_sentence_begins_with_a_capital_unless_it_begins_with_a_name():
    assert str(fill("staff of {s}", s=Name("x", "xAI")).begun) == "Staff of xAI"
    assert str(fill("{s} buys", s=Name("x", "xAI")).begun) == "xAI buys"
    assert Sentence(()).begun == Sentence(())


def test_who_says_so_names_the_weightiest_first_and_counts_the_rest():
    bought = {"subject": "a", "relation": "customer-of", "object": "b"}
    several = [bought | {"publisher": f"P{n}", "published": f"2025-0{n}"} for n in range(1, 7)]
    made = market(*several, bought | {"publisher": "Z", "reliability": "high"})
    assert str(sources.who(wording.voice(made), made.claims)) == "Z, P1, P2 and 4 more"
    assert str(sources.who(wording.voice(made), [])) == ""


@pytest.mark.parametrize("code", wording.LANGUAGES)
def test_every_relation_of_the_market_has_a_sentence(code):
    voice = wording.voice(bundled(), code)
    for day in DAYS:
        for relation in pipeline.relations(bundled(), day):
            said = relations.said(voice, relation)
            names = {part.slug for part in said.parts if isinstance(part, Name)}
            assert {relation.subject, relation.object} <= names
            assert relations.verb(voice, relation)


@pytest.mark.parametrize("code", wording.LANGUAGES)
def test_every_tie_of_the_market_has_a_sentence_that_names_the_vendor(code):
    voice = wording.voice(bundled(), code)
    kinds = set()
    for _, conflict in _conflicts():
        for tie in conflict.ties:
            said = ties.sentence(voice, conflict, tie)
            slugs = {part.slug for part in said.parts if isinstance(part, Name)}
            assert conflict.vendor in slugs
            assert not str(said).startswith(" ")
            assert ",  " not in str(said)
            kinds.add((tie.kind, tie.degree))
    assert len(kinds) >= 8


def test_a_conflict_misses_in_words_what_it_misses_in_the_analysis():
    voice = wording.voice(bundled())
    counted = 0
    for _, conflict in _conflicts():
        said = conflicts.missing(voice, conflict)
        assert len(said) == len(conflict.missing), (conflict.missing, [str(each) for each in said])
        counted += len(said)
    assert counted > 100


def test_steps_go_from_the_customer_to_the_vendor_to_the_rival_and_back():
    for _, conflict in _conflicts():
        for tie in conflict.ties:
            found = steps.steps(conflict, tie)
            assert [step.number for step in found] == list(range(1, len(found) + 1))
            assert [steps.PARTS.index(step.part) for step in found] == sorted(steps.PARTS.index(s.part) for s in found)
            whole = {hop.key for path in (conflict.exposure.path, tie.path, conflict.rivalry.path) for hop in path}
            assert {step.relation.key for step in found} == whole


def test_the_conflict_of_june_2025_reads_as_a_careful_person_would_tell_it():
    day = date(2025, 6, 20)
    found = all_conflicts(bundled(), pipeline.relations(bundled(), day))
    conflict = next(c for c in found if (c.customer, c.vendor, c.rival) == ("openai", "scale-ai", "meta"))
    voice = wording.voice(bundled())
    said = str(relations.said(voice, conflict.exposure.path[0]))
    assert said == "OpenAI is a customer of Scale AI (coming to an end)"
    told = str(conflicts.summary(voice, conflict))
    assert told.startswith("OpenAI buys from Scale AI and competes with Meta Platforms. ")
    assert str(conflicts.window(voice, conflict)) == "Exposure and tie overlap from 12 June 2025 on."


def test_a_common_owner_says_through_whom_it_holds() -> None:
    stake = {"relation": "holds-stake-in", "share": 0.3, "published": "2026-05"}
    told = market(
        {"subject": "owner", "object": "parent", **stake},
        {"subject": "owner", "object": "rival", **stake},
        {"subject": "vendor", "relation": "subsidiary-of", "object": "parent", "published": "2026-05"},
        {"subject": "lab", "relation": "customer-of", "object": "vendor", "published": "2026-05"},
        {"subject": "lab", "relation": "competitor-of", "object": "rival", "published": "2026-05"},
        roles={"vendor": ["data-vendor"], "lab": ["ai-lab"]},
    )
    (found,) = all_conflicts(told, pipeline.relations(told))
    voice = wording.voice(told)
    said = {str(ties.said(voice, found, tie)) for tie in found.ties}
    assert "Owner holds stakes in both Vendor (through Parent) and Rival" in said
