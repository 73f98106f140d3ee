"""What-if files: claims to suppose, and claims and sources to leave out, judged as records are.

claims:                         # as in a record, without id; each counts as if its parties had said so on the day
- {subject: acme, relation: acquired, object: bolt, status: planned}
leave_out:
  claims: ["paper-2025-06-12-stake#03"]
  sources: [paper-2025-06-13-exit]
"""

from collections.abc import Collection
from pathlib import Path

from vendorgraph.model import Claim, Market
from vendorgraph.problems import Problem, Rule, shown
from vendorgraph.reading import yaml
from vendorgraph.reading.aside import Aside
from vendorgraph.reading.records import Placed, Records, SourceFile, placed, unwritten
from vendorgraph.reading.yaml import YamlMap
from vendorgraph.whatif import CERTAINTY, SOURCE, WhatIf, ids

NOT_THERE = Rule("VG901", "What is left out is there", "{found} is no {what} of the market{near}: write an id of it")
OWN_ID = Rule("VG902", "A supposed claim gets its id", "the claim has the id {found}: leave it out, it becomes {id}")
RULES = (NOT_THERE, OWN_ID)


def read(path: Path, market: Market) -> WhatIf:
    """Return what the file `path` supposes of `market`; Invalid with all its problems, by file and line."""
    return _whole(yaml.load(path), str(path), market)


def parse(text: str, file: str, market: Market) -> WhatIf:
    """Return what the YAML `text` supposes of `market`, as `read` does; `file` is its name in a problem."""
    return _whole(yaml.parse(text, file), file, market)


def _whole(says: object, file: str, market: Market) -> WhatIf:
    aside = Aside(file)
    whole = aside.mapping(says, ("claims", "leave_out"))
    out = YamlMap(1)
    if "leave_out" in whole:
        out = aside.mapping(whole["leave_out"], ("claims", "sources"), whole.lines["leave_out"])
    claims = [_claim(aside, raw, id) for raw, id in zip(aside.maps(whole, "claims"), ids(market), strict=False)]
    found = WhatIf(
        claims=tuple(each.value for each in claims),
        without_claims=_ids(aside, out, "claims", market.claims),
        without_sources=_ids(aside, out, "sources", market.sources),
    )
    aside.settle(_problems(market, claims))
    return found


def _claim(aside: Aside, raw: YamlMap, id: str) -> Placed[Claim]:
    if "id" in raw:
        aside.add(OWN_ID, raw.lines["id"], found=shown(raw["id"]), id=id)
    for key, value in (("certainty", raw.get("certainty", CERTAINTY)), ("id", id)):
        raw[key] = value
        raw.lines.setdefault(key, raw.line)
    return placed(raw, Claim, aside.file, 0)


def _ids(aside: Aside, says: YamlMap, key: str, known: Collection[str]) -> tuple[str, ...]:
    items = aside.items(says, key)
    for item, line in items:
        if not isinstance(item, str) or item not in known:
            aside.add(NOT_THERE, line, found=shown(item), what=key.removesuffix("s"), near=_near(item, known))
    return tuple(str(item) for item, _ in items)


def _problems(market: Market, claims: list[Placed[Claim]]) -> list[Problem]:
    """What the checks of the records find, among others in the claims."""
    from vendorgraph import checks

    source = SourceFile(unwritten(SOURCE), tuple(claims))
    told = Records(market.vocabulary, "", (), tuple(map(unwritten, market.entities.values())), (source,), (), ())
    return checks.problems(told)


def _near(item: object, known: Collection[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(str(item), known, n=1)
    return f", did you mean {near[0]}?" if near else ""
