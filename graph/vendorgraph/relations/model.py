"""A relation: what holds between two entities as of a day as known by a day, with the claims that say so."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import TypeVar

from msgspec import Struct

_K = TypeVar("_K")


class Share(Struct, frozen=True):
    """A share as an interval of fractions within 0 and 1; an open end does not itself belong to it."""

    min: float
    max: float
    min_open: bool = False
    max_open: bool = False


#: The share of a stake that is known to exist and whose size nobody states: above nothing, below everything.
UNKNOWN_SHARE = Share(0.0, 1.0, True, True)


class Relation(Struct, frozen=True, kw_only=True):
    """One relation as resolved.

    `status` is one of current, ending, under-review, paused, ended, planned, completed, denied, unconfirmed; with
    unconfirmed, `was` is what it lapsed from. `disputed` stands beside the status. `post` is the kind of a role
    (chief-executive, executive, director, observer, founder, advisor, staff, unstated), `role` its words on the page.
    `since` and `until` are dates as printed; `start` and `end` are the first and last day they allow. `grade` is A, B,
    C or D ("below C") and `rule` names the rule that decided the status. Claims are given by id: `supports` and
    `denies` say so or deny it, `loses` say otherwise at the time, and `told` are all that ever say something of it but
    deny it: without them there would be no such relation.
    """

    subject: str
    relation: str
    object: str
    status: str
    was: str | None = None
    disputed: bool = False
    grade: str = "C"
    rule: str = "R3"
    post: str | None = None
    role: str | None = None
    from_org: str | None = None
    share: Share | None = None
    voting_share: Share | None = None
    voting: bool | None = None
    since: str | None = None
    until: str | None = None
    origins: int = 0
    supports: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    loses: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str, str | None]:
        """What tells relations apart: subject, relation, object, and the kind of post where there is one."""
        return (self.subject, self.relation, self.object, self.post)

    @property
    def holds(self) -> bool:
        """Whether it holds on the day: as a state not yet over, or as an event that took place."""
        return self.status in ("current", "ending", "under-review", "paused", "completed") or (
            self.status == "unconfirmed" and self.was not in ("ended", "planned", None)
        )

    @property
    def ever_held(self) -> bool:
        """Whether it holds or once held (a denied or merely planned one never did)."""
        return self.holds or self.status == "ended" or (self.status == "unconfirmed" and self.was == "ended")

    @property
    def label(self) -> str:
        """The status in words: "unconfirmed (was ending)", "ending, disputed"."""
        words = f"{self.status} (was {self.was})" if self.was else self.status
        return f"{words}, disputed" if self.disputed else words


class Relations(Struct, frozen=True, dict=True):
    """All relations of a market as of a day as known by a day, in the order of (relation, subject, object)."""

    as_of: date
    known_by: date
    all: tuple[Relation, ...]

    def __iter__(self) -> Iterator[Relation]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    @cached_property
    def _by_kind(self) -> dict[str, list[Relation]]:
        return _index((relation.relation, relation) for relation in self.all)

    @cached_property
    def _by_subject(self) -> dict[tuple[str, str], list[Relation]]:
        return _index(((relation.subject, relation.relation), relation) for relation in self.all)

    @cached_property
    def _by_object(self) -> dict[tuple[str, str], list[Relation]]:
        return _index(((relation.object, relation.relation), relation) for relation in self.all)

    def of(self, kind: str) -> list[Relation]:
        """Return the relations of one kind ("customer-of")."""
        return self._by_kind.get(kind, [])

    def out(self, subject: str, kind: str) -> list[Relation]:
        """Return the relations of one kind that start at `subject`."""
        return self._by_subject.get((subject, kind), [])

    def into(self, object: str, kind: str) -> list[Relation]:
        """Return the relations of one kind that end at `object`."""
        return self._by_object.get((object, kind), [])

    def about(self, slug: str) -> list[Relation]:
        """Return the relations of any kind that start or end at `slug`."""
        return [relation for relation in self.all if slug in (relation.subject, relation.object)]


def _index(pairs: Iterable[tuple[_K, Relation]]) -> dict[_K, list[Relation]]:
    index: dict[_K, list[Relation]] = {}
    for key, relation in pairs:
        index.setdefault(key, []).append(relation)
    return index
