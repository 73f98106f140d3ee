"""Conflicts of interest: for each exposure, who competes with the customer and reaches the vendor (R11 to R15).

    relations -> exposures, rivalries, ties -> timing, verdict, level -> conflicts, worst first

The ties at a vendor are found once for everyone who reaches it. A corporate group among the rivals is one rival: the
member whose rivalry is best; with `rival` given, that entity alone is looked at.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct, field, structs

from vendorgraph.analysis import clearing, corporate, rivalry, timing
from vendorgraph.analysis.clearing import Hitting
from vendorgraph.analysis.exposure import exposures, labs
from vendorgraph.analysis.ground import MAX_HOPS, Ground
from vendorgraph.analysis.incidents import incidents
from vendorgraph.analysis.levels import Levels, case_of, level_of, read_levels
from vendorgraph.analysis.model import (
    LEVELS,
    TIMINGS,
    VERDICTS,
    Clearing,
    Commerce,
    Conflict,
    Exposure,
    Incident,
    Rivalry,
    Tie,
)
from vendorgraph.analysis.ties.reach import Reach, reach, telling, with_hidden
from vendorgraph.analysis.ties.registry import KINDS
from vendorgraph.analysis.verdict import grade_of, weakest, worst
from vendorgraph.model import Market
from vendorgraph.ownership.integrated import Convention
from vendorgraph.relations.model import Relations


def conflicts(
    market: Market,
    relations: Relations,
    customer: str,
    *,
    vendor: str | None = None,
    rival: str | None = None,
    any_vendor: bool = False,
    max_hops: int = MAX_HOPS,
    convention: Convention = "baldone",
    levels: Levels | None = None,
) -> list[Conflict]:
    """Return the conflicts of `customer` (a slug), by level, verdict, vendor and rival; none when it buys from nobody.

    `vendor` and `rival` keep to one of each; `any_vendor` lets every seller count; `max_hops` bounds chains of stakes,
    and `convention` says how integrated shares count cycles.
    """
    rivals = _rivals(market, relations, customer, rival)
    facing = frozenset(rivals).union(*(corporate.members(relations, name) for name in rivals))
    search = _Search(Ground(market, relations, max_hops, convention, facing), levels or read_levels())
    return _sorted(search.of(customer, vendor, rivals, any_vendor))


def all_conflicts(
    market: Market,
    relations: Relations,
    *,
    vendor: str | None = None,
    rival: str | None = None,
    any_vendor: bool = False,
    max_hops: int = MAX_HOPS,
    convention: Convention = "baldone",
    levels: Levels | None = None,
) -> list[Conflict]:
    """Return the conflicts of every entity with the role "ai-lab", in the order of `conflicts`, then by customer."""
    search = _Search(Ground(market, relations, max_hops, convention), levels or read_levels())
    rivals = ((lab, _rivals(market, relations, lab, rival)) for lab in labs(market))
    return _sorted(found for lab, against in rivals for found in search.of(lab, vendor, against, any_vendor))


def fold_commerce(found: Iterable[Conflict]) -> tuple[list[Conflict], list[Commerce]]:
    """Return the conflicts that rest on more than commerce, and the others as one row for each customer and vendor."""
    kept, folded = [], dict[tuple[str, str], list[Conflict]]()
    for conflict in found:
        if all(tie.kind == "commerce" for tie in conflict.ties):
            folded.setdefault((conflict.customer, conflict.vendor), []).append(conflict)
        else:
            kept.append(conflict)
    rows = [
        Commerce(
            customer=customer,
            vendor=vendor,
            level=min((each.level for each in group), key=LEVELS.index),
            rivals=tuple(sorted(each.rival for each in group)),
            conflicts=tuple(group),
        )
        for (customer, vendor), group in folded.items()
    ]
    return kept, rows


def _rivals(market: Market, relations: Relations, customer: str, rival: str | None) -> dict[str, list[Rivalry]]:
    """The rivalries of `customer` with those that stand for their corporate groups, or with `rival` alone."""
    rivals = rivalry.rivalries(market, relations, customer)
    names = [rival] if rival else rivalry.best_per_group(relations, rivals)
    return {name: rivals[name] for name in names if name in rivals}


class _Search(Struct, dict=True):
    """One search over the relations of a day: what is found for one customer serves the next."""

    ground: Ground
    levels: Levels
    reached: dict[str, Reach] = field(default_factory=dict)
    ties: dict[tuple[str, str], tuple[list[Tie], Hitting]] = field(default_factory=dict)
    incidents: dict[str, tuple[Incident, ...]] = field(default_factory=dict)

    def of(
        self, customer: str, vendor: str | None, rivals: Mapping[str, list[Rivalry]], any_vendor: bool
    ) -> Iterator[Conflict]:
        market, relations = self.ground.market, self.ground.relations
        competing = {name: (ways, self.hits(ways)) for name, ways in rivals.items()}
        for seller, exposed in exposures(market, relations, customer, any_vendor=any_vendor).items():
            if vendor in (None, seller):
                hits = self.hits(exposed)
                for name, (ways, cleared) in competing.items():
                    found = self.conflict(exposed, ways, *self.ties_of(customer, seller, name), [hits, cleared])
                    if found:
                        yield found

    def ties_of(self, customer: str, vendor: str, rival: str) -> tuple[list[Tie], Hitting]:
        """The ties of a rival at a vendor; a customer that itself owns both is no tie against it."""
        key = (vendor, rival)
        if key not in self.ties:
            if vendor not in self.reached:
                self.reached[vendor] = reach(self.ground, vendor)
            every = with_hidden(self.ground, self.reached[vendor], rival)
            self.ties[key] = (every, self.hits(every))
        every, hits = self.ties[key]
        counted = [tie for tie in every if tie.kind != "common-owner" or customer not in tie.through]
        if len(counted) < len(every):
            hits = self.hits(counted)
        return telling(self.ground, counted), hits

    def conflict(
        self, exposed: list[Exposure], ways: list[Rivalry], ties: list[Tie], hits: Hitting, others: list[Hitting]
    ) -> Conflict | None:
        """The conflict that the ties make, by the exposure under which the leading tie weighs most."""
        placed = [(self.place(exposure, ways[0], ties), exposure) for exposure in exposed]
        placed = [pair for pair in placed if pair[0]]
        if not placed:
            return None
        found, exposure = min(placed, key=lambda pair: _weight(pair[1], ways[0], pair[0][0]))
        lead, rival = found[0], ways[0]
        notes = self.reached[exposure.vendor].notes
        clears: tuple[Clearing, ...] = ()
        if _verdict(exposure, rival, lead) != "refuted":
            hits = hits if _all_meet(exposed, ties) else self.hits_of_pairs(exposed, ties)
            clears, cut = clearing.clearings(clearing.any_of([hits, *others]), self.ground.by_key)
            notes += cut
        return Conflict(
            customer=exposure.customer,
            vendor=exposure.vendor,
            rival=rival.b,
            as_of=self.ground.relations.as_of,
            known_by=self.ground.relations.known_by,
            level=lead.level or LEVELS[-1],
            verdict=_verdict(exposure, rival, lead),
            timing=lead.timing or TIMINGS[0],
            exposure=exposure,
            rivalry=rival,
            ties=tuple(_shown(found)),
            weakest_hop=weakest((*rival.path, *lead.path), ever=exposure.path),
            missing=tuple(dict.fromkeys((*exposure.missing, *rival.missing, *lead.missing))),
            clears_if_false=clears,
            window=timing.window(exposure.course, lead.course),
            incidents=self.incidents_at(exposure.vendor),
            notes=notes,
        )

    def hits(self, found: Iterable[Exposure | Rivalry | Tie]) -> Hitting:
        """What meets every path that is not denied."""
        return clearing.hitting(clearing.keys(each.path, self.shared) for each in found if each.verdict != "refuted")

    def hits_of_pairs(self, exposed: list[Exposure], ties: list[Tie]) -> Hitting:
        """Where some ties were over before some exposure began, only the pairs that met support the conflict."""
        return clearing.hitting(
            clearing.keys(exposure.path + tie.path, self.shared)
            for exposure in exposed
            for tie in ties
            if tie.verdict != "refuted" and timing.timing(exposure.course, tie.course)
        )

    @cached_property
    def shared(self) -> dict[clearing.Key, clearing.KeySet]:
        """Relations that rest on the same claims."""
        return clearing.shared(self.ground.relations)

    def incidents_at(self, vendor: str) -> tuple[Incident, ...]:
        """The security incidents told of a vendor."""
        if vendor not in self.incidents:
            relations = self.ground.relations
            self.incidents[vendor] = incidents(self.ground.market, vendor, relations.as_of, relations.known_by)
        return self.incidents[vendor]

    def place(self, exposure: Exposure, rival: Rivalry, ties: list[Tie]) -> list[Tie]:
        """The ties that meet the exposure in time, with timing and level, strongest first."""
        placed = []
        for tie in ties:
            when = timing.timing(exposure.course, tie.course)
            if when is not None:
                level = level_of(self.levels, case_of(_verdict(exposure, rival, tie), when, tie))
                placed.append(structs.replace(tie, timing=when, level=level))
        return sorted(placed, key=_strength)


def _verdict(exposure: Exposure, rival: Rivalry, tie: Tie) -> str:
    return worst((exposure.verdict, rival.verdict, tie.verdict))


def _weight(exposure: Exposure, rival: Rivalry, tie: Tie) -> tuple[object, ...]:
    """What leads first: the worse level, then the better verdict on all of it (R14), then the stronger tie."""
    return LEVELS.index(tie.level or LEVELS[-1]), VERDICTS.index(_verdict(exposure, rival, tie)), _strength(tie)


def _all_meet(exposed: list[Exposure], ties: list[Tie]) -> bool:
    return all(timing.timing(exposure.course, tie.course) for exposure in exposed for tie in ties)


def _shown(ties: list[Tie]) -> Iterator[Tie]:
    """One tie for each kind and each way through others: parallel relations show the strongest only."""
    seen = set()
    for tie in ties:
        key = (tie.kind, tie.through, tie.degree == "holder")
        if key not in seen:
            seen.add(key)
            yield tie


def _strength(tie: Tie) -> tuple[object, ...]:
    kind = KINDS[tie.kind]
    return (
        LEVELS.index(tie.level or LEVELS[-1]),
        VERDICTS.index(tie.verdict),
        TIMINGS.index(tie.timing or TIMINGS[0]),
        _RANK[tie.kind],
        kind.degrees.index(tie.degree),
        -tie.share.min if tie.share else 0.0,
        tie.share is not None,
        len(tie.path),
        grade_of(tie.path),
        -sum(hop.origins for hop in tie.path),
        [(*hop.key[:3], hop.post or "") for hop in tie.path],
    )


_RANK = {name: rank for rank, name in enumerate(KINDS)}


def _sorted(found: Iterable[Conflict]) -> list[Conflict]:
    return sorted(
        found,
        key=lambda c: (LEVELS.index(c.level), VERDICTS.index(c.verdict), c.vendor, c.rival, c.customer),
    )
