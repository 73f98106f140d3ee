"""Change: which conflicts appeared, vanished or changed between two views of a market, and the claims that made it.

A view is what was found on relations as of a day as known by a day; the two may differ in either day, or in the claims.
"""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec import Struct

from vendorgraph.analysis import corporate
from vendorgraph.analysis.model import LEVELS, Conflict, Tie
from vendorgraph.relations.model import Relation, Relations

Key = tuple[str, str, str, str | None]
_T = TypeVar("_T")


class View(Struct, frozen=True):
    """Relations, and the conflicts that were found on them."""

    relations: Relations
    conflicts: tuple[Conflict, ...]


class Cause(Struct, frozen=True):
    """A relation of the paths that is not what it was, None where it is missing, and the claims that made the change.

    Where no claim came or went the time that passed did it, and `claims` are those it rests on.
    """

    before: Relation | None
    after: Relation | None
    claims: tuple[str, ...]


class TieChange(Struct, frozen=True):
    """A tie that appeared (`before` is None), vanished (`after` is None), or stands otherwise than before."""

    before: Tie | None
    after: Tie | None


class Change(Struct, frozen=True, kw_only=True):
    """A conflict that appeared (`before` is None), vanished (`after` is None) or changed.

    `because` are the relations that changed on its paths; empty when nothing but the time that passed made the change.
    """

    before: Conflict | None
    after: Conflict | None
    ties: tuple[TieChange, ...]
    because: tuple[Cause, ...]

    @property
    def kind(self) -> str:
        """Return "appeared", "vanished" or "changed"."""
        return "appeared" if self.before is None else "vanished" if self.after is None else "changed"

    @property
    def conflict(self) -> Conflict:
        """Return the conflict as it is, or as it was where it vanished."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def changes(self) -> tuple[tuple[str, str, str], ...]:
        """Return what changed, before and after: level, verdict, timing, status of the exposure, rival of the group."""
        if self.before is None or self.after is None:
            return ()
        pairs = zip(_told(self.before), _told(self.after), strict=True)
        return tuple((what, old, new) for (what, old), (_, new) in pairs if old != new)


def difference(before: View, after: View) -> list[Change]:
    """Return the changes from one view to another, in the order of the conflicts; none when the two are the same.

    A conflict is told by customer, vendor and rival; members of one corporate group are one rival.
    """
    changes = [_change(before, after, old, new) for old, new in _pairs(before, after)]
    told = [each for each in changes if each.kind != "changed" or each.changes or each.ties]
    return sorted(told, key=_order)


def at_least(changes: Iterable[Change], level: str) -> list[Change]:
    """Return the changes of conflicts that are, or were, of `level` or a worse one."""
    worst = LEVELS.index(level)
    return [each for each in changes if any(LEVELS.index(c.level) <= worst for c in (each.before, each.after) if c)]


def _pairs(before: View, after: View) -> Iterator[tuple[Conflict | None, Conflict | None]]:
    """The conflicts of both views, each beside itself, or beside the one with another rival of the same group."""
    old = {(c.customer, c.vendor, c.rival): c for c in before.conflicts}
    new = {(c.customer, c.vendor, c.rival): c for c in after.conflicts}
    for key in old.keys() & new.keys():
        yield old.pop(key), new.pop(key)
    for key, conflict in old.items():
        group = {*corporate.members(before.relations, key[2]), *corporate.members(after.relations, key[2])}
        kin = next((other for other in new if other[:2] == key[:2] and other[2] in group), None)
        yield conflict, new.pop(kin) if kin else None
    for conflict in new.values():
        yield None, conflict


def _change(before: View, after: View, old: Conflict | None, new: Conflict | None) -> Change:
    both = [each for each in (old, new) if each]
    ties = tuple(_ties(old, new)) if len(both) == 2 else ()
    return Change(before=old, after=new, ties=ties, because=tuple(_causes(before, after, both)))


def _ties(old: Conflict | None, new: Conflict | None) -> Iterator[TieChange]:
    was = {_path(tie): tie for tie in old.ties} if old else {}
    now = {_path(tie): tie for tie in new.ties} if new else {}
    for path in dict.fromkeys((*was, *now)):
        before, after = was.get(path), now.get(path)
        if before is None or after is None or _weight(before) != _weight(after):
            yield TieChange(before, after)


def _causes(before: View, after: View, both: list[Conflict]) -> Iterator[Cause]:
    """The relations on the paths that changed; where none did, those of the persons and between the others on them.

    Those that came or went stand first, then those of which the status changed, then the others.
    """
    was, now = ({relation.key: relation for relation in view.relations} for view in (before, after))
    changed = dict.fromkeys(key for key in (*was, *now) if _differ(was.get(key), now.get(key)))
    on_paths = dict.fromkeys(hop.key for conflict in both[::-1] for hop in _hops(conflict))
    found = [key for key in on_paths if key in changed] or _near(changed, both)
    causes = [Cause(was.get(key), now.get(key), _claims(was.get(key), now.get(key))) for key in found]
    yield from sorted(causes, key=_kind)


def _kind(cause: Cause) -> int:
    if cause.before is None or cause.after is None:
        return 0
    return 1 if cause.before.label != cause.after.label else 2


def _near(changed: Iterable[Key], both: list[Conflict]) -> list[Key]:
    ends = {end for conflict in both for hop in _hops(conflict) for end in hop.key[::2] if end}
    persons = {
        slug for conflict in both for tie in conflict.ties if tie.kind in ("person", "board") for slug in tie.through
    }
    return [key for key in changed if key[0] in persons or (key[0] in ends and key[2] in ends)]


def _claims(was: Relation | None, now: Relation | None) -> tuple[str, ...]:
    """The claims on one side alone; where both rest on the same, those that the relation rests on."""
    told = [{*each.supports, *each.denies, *each.loses} if each else set() for each in (was, now)]
    last = now or was
    return tuple(sorted(told[0] ^ told[1] or {*last.supports, *last.denies})) if last else ()


def _differ(was: Relation | None, now: Relation | None) -> bool:
    return was is None or now is None or _stand(was) != _stand(now)


def _stand(relation: Relation) -> tuple[object, ...]:
    shares = (relation.share, relation.voting_share, relation.voting)
    return (relation.label, relation.grade, *shares, relation.since, relation.until, relation.post, relation.from_org)


def _told(conflict: Conflict) -> tuple[tuple[str, str], ...]:
    return (
        ("level", conflict.level),
        ("verdict", conflict.verdict),
        ("timing", conflict.timing),
        ("exposure", conflict.exposure.status),
        ("rival", conflict.rival),
    )


def _hops(conflict: Conflict) -> Iterator[Relation]:
    lead, *others = (tie.path for tie in conflict.ties)
    for path in (conflict.exposure.path, lead, conflict.rivalry.path, *others):
        yield from path


def _path(tie: Tie) -> tuple[object, ...]:
    return (tie.kind, tuple(hop.key for hop in tie.path))


def _weight(tie: Tie) -> tuple[object, ...]:
    return (tie.level, tie.verdict, tie.timing, tie.degree, tie.share, tie.voting)


def _order(change: Change) -> tuple[object, ...]:
    conflict = change.conflict
    kinds = ("appeared", "changed", "vanished")
    return (kinds.index(change.kind), LEVELS.index(conflict.level), conflict.customer, conflict.vendor, conflict.rival)
