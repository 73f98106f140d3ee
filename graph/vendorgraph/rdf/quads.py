"""The market as quads: what is said of the whole, its entities, and each source with its claims in a named graph.

A claim is an n-ary node (vg:Claim, also rdf:Statement) and asserts nothing by itself: `vendorgraph.rdf.views` adds
plain triples of what holds. Every date comes as printed and as the first and last day that it can mean.
"""

from collections.abc import Iterator

from pyoxigraph import Literal, Quad

from vendorgraph import dates
from vendorgraph.model import Claim, Entity, Identity, Market, MarketInfo, Money, Source
from vendorgraph.rdf import terms
from vendorgraph.rdf.pairs import Pairs, about, code, dated, days, each, property_of, types
from vendorgraph.rdf.terms import term
from vendorgraph.vocabulary import Vocabulary, post_of

_CODES = ("approx", "per", "basis", "status", "certainty")
_DATES = {"date": "date", "from_": "from", "to": "to", "as_of": "asOf", "status_since": "statusSince"}
_ENTITIES = {"from_org": "fromOrganisation", "product": "product"}
_TEXTS = {"text": "text", "role": "roleHeld", "market": "market", "attributed_to": "attributedTo"}


def quads(market: Market) -> Iterator[Quad]:
    """Yield the whole market, in the order of its records; of an empty one what is said of the whole."""
    yield from market_quads(market)
    yield from record_quads(market)


def market_quads(market: Market) -> Iterator[Quad]:
    """Yield what is said of the market as a whole, and the decisions on its names."""
    yield from about(terms.MARKET, _market(market.info), terms.MARKET)
    for number, identity in enumerate(market.identities, 1):
        yield from about(terms.identity(number), _identity(identity), terms.MARKET)


def record_quads(market: Market) -> Iterator[Quad]:
    """Yield the entities, the sources and the claims of a market."""
    for entity in market.entities.values():
        yield from about(terms.entity(entity.slug), _entity(market.vocabulary, entity), terms.ENTITIES)
    for source in market.sources.values():
        name = terms.source(source.id)
        yield from about(name, _source(market.vocabulary, source), name)
    for claim in market.claims.values():
        yield from claim_quads(market.vocabulary, claim)


def claim_quads(vocabulary: Vocabulary, claim: Claim) -> Iterator[Quad]:
    """Yield one claim, and its speaker where it names one, in the graph of its source."""
    graph = terms.source(claim.source_id)
    yield from about(terms.claim(claim.id), _claim(vocabulary, claim), graph)
    if claim.attributed_to is not None:
        yield from about(terms.speaker(claim.id), _speaker(claim.attributed_to), graph)


def _market(info: MarketInfo) -> Pairs:
    yield from types("vg:Market")
    yield term("dct:title"), terms.text(info.title)
    yield from each("vg:licence", terms.text, [info.licence])
    yield term("vg:read"), terms.partial_date(info.read)


def _identity(identity: Identity) -> Pairs:
    kept, *names = identity.same or ("", *identity.different)
    yield from types("vg:SameThing" if kept else "vg:DifferentThings")
    yield from each("vg:kept", terms.entity, [kept or None])
    yield from each("vg:name", terms.text, names)
    yield term("vg:why"), terms.text(identity.why, "en")


def _entity(vocabulary: Vocabulary, entity: Entity) -> Pairs:
    yield term("rdf:type"), code(vocabulary, "type", entity.type)
    yield term("skos:prefLabel"), terms.text(entity.name, "en")
    if entity.name_ar is not None:
        yield term("skos:prefLabel"), terms.text(entity.name_ar, "ar")
    for alias in entity.aliases:
        yield term("skos:altLabel"), terms.text(alias)
    for role in entity.roles:
        yield term("vg:role"), code(vocabulary, "role", role)
    if entity.country is not None:
        yield term("schema:addressCountry"), terms.text(entity.country)
    if entity.wikidata is not None:
        yield term("skos:exactMatch"), term("wd:" + entity.wikidata)
    yield from each("dct:identifier", terms.text, entity.identifiers)
    if entity.seed_only:
        yield term("vg:seedOnly"), terms.boolean(True)


