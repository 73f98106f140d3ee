"""Beneficial owners: several named tests, each with its rule and reference, answered side by side."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from vendorgraph.ownership.control import blocks
from vendorgraph.ownership.holdings import Holdings
from vendorgraph.ownership.integrated import integrated
from vendorgraph.ownership.ranges import MAJORITY, NOTHING, Threshold, Verdict, passes
from vendorgraph.relations.model import Share

#: What a test measures: the integrated share (Baldone), or the holder's own shares with those of companies it controls.
Measure = Literal["integrated share", "majority chain"]


class OwnerTest(Struct, frozen=True):
    """A test of ownership: what is measured, the bound that it has to pass, and where the test comes from."""

    name: str
    measure: Measure
    threshold: Threshold
    reference: str

    @property
    def rule(self) -> str:
        """The test in words."""
        return f"{self.measure}: {self.threshold.label}"


class Answer(Struct, frozen=True):
    """What one test says, and the share that it measured (None where integrated shares are withheld)."""

    test: str
    verdict: Verdict | None
    share: Share | None


class Owner(Struct, frozen=True):
    """A holder of a company, direct or not, with the answer of each test."""

    holder: str
    company: str
    answers: tuple[Answer, ...]


TESTS: tuple[OwnerTest, ...] = (
    OwnerTest(
        "more-than-25",
        "integrated share",
        Threshold(0.25),
        "Directive (EU) 2015/849, article 3(6) (after); register of people with significant control, United Kingdom",
    ),
    OwnerTest(
        "at-least-25",
        "integrated share",
        Threshold(0.25, inclusive=True),
        "Regulation (EU) 2024/1624, from 10 July 2027 (after); FinCEN, ownership of 25 percent (after)",
    ),
    OwnerTest(
        "majority-chain-25",
        "majority chain",
        Threshold(0.25),
        "Directive (EU) 2015/849, article 3(6), read as a chain of majorities (after)",
    ),
    OwnerTest(
        "significant-influence-20",
        "majority chain",
        Threshold(0.2, inclusive=True),
        "US equity method, presumption of significant influence (after)",
    ),
    OwnerTest("report-5", "majority chain", Threshold(0.05), "US schedules 13D and 13G (after)"),
    OwnerTest("majority", "majority chain", MAJORITY, "US consolidation, more than half (after)"),
)


def beneficial_owners(holdings: Holdings, company: str, tests: Iterable[OwnerTest] = TESTS) -> tuple[Owner, ...]:
    """Return every direct or indirect holder of `company` with what each test says of it; nothing for no holders.

    The conventions disagree, so no answer stands for the others: with P in H .51 and H in T .40 the integrated share
    .204 fails 25 %, while P controls H, which holds .40. Who is a natural person is for the caller to say.
    """
    computed = integrated(holdings, company=company)
    shares = {found.holder: found.share for found in computed.shares}
    found = []
    for holder in sorted(set(holdings.above([company])) - {company}):
        chain = next((block.share for block in blocks(holdings, holder) if block.company == company), NOTHING)
        whole = None if company in computed.withheld else shares.get(holder, NOTHING)
        measured: dict[Measure, Share | None] = {"integrated share": whole, "majority chain": chain}
        found.append(Owner(holder, company, tuple(_answer(test, measured[test.measure]) for test in tests)))
    return tuple(found)


def _answer(test: OwnerTest, share: Share | None) -> Answer:
    return Answer(test.name, None if share is None else passes(share, test.threshold), share)
