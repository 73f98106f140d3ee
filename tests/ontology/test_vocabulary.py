"""The vocabulary as the program reads it: complete for the bundled market, and strict about a faulty ontology."""

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests import markets
from vendorgraph import resources, vocabulary
from vendorgraph.analysis.ties.registry import KINDS

EVENTS = {"invested-in", "acquired", "bid-for", "founded", "moved-to", "investigation-requested-at"}
SYMMETRIC = {"competitor-of", "partner-of", "in-talks-with"}
ORGANISATIONS = {"company", "fund", "organisation"}


def test_the_relations_are_events_or_states() -> None:
    relations = markets.words().relations
    assert len(relations) == 25
    assert {slug for slug, each in relations.items() if each.event} == EVENTS
    assert {slug for slug, each in relations.items() if each.symmetric} == SYMMETRIC


def test_events_develops_and_subsidiary_of_never_lapse() -> None:
    lasting = {slug for slug, each in markets.words().relations.items() if not each.lapses}
    assert lasting == EVENTS | {"develops", "subsidiary-of"}


def test_the_local_name_is_the_slug_in_camel_case() -> None:
    for slug, each in markets.words().relations.items():
        head, *rest = slug.split("-")
        assert each.local == head + "".join(map(str.capitalize, rest))


def test_symmetric_relations_join_the_same_types_on_both_sides() -> None:
    for each in markets.words().relations.values():
        assert not each.symmetric or each.subjects == each.objects


def test_one_relation_in_full() -> None:
    assert markets.words().relations["holds-stake-in"] == vocabulary.RelationType(
        slug="holds-stake-in",
        local="holdsStakeIn",
        label="holds a stake in",
        label_ar="يملك حصة في",
        subjects=frozenset(ORGANISATIONS | {"person", "government"}),
        objects=frozenset(ORGANISATIONS),
        event=False,
        symmetric=False,
        lapses=True,
        measures=frozenset({"stake-price", "stake-value", "stake-book-value", "sale-proceeds"}),
        qualifiers=frozenset({"amount", "approx", "period", "share", "voting", "voting_share"}),
    )


def test_the_seed_article_is_at_home() -> None:
    """A company that competes with a group, talks with a group, and a person who controls a company."""
    relations = markets.words().relations
    assert {"company", "group"} <= relations["competitor-of"].objects & relations["in-talks-with"].objects
    assert "person" in relations["controls"].subjects
    assert relations["active-in"].objects == {"topic"}
    assert relations["receives-data-from"].objects == {"company", "group"}
    assert relations["member-of"].objects == {"group"}


def test_attributes_are_given_in_money_counts_or_words() -> None:
    attributes = markets.words().attributes
    assert Counter(each.value for each in attributes.values()) == {"money": 14, "count": 5, "text": 4}
    assert attributes["customer-concentration"].value == attributes["statement"].value == "text"
    measured = {each for relation in markets.words().relations.values() for each in relation.measures}
    assert {attributes[each].value for each in measured} == {"money"}


def test_code_lists_in_their_order() -> None:
    lists = {name: list(concepts) for name, concepts in markets.words().schemes.items()}
    assert lists == {
        "status": [
            "current",
            "planned",
            "ending",
            "under-review",
            "paused",
            "ended",
            "completed",
            "denied",
            "unconfirmed",
        ],
        "certainty": ["official", "reported", "rumoured"],
        "approx": ["about", "over", "under", "at-least", "up-to"],
        "polarity": ["denies"],
        "per": ["year", "month"],
        "basis": ["run-rate"],
        "reliability": ["high", "medium", "low"],
        "kind": ["news", "blog", "company-statement", "research-report", "encyclopedia", "filing"],
        "role": ["data-vendor", "ai-lab", "cloud", "chipmaker", "investor", "other"],
        "post": [
            "chief-executive",
            "executive",
            "chair",
            "director",
            "observer",
            "founder",
            "advisor",
            "staff",
            "unstated",
        ],
        "verdict": ["established", "possible", "refuted"],
        "timing": ["concurrent", "residual", "past", "prospective"],
        "level": ["critical", "high", "medium", "low"],
        "grade": ["A", "B", "C", "D"],
        "decision": ["accepted", "mitigated"],
        "tie": list(KINDS),
        "rivalry": ["stated", "derived"],
        "type": ["company", "fund", "organisation", "person", "product", "government", "group", "topic"],
    }


