"""The answer of `conflicts --what-if`: JSON and table."""

from collections.abc import Iterator, Sequence

from vendorgraph.analysis.words import name
from vendorgraph.answers import changes, parts
from vendorgraph.answers.changes import ChangedAnswer, WholeChange
from vendorgraph.answers.parts import About, Answer, Day
from vendorgraph.diff import Change
from vendorgraph.model import Claim, Market
from vendorgraph.relations.model import Relation, Relations
from vendorgraph.relations.resolve import key_of
from vendorgraph.tables import Table
from vendorgraph.whatif import WhatIf, laid_over


class Supposed(Answer, frozen=True, kw_only=True):
    """A supposed claim, and the status of its relation as of the day (null: it says nothing of it by then)."""

    id: str
    subject: str
    relation: str | None
    object: str | None
    attribute: str | None
    status: str | None


class WhatIfAnswer(Answer, frozen=True, kw_only=True):
    """The difference that supposed claims, and claims and sources left out, make for a lab (null: for all)."""

    customer: str | None
    as_of: Day
    known_by: Day
    market: About
    supposed: tuple[Supposed, ...]
    without_claims: tuple[str, ...]
    without_sources: tuple[str, ...]
    appeared: tuple[WholeChange, ...]
    vanished: tuple[WholeChange, ...]
    changed: tuple[ChangedAnswer, ...]


def answer(
    market: Market, after: Relations, customer: str | None, what_if: WhatIf, found: Sequence[Change]
) -> WhatIfAnswer:
    """Return the answer for what is supposed of `market`; `after` are the relations as supposed."""
    return WhatIfAnswer(
        customer=customer,
        as_of=after.as_of.isoformat(),
        known_by=after.known_by.isoformat(),
        market=parts.about(market),
        supposed=tuple(_supposed(market, after, each) for each in what_if.claims),
        without_claims=what_if.without_claims,
        without_sources=what_if.without_sources,
        appeared=changes.whole(found, "appeared", after.as_of),
        vanished=changes.whole(found, "vanished", after.as_of),
        changed=changes.changed(found),
    )


def table(market: Market, after: Relations, customer: str | None, what_if: WhatIf, found: Sequence[Change]) -> Table:
    """Return the changes, a row each, with notes on what is supposed of `market`."""
    whose = name(market, customer) if customer else "all labs"
    days = f"As of {after.as_of}, as known by {after.known_by}."
    told = laid_over(market, WhatIf(claims=what_if.claims), after.as_of)  # with what is left out, which is named too
    notes = (days, *_notes(market, after, what_if))
    return changes.table(told, found, f"What would change for {whose}", notes)


def _notes(market: Market, after: Relations, what_if: WhatIf) -> Iterator[str]:
    for claim in what_if.claims:
        said = parts.in_words(market, claim.subject, claim.relation or claim.attribute or "", claim.object)
        relation = _relation(market, after, claim)
        status = f" ({relation.label})" if relation else " (says nothing of it as of the day)" if claim.relation else ""
        yield f"Supposed, and said by nobody: {said}{status}."
    left_out = (*what_if.without_claims, *what_if.without_sources)
    if left_out:
        yield f"Left out: {', '.join(left_out)}."


def _supposed(market: Market, after: Relations, claim: Claim) -> Supposed:
    relation = _relation(market, after, claim)
    return Supposed(
        id=claim.id,
        subject=claim.subject,
        relation=claim.relation,
        object=claim.object,
        attribute=claim.attribute,
        status=parts.status(relation) if relation else None,
    )


def _relation(market: Market, after: Relations, claim: Claim) -> Relation | None:
    """The relation that the claim bears on, as resolved with it; None when it bears on none by the day."""
    if claim.relation is None:
        return None
    key = key_of(market, claim)
    return next((each for each in after.into(key[2], key[1]) if each.key[0] == key[0] and _rests(each, claim)), None)


def _rests(relation: Relation, claim: Claim) -> bool:
    return claim.id in (*relation.supports, *relation.denies, *relation.loses)
