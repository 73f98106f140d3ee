"""Sentences about relations and conflicts, in English and Arabic, for every surface: pages, reports, terminals.

    voice = wording.voice(market, "ar")
    conflicts.summary(voice, conflict), relations.said(voice, relation), steps.steps(conflict)

A sentence is a value made of text and names, so that a page can link the names and a terminal can print them. All
words are in `en.toml` and `ar.toml`, whose keys are checked against each other; the labels of kinds of relations,
statuses and levels come from the ontology. Hedges that the sources make are kept.
"""

from vendorgraph.model import Market
from vendorgraph.wording.language import LANGUAGES, Language, language
from vendorgraph.wording.sentence import Name, Sentence
from vendorgraph.wording.voice import Voice

__all__ = ["LANGUAGES", "Language", "Name", "Sentence", "Voice", "language", "voice"]


def voice(market: Market, code: str = "en") -> Voice:
    """Return what speaks of `market` in the language of a code of `LANGUAGES`; KeyError when there is none."""
    return Voice(market, language(code))
