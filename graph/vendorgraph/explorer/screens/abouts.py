"""About the data: what they are and are not, their sources by reliability and date, and each source by itself."""

from collections import Counter
from collections.abc import Mapping

from vendorgraph.answers import sources as told
from vendorgraph.explorer.address import State, unknown
from vendorgraph.explorer.desk import Desk
from vendorgraph.explorer.screens.evidence import as_said, card
from vendorgraph.explorer.words import words
from vendorgraph.wording import relations


def show(desk: Desk, state: State) -> Mapping[str, object]:
    """Return counts of what was read, and the rules that decide."""
    voice = desk.voice(state)
    return {
        "stats": told.stats(desk.market),
        "levels_rules": desk.levels.rules,
        "reliability": lambda word: voice.word("reliability", word),
        "certainty": lambda word: voice.word("certainty", word),
        "entity_type": lambda word: voice.word("type", word),
        "year": lambda word: voice.language.figures(word) if word.isdigit() else words(state.language)["undated"],
        "tongue": lambda code: words(state.language).get(f"language-{code}", code),
    }


def sources(desk: Desk, state: State) -> Mapping[str, object]:
    """Return all sources, the newest first, with the number of their claims."""
    counts = Counter(claim.source_id for claim in desk.market.claims.values())
    found = told.dated(desk.market.sources.values())
    newest = [each for each in reversed(found) if each.published]
    return {"found": [*newest, *(each for each in found if not each.published)], "counts": counts}


def source(desk: Desk, state: State, id: str) -> Mapping[str, object]:
    """Return a source and its claims; Wrong when there is none of that id."""
    found = desk.market.sources.get(id)
    if found is None:
        raise unknown("source", id, desk.market.sources)
    voice = desk.voice(state)
    cards = []
    for claim in (each for each in desk.market.claims.values() if each.source_id == id):
        stance = "doubtful" if claim.doubt else "denies" if claim.denies else "supports"
        sentence = relations.plain(voice, as_said(voice, claim)) if claim.relation and claim.object else None
        cards.append((sentence, card(voice, claim, stance)))
    return {"source": found, "cards": cards}
