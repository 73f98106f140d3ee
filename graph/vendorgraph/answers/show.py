"""The answer of `show`: everything about one entity, as JSON and as tables."""

from collections.abc import Iterable, Sequence

from msgspec import UNSET, UnsetType, field

from vendorgraph.analysis.accusations import noted
from vendorgraph.analysis.words import name
from vendorgraph.answers import accusations, parts, sources
from vendorgraph.answers import contradictions as sides
from vendorgraph.answers.accusations import Remark
from vendorgraph.answers.parts import Answer, Day, PartialDate, Share, Sides
from vendorgraph.answers.quantities import Quantity, quantities
from vendorgraph.model import Entity, Market
from vendorgraph.relations.contradictions import Contradiction
from vendorgraph.relations.model import Relation, Relations
from vendorgraph.tables import Table


class EntityAnswer(Answer, frozen=True, kw_only=True):
    """An entity and its names."""

    slug: str
    name: str
    name_ar: str | None
    type: str
    roles: tuple[str, ...]
    aliases: tuple[str, ...]


class RelationAnswer(Answer, frozen=True, kw_only=True):
    """A relation as of the day, with the claims on both sides. Of several posts each is a relation."""

    subject: str
    relation: str
    object: str
    status: str
    disputed: bool
    share: Share | None
    voting: bool | None
    since: PartialDate | None = field(name="from")
    until: PartialDate | None = field(name="to")
    rule: str
    origins: int
    supports: tuple[str, ...]
    denies: tuple[str, ...]


class Sum(Answer, frozen=True, kw_only=True):
    """Money in whole units of a currency."""

    value: int
    currency: str


class ValueAnswer(Answer, frozen=True, kw_only=True):
    """One value and the claims that give it: an amount of money, or anything else; and those that deny it."""

    amount: Sum | UnsetType = UNSET
    value: int | float | str | UnsetType = UNSET
    claims: tuple[str, ...]
    denied_by: tuple[str, ...] | UnsetType = UNSET


class AttributeAnswer(Answer, frozen=True, kw_only=True):
    """An attribute in a period (null: no time is given), with every value that is claimed.

    `object` is the other entity where the attribute is of two ("spend" of a customer at a vendor).
    """

    attribute: str
    object: str | UnsetType = UNSET
    period: str | None
    values: tuple[ValueAnswer, ...]


class ShowAnswer(Answer, frozen=True, kw_only=True):
    """All that is known of an entity as of a day as known by a day.

    `accusations` are what records note of suits and inquiries, where there are any.
    """

    entity: EntityAnswer
    as_of: Day
    known_by: Day
    relations: tuple[RelationAnswer, ...]
    attributes: tuple[AttributeAnswer, ...]
    contradictions: tuple[Sides, ...]
    accusations: tuple[Remark, ...] | UnsetType = UNSET


def answer(market: Market, relations: Relations, entity: Entity, found: Iterable[Contradiction]) -> ShowAnswer:
    """Return the answer; `found` are the contradictions about the entity."""
    return ShowAnswer(
        entity=_entity(entity),
        as_of=relations.as_of.isoformat(),
        known_by=relations.known_by.isoformat(),
        relations=tuple(map(_relation, relations.about(entity.slug))),
        attributes=tuple(map(_attribute, quantities(market, entity.slug, relations.known_by))),
        contradictions=tuple(map(parts.sides, found)),
        accusations=accusations.remarks(noted(market, relations, entity.slug)) or UNSET,
    )


def tables(market: Market, relations: Relations, entity: Entity, found: Sequence[Contradiction]) -> list[Table]:
    """Return names, relations by kind, timeline, attributes, contradictions, suits and sources.

    Those that are empty are left out. `found` are the contradictions about the entity.
    """
    about = relations.about(entity.slug)
    told = quantities(market, entity.slug, relations.known_by)
    spoken = [
        _relations(market, entity.slug, about, f"Relations as of {relations.as_of}, as known by {relations.known_by}"),
        _timeline(market, entity.slug, about),
        _attributes(market, told),
        sides.table(market, found),
        accusations.table(market, noted(market, relations, entity.slug)),
        sources.table(market, sources.of_entity(market, entity.slug, relations.known_by), "Sources"),
    ]
    return [_names(entity), *(table for table in spoken if table.rows)]


