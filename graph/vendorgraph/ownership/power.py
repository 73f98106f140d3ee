"""Voting power: how often a block of votes decides, which its size does not say."""

from collections.abc import Sequence
from fractions import Fraction
from math import comb, factorial, lcm

from msgspec import Struct

from vendorgraph.ownership.holdings import Holding, Holdings, votes
from vendorgraph.ownership.ranges import MAJORITY, NOTHING, Threshold, exact, is_exact, passes
from vendorgraph.relations.model import Share

#: Coalitions by weight; each value packs the number of coalitions of every size s into one integer, at bit
#: s * (n + 1) for n voters, which no number of coalitions outgrows.
_Counts = dict[int, int]


class Power(Struct, frozen=True):
    """The power of one voter, as exact fractions within 0 and 1.

    `shapley_shubik`: the part of all orderings of the voters in which it is pivotal (sums to 1 over the voters).
    `banzhaf_probability`: the part of the coalitions of the others that it turns from losing to winning.
    `banzhaf_index`: its part of all such turns of all voters (sums to 1).
    """

    shapley_shubik: Fraction
    banzhaf_index: Fraction
    banzhaf_probability: Fraction


class BlockPower(Struct, frozen=True):
    """The power of a holder's votes in one company (0 to 1) beside the share of all votes that they are.

    `others` are the holders whose known votes were counted one by one; what remains was taken as dispersed.
    """

    holder: str
    company: str
    votes: Share
    power: float
    others: tuple[str, ...]
    rule: str


def voting_power(
    weights: Sequence[float | Fraction], quota: float | Fraction, *, at_least: bool = False
) -> tuple[Power, ...]:
    """Return the power of each voter, in order; a coalition wins with more than `quota` (`at_least`: or just that).

    Shapley-Shubik of voter i: sum over losing coalitions S without i that win with i of s! (n - s - 1)! / n!, where s
    is the size of S and n the number of voters; Banzhaf counts the same coalitions alike. Floats count as the
    decimals they print. Coalitions are counted by their weight and size, so the work grows with the number of
    different weights below the quota, at most 2^n. No voters: nothing; a quota that all together miss: no power.
    ValueError below 0.

    References: Shapley and Shubik 1954 (after); Banzhaf 1965 (after).
    """
    sizes = [_number(weight) for weight in weights]
    bound = _number(quota)
    turns = _turns(sizes, bound, at_least)
    n, swings = len(sizes), sum(sum(by_size) for by_size in turns)
    return tuple(
        Power(
            sum((count * _chance(s, n) for s, count in enumerate(by_size)), Fraction(0)),
            Fraction(sum(by_size), swings or 1),
            Fraction(sum(by_size), 2 ** (n - 1)),
        )
        for by_size in turns
    )


def oceanic(weights: Sequence[float | Fraction], quota: float | Fraction = Fraction(1, 2)) -> tuple[Fraction, ...]:
    """Return the power of each major voter when all other votes lie with voters without weight of their own.

    `weights` are fractions of all votes (together at most 1). All voters arrive in random order, the ocean evenly: at
    time t in [0, 1] a part t of it has come, and each other major voter with chance t. Voter i is pivotal when the
    votes come before pass the quota with w_i and not without. One major voter against the ocean has w / (1 - w) up to
    a half, 1 above. Nothing for no voters; ValueError for weights below 0 or above 1 together.

    Reference: Milnor and Shapley 1978 (after).
    """
    return _oceanic(weights, quota, len(weights))


def _oceanic(weights: Sequence[float | Fraction], quota: float | Fraction, voters: int) -> tuple[Fraction, ...]:
    """What `oceanic` says of the first so many voters."""
    sizes = [_number(weight) for weight in weights]
    ocean = 1 - sum(sizes, Fraction(0))
    if ocean < 0:
        raise ValueError(f"votes make {float(sum(sizes)):g}: write fractions of all votes, together at most 1")
    if ocean == 0:
        return tuple(power.shapley_shubik for power in voting_power(sizes, quota)[:voters])
    *scaled, rest, bound = _integers([*sizes, ocean, _number(quota)])
    return tuple(_in_ocean(scaled, index, rest, bound) for index in range(voters))


