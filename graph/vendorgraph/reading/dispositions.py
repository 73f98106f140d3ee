"""Files of dispositions, judged as records are; their JSON Schema is `schema/dispositions.json` of the bundled records.

    dispositions:
    - {customer: google, vendor: scale-ai, rival: meta, decision: accepted, reason: "Nothing new is sent there",
       by: "Vendor risk committee", until: "2026-12-31"}

A conflict is named by slugs, as its answer gives them.
"""

from collections.abc import Iterable
from pathlib import Path

from vendorgraph.dispositions import Dispositions
from vendorgraph.model import Disposition, Market
from vendorgraph.problems import Problem, Rule
from vendorgraph.reading import yaml
from vendorgraph.reading.aside import Aside
from vendorgraph.reading.records import Placed, Records, placed, unwritten

TWICE = Rule("VG903", "A conflict has one disposition", "{conflict} stands at line {first} too: keep one")
RULES = (TWICE,)


def read(path: Path, market: Market) -> Dispositions:
    """Return the dispositions of the file `path`; Invalid with all its problems, by file and line."""
    aside = Aside(str(path))
    whole = aside.mapping(yaml.load(path), ("dispositions",))
    found = [placed(raw, Disposition, aside.file, 0) for raw in aside.maps(whole, "dispositions")]
    first: dict[tuple[str, str, str], Placed[Disposition]] = {}
    for each in found:
        earlier = first.setdefault(each.value.about, each)
        if earlier is not each:
            aside.add(TWICE, each.raw.line, conflict=" / ".join(each.value.about), first=earlier.raw.line)
    aside.settle(_problems(market, found))
    return {about: each.value for about, each in first.items()}


def _problems(market: Market, found: Iterable[Placed[Disposition]]) -> list[Problem]:
    """What the checks of the records find, among others in the dispositions."""
    from vendorgraph import checks

    entities = tuple(map(unwritten, market.entities.values()))
    return checks.problems(Records(market.vocabulary, "", (), entities, (), (), (), dispositions=tuple(found)))
