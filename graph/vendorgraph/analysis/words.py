"""Short English for relations, shares and dates, as strengths of ties and missing facts use it."""

from datetime import date

from vendorgraph.dates import span
from vendorgraph.model import Market
from vendorgraph.relations.model import Relation, Share


def name(market: Market, slug: str) -> str:
    """Return the name of an entity; the slug itself when the market does not have it."""
    entity = market.entities.get(slug)
    return entity.name if entity else slug


def sentence(market: Market, relation: Relation) -> str:
    """Return a relation as words: "Meta Platforms holds a stake in Scale AI"."""
    label = market.vocabulary.relations[relation.relation].label
    return f"{name(market, relation.subject)} {label} {name(market, relation.object)}"


def percent(share: Share | None, about: bool = False) -> str:
    """Return a share in per cent: "49 %", "25 to 50 %", "over 50 %", "size unknown"; with `about` "about 14 %".

    >>> percent(Share(0.49, 0.49)), percent(Share(0.0, 1.0, True, True)), percent(Share(0.5, 1.0, True))
    ('49 %', 'size unknown', 'over 50 %')
    """
    if share is None or is_unknown(share):
        return "size unknown"
    if about:
        return f"about {percent(share)}"
    if share.min == share.max:
        return f"{_number(share.min)} %"
    if share.max == 1.0:
        return f"{'over' if share.min_open else 'at least'} {_number(share.min)} %"
    if share.min == 0.0:
        return f"{'under' if share.max_open else 'up to'} {_number(share.max)} %"
    return f"{_number(share.min)} to {_number(share.max)} %"


def part(share: Share | None, about: bool = False) -> str:
    """Return a share as a part of something: "49 % of", "about 14 % of", "a stake of unknown size in"."""
    return "a stake of unknown size in" if is_unknown(share) else f"{percent(share, about)} of"


def is_unknown(share: Share | None) -> bool:
    """Whether nothing is said of the size of a share."""
    return share is None or (share.min, share.max) == (0.0, 1.0)


def votes(voting: bool | None) -> str:
    """Return whether a stake has votes, in words."""
    return {True: "with votes", False: "no votes", None: "votes unknown"}[voting]


def months_since(printed: str | None, as_of: date) -> str:
    """Return "5 months ago" for a date printed at least to the month; nothing for a wider or a recent one."""
    if not printed or len(printed) < len("2025-06"):
        return ""
    first = span(printed).first
    months = (as_of.year - first.year) * 12 + as_of.month - first.month - (as_of.day < first.day)
    return f"{months} month{'s' if months > 1 else ''} ago" if months > 0 else ""


def _number(fraction: float) -> str:
    return f"{fraction * 100:.4g}"
