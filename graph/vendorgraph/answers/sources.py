"""The answers of `sources` and `stats`: what was read."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from vendorgraph.answers import parts
from vendorgraph.answers.parts import About, Answer, Day, PartialDate
from vendorgraph.dates import span
from vendorgraph.model import Market, Source
from vendorgraph.relations import rules
from vendorgraph.tables import Table


class SourceAnswer(Answer, frozen=True, kw_only=True):
    """One document that was read; `origin` is whose reporting it rests on, `claims` how many it makes."""

    id: str
    title: str
    publisher: str | None
    url: str | None
    published: PartialDate | None
    language: str
    kind: str
    reliability: str
    origin: str
    withdrawn: PartialDate | None
    claims: int


class SourcesAnswer(Answer, frozen=True, kw_only=True):
    """Documents, oldest first."""

    sources: tuple[SourceAnswer, ...]


class StatsAnswer(Answer, frozen=True, kw_only=True):
    """How much there is of what; every count is by a word of the vocabulary."""

    title: str
    read: Day
    market: About
    entities: dict[str, int]
    roles: dict[str, int]
    relations: dict[str, int]
    attributes: dict[str, int]
    certainty: dict[str, int]
    reliability: dict[str, int]
    language: dict[str, int]
    published: dict[str, int]


_COUNTED = ("entities", "roles", "relations", "attributes", "certainty", "reliability", "language", "published")


def answer(market: Market, found: Iterable[Source]) -> SourcesAnswer:
    """Return the documents with the number of their claims."""
    counts = _claims(market)
    return SourcesAnswer(sources=tuple(_source(source, counts[source.id]) for source in found))


def table(market: Market, found: Iterable[Source], title: str) -> Table:
    """Return the documents, a row each."""
    counts = _claims(market)
    return Table(
        title=title,
        columns=("published", "publisher", "title", "reliability", "claims"),
        extra=("id", "url", "kind", "language", "origin", "withdrawn"),
        rows=tuple(_row(source, counts[source.id]) for source in found),
        empty="No source is like that.",
    )


def dated(sources: Iterable[Source]) -> list[Source]:
    """Return the sources by day of publication, the undated last."""
    return sorted(sources, key=lambda source: (source.published is None, source.published or "", source.id))


def of_entity(market: Market, slug: str, known_by: date) -> list[Source]:
    """Return the sources known by a day whose claims count and speak of the entity, oldest first."""
    read = span(market.info.read).last
    claims = market.claims_by_entity.get(slug, [])
    visible = [claim for claim in claims if rules.r0_visible(claim, market.source_of(claim), known_by, read)]
    return dated({claim.source_id: market.source_of(claim) for claim in visible}.values())


def stats(market: Market) -> StatsAnswer:
    """Return the counts of a market."""
    claims, sources = market.claims.values(), market.sources.values()
    return StatsAnswer(
        title=market.info.title,
        read=market.info.read,
        market=parts.about(market),
        entities=_counts(entity.type for entity in market.entities.values()),
        roles=_counts(role for entity in market.entities.values() for role in entity.roles),
        relations=_counts(claim.relation for claim in claims),
        attributes=_counts(claim.attribute for claim in claims),
        certainty=_counts(claim.certainty for claim in claims),
        reliability=_counts(source.reliability for source in sources),
        language=_counts(source.language for source in sources),
        published=_counts(source.published[:4] if source.published else "undated" for source in sources),
    )


def stats_table(stats: StatsAnswer) -> Table:
    """Return the counts, the largest of each kind first."""
    rows = [(kind, word, str(count)) for kind in _COUNTED for word, count in getattr(stats, kind).items()]
    total = f"{stats.market.claims:,} claims by {stats.market.sources:,} sources, read up to {stats.read}"
    digest = f"SHA-256 of the records: {stats.market.sha256}"
    return Table(title=f"{stats.title}: {total}", columns=("of", "word", "number"), rows=tuple(rows), notes=(digest,))


def _claims(market: Market) -> Counter[str]:
    return Counter(market.rest.by_source) + Counter(claim.source_id for claim in market.claims.values())


def _counts(words: Iterable[str | None]) -> dict[str, int]:
    """The largest number first, then by word."""
    counted = Counter(word for word in words if word is not None)
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def _source(source: Source, claims: int) -> SourceAnswer:
    return SourceAnswer(
        id=source.id,
        title=source.title,
        publisher=source.publisher,
        url=source.url,
        published=source.published,
        language=source.language,
        kind=source.kind,
        reliability=source.reliability,
        origin=source.origin,
        withdrawn=source.withdrawn,
        claims=claims,
    )


def _row(source: Source, claims: int) -> tuple[str, ...]:
    return (
        source.published or "",
        source.publisher or "",
        source.title,
        source.reliability,
        str(claims),
        source.id,
        source.url or "",
        source.kind,
        source.language,
        source.origin,
        source.withdrawn or "",
    )
