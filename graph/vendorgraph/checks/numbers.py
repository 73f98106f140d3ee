"""VG6: shares are fractions, money is a sum in a currency."""

from collections.abc import Iterator

from vendorgraph.checks.registry import check
from vendorgraph.model import CURRENCY, Claim, Money
from vendorgraph.problems import Place, shown
from vendorgraph.reading.records import Placed, Records


@check("VG601", "Shares are fractions", "{key} is {found}: write a fraction from 0 to 1, such as 0.49 for 49 %")
def not_a_fraction(records: Records) -> Iterator[Place]:
    """Shares below nothing or above the whole."""
    for claim in records.claims:
        for key in ("share", "voting_share"):
            share = getattr(claim.value, key)
            if share is not None and not 0 <= share <= 1:
                yield claim.at(key, key=key, found=share)


@check("VG602", "Votes are votes", "voting_share is {found} and voting is false: correct one of them")
def votes_without_votes(records: Records) -> Iterator[Place]:
    """A stake with votes that has no vote."""
    for claim in records.claims:
        if claim.value.voting is False and claim.value.voting_share:
            yield claim.at("voting_share", found=claim.value.voting_share)


@check("VG603", "Sums are not negative", "{key} is {found}: write the sum in whole units of its currency, from 0 on")
def negative_sum(records: Records) -> Iterator[Place]:
    """Money below nothing."""
    for claim, key, money in _money(records):
        if money.value < 0:
            yield claim.at(key, key=key, found=money.value)


@check("VG604", "Currencies are codes", "the currency of {key} is {found}: write an ISO 4217 code, such as USD")
def no_currency(records: Records) -> Iterator[Place]:
    """Currencies that are no code."""
    for claim, key, money in _money(records):
        if not CURRENCY.fullmatch(money.currency):
            yield claim.at(key, key=key, found=shown(money.currency))


@check(
    "VG605", "A part is no more than the round", "amount {amount} is above round_amount {round}: swap or correct them"
)
def above_the_round(records: Records) -> Iterator[Place]:
    """Investors who put more into a round than all investors together."""
    for claim in records.claims:
        part, whole = claim.value.amount, claim.value.round_amount
        if part and whole and part.currency == whole.currency and part.value > whole.value:
            yield claim.at("amount", amount=part.value, round=whole.value)


@check(
    "VG606",
    "A bound has something beyond it",
    "{key} is {approx} {found}, and nothing is: write the share without approx",
)
def nothing_beyond(records: Records) -> Iterator[Place]:
    """Shares over the whole or under nothing."""
    for claim in records.claims:
        for key in ("share", "voting_share"):
            bound = (claim.value.approx, getattr(claim.value, key))
            if bound in (("over", 1), ("under", 0)):
                yield claim.at(key, key=key, approx=bound[0], found=f"{bound[1]:g}")


def _money(records: Records) -> Iterator[tuple[Placed[Claim], str, Money]]:
    for claim in records.claims:
        for key in ("amount", "round_amount"):
            money = getattr(claim.value, key)
            if money:
                yield claim, key, money
