"""What if: claims laid over the market, and claims and sources left out of it. Nothing of it is ever stored.

A supposed claim has the id `what-if#01` and so on, by the source `what-if`, whose publisher is "supposed".
`vendorgraph.reading.whatif` reads a file of them.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count

import msgspec
from msgspec import Struct, structs

from vendorgraph.model import Claim, Market, Source

#: The source of all that is supposed.
SOURCE = Source(
    id="what-if",
    title="Supposed, and said by nobody",
    publisher="supposed",
    language="en",
    kind="company-statement",
    reliability="high",
)
#: How certain a supposed claim is when it does not say so itself.
CERTAINTY = "official"


class WhatIf(Struct, frozen=True, kw_only=True):
    """Claims that are supposed, and the ids of claims and sources that are left out."""

    claims: tuple[Claim, ...] = ()
    without_claims: tuple[str, ...] = ()
    without_sources: tuple[str, ...] = ()


def supposed(market: Market, claims: Iterable[Claim]) -> WhatIf:
    """Return a supposition of `claims`, which get the next ids that are free in the market."""
    return WhatIf(claims=tuple(structs.replace(each, id=id) for each, id in zip(claims, ids(market), strict=False)))


def is_supposed(claim: str) -> bool:
    """Whether a claim id is that of a supposed claim."""
    return claim.partition("#")[0] == SOURCE.id


def laid_over(market: Market, what_if: WhatIf, day: date) -> Market:
    """Return the market as it would be if the supposed claims had been published on `day` and the others never."""
    out = {*what_if.without_sources}
    sources = {id: source for id, source in market.sources.items() if id not in out}
    kept = {
        id: claim
        for id, claim in market.claims.items()
        if claim.source_id not in out and id not in what_if.without_claims
    }
    if what_if.claims:
        sources[SOURCE.id] = structs.replace(SOURCE, published=day.isoformat())
    return Market(
        market.info,
        sources,
        kept | {claim.id: claim for claim in what_if.claims},
        market.entities,
        market.identities,
        market.vocabulary,
        hashlib.sha256(market.digest.encode() + msgspec.json.encode((what_if, day))).hexdigest(),
        market.rest,
    )


def ids(market: Market) -> Iterator[str]:
    """Yield the ids that supposed claims get: from what-if#01 on, or after those that are supposed already."""
    taken = sum(is_supposed(id) for id in market.claims)
    return (f"{SOURCE.id}#{number:02}" for number in count(taken + 1))