def power_of_block(holdings: Holdings, holder: str, company: str, threshold: Threshold = MAJORITY) -> BlockPower | None:
    """Return the power of a holder's votes in a company, its other holders counted one by one and the rest dispersed.

    0 for a holding without votes, 1 for one that passes the threshold alone; else the game is `oceanic`. None where it
    cannot be said: there is no such holding; its votes or those of another holder are unknown (nobody says that the
    shares vote, or only an interval of them is known); or the votes make more than all.
    """
    stated = {holding.holder: holding for holding in holdings.by_company.get(company, [])}
    counted = {holding.holder: holding.share for holding in votes(holdings).by_company.get(company, [])}
    if holder not in stated or not _known(stated[holder]):
        return None
    rule = f"Shapley-Shubik power for {threshold.label} of the votes, the remaining votes dispersed (oceanic)"
    own = counted.pop(holder)
    if own == NOTHING or passes(own, threshold) == "certain":
        return BlockPower(holder, company, own, float(own != NOTHING), (), rule)
    shares = (own, *counted.values())
    if not all(map(_known, stated.values())) or not all(map(is_exact, shares)):
        return None
    if sum(exact(share.min) for share in shares) > 1:
        return None
    (power,) = _oceanic([share.min for share in shares], threshold.value, 1)
    return BlockPower(holder, company, own, float(power), tuple(counted), rule)


def _known(holding: Holding) -> bool:
    return holding.voting is not None or holding.voting_share is not None


def _turns(sizes: Sequence[Fraction], quota: Fraction, at_least: bool) -> list[list[int]]:
    """Return for each voter, by their size, the number of losing coalitions without it that win with it."""
    *weights, bound = _integers([*sizes, quota])
    wins, n = bound if at_least else bound + 1, len(weights)
    counts = _coalitions(weights, wins)
    turns = {weight: _sizes(_without(counts, weight, n), range(wins - weight, wins), n) for weight in set(weights)}
    return [turns[weight] for weight in weights]


def _coalitions(weights: Sequence[int], wins: int | None = None) -> _Counts:
    """Count the coalitions, or those that weigh less than `wins`."""
    counts = {0: 1} if wins is None or wins > 0 else {}
    for weight in weights:
        before = counts
        counts = dict(before)
        for held, packed in before.items():
            if wins is None or held + weight < wins:
                counts[held + weight] = counts.get(held + weight, 0) + (packed << len(weights) + 1)
    return counts


def _without(counts: _Counts, weight: int, n: int) -> _Counts:
    """Undo the counting of one voter of `weight` among `n` (above 0: a voter without weight turns nothing)."""
    rest: _Counts = {}
    for held in sorted(counts) if weight else ():
        rest[held] = counts[held] - (rest.get(held - weight, 0) << n + 1)
    return rest


def _sizes(counts: _Counts, weights: range, n: int) -> list[int]:
    """Return the number of coalitions of each size 0 to n - 1 whose weight lies in `weights`."""
    packed = sum(count for held, count in counts.items() if held in weights)
    return [packed >> size * (n + 1) & (1 << n + 1) - 1 for size in range(n)]


def _in_ocean(weights: Sequence[int], index: int, ocean: int, quota: int) -> Fraction:
    """Sum, over the coalitions of the other major voters, the chance that the voter arrives while it is pivotal."""
    others, n = [*weights[:index], *weights[index + 1 :]], len(weights) - 1
    power = Fraction(0)
    for held, packed in _coalitions(others).items():
        first, last = (
            min(max(Fraction(quota - weight, ocean), Fraction(0)), Fraction(1))
            for weight in (held + weights[index], held)
        )
        for size in range(n + 1):
            if count := packed >> size * (n + 1) & (1 << n + 1) - 1:
                power += count * _arrivals(size, n, first, last)
    return power


def _arrivals(size: int, n: int, first: Fraction, last: Fraction) -> Fraction:
    """Integrate t^size (1 - t)^(n - size) from `first` to `last`: certain `size` of n have come by t, the rest not."""
    return sum(
        (
            (-1) ** k * comb(n - size, k) * (last ** (size + k + 1) - first ** (size + k + 1)) / (size + k + 1)
            for k in range(n - size + 1)
        ),
        Fraction(0),
    )


def _chance(size: int, n: int) -> Fraction:
    """Return the part of the orderings of n voters in which one comes right after a given set of `size`."""
    return Fraction(factorial(size) * factorial(n - size - 1), factorial(n))


def _integers(values: Sequence[Fraction]) -> list[int]:
    """Scale fractions to integers."""
    scale = lcm(*(value.denominator for value in values))
    return [int(value * scale) for value in values]


def _number(value: float | Fraction) -> Fraction:
    number = value if isinstance(value, Fraction) else exact(value)
    if number < 0:
        raise ValueError(f"found {float(number):g}: write a number of votes of at least 0")
    return number
