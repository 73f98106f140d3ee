"""One Arabic term for each concept: the ontology's label, in counts, in the words of the pages and in explanations."""

import re
import tomllib
from functools import cache
from importlib.resources import files

import pytest
from rdflib import RDFS, SKOS, Graph, Namespace

from vendorgraph import resources, vocabulary
from vendorgraph.analysis.ties.registry import KINDS
from vendorgraph.explorer.words import words
from vendorgraph.wording import language

VG = Namespace(vocabulary.NAMESPACE)

#: Counted things by the class that they are.
COUNTED = {"claim": "Claim", "source": "Source", "relation": "Relation", "step": "Hop", "entity": "Entity"}
COUNTED |= {"conflict": "Conflict", "origin": "origin", "rival": "rival"}

#: Words of the pages by the term that they stand for.
TERMS = {
    "what-if-claim-out": "Claim",
    "what-if-source-out": "Source",
    "what-if-relation-out": "Relation",
    "entity-conflicts": "Conflict",
    "nav-conflicts": "Conflict",
    "facet-kind": "tie",
    "facet-vendor": "vendor",
    "change-rival": "rival",
    "change-exposure": "exposure",
    "legend-rivalry": "Rivalry",
    "facet-verdict": "verdict",
    "facet-timing": "timing",
    "facet-level": "level",
    "column-grade": "grade",
    "column-status": "status",
    "column-share": "share",
    "column-reliability": "reliability",
    "column-relation": "relation",
    "column-period": "period",
    "as-of": "asOf",
    "known-by": "knownBy",
    "disputed": "disputed",
    "kind-vendor": "vendor",
    "kind-investor": "role-investor",
    "kind-lab": "role-ai-lab",
}

#: Other words for a concept, which no text may use beside the term.
SYNONYMS = {"Claim": "إفاد", "Conflict": "تعارض", "disputed": "محل خلاف"}

TABLES = ("wording/ar.toml", "explain/words/ar.toml", "explorer/words/ar.toml", "explorer/words/queries-ar.toml")


@cache
def _graph() -> Graph:
    graph = Graph()
    for name in ("vendorgraph.ttl", "codelists.ttl"):
        graph.parse(resources.folder("ontology") / name)
    return graph


def _label(local: str) -> str:
    """The Arabic label without the article, so that "the vendor" and "vendor" are one term."""
    labels = (*_graph().objects(VG[local], RDFS.label), *_graph().objects(VG[local], SKOS.prefLabel))
    (found,) = (str(each) for each in labels if each.language == "ar")
    return _bare(found)


def _bare(text: str) -> str:
    return re.sub(r"\bال", "", text)


@pytest.mark.parametrize("thing", COUNTED)
def test_a_counted_thing_is_called_as_in_the_ontology(thing):
    assert _label(COUNTED[thing]).split()[0] in language("ar").count(1, thing).split()


@pytest.mark.parametrize("key", TERMS)
def test_a_word_of_the_pages_is_the_label_of_the_ontology(key):
    said, label = _bare(words("ar")[key]), _label(TERMS[key])
    assert said == label or (key.startswith("kind-") and label.startswith(said))


def test_a_kind_of_tie_has_one_name():
    assert len(KINDS) == 10
    for slug, kind in KINDS.items():
        assert _bare(kind.title_ar) == _label(f"tie-{slug}")


def test_no_text_uses_another_word_for_a_concept():
    for name in TABLES:
        text = files("vendorgraph").joinpath(name).read_text(encoding="utf-8")
        assert tomllib.loads(text) and len(text) > 2000
        assert not [concept for concept, word in SYNONYMS.items() if word in text], name


def test_the_ontology_uses_no_other_word_either():
    labels = [str(each) for each in _graph().objects() if getattr(each, "language", None) == "ar"]
    assert len(labels) > 500
    for text in labels:
        assert not any(word in text for word in SYNONYMS.values()), text
