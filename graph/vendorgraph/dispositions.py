"""What a reader has decided about conflicts: shown beside the verdict, never mixed into it.

    dispositions:
    - {customer: google, vendor: scale-ai, rival: meta, decision: accepted, reason: "Nothing new is sent there",
       by: "Vendor risk committee", until: "2026-12-31"}

A conflict is named by slugs, as its answer gives them. After `until` a disposition is expired and says so. Its JSON
Schema is `schema/dispositions.json` among the bundled records.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from msgspec import structs

from vendorgraph.analysis.model import Conflict
from vendorgraph.dates import span
from vendorgraph.model import Disposition, Market
from vendorgraph.problems import Problem, Rule
from vendorgraph.reading import yaml
from vendorgraph.reading.aside import Aside
from vendorgraph.reading.records import Placed, Records, placed, unwritten

TWICE = Rule("VG903", "A conflict has one disposition", "{conflict} stands at line {first} too: keep one")
RULES = (TWICE,)

#: Dispositions by the conflict that they are about: customer, vendor, rival.
Dispositions = Mapping[tuple[str, str, str], Disposition]


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


def beside(found: Iterable[Conflict], dispositions: Dispositions) -> list[Conflict]:
    """Return the conflicts, each with the disposition that is about it."""
    return [structs.replace(each, disposition=dispositions.get(key(each))) for each in found]


def expired(disposition: Disposition, day: date) -> bool:
    """Whether a disposition counts no longer on `day`."""
    return span(disposition.until).last < day


def accepted(conflict: Conflict, day: date) -> bool:
    """Whether the conflict is accepted on `day`; one that is only mitigated is not."""
    disposition = conflict.disposition
    return disposition is not None and disposition.decision == "accepted" and not expired(disposition, day)


def key(conflict: Conflict) -> tuple[str, str, str]:
    """Return what a disposition names a conflict by: customer, vendor, rival."""
    return (conflict.customer, conflict.vendor, conflict.rival)


def _problems(market: Market, found: Iterable[Placed[Disposition]]) -> list[Problem]:
    """What the checks of the records find, among others in the dispositions."""
    from vendorgraph import checks

    entities = tuple(map(unwritten, market.entities.values()))
    return checks.problems(Records(market.vocabulary, "", (), entities, (), (), (), dispositions=tuple(found)))
