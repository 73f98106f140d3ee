"""Persons, their posts and their moves, and when a post was given up for another (R12)."""

from datetime import date
from functools import cached_property

from msgspec import Struct, structs

from vendorgraph.analysis import corporate, timing
from vendorgraph.analysis.model import Course
from vendorgraph.dates import Span, span
from vendorgraph.model import Market
from vendorgraph.relations.model import Relation, Relations
from vendorgraph.relations.moves import KEPT

#: Relations that give a person a place at an organisation.
POSTS = ("holds-role", "board-member-of", "advises", "controls")

#: Posts that decide what an organisation does from day to day.
EXECUTIVE = frozenset({"chief-executive", "executive", "chair"})

#: Posts that are seats on a board.
SEATS = frozenset({"director", "chair", "observer"})


class Persons(Struct, frozen=True, dict=True):
    """Who holds or held which post, and who moved, by person and by organisation."""

    market: Market
    relations: Relations

    def at(self, organisation: str, *kinds: str) -> list[Relation]:
        """Return the relations of `kinds` from persons to `organisation`."""
        return [r for kind in kinds for r in self.relations.into(organisation, kind) if self.is_person(r.subject)]

    def posts(self, person: str) -> list[Relation]:
        """Return all posts of a person, held, given up or planned."""
        return [r for kind in POSTS for r in self.relations.out(person, kind)]

    def moved_from(self, organisation: str) -> list[Relation]:
        """Return the moves of persons who left `organisation` for another."""
        return self._moves_from.get(organisation, [])

    def is_person(self, slug: str) -> bool:
        """Whether an entity is a human being."""
        entity = self.market.entities.get(slug)
        return entity is not None and entity.type == "person"

    def presence(self, post: Relation) -> Course | None:
        """Return how a post stands in time; one of which only a move speaks lasts as long as the move counts."""
        standing = timing.course([post], self.relations.as_of)
        if standing is None or standing.state != "holds" or post.relation != "holds-role":
            return standing
        move = next((m for m in self.relations.out(post.subject, "moved-to") if m.object == post.object), None)
        next_role = self._next_role(move) if move and set(post.supports) <= set(move.supports) else None
        return timing.ended(standing, next_role) if next_role else standing

    def stay(self, move: Relation) -> Course | None:
        """Return how a move stands in time: from its day to the departure from there or the next role elsewhere."""
        moved = timing.course([move], self.relations.as_of)
        if moved is None or moved.state != "holds":
            return moved
        roles = [r for r in self.relations.out(move.subject, "holds-role") if r.object == move.object]
        roles = [r for r in roles if r.post not in KEPT and timing.state(r) in ("holds", "over")]
        held = [r for r in roles if timing.state(r) == "holds"]
        until = _last_end(roles) if roles and not held else self._next_role(move)
        if until:
            return timing.ended(moved, until)
        if roles and not held:
            return structs.replace(moved, state="over", sure=False, end=Span(moved.start.first, self.relations.as_of))
        return structs.replace(moved, sure=not held or any(r.status != "unconfirmed" for r in held))

    @cached_property
    def _moves_from(self) -> dict[str, list[Relation]]:
        index: dict[str, list[Relation]] = {}
        for move in self.relations.of("moved-to"):
            if move.from_org:
                index.setdefault(move.from_org, []).append(move)
        return index

    def _next_role(self, move: Relation) -> str | None:
        """The first date after a move on which the person took up work outside the group of the new organisation."""
        if move.since is None:
            return None
        day, group = span(move.since).last, corporate.members(self.relations, move.object)
        later = [r.since for r in self._work(move.subject) if r.object not in group and _begins_after(r, day)]
        return min((since for since in later if since), key=lambda since: span(since).first, default=None)

    def _work(self, person: str) -> list[Relation]:
        """Moves and posts that take up a person's working time: seats and advice do not."""
        moves = self.relations.out(person, "moved-to")
        roles = [r for r in self.relations.out(person, "holds-role") if r.post not in KEPT and r.post != "advisor"]
        return [r for r in (*moves, *roles) if timing.state(r) in ("holds", "over")]


def _begins_after(relation: Relation, day: date) -> bool:
    return relation.since is not None and span(relation.since).first > day


def _last_end(roles: list[Relation]) -> str | None:
    ends = [r.until for r in roles if r.until]
    return max(ends, key=lambda end: span(end).last, default=None)
