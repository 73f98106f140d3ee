"""Changes of conflicts, as the answers of `diff` and `conflicts --what-if` have them: JSON parts and a table."""

from collections.abc import Iterable, Iterator
from datetime import date

from vendorgraph.analysis.words import name, sentence
from vendorgraph.answers import parts
from vendorgraph.answers.conflict import ConflictAnswer, TieAnswer, conflict, tie
from vendorgraph.answers.conflicts import why
from vendorgraph.answers.parts import Answer, Hop
from vendorgraph.diff import Cause, Change, TieChange
from vendorgraph.model import Market
from vendorgraph.relations.model import Relation
from vendorgraph.tables import Table

#: Ties and causes that a row of the table names; the others are counted.
SHOWN = 2


class CauseAnswer(Answer, frozen=True, kw_only=True):
    """A relation that is not what it was (null where it is missing), and the claims that made the change."""

    before: Hop | None
    after: Hop | None
    claims: tuple[str, ...]


class ValueChange(Answer, frozen=True, kw_only=True):
    """What changed: level, verdict, timing, status of the exposure, or the rival of one corporate group."""

    what: str
    before: str
    after: str


class TieChangeAnswer(Answer, frozen=True, kw_only=True):
    """A tie that appeared (`before` is null), vanished (`after` is null) or stands otherwise."""

    before: TieAnswer | None
    after: TieAnswer | None


class WholeChange(Answer, frozen=True, kw_only=True):
    """A conflict that appeared or vanished, and because of what."""

    conflict: ConflictAnswer
    because: tuple[CauseAnswer, ...]


class ChangedAnswer(Answer, frozen=True, kw_only=True):
    """A conflict that changed, in what, and because of what; empty when nothing but time made the change."""

    customer: str
    vendor: str
    rival: str
    changes: tuple[ValueChange, ...]
    ties: tuple[TieChangeAnswer, ...]
    because: tuple[CauseAnswer, ...]


def whole(found: Iterable[Change], kind: str, day: date) -> tuple[WholeChange, ...]:
    """Return those that appeared, or vanished, with their conflicts as of `day`."""
    return tuple(
        WholeChange(conflict=conflict(each.conflict, day), because=tuple(map(_cause, each.because)))
        for each in found
        if each.kind == kind
    )


def changed(found: Iterable[Change]) -> tuple[ChangedAnswer, ...]:
    """Return those that stand in both views, but not alike."""
    return tuple(
        ChangedAnswer(
            customer=each.conflict.customer,
            vendor=each.conflict.vendor,
            rival=each.conflict.rival,
            changes=tuple(ValueChange(what=what, before=old, after=new) for what, old, new in each.changes),
            ties=tuple(map(_tie, each.ties)),
            because=tuple(map(_cause, each.because)),
        )
        for each in found
        if each.kind == "changed"
    )


def table(market: Market, found: Iterable[Change], title: str, notes: tuple[str, ...]) -> Table:
    """Return the changes, a row each, in files with every tie and cause; `market` has every claim that made one."""
    found = list(found)
    return Table(
        title=title,
        columns=("change", "level", "conflict", "what", "because"),
        extra=("customer", "vendor", "rival", "claims"),
        rows=tuple(_row(market, each, SHOWN) for each in found),
        whole=tuple(_row(market, each, None) for each in found),
        notes=notes,
        empty="Nothing has changed.",
    )


def _row(market: Market, change: Change, most: int | None) -> tuple[str, ...]:
    """The cells of a change, with at most so many ties and causes; None for all."""
    found, values = change.conflict, {what: f"{old} → {new}" for what, old, new in change.changes}
    what = list(_ties_in_words(change.ties)) if change.kind == "changed" else [why(market, found, most)]
    because = [_in_words(market, each) for each in change.because]
    customer, vendor, rival = (name(market, each) for each in (found.customer, found.vendor, found.rival))
    return (
        change.kind,
        values.pop("level", found.level),
        f"{customer} at {vendor}, with {rival}",
        _short([*(f"{key}: {value}" for key, value in values.items()), *what], most),
        _short(because, most) or "the time that passed",
        found.customer,
        found.vendor,
        found.rival,
        " ".join(dict.fromkeys(id for each in change.because for id in each.claims)),
    )


def _ties_in_words(ties: Iterable[TieChange]) -> Iterator[str]:
    for each in ties:
        found = each.after or each.before
        assert found is not None
        if each.before is None or each.after is None:
            yield f"{'new' if each.before is None else 'gone'}: {found.strength}"
        elif (each.before.level, each.before.timing) != (each.after.level, each.after.timing):
            was, now = (f"{tie.level} {tie.timing}" for tie in (each.before, each.after))
            yield f"{found.strength}: {was} → {now}"
        else:
            yield f"{each.before.strength} → {found.strength}"


def _in_words(market: Market, cause: Cause) -> str:
    """A relation with what it was and is, and who says so: "...: current → ending (Reuters)"."""
    relation = cause.after or cause.before
    assert relation is not None
    before, after = (_standing(market, each) for each in (cause.before, cause.after))
    told = [f"{old} → {new}" for old, new in zip(before, after, strict=True) if old != new]
    told = told[:1] if cause.before is None or cause.after is None else told
    stands = ", ".join(told) or "stands otherwise"
    return f"{sentence(market, relation)}: {stands} ({parts.said_by(market, cause.claims)})"


def _standing(market: Market, relation: Relation | None) -> tuple[str, ...]:
    """Status with share, grade and dates; of a relation that is missing that it is not known, and nothing else."""
    if relation is None:
        return ("not known", "", "")
    share = parts.share_words(market, relation)
    dates = parts.interval(relation.since, relation.until) or "without dates"
    return (f"{relation.label}, {share}" if share else relation.label, f"grade {relation.grade}", dates)


def _short(items: list[str], most: int | None) -> str:
    more = [f"{len(items) - most} more"] if most is not None and len(items) > most else []
    return "; ".join([*items[:most], *more])


def _cause(cause: Cause) -> CauseAnswer:
    before, after = (parts.hop(each) if each else None for each in (cause.before, cause.after))
    return CauseAnswer(before=before, after=after, claims=cause.claims)


def _tie(change: TieChange) -> TieChangeAnswer:
    before, after = (tie(each) if each else None for each in (change.before, change.after))
    return TieChangeAnswer(before=before, after=after)
