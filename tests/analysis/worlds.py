"""Hand-made relations for tests: a word for each, and a world of them with the entities that they name."""

from datetime import date
from functools import cached_property
from typing import Any

from msgspec import Struct

from tests.markets import words
from vendorgraph.analysis.conflicts import conflicts
from vendorgraph.analysis.ground import Ground
from vendorgraph.analysis.model import Conflict, Path, Tie
from vendorgraph.analysis.ties.reach import of_rival, reach
from vendorgraph.model import Claim, Entity, Market, MarketInfo
from vendorgraph.relations.model import Relation, Relations, Share

DAY = date(2025, 6, 20)


def relation(subject: str, kind: str, object: str, **more: Any) -> Relation:
    """A relation of grade A that holds, or took place, unless `more` says otherwise."""
    status = "completed" if words().relations[kind].event else "current"
    return Relation(**{"subject": subject, "relation": kind, "object": object, "status": status, "grade": "A", **more})


def stake(holder: str, company: str, share: float | Share | None = None, **more: Any) -> Relation:
    """A stake; a number is an exact share."""
    return relation(holder, "holds-stake-in", company, share=_share(share), **more)


def buys(customer: str, vendor: str, **more: Any) -> Relation:
    return relation(customer, "customer-of", vendor, **more)


def competes(a: str, b: str, **more: Any) -> Relation:
    return relation(a, "competitor-of", b, **more)


def child(company: str, parent: str, **more: Any) -> Relation:
    return relation(company, "subsidiary-of", parent, **more)


def supplies(supplier: str, buyer: str, **more: Any) -> Relation:
    return relation(supplier, "supplier-of", buyer, **more)


def seat(person: str, company: str, post: str = "director", **more: Any) -> Relation:
    return relation(person, "board-member-of", company, post=post, **more)


def role(person: str, company: str, post: str = "executive", **more: Any) -> Relation:
    return relation(person, "holds-role", company, post=post, **more)


def moved(person: str, old: str, new: str, post: str = "unstated", **more: Any) -> Relation:
    return relation(person, "moved-to", new, from_org=old, post=post, **more)


class World(Struct, frozen=True, dict=True):
    """A market without claims, and relations as of a day."""

    market: Market
    relations: Relations

    @cached_property
    def ground(self) -> Ground:
        return Ground(self.market, self.relations)

    def conflicts(self, customer: str = "lab", **more: Any) -> list[Conflict]:
        return conflicts(self.market, self.relations, customer, **more)

    def ties(self, rival: str = "rival", vendor: str = "vendor", kind: str | None = None) -> list[Tie]:
        """All ties of a rival at a vendor, of one kind when given."""
        found = of_rival(self.ground, reach(self.ground, vendor), rival)
        return [tie for tie in found if kind in (None, tie.kind)]

    def without(self, *left_out: Relation) -> "World":
        keys = {relation.key for relation in left_out}
        kept = tuple(relation for relation in self.relations if relation.key not in keys)
        return World(self.market, Relations(self.relations.as_of, self.relations.known_by, kept))


def world(
    *relations: Relation,
    vendors: tuple[str, ...] = ("vendor",),
    labs: tuple[str, ...] = ("lab", "rival"),
    as_of: date = DAY,
    claims: tuple[Claim, ...] = (),
) -> World:
    """A world of `relations`; the types of entities follow from the relations that name them."""
    kinds = {"develops": "product", "member-of": "group"}
    types = {r.object: kinds[r.relation] for r in relations if r.relation in kinds}
    types |= {r.subject: "person" for r in relations if r.relation in ("moved-to", "holds-role", "founded", "advises")}
    slugs = {s for r in relations for s in (r.subject, r.object, r.from_org) if s} | {*vendors, *labs}
    roles = {slug: ("data-vendor",) * (slug in vendors) + ("ai-lab",) * (slug in labs) for slug in slugs}
    entities = {
        slug: Entity(
            slug=slug,
            name=slug.replace("-", " ").title(),
            type=types.get(slug, "company"),
            roles=roles[slug],
        )
        for slug in sorted(slugs)
    }
    ordered = tuple(sorted(relations, key=lambda r: (r.relation, r.subject, r.object, r.post or "")))
    info = MarketInfo(title="Hand-made", read="2026-11-22")
    market = Market(info, {}, {claim.id: claim for claim in claims}, entities, (), words(), "0")
    return World(market, Relations(as_of, as_of, ordered))


def triples(path: Path) -> list[str]:
    """A path in short words: ["lab customer-of vendor"]."""
    return [f"{hop.subject} {hop.relation} {hop.object}" for hop in path]


def _share(share: float | Share | None) -> Share | None:
    return Share(share, share) if isinstance(share, float) else share