def _source(vocabulary: Vocabulary, source: Source) -> Pairs:
    yield from types("vg:Source", "schema:CreativeWork")
    yield term("dct:title"), terms.text(source.title, _title_language(source))
    yield term("dct:language"), terms.text(source.language)
    yield term("vg:kind"), code(vocabulary, "kind", source.kind)
    yield term("vg:reliability"), code(vocabulary, "reliability", source.reliability)
    yield term("vg:origin"), terms.text(source.origin)
    yield from each("dct:publisher", terms.text, [source.publisher])
    yield from each("schema:url", terms.address, [source.url])
    yield from each("vg:relays", terms.text, source.relays)
    yield from each("vg:alsoFiledAs", terms.text, source.also_filed_as)
    yield from each("vg:otherUrl", terms.address, source.other_urls)
    yield from dated("dct:issued", "vg:issued", source.published)
    yield from dated("vg:withdrawn", "vg:withdrawn", source.withdrawn)
    if source.published_estimated:
        yield term("vg:publishedEstimated"), terms.boolean(True)


def _title_language(source: Source) -> str | None:
    """Titles of documents in other languages are often given in English, so only English ones are sure of theirs."""
    return "en" if source.language == "en" else None


def _claim(vocabulary: Vocabulary, claim: Claim) -> Pairs:
    yield from types("vg:Claim", "rdf:Statement", "prov:Entity")
    yield term("prov:hadPrimarySource"), terms.source(claim.source_id)
    yield term("rdf:subject"), terms.entity(claim.subject)
    yield from _stated(vocabulary, claim)
    yield from _numbers(claim)
    for key, local in _ENTITIES.items():
        yield from each("vg:" + local, terms.entity, [getattr(claim, key)])
    for key, local in _TEXTS.items():
        yield from each("vg:" + local, terms.text, [getattr(claim, key)])
    for key in _CODES:
        if (word := getattr(claim, key)) is not None:
            yield term("vg:" + key), code(vocabulary, key, word)
    if claim.role is not None:
        yield term("vg:post"), code(vocabulary, "post", post_of(vocabulary, claim.role))
    yield from _times(claim)
    yield from _remarks(vocabulary, claim)


def _stated(vocabulary: Vocabulary, claim: Claim) -> Pairs:
    if claim.relation is not None and claim.object is not None:
        yield term("rdf:predicate"), property_of(vocabulary, claim.relation)
        yield term("rdf:object"), terms.entity(claim.object)
    if claim.attribute is not None:
        yield term("vg:attribute"), term("vg:" + vocabulary.attributes[claim.attribute].local)


def _numbers(claim: Claim) -> Pairs:
    yield from _money("amount", "currency", claim.amount)
    yield from _money("roundAmount", "roundCurrency", claim.round_amount)
    if claim.value is not None:
        yield term("vg:value"), _value(claim.value)
    yield from each("vg:share", terms.decimal, [claim.share])
    yield from each("vg:votingShare", terms.decimal, [claim.voting_share])
    yield from each("vg:voting", terms.boolean, [claim.voting])


def _money(local: str, currency: str, money: Money | None) -> Pairs:
    if money is not None:
        yield term("vg:" + local), terms.integer(money.value)
        yield term("vg:" + currency), terms.text(money.currency)


def _value(value: int | float | str) -> Literal:
    if isinstance(value, str):
        return terms.text(value)
    return terms.integer(value) if isinstance(value, int) else terms.decimal(value)


def _times(claim: Claim) -> Pairs:
    for key, local in _DATES.items():
        yield from dated("vg:" + local, "vg:" + local, getattr(claim, key))
    if claim.period is not None:
        yield term("vg:period"), terms.text(claim.period)
        yield from days("vg:period", dates.period(claim.period))


def _remarks(vocabulary: Vocabulary, claim: Claim) -> Pairs:
    if claim.denies:
        yield term("vg:polarity"), code(vocabulary, "polarity", "denies")
    if claim.doubt:
        yield term("vg:doubt"), terms.boolean(True)
    if claim.attributed_to is not None:
        yield term("prov:wasAttributedTo"), terms.speaker(claim.id)
    for local, remark in (("note", claim.note), ("comment", claim.comment)):
        if remark is not None:
            yield term("vg:" + local), terms.text(remark, "en")
    yield from each("vg:line", terms.integer, [claim.line])


def _speaker(name: str) -> Pairs:
    yield term("rdf:type"), term("prov:Agent")
    yield term("rdfs:label"), terms.text(name)
