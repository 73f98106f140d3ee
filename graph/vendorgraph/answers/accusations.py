"""What records note of suits and inquiries: JSON and table."""

from collections.abc import Iterable

from vendorgraph.answers import parts
from vendorgraph.answers.parts import Answer
from vendorgraph.model import Claim, Market
from vendorgraph.tables import Table


class Remark(Answer, frozen=True, kw_only=True):
    """What a record notes where somebody is accused: in the words of the record, with the claim that it stands by."""

    claim: str
    note: str


def remarks(noted: Iterable[Claim]) -> tuple[Remark, ...]:
    """Return the notes of claims."""
    return tuple(Remark(claim=claim.id, note=claim.note) for claim in noted if claim.note)


def table(market: Market, noted: Iterable[Claim]) -> Table:
    """Return the notes, a row each, with the claim that each stands by and who speaks."""
    return Table(
        title="What is said of suits and inquiries, and in answer to them",
        columns=("claim", "in the words of the record", "said by"),
        rows=tuple((_said(market, each), each.note or "", parts.spoken_by(market, [each.id])) for each in noted),
    )


def _said(market: Market, claim: Claim) -> str:
    return parts.in_words(market, claim.subject, claim.relation or claim.attribute or "", claim.object)
