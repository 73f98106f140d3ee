"""Claims that cannot all hold: about status, share, amount, period, date or role, side by side.

A contradiction is a property of the claims, not of a day: what was true at different times contradicts nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import TypeVar

from msgspec import Struct

from vendorgraph.dates import Span, period, span
from vendorgraph.model import Claim, Market
from vendorgraph.relations import rules
from vendorgraph.relations.dated import REPEATING
from vendorgraph.relations.denied import denied, time
from vendorgraph.relations.moves import Key
from vendorgraph.relations.resolve import speeches_of
from vendorgraph.relations.shares import agree, share_of
from vendorgraph.relations.speech import Speech, grade, ids, origins

_K = TypeVar("_K")

KINDS = ("status", "share", "amount", "period", "date", "role", "existence")


class Side(Struct, frozen=True):
    """What one side says, in words, with its claims, its grade and how many independent origins it has."""

    says: str
    claims: tuple[str, ...]
    grade: str
    origins: int


class Contradiction(Struct, frozen=True):
    """Two or more sides that cannot all hold. `about` is (subject, relation or attribute, object or None)."""

    kind: str
    about: tuple[str, str, str | None]
    sides: tuple[Side, ...]


def contradictions(market: Market, known_by: date, slug: str | None = None) -> tuple[Contradiction, ...]:
    """Return the contradictions among the claims known by a day, sorted; with `slug` those about that entity."""
    found = [*_of_relations(market, known_by), *_of_amounts(market, known_by), *_of_denied(market, known_by)]
    wanted = [c for c in found if slug is None or slug in (c.about[0], c.about[2])]
    return tuple(sorted(wanted, key=lambda c: (c.about[0], c.about[1], c.about[2] or "", c.kind, c.sides[0].says)))


def _of_relations(market: Market, known_by: date) -> Iterator[Contradiction]:
    for key, speeches in speeches_of(market, known_by, known_by).items():
        about = key[:3]
        said = [s for s in speeches if s.side != "denies"]
        denials = [s for s in speeches if s.side == "denies"]
        if market.vocabulary.relations[key[1]].event:
            yield from _dates(about, key, said)
        else:
            yield from _statuses(about, said)
        yield from _shares(about, said)
        yield from _denied(about, said, denials)


def _statuses(about: tuple[str, str, str], said: list[Speech]) -> Iterator[Contradiction]:
    """Words of staying and of leaving that were spoken at about the same time."""
    stay = [s for s in said if s.side == "stay"]
    leave = [s for s in said if s.side in ("leave", "over")]
    clash = [(s, t) for s in stay for t in leave if _clash(s, t)]
    if clash:
        yield _contradiction("status", about, {"current": [s for s, _ in clash], **_by_status([t for _, t in clash])})


def _clash(stay: Speech, leave: Speech) -> bool:
    """Within LAG, both exact to the day or both equally wide, unless the end was dated after the word of staying."""
    if not rules.r1_contesting([stay], [leave]) or not rules.r1_contesting([leave], [stay]):
        return False
    return abs(stay.day - leave.day) <= rules.LAG and not rules.r4_foreseen(stay, [leave])


def _by_status(speeches: list[Speech]) -> dict[str, list[Speech]]:
    return _group(speeches, lambda s: s.status)


def _shares(about: tuple[str, str, str], said: list[Speech]) -> Iterator[Contradiction]:
    """Shares of the same time that no rounding reconciles."""
    stated = [s for s in said if s.claim.share is not None and s.claim.status not in ("ended", "planned")]
    clash = [s for pair in combinations(stated, 2) if _shares_clash(*pair) for s in pair]
    if clash:
        yield _contradiction("share", about, _group(clash, lambda s: f"share {s.claim.share:g}"))


def _shares_clash(one: Speech, other: Speech) -> bool:
    a, b = one.claim.share or 0.0, other.claim.share or 0.0
    first, second = share_of(one.claim, a), share_of(other.claim, b)
    apart = first.max < second.min or second.max < first.min
    return apart and not agree(a, b) and abs(one.day - other.day) <= rules.LAG


def _dates(about: tuple[str, str, str], key: Key, said: list[Speech]) -> Iterator[Contradiction]:
    """Dates of one event that do not nest."""
    dated = [s for s in said if s.claim.date and s.side != "planned"]
    if key[1] in REPEATING or not dated:
        return
    apart = [pair for pair in combinations(dated, 2) if not _overlap(*pair)]
    if apart:
        yield _contradiction("date", about, _group([s for pair in apart for s in pair], lambda s: s.claim.date or ""))


def _overlap(one: Speech, other: Speech) -> bool:
    return span(one.claim.date or "").overlaps(span(other.claim.date or ""))


def _denied(about: tuple[str, str, str], said: list[Speech], denials: list[Speech]) -> Iterator[Contradiction]:
    """A denial beside what it denies."""
    for alike in _group(denials, lambda s: tuple(getattr(s.claim, key) for key in rules.DENIABLE)).values():
        first = alike[0].claim
        meant = [s for s in said if rules.r9_meant(s.claim, first)]
        if meant:
            kind = "role" if first.role else "status" if first.status else "existence"
            what = first.role or first.status or "it"
            yield _contradiction(kind, about, {f"says {what}": meant, f"denies {what}": alike})


def _of_amounts(market: Market, known_by: date) -> Iterator[Contradiction]:
    """One quantity in two amounts for one period, and one amount of one origin in two periods."""
    groups = _group(_amount_speeches(market, known_by), lambda s: _quantity(s.claim))
    for (subject, attribute, object_), speeches in groups.items():
        about = (subject, attribute, object_)
        for told in _group(speeches, lambda s: time(s.claim)).values():
            by_amount = _group(told, lambda s: _amount(s.claim))
            if len(by_amount) > 1 and not _reconciled([s.claim for s in told]):
                when = time(told[0].claim)
                yield _contradiction("amount", about, {f"{a} for {when}": s for a, s in by_amount.items()})
        for told in _group(speeches, lambda s: (s.source.origin, _amount(s.claim))).values():
            periods = _group([s for s in told if s.claim.period], lambda s: s.claim.period or "")
            if _disjoint([period(p) for p in periods]):
                yield _contradiction("period", about, {f"{_amount(s[0].claim)} for {p}": s for p, s in periods.items()})


def _of_denied(market: Market, known_by: date) -> Iterator[Contradiction]:
    """The denial of a value of an attribute beside those who give it."""
    speeches = _attribute_speeches(market, known_by)
    denials = [s for s in speeches if s.claim.denies]
    for (subject, attribute, object_), alike in _group(denials, lambda s: _quantity(s.claim)).items():
        for told in _group(alike, lambda s: _worded(s.claim)).values():
            meant = [s for s in speeches if not s.claim.denies and any(denied(s.claim, each.claim) for each in told)]
            if meant:
                what = _worded(told[0].claim)
                yield _contradiction(
                    "existence", (subject, attribute, object_), {f"says {what}": meant, f"denies {what}": told}
                )


def _worded(claim: Claim) -> str:
    return _amount(claim) or claim.text or str(claim.value or "")


def _amount_speeches(market: Market, known_by: date) -> list[Speech]:
    told = _attribute_speeches(market, known_by)
    return [s for s in told if _amount(s.claim) and time(s.claim) and not s.claim.denies]


def _attribute_speeches(market: Market, known_by: date) -> list[Speech]:
    read = span(market.info.read).last
    found = []
    for claim in market.claims.values():
        source = market.sources[claim.source_id]
        if claim.attribute and rules.r0_visible(claim, source, known_by, read):
            found.append(Speech(claim, source, rules.r1_when(claim, source, read, "exists"), "exists", "current"))
    return found


def _quantity(claim: Claim) -> tuple[str, str, str | None]:
    """What is measured: amounts of another basis or per another time are another quantity."""
    words = [claim.attribute or "", claim.basis or "", f"per {claim.per}" if claim.per else ""]
    return claim.subject, " ".join(filter(None, words)), claim.object


def _amount(claim: Claim) -> str:
    if claim.amount:
        return f"{claim.amount.value:,} {claim.amount.currency}"
    return f"{claim.value:{'' if claim.tells_year else ','}}" if isinstance(claim.value, int | float) else ""


def _reconciled(claims: list[Claim]) -> bool:
    """Whether some value satisfies every claim, reading over, under, at-least and up-to as bounds and about as 5 %."""
    bounds = [_bounds(claim) for claim in claims]
    return max(low for low, _ in bounds) <= min(high for _, high in bounds)


def _bounds(claim: Claim) -> tuple[float, float]:
    value = float(claim.amount.value if claim.amount else claim.value or 0)
    if claim.approx in ("over", "at-least"):
        return value, float("inf")
    if claim.approx in ("under", "up-to"):
        return 0.0, value
    return (value * 0.95, value * 1.05) if claim.approx == "about" else (value, value)


def _disjoint(spans: list[Span]) -> bool:
    return any(not a.overlaps(b) for a, b in combinations(spans, 2))


def _contradiction(kind: str, about: tuple[str, str, str | None], sides: dict[str, list[Speech]]) -> Contradiction:
    told = (Side(says, ids(speeches), grade(speeches), origins(speeches)) for says, speeches in sorted(sides.items()))
    return Contradiction(kind, about, tuple(told))


def _group(items: Iterable[Speech], key: Callable[[Speech], _K]) -> dict[_K, list[Speech]]:
    groups: dict[_K, list[Speech]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups
