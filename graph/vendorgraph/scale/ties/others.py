"""Commerce and stated control as plans: `vendorgraph.analysis.ties.others` and `control` at many vendors."""

from typing import TYPE_CHECKING

from vendorgraph.scale.ties.made import made
from vendorgraph.scale.ties.search import Search
from vendorgraph.scale.ties.ways import DENIED, ESTABLISHED, POSSIBLE, way

if TYPE_CHECKING:
    from ibis.expr.types import Table


def commerce(search: Search) -> "Table":
    """Return a tie for every customer of a vendor."""
    told = search.ground.of("customer-of")
    told = told.filter(told["state"] != DENIED).semi_join(search.vendors, [("object", "id")])
    return made(told, "commerce", "customer", vendor="object", rival="subject", way=way(told))


def control(search: Search) -> "Table":
    """Return a tie for everyone acting with a majority at a place, certain or possible, and for stated control."""
    import ibis

    found = search.majorities(search.places, certain=False)
    verdict = ibis.greatest(found["verdict"], ibis.ifelse(found["certain"], ESTABLISHED, POSSIBLE))
    held = made(
        found, "control", "majority",
        vendor="company", rival="holder", way=way(found) | {"verdict": verdict}, through=found["through"],
    )  # fmt: skip
    said = search.ground.of("controls").semi_join(search.places, [("object", "id")])
    official = search.ground.official.select(official="hop")
    said = said.left_join(official, said["hop"] == official["official"])
    verdict = ibis.greatest(said["verdict"], ibis.ifelse(said["official"].notnull(), ESTABLISHED, POSSIBLE))
    stated = made(
        said, "control", "stated", vendor="object", rival="subject", way=way(said) | {"verdict": verdict}
    )  # fmt: skip
    return held.union(stated)
