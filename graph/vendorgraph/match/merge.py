"""Decisions carried out: records in which what is the same has the market's slug, and the lines of identity.yaml."""

from collections.abc import Iterable

from msgspec import structs

from vendorgraph.imports.records import Finding, Records
from vendorgraph.match.decisions import Decisions, check
from vendorgraph.model import Claim, Entity, Identity, Market
from vendorgraph.vocabulary import Vocabulary

_ENTITIES = ("subject", "object", "from_org", "product")
_REMARKS = ("id", "note", "comment", "attributed_to")


def identities(decisions: Decisions, imported: Iterable[Entity], defined: Iterable[str]) -> tuple[Identity, ...]:
    """Return the lines of identity.yaml: what is the same (the market's slug first), and what is not.

    What is the same is said with all that the `imported` entity was called: the market's definition is the one that is
    kept. `defined` are the slugs of the merged records: that two are different is said where both are among them.
    """
    check(decisions)
    slugs, called = set(defined), {each.slug: _called(each) for each in imported}
    same: dict[str, list[tuple[str, str]]] = {}
    lines = []
    for pair in decisions.pairs:
        if pair.judgement == "same" and pair.market != pair.imported and pair.imported in called:
            same.setdefault(pair.market, []).append((pair.imported, f"{pair.why}; imported as {called[pair.imported]}"))
        elif pair.judgement == "different" and {pair.market, pair.imported} <= slugs:
            lines.append(Identity(different=(pair.market, pair.imported), why=f"Decided by a person; {pair.why}"))
    for market, others in sorted(same.items()):
        why = "; ".join(dict.fromkeys(reason for _, reason in others))
        kept = f"Decided by a person; {why}. Kept: {market}"
        lines.append(Identity(same=(market, *(slug for slug, _ in others)), why=kept))
    return tuple(lines)


def _called(entity: Entity) -> str:
    """The name of an entity with all its other names and its identifiers."""
    others = (entity.name_ar, *entity.aliases, entity.wikidata, *entity.identifiers, entity.country)
    return ", ".join((entity.name, *filter(None, others)))


def records(market: Market) -> Records:
    """Return the records of an imported folder that was read as a market."""
    return Records(
        info=market.info,
        entities=tuple(market.entities[slug] for slug in sorted(market.entities)),
        sources=tuple(sorted(market.sources.values(), key=lambda each: f"{each.id}.yaml")),
        claims=tuple(market.claims.values()),
        report=(),
    )


def merged(imported: Records, decisions: Decisions, market: Iterable[Entity], vocabulary: Vocabulary) -> Records:
    """Return the records with the market's entities in place of those that are the same.

    The market's definitions are repeated, so that the records stand alone and may be laid over the market as well. A
    claim that no longer fits (between two names of one thing, or of another type) is kept in words.
    """
    check(decisions)
    known = {each.slug: each for each in market}
    same = {pair.imported: pair.market for pair in decisions.pairs if pair.judgement == "same" and pair.market in known}
    entities = {each.slug: each for each in imported.entities if each.slug not in same}
    entities |= {slug: known[slug] for slug in same.values()}
    labels = {each.slug: each.name for each in (*imported.entities, *entities.values())}
    claims, worded = [], []
    for claim in imported.claims:
        moved = structs.replace(claim, **{key: same.get(slug, slug) for key, slug in _references(claim)})
        if _fits(moved, entities, vocabulary):
            claims.append(moved)
        else:
            claims.append(_worded(moved, claim, labels, vocabulary))
            worded.append(claim.id)
    used = {slug for claim in claims for _, slug in _references(claim)}
    kept = tuple(entities[slug] for slug in sorted(entities) if slug in used)
    found = [Finding("kept in words", "a claim that no longer fits", len(worded), worded[0])] if worded else []
    return structs.replace(
        imported,
        entities=kept,
        claims=_once(claims),
        report=(*imported.report, *found),
        identities=identities(decisions, imported.entities, (each.slug for each in kept)),
    )


def _references(claim: Claim) -> list[tuple[str, str]]:
    return [(key, slug) for key in _ENTITIES if (slug := getattr(claim, key)) is not None]


def _fits(claim: Claim, entities: dict[str, Entity], vocabulary: Vocabulary) -> bool:
    if claim.relation is None or claim.object is None:
        return True
    relation = vocabulary.relations[claim.relation]
    types = entities[claim.subject].type, entities[claim.object].type
    return claim.subject != claim.object and types[0] in relation.subjects and types[1] in relation.objects


def _worded(claim: Claim, before: Claim, labels: dict[str, str], vocabulary: Vocabulary) -> Claim:
    relation = vocabulary.relations[str(before.relation)]
    said = f"{labels[before.subject]} {relation.label} {labels[str(before.object)]}"
    share = f"; share {before.share:g}" if before.share is not None else ""
    role = f"; as {before.role}" if before.role else ""
    return Claim(
        id=claim.id,
        subject=claim.subject,
        certainty=claim.certainty,
        attribute="statement",
        text=f"{said}{share}{role}",
        as_of=claim.as_of,
        attributed_to=claim.attributed_to,
        doubt=claim.doubt,
        note=claim.note,
        comment=claim.comment,
    )


def _once(claims: list[Claim]) -> tuple[Claim, ...]:
    """Each claim of a source once, where merging has made two of them say the same."""
    first: dict[tuple[str, Claim], Claim] = {}
    for claim in claims:
        said = structs.replace(claim, **{**dict.fromkeys(_REMARKS, None), "id": ""})
        first.setdefault((claim.source_id, said), claim)
    return tuple(first.values())
