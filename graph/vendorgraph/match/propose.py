"""Proposals: pairs that have an identifier in common, then pairs whose names are alike.

Names are compared by rapidfuzz without legal forms, word order and case. An identifier of the same scheme that differs
speaks against a pair, and so does another country. Persons are compared with persons alone, products with products.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from vendorgraph.extras import need
from vendorgraph.match.decisions import Decisions, Pair, check
from vendorgraph.model import Entity
from vendorgraph.names import bare

#: Pairs below this likeness are not proposed.
LIKE = 0.85
#: Proposals for one entity of the import, at most.
MOST = 3

_APART = ("person", "product", "topic", "group")  # types that are compared with their own alone
_AGAINST = 0.1  # for a differing identifier of one scheme, or a differing country
_ONE_EACH = ("XI-LEI",)  # schemes in which a thing has one identifier
_LEGAL = frozenset(
    ("inc", "incorporated", "corp", "corporation", "ltd", "limited", "llc", "plc", "gmbh", "ag", "sa", "sarl", "sas",
     "nv", "bv", "spa", "srl", "oy", "oyj", "ab", "as", "asa", "kk", "co", "company", "lp", "llp", "pte", "pty", "se",
     "kg", "pbc")
)  # fmt: skip


def propose(market: Iterable[Entity], imported: Iterable[Entity], earlier: Decisions | None = None) -> Decisions:
    """Return proposals for the entities of an import, with the judgements of earlier ones, the most alike first.

    Decided pairs stay as long as both entities exist. Raises MissingExtra when rapidfuzz is not installed.
    """
    earlier = earlier or Decisions()
    known, new = ({each.slug: each for each in entities} for entities in (market, imported))
    found = {(pair.market, pair.imported): pair for pair in _pairs(known, new)}
    for pair in earlier.pairs:
        key = (pair.market, pair.imported)
        if pair.market in known and pair.imported in new and (key in found or pair.judgement != "undecided"):
            found[key] = pair
    decisions = Decisions(_ordered(found.values()), earlier.steps)
    check(decisions)
    return decisions


def named(decisions: Decisions, known: Entity, new: Entity) -> Decisions:
    """Return the decisions with the pair of an entity of the market and one of the import, proposed or not."""
    if any((pair.market, pair.imported) == (known.slug, new.slug) for pair in decisions.pairs):
        return decisions
    return Decisions(_ordered((*decisions.pairs, _pair(known, new, 0.0, "named by hand"))), decisions.steps)


def _ordered(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted(pairs, key=lambda pair: (-pair.score, pair.market, pair.imported)))


def _pairs(known: dict[str, Entity], new: dict[str, Entity]) -> Iterator[Pair]:
    told = [each for each in known.values() if not each.seed_only]
    by_identifier, likes = _by_identifier(told), _Names(told)
    for entity in new.values():
        if entity.slug in known and known[entity.slug] == entity:
            continue  # the market's own entity, repeated
        sure = {slug: identifier for each in _identifiers(entity) for identifier, slug in by_identifier.get(each, ())}
        for slug, identifier in sure.items():
            yield _pair(known[slug], entity, 1.0, f"both are {identifier}")
        alike = [each for each in likes.like(entity) if each[0] not in sure]
        for slug, score, why in alike[:MOST]:
            yield _pair(known[slug], entity, score, why)


def _pair(known: Entity, new: Entity, score: float, why: str) -> Pair:
    called = (known.name, new.name)
    return Pair(market=known.slug, imported=new.slug, names=called, score=round(score, 3), why=why)


def _identifiers(entity: Entity) -> list[str]:
    """Identifiers, the Wikidata item among them, in one spelling."""
    item = [f"wikidata:{entity.wikidata}"] if entity.wikidata else []
    return [re.sub(r"\s", "", each).upper() for each in (*item, *entity.identifiers)]


def _by_identifier(entities: Iterable[Entity]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for entity in entities:
        for identifier in _identifiers(entity):
            found.setdefault(identifier, []).append((identifier, entity.slug))
    return found


class _Names:
    """The names of the market's entities, to be compared with."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._entities = {each.slug: each for each in entities}
        named = [(each.slug, plain(name)) for each in self._entities.values() for name in _names(each)]
        self._named = [pair for pair in named if pair[1]]
        self._choices = [name for _, name in self._named]

    def like(self, entity: Entity) -> list[tuple[str, float, str]]:
        """Return slug, likeness and reason of the entities whose names are alike, the most alike first."""
        need("rapidfuzz", "import")
        from rapidfuzz import fuzz, process

        best: dict[str, tuple[float, str]] = {}
        for name in filter(None, map(plain, _names(entity))):
            scored = process.extract(
                name, self._choices, scorer=fuzz.token_sort_ratio, score_cutoff=LIKE * 100, limit=50
            )
            for _, ratio, index in scored:
                slug = self._named[index][0]
                score, why = self._weighed(self._entities[slug], entity, ratio / 100, name, self._choices[index])
                if score >= LIKE and score > best.get(slug, (0.0, ""))[0]:
                    best[slug] = (score, why)
        ordered = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
        return [(slug, score, why) for slug, (score, why) in ordered]

    def _weighed(self, known: Entity, new: Entity, score: float, name: str, other: str) -> tuple[float, str]:
        """The likeness of two names with what else is known of their entities."""
        if known.type != new.type and (known.type in _APART or new.type in _APART):
            return 0.0, ""
        why = [f"the names are equal: {name}" if name == other else f"the names are alike: {other} and {name}"]
        score = min(score, 0.99)  # names alone are never sure
        if known.country and new.country and known.country != new.country:
            score -= _AGAINST
            why.append(f"but the countries differ ({known.country}, {new.country})")
        if against := _differing(known, new):
            score -= _AGAINST
            why.append(f"but {against}")
        return score, "; ".join(why)


def _differing(known: Entity, new: Entity) -> str | None:
    """How the two differ in an identifier of which a thing has one."""
    if known.wikidata and new.wikidata and known.wikidata != new.wikidata:
        return f"Wikidata tells {known.wikidata} from {new.wikidata}"
    for scheme in _ONE_EACH:
        one, other = ({each for each in e.identifiers if each.startswith(f"{scheme}:")} for e in (known, new))
        if one and other and not one & other:
            return f"{min(one)} is not {min(other)}"
    return None


def _names(entity: Entity) -> list[str]:
    return [bare(entity.name), *entity.aliases, *([entity.name_ar] if entity.name_ar else [])]


def plain(name: str) -> str:
    """Return a name for comparing: no marks, no case, no legal form.

    >>> plain("Scale AI, Inc."), plain("Société Générale S.A.")
    ('scale ai', 'societe generale')
    """
    letters = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each))
    words = re.findall(r"\w+", letters.casefold().replace(".", ""))
    return " ".join(word for word in words if word not in _LEGAL) or " ".join(words)
