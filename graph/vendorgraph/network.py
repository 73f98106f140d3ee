"""The market as nodes and directed lines with flat attributes: what networks, network files and pictures are made of.

Every attribute is a text, a number or a truth value; what a market does not say is absent, never empty. Lists are
texts with `SEPARATOR` between their items. Shares are fractions from 0 to 1, dates are as printed.
"""

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

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
    "told": str,
    "sources": str,
    "urls": str,
    "attributed_to": str,
    "doubt": bool,
    "notes": str,
    "comment": str,
    "line": int,
}

#: Attributes that list slugs and ids, none of which holds the separator.
LISTS = ("roles", "supports", "denies", "loses", "told", "sources")

_RELATION_KEYS = (
    "status", "was", "disputed", "grade", "rule", "post", "role", "from_org", "voting", "since", "until", "origins",
)  # fmt: skip
_CLAIMS = ("supports", "denies", "loses", "told")
_of_relation_keys = attrgetter(*_RELATION_KEYS)
_of_claims = attrgetter(*_CLAIMS)
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
    kinds = {slug: _kind(market, slug) for slug in market.vocabulary.relations}
    for relation in relations:
        attributes = kinds[relation.relation] | _of_relation(market, relation)
        yield Line(line_id(relation), relation.subject, relation.object, attributes)


def _claim_lines(market: Market) -> Iterator[Line]:
    for claim in market.claims.values():
        if claim.relation is not None and claim.object is not None:
            yield Line(claim.id, claim.subject, claim.object, _known(_of_claim(market, claim)))


def line_id(relation: Relation) -> str:
    """Return what names a relation among all of a market: subject/relation/object, and its post where it has one."""
    name = f"{relation.subject}/{relation.relation}/{relation.object}"
    return f"{name}/{relation.post}" if relation.post else name


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


def _of_relation(market: Market, relation: Relation) -> dict[str, Value]:
    """What is known of a relation; written for speed, since exports of large markets spend their time here."""
    values = zip(_RELATION_KEYS, _of_relation_keys(relation), strict=True)
    said: dict[str, Value] = {name: value for name, value in values if value is not None}
    if relation.share is not None:
        said |= _share("share", relation.share)
    if relation.voting_share is not None:
        said |= _share("voting_share", relation.voting_share)
    for name, claims in zip(_CLAIMS, _of_claims(relation), strict=True):
        if claims:
            said[name] = SEPARATOR.join(claims)
    said |= _documents(market, cited(relation))
    if relation.supports:
        said["certainty"] = _strongest(market, relation.supports)
    if relation.notes:
        said["notes"] = SEPARATOR.join(relation.notes)
    return said


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
        "denies" if claim.denies else "supports": claim.id,
        **_documents(market, [claim.id]),
        "notes": claim.note,
    }


def cited(relation: Relation) -> tuple[str, ...]:
    """Return the ids of all claims that speak of a relation, once each."""
    return tuple(dict.fromkeys(relation.supports + relation.denies + relation.loses + relation.told))


def _documents(market: Market, claims: Iterable[str]) -> dict[str, Value]:
    """The sources of claims by id, and their addresses."""
    ids = [id.partition("#")[0] for id in claims]
    if len(ids) > 1:
        ids = sorted(set(ids))
    urls = [url for id in ids if (url := market.sources[id].url)]
    return {"sources": SEPARATOR.join(ids), "urls": SEPARATOR.join(urls)} if urls else {"sources": SEPARATOR.join(ids)}


def _kind(market: Market, slug: str) -> dict[str, Value]:
    kind = market.vocabulary.relations[slug]
    return {"label": kind.label, "relation": slug, "symmetric": kind.symmetric}


def _share(name: str, share: Share) -> dict[str, Value]:
    return {f"{name}_{end}": getattr(share, end) for end in share.__struct_fields__}


def _money(amount: str, currency: str, money: Money | None) -> dict[str, Value | None]:
    return {} if money is None else {amount: money.value, currency: money.currency}


def _strongest(market: Market, claims: Sequence[str]) -> str:
    """The strongest certainty among the claims, by the order of the code list."""
    if len(claims) == 1:
        return market.claims[claims[0]].certainty
    stated = {market.claims[id].certainty for id in claims}
    return next(word for word in market.vocabulary.schemes["certainty"] if word in stated)


def _known(attributes: dict[str, Value | None]) -> dict[str, Value]:
    return {key: value for key, value in attributes.items() if value is not None and value != ""}
