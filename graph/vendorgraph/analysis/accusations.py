"""What records note where somebody is sued or investigated: the accusation, and what the accused answer to it."""

from vendorgraph.dates import span
from vendorgraph.model import Claim, Market
from vendorgraph.relations import rules
from vendorgraph.relations.model import Relation, Relations

#: Relations of which the subject is accused by the object, or before it.
ACCUSATIONS = ("sued-by", "investigated-by", "investigation-requested-at")


def noted(market: Market, relations: Relations, slug: str) -> tuple[Claim, ...]:
    """Return the claims with a note where an entity is accused, or accuses, the oldest first; none where it is neither.

    An answer often stands beside another claim than that of the suit. So these are the claims on any whom the accuser
    accuses, in the documents that tell of it, as far as these also speak of the accused in question.
    """
    told: dict[str, Claim] = {}
    for each in relations.about(slug):
        if each.relation in ACCUSATIONS:
            told.update((claim.id, claim) for claim in _near(market, each) if claim.note)
    read = span(market.info.read).last
    seen = [c for c in told.values() if rules.r0_visible(c, market.source_of(c), relations.known_by, read)]
    return tuple(sorted(seen, key=lambda claim: (market.source_of(claim).published or "9", claim.id)))


def _near(market: Market, accusation: Relation) -> list[Claim]:
    """The claims on those whom the accuser accuses in a document that speaks of the accused."""
    sources = {claim.source_id for claim in market.claims_by_entity.get(accusation.subject, [])}
    accused = {
        (claim.source_id, claim.subject)
        for claim in market.claims_by_entity.get(accusation.object, [])
        if (claim.relation, claim.object) == (accusation.relation, accusation.object) and claim.source_id in sources
    }
    accused |= {(source, accusation.subject) for source, _ in accused}
    names = sorted({name for _, name in accused})
    claims = ((name, claim) for name in names for claim in market.claims_by_entity.get(name, []))
    return [claim for name, claim in claims if (claim.source_id, name) in accused]
