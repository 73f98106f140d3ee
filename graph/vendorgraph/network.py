"""The market as nodes and directed lines with flat attributes: what networks, network files and pictures are made of.

Every attribute is a text, a number or a truth value; what a market does not say is absent, never empty. Lists are
texts with `SEPARATOR` between their items. Shares are fractions from 0 to 1, dates are as printed.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from vendorgraph.model import Claim, Entity, Market, Money
from vendorgraph.relations.model import Relation, Share

Value = str | int | float | bool
SEPARATOR = "; "

#: Attributes of nodes and of lines, with their types, in the order in which files list them.
NODE_TYPES: dict[str, type] = {
    "label": str,
    "name_ar": str,
    "type": str,
    "roles": str,
    "aliases": str,
    "country": str,
    "wikidata": str,
    "identifiers": str,
}
LINE_TYPES: dict[str, type] = {
    "label": str,
    "relation": str,
    "symmetric": bool,
    "status": str,
    "was": str,
    "disputed": bool,
    "denied": bool,
    "grade": str,
    "rule": str,
    "certainty": str,
    "post": str,
    "role": str,
    "from_org": str,
    "product": str,
    "market": str,
    "attribute": str,
    "amount": int,
    "currency": str,
    "round_amount": int,
    "round_currency": str,
    "value": str,
    "text": str,
    "approx": str,
    "per": str,
    "basis": str,
    "share": float,
    "share_min": float,
    "share_max": float,
    "share_min_open": bool,
    "share_max_open": bool,
    "voting_share": float,
    "voting_share_min": float,
    "voting_share_max": float,
    "voting_share_min_open": bool,
    "voting_share_max_open": bool,
    "voting": bool,
    "date": str,
    "period": str,
    "since": str,
    "until": str,
    "as_of": str,
    "status_since": str,
    "origins": int,
    "supports": str,
    "denies": str,
    "loses": str,
    "sources": str,
    "attributed_to": str,
    "doubt": bool,
    "notes": str,
    "comment": str,
    "line": int,
}


_RELATION_KEYS = (
    "status", "was", "disputed", "grade", "rule", "post", "role", "from_org", "voting", "since", "until", "origins",
)  # fmt: skip
_CLAIM_KEYS = (
    "status", "certainty", "role", "from_org", "product", "market", "attribute", "text", "approx", "per", "basis",
    "share", "voting_share", "voting", "date", "period", "as_of", "status_since", "attributed_to", "doubt", "comment",
    "line",
)  # fmt: skip


class Node(Struct, frozen=True):
    """An entity by its slug."""

    id: str
    attributes: dict[str, Value]


class Line(Struct, frozen=True):
    """A relation, or a claim of one, from `subject` to `object` (slugs); several may join the same two."""

    id: str
    subject: str
    object: str
    attributes: dict[str, Value]


def nodes(market: Market) -> Iterator[Node]:
    """Yield every entity, in the order of the records."""
    return (Node(entity.slug, _known(_node(entity))) for entity in market.entities.values())


def lines(market: Market, relations: Iterable[Relation] | None = None) -> Iterator[Line]:
    """Yield a line for every relation, whatever its status; without `relations` one for every claim of a relation.

    Both come in the order in which they are given. Claims of attributes alone draw no line.
    """
    return _claim_lines(market) if relations is None else _relation_lines(market, relations)


def _relation_lines(market: Market, relations: Iterable[Relation]) -> Iterator[Line]:
    for relation in relations:
        yield Line(line_id(relation), relation.subject, relation.object, _known(_of_relation(market, relation)))


def _claim_lines(market: Market) -> Iterator[Line]:
    for claim in market.claims.values():
        if claim.relation is not None and claim.object is not None:
            yield Line(claim.id, claim.subject, claim.object, _known(_of_claim(market, claim)))


def line_id(relation: Relation) -> str:
    """Return what names a relation among all of a market: subject/relation/object, and its post where it has one."""
    return "/".join(part for part in relation.key if part)


def _node(entity: Entity) -> dict[str, Value | None]:
    return {
        "label": entity.name,
        "name_ar": entity.name_ar,
        "type": entity.type,
        "roles": SEPARATOR.join(entity.roles),
        "aliases": SEPARATOR.join(entity.aliases),
        "country": entity.country,
        "wikidata": entity.wikidata,
        "identifiers": SEPARATOR.join(entity.identifiers),
    }


def _of_relation(market: Market, relation: Relation) -> dict[str, Value | None]:
    claims = [*relation.supports, *relation.denies, *relation.loses]
    return {
        **_kind(market, relation.relation),
        **{key: getattr(relation, key) for key in _RELATION_KEYS},
        **_share("share", relation.share),
        **_share("voting_share", relation.voting_share),
        "supports": SEPARATOR.join(relation.supports),
        "denies": SEPARATOR.join(relation.denies),
        "loses": SEPARATOR.join(relation.loses),
        "sources": SEPARATOR.join(sorted({market.claims[id].source_id for id in claims})),
        "certainty": _strongest(market, relation.supports),
        "notes": SEPARATOR.join(relation.notes),
    }


def _of_claim(market: Market, claim: Claim) -> dict[str, Value | None]:
    assert claim.relation is not None
    return {
        **_kind(market, claim.relation),
        **{key: getattr(claim, key) for key in _CLAIM_KEYS},
        **_money("amount", "currency", claim.amount),
        **_money("round_amount", "round_currency", claim.round_amount),
        "value": None if claim.value is None else str(claim.value),
        "denied": claim.denies,
        "since": claim.from_,
        "until": claim.to,
        "sources": claim.source_id,
        "notes": claim.note,
    }


def _kind(market: Market, slug: str) -> dict[str, Value | None]:
    kind = market.vocabulary.relations[slug]
    return {"label": kind.label, "relation": slug, "symmetric": kind.symmetric}


def _share(name: str, share: Share | None) -> dict[str, Value | None]:
    if share is None:
        return {}
    return {
        f"{name}_min": share.min,
        f"{name}_max": share.max,
        f"{name}_min_open": share.min_open,
        f"{name}_max_open": share.max_open,
    }


def _money(amount: str, currency: str, money: Money | None) -> dict[str, Value | None]:
    return {} if money is None else {amount: money.value, currency: money.currency}


def _strongest(market: Market, claims: Iterable[str]) -> str | None:
    """The strongest certainty among the claims, by the order of the code list."""
    stated = {market.claims[id].certainty for id in claims}
    return next((word for word in market.vocabulary.schemes["certainty"] if word in stated), None)


def _known(attributes: dict[str, Value | None]) -> dict[str, Value]:
    return {key: value for key, value in attributes.items() if value is not None and value != ""}
