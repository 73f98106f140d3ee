"""Who speaks: a market, whose names and vocabulary are used, and a language."""

from collections.abc import Iterable

from msgspec import Struct

from vendorgraph.model import Market
from vendorgraph.vocabulary import Concept
from vendorgraph.wording.language import Language
from vendorgraph.wording.sentence import Name, Sentence, listed


class Voice(Struct, frozen=True):
    """What sentences need: the market and the language."""

    market: Market
    language: Language

    def name(self, slug: str) -> Name:
        """Return the name of an entity in the language where it has one; the slug when the market does not have it."""
        entity = self.market.entities.get(slug)
        if entity is None:
            return Name(slug, slug)
        return Name(slug, (entity.name_ar if self.language.code == "ar" else None) or entity.name)

    def names(self, slugs: Iterable[str]) -> Sentence:
        """Return the names of entities as one text: "Alphabet, Google and GV"."""
        return self.all(Sentence((self.name(slug),)) for slug in slugs)

    def all(self, sentences: Iterable[Sentence]) -> Sentence:
        """Return sentences as one, with the word for "and" before the last."""
        return listed(list(sentences), self.language.comma, self.language.conjunction)

    def word(self, scheme: str, slug: str) -> str:
        """Return the label of a word of a code list of the ontology ("status", "level", "role"...)."""
        return self.label(self.market.vocabulary.schemes[scheme][slug])

    def relation(self, slug: str) -> str:
        """Return the label of a kind of relation."""
        kind = self.market.vocabulary.relations[slug]
        return kind.label_ar if self.language.code == "ar" else kind.label

    def attribute(self, slug: str) -> str:
        """Return the label of an attribute."""
        kind = self.market.vocabulary.attributes[slug]
        return kind.label_ar if self.language.code == "ar" else kind.label

    def label(self, concept: Concept) -> str:
        """Return the label of a word."""
        return concept.label_ar if self.language.code == "ar" else concept.label