def _names(entity: Entity) -> Table:
    facts = (
        ("slug", entity.slug),
        ("type", entity.type),
        ("Arabic name", entity.name_ar or ""),
        ("also called", ", ".join(entity.aliases)),
        ("roles", ", ".join(entity.roles)),
        ("country", entity.country or ""),
        ("Wikidata", entity.wikidata or ""),
    )
    rows = tuple(fact for fact in facts if fact[1])
    return Table(title=entity.name, columns=("", " "), rows=rows)


def _relations(market: Market, slug: str, about: Iterable[Relation], title: str) -> Table:
    """By kind of relation, those in which the entity is the subject first."""
    ordered = sorted(about, key=lambda each: (each.relation, each.subject != slug))
    return Table(
        title=title,
        columns=("relation", "status", "when", "grade", "claims", "rule"),
        rows=tuple(_relation_row(market, slug, each) for each in ordered),
    )


def _relation_row(market: Market, slug: str, relation: Relation) -> tuple[str, ...]:
    happens = market.vocabulary.relations[relation.relation].event
    return (
        _seen_from(market, slug, relation),
        parts.standing(market, relation),
        (relation.since or "") if happens else parts.interval(relation.since, relation.until),
        parts.grade(relation),
        str(len(parts.claims(relation))),
        relation.rule,
    )


def _seen_from(market: Market, slug: str, relation: Relation) -> str:
    """The relation as the entity has it: "holds a stake in Scale AI", "Nat Friedman advises Meta"."""
    label = market.vocabulary.relations[relation.relation].label
    if relation.subject == slug:
        words = f"{label} {name(market, relation.object)}"
    else:
        words = parts.in_words(market, relation.subject, relation.relation, relation.object)
    return f"{words} ({relation.role})" if relation.role else words


def _timeline(market: Market, slug: str, about: Iterable[Relation]) -> Table:
    """What begins, happens or ends, in the order of its days."""
    dated = []
    for each in about:
        words = _seen_from(market, slug, each)
        happens = market.vocabulary.relations[each.relation].event
        if each.since:
            dated.append((each.since, words if happens else f"{words}: begins"))
        if each.until:
            dated.append((each.until, f"{words}: ends"))
    return Table(title="Timeline", columns=("date", "what"), rows=tuple(sorted(dated)))


def _attributes(market: Market, told: Iterable[Quantity]) -> Table:
    rows = [
        (
            f"{each.attribute} ({name(market, each.object)})" if each.object else each.attribute,
            each.period or "",
            value.words,
            parts.said_by(market, value.claims),
            parts.said_by(market, value.denied_by),
        )
        for each in told
        for value in each.values
    ]
    columns = ("attribute", "period", "value", "said by", "denied by")
    shown = columns if any(row[-1] for row in rows) else columns[:-1]
    return Table(title="Attributes", columns=shown, rows=tuple(row[: len(shown)] for row in rows))


def _entity(entity: Entity) -> EntityAnswer:
    return EntityAnswer(
        slug=entity.slug,
        name=entity.name,
        name_ar=entity.name_ar,
        type=entity.type,
        roles=entity.roles,
        aliases=entity.aliases,
    )


def _relation(relation: Relation) -> RelationAnswer:
    return RelationAnswer(
        subject=relation.subject,
        relation=relation.relation,
        object=relation.object,
        status=parts.status(relation),
        disputed=relation.disputed,
        share=parts.share(relation.share),
        voting=relation.voting,
        since=relation.since,
        until=relation.until,
        rule=relation.rule,
        origins=relation.origins,
        supports=relation.supports,
        denies=relation.denies,
    )


def _attribute(quantity: Quantity) -> AttributeAnswer:
    return AttributeAnswer(
        attribute=quantity.attribute,
        object=quantity.object or UNSET,
        period=quantity.period,
        values=tuple(
            ValueAnswer(
                amount=Sum(value=value.money.value, currency=value.money.currency) if value.money else UNSET,
                value=UNSET if value.money or value.value is None else value.value,
                claims=value.claims,
                denied_by=value.denied_by or UNSET,
            )
            for value in quantity.values
        ),
    )
