"""Why no conflict is shown: a sentence in place of the table, so that a slip in a name is not taken for a clean lab."""

from collections.abc import Sequence

from msgspec import Struct

from vendorgraph.analysis.exposure import exposures, labs
from vendorgraph.analysis.model import LEVELS, Conflict
from vendorgraph.analysis.rivalry import rivalries
from vendorgraph.analysis.words import name
from vendorgraph.answers.conflicts import at_least
from vendorgraph.model import Market
from vendorgraph.relations.model import Relations


class Asked(Struct, frozen=True, kw_only=True):
    """What was asked for, by slug: a customer (None: every lab), at most one vendor and one rival, the least level."""

    customer: str | None
    vendor: str | None
    rival: str | None
    min_level: str
    any_vendor: bool = False


def nothing(
    market: Market, relations: Relations, asked: Asked, found: Sequence[Conflict], option: str = "--min-level {}"
) -> str:
    """Return why none of the conflicts `found` is shown, empty where one is; `option` is how to ask for a level."""
    if at_least(found, asked.min_level):
        return ""
    if found:
        lowest = max((each.level for each in found), key=LEVELS.index)
        level = asked.min_level if asked.min_level == LEVELS[0] else f"{asked.min_level} or higher"
        return f"No conflict of level {level} is known; {len(found)} lower: {option.format(lowest)}."
    if asked.customer is None:
        return _of_all(market, relations, asked)
    return _of_one(market, relations, asked, asked.customer)


def _of_all(market: Market, relations: Relations, asked: Asked) -> str:
    reached = (exposures(market, relations, lab, any_vendor=asked.any_vendor) for lab in labs(market))
    if asked.vendor and not any(asked.vendor in each for each in reached):
        return f"No lab is known to buy from {name(market, asked.vendor)}."
    return "No conflict is known."


def _of_one(market: Market, relations: Relations, asked: Asked, customer: str) -> str:
    lab, vendor, rival = (each and name(market, each) for each in (customer, asked.vendor, asked.rival))
    reached = exposures(market, relations, customer, any_vendor=asked.any_vendor)
    if asked.vendor and asked.vendor not in reached:
        if asked.vendor in exposures(market, relations, customer, any_vendor=True):
            return f"{vendor} is no data vendor: it counts with --any-vendor."
        return f"{lab} is not known to buy from {vendor}."
    if not reached:
        return f"{lab} buys from no vendor that is known."
    if asked.rival and asked.rival not in rivalries(market, relations, customer):
        return f"{lab} and {rival} are not known to compete."
    place = vendor or f"a vendor of {lab}"
    return f"{rival} is not known to reach {place}." if rival else f"No rival is known to reach {place}."
