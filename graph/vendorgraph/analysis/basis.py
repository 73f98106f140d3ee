"""What conflicts are made of, whether or not they come about: exposures, rivalries and ties."""

from collections.abc import Iterable

from msgspec import Struct, structs

from vendorgraph.analysis.exposure import exposures, is_vendor, labs
from vendorgraph.analysis.ground import MAX_HOPS, Ground
from vendorgraph.analysis.model import Conflict, Exposure, Rivalry, Tie
from vendorgraph.analysis.rivalry import rivalries
from vendorgraph.analysis.ties.reach import of_rival, reach
from vendorgraph.model import Market
from vendorgraph.ownership.integrated import Convention
from vendorgraph.relations.model import Relations


class Basis(Struct, frozen=True, kw_only=True):
    """Exposures, rivalries and ties, each once; the ties have no timing and no level, as outside of a conflict."""

    exposures: tuple[Exposure, ...] = ()
    rivalries: tuple[Rivalry, ...] = ()
    ties: tuple[Tie, ...] = ()


def basis(
    market: Market, relations: Relations, *, max_hops: int = MAX_HOPS, convention: Convention = "baldone"
) -> Basis:
    """Return the exposures and rivalries of every entity with the role "ai-lab", and what ties their rivals to vendors.

    All ties of every rival at every entity with the role "data-vendor" count, the labs being its customers or not.
    """
    customers, vendors = labs(market), sorted(slug for slug in market.entities if is_vendor(market, slug))
    competing = [each for lab in customers for found in rivalries(market, relations, lab).values() for each in found]
    rivals = sorted({each.b for each in competing})
    ground = Ground(market, relations, max_hops, convention)
    reached = [reach(ground, vendor) for vendor in vendors]
    return Basis(
        exposures=tuple(e for lab in customers for found in exposures(market, relations, lab).values() for e in found),
        rivalries=tuple(competing),
        ties=tuple(tie for each in reached for rival in rivals for tie in of_rival(ground, each, rival)),
    )


def of_conflicts(conflicts: Iterable[Conflict]) -> Basis:
    """Return only what these conflicts rest on; nothing for none."""
    found = list(conflicts)
    ties = (structs.replace(tie, timing=None, level=None) for each in found for tie in each.ties)
    return Basis(
        exposures=tuple(dict.fromkeys(each.exposure for each in found)),
        rivalries=tuple(dict.fromkeys(each.rivalry for each in found)),
        ties=tuple(dict.fromkeys(ties)),
    )
