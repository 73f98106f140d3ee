"""Same company and same group as plans: `vendorgraph.analysis.ties.group` at many vendors."""

from typing import TYPE_CHECKING

from vendorgraph.scale.ties import groups
from vendorgraph.scale.ties.made import made
from vendorgraph.scale.ties.search import Search
from vendorgraph.scale.ties.ways import HOLDS, PLANNED, nothing, prospect, way

if TYPE_CHECKING:
    from ibis.expr.types import Table


def same_company(search: Search) -> "Table":
    """Return the tie of every place to itself."""
    found = search.places.mutate(**nothing())
    return made(found, "same-company", "same company", vendor="id", rival="id", way=way(found))


def group(search: Search) -> "Table":
    """Return a tie for every other member of the group of a place, for deals not in force, and for bids."""
    import ibis

    same = groups.proper(search.groups)
    backwards = way(same) | {"path": same["back"]}
    found = made(
        same, "group", "group", vendor="start", rival="member", way=backwards, through=same["between"]
    )  # fmt: skip
    return ibis.union(found, *_deals(search), _bids(search))


def _deals(search: Search) -> list["Table"]:
    """Deals that are planned, over or denied, seen from either side."""
    told = search.ground.of("acquired", "subsidiary-of")
    told = told.filter(told["state"] != HOLDS)
    ends = (("subject", "object"), ("object", "subject"))
    parts = [(told.semi_join(search.places, [(here, "id")]), here, other) for here, other in ends]
    return [made(part, "group", "group", vendor=here, rival=other, way=way(part)) for part, here, other in parts]


def _bids(search: Search) -> "Table":
    told = search.ground.of("bid-for")
    told = told.filter(told["state"].isin((HOLDS, PLANNED))).semi_join(search.places, [("object", "id")])
    course = prospect(told, search.ground.as_of)
    return made(told, "group", "group", vendor="object", rival="subject", way=course)