def test_kinds_of_ties_are_called_in_the_ontology_as_in_their_registry() -> None:
    words = markets.words().schemes["tie"]
    assert {name: (kind.title, kind.title_ar) for name, kind in KINDS.items()} == {
        name: (word.label, word.label_ar) for name, word in words.items()
    }


def test_no_claim_may_be_denied_or_unconfirmed_by_status() -> None:
    derived = {slug for slug, each in markets.words().schemes["status"].items() if each.derived}
    assert derived == {"denied", "unconfirmed"}


def test_every_word_of_the_bundled_market_is_in_the_vocabulary() -> None:
    market, words = markets.bundled(), markets.words()
    for claim in market.claims.values():
        for scheme in ("status", "certainty", "approx", "polarity", "per", "basis"):
            word = getattr(claim, scheme)
            assert word is None or not words.schemes[scheme][word].derived, claim.id
        assert claim.attribute is None or claim.attribute in words.attributes, claim.id
    for source in market.sources.values():
        assert source.kind in words.schemes["kind"] and source.reliability in words.schemes["reliability"], source.id
    for entity in market.entities.values():
        assert entity.type in words.schemes["type"] and set(entity.roles) <= set(words.schemes["role"]), entity.slug
    assert {each.relation for each in market.claims.values()} == {*words.relations, None}


def test_every_relation_claim_of_the_bundled_market_fits_its_relation() -> None:
    market, words = markets.bundled(), markets.words()
    relations = [each for each in market.claims.values() if each.relation is not None]
    assert len(relations) > 2000
    for claim in relations:
        kind = words.relations[claim.relation or ""]
        assert market.entities[claim.subject].type in kind.subjects, claim.id
        assert market.entities[claim.object or ""].type in kind.objects, claim.id
        assert claim.attribute is None or claim.attribute in kind.measures, claim.id
        carried = {key for key in words.qualifiers if getattr(claim, key) is not None}
        assert carried <= kind.qualifiers, claim.id


def test_a_qualifier_is_carried_by_some_relation() -> None:
    words = markets.words()
    assert words.qualifiers == {key for each in words.relations.values() for key in each.qualifiers}


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resources.folder("ontology"), tmp_path / "ontology"))


def test_the_vocabulary_of_another_folder(ontology: Path) -> None:
    text = (ontology / "codelists.ttl").read_text("utf-8").replace('skos:notation "run-rate"', 'skos:notation "pace"')
    (ontology / "codelists.ttl").write_text(text, "utf-8")
    assert list(vocabulary.read(ontology).schemes["basis"]) == ["pace"]


def test_a_term_without_its_label_is_named(ontology: Path) -> None:
    text = (ontology / "vendorgraph.ttl").read_text("utf-8").replace('"is a customer of"@en, ', "")
    (ontology / "vendorgraph.ttl").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"customerOf> 0 texts of .*label> in 'en': write one"):
        vocabulary.read(ontology)


def test_a_term_with_two_slugs_is_named(ontology: Path) -> None:
    text = (ontology / "vendorgraph.ttl").read_text("utf-8")
    text = text.replace('skos:notation "customer-of"', 'skos:notation "customer-of", "buys-from"')
    (ontology / "vendorgraph.ttl").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"customerOf> 2 values of .*notation>: write exactly one"):
        vocabulary.read(ontology)


def test_turtle_that_does_not_parse_is_a_syntax_error(ontology: Path) -> None:
    (ontology / "codelists.ttl").write_text("vg:x a", "utf-8")
    with pytest.raises(SyntaxError):
        vocabulary.read(ontology)


def test_importing_the_vocabulary_imports_no_rdf_library() -> None:
    script = "import sys, vendorgraph.vocabulary; print(sorted({'pyoxigraph', 'rdflib'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"
