"""What if: claims laid over the market, and claims and sources left out of it. Nothing of it is ever stored.

    claims:                         # as in a record, without id; each counts as if its parties had said so on the day
    - {subject: meta, relation: acquired, object: turing, status: planned}
    leave_out:
      claims: ["paper-2025-06-12-stake#03"]
      sources: [paper-2025-06-13-exit]

A supposed claim has the id `what-if#01` and so on, by the source `what-if`, whose publisher is "supposed".
"""

import hashlib
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from vendorgraph.model import Claim, Market, Source
from vendorgraph.problems import Problem, Rule, shown
from vendorgraph.reading import yaml
from vendorgraph.reading.aside import Aside
from vendorgraph.reading.records import Placed, Records, SourceFile, placed, unwritten
from vendorgraph.reading.yaml import YamlMap

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

NOT_THERE = Rule("VG901", "What is left out is there", "{found} is no {what} of the market{near}: write an id of it")
OWN_ID = Rule("VG902", "A supposed claim gets its id", "the claim has the id {found}: leave it out, it becomes {id}")
RULES = (NOT_THERE, OWN_ID)


class WhatIf(Struct, frozen=True, kw_only=True):
    """Claims that are supposed, and the ids of claims and sources that are left out."""

    claims: tuple[Claim, ...] = ()
    without_claims: tuple[str, ...] = ()
    without_sources: tuple[str, ...] = ()


def read(path: Path, market: Market) -> WhatIf:
    """Return what the file `path` supposes of `market`; Invalid with all its problems, by file and line."""
    return _whole(yaml.load(path), str(path), market)


def parse(text: str, file: str, market: Market) -> WhatIf:
    """Return what the YAML `text` supposes of `market`, as `read` does; `file` is its name in a problem."""
    return _whole(yaml.parse(text, file), file, market)


def supposed(claims: Iterable[Claim]) -> WhatIf:
    """Return a supposition of `claims`, which get their ids in order."""
    return WhatIf(claims=tuple(structs.replace(each, id=_id(number)) for number, each in enumerate(claims, 1)))


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
    )


def _whole(says: object, file: str, market: Market) -> WhatIf:
    aside = Aside(file)
    whole = aside.mapping(says, ("claims", "leave_out"))
    out = YamlMap(1)
    if "leave_out" in whole:
        out = aside.mapping(whole["leave_out"], ("claims", "sources"), whole.lines["leave_out"])
    placed = [_placed(aside, number, raw) for number, raw in enumerate(aside.maps(whole, "claims"), 1)]
    found = WhatIf(
        claims=tuple(each.value for each in placed),
        without_claims=_ids(aside, out, "claims", market.claims),
        without_sources=_ids(aside, out, "sources", market.sources),
    )
    aside.settle(_problems(market, placed))
    return found


def _placed(aside: Aside, number: int, raw: YamlMap) -> Placed[Claim]:
    if "id" in raw:
        aside.add(OWN_ID, raw.lines["id"], found=shown(raw["id"]), id=_id(number))
    for key, value in (("certainty", raw.get("certainty", CERTAINTY)), ("id", _id(number))):
        raw[key] = value
        raw.lines.setdefault(key, raw.line)
    return placed(raw, Claim, aside.file, 0)


def _ids(aside: Aside, says: YamlMap, key: str, known: Collection[str]) -> tuple[str, ...]:
    items = aside.items(says, key)
    for item, line in items:
        if item not in known:
            aside.add(NOT_THERE, line, found=shown(item), what=key.removesuffix("s"), near=_near(item, known))
    return tuple(str(item) for item, _ in items)


def _problems(market: Market, claims: list[Placed[Claim]]) -> list[Problem]:
    """What the checks of the records find, among others in the claims."""
    from vendorgraph import checks

    source = SourceFile(unwritten(SOURCE), tuple(claims))
    told = Records(market.vocabulary, "", (), tuple(map(unwritten, market.entities.values())), (source,), (), ())
    return checks.problems(told)


def _id(number: int) -> str:
    return f"{SOURCE.id}#{number:02}"


def _near(item: object, known: Collection[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(str(item), known, n=1)
    return f", did you mean {near[0]}?" if near else ""
