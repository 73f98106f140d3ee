"""Seats on boards as a plan: `vendorgraph.analysis.ties.board` at many vendors."""

from typing import TYPE_CHECKING, Any

from vendorgraph.analysis.persons import SEATS
from vendorgraph.scale.ties.made import made
from vendorgraph.scale.ties.search import Search
from vendorgraph.scale.ties.ways import DENIED, OVER, joined, way

if TYPE_CHECKING:
    from ibis.expr.types import Table


def board(search: Search) -> "Table":
    """Return a tie for every seat at a top and each organisation that the one who sits there belongs to."""
    ground = search.ground
    rights = ground.of("appoints-directors-of").semi_join(search.tops, [("object", "id")])
    found = made(rights, "board", _degree(rights), vendor="object", rival="subject", way=way(rights))
    seats = ground.of("board-member-of", "holds-role").semi_join(search.tops, [("object", "id")])
    own = seats.filter(_is_seat(seats)).anti_join(ground.people, [("subject", "id")])
    return found.union(made(own, "board", _degree(own), vendor="object", rival="subject", way=way(own))).union(
        _of_persons(search)
    )


def _of_persons(search: Search) -> "Table":
    """Seat and post together; one that is over without a stated end does not show that they ever met."""
    posts = search.persons.posts
    posts = posts.filter((posts["state"] != DENIED) & ~((posts["state"] == OVER) & posts["until"].isnull()))
    posts = posts.semi_join(search.ground.people, [("subject", "id")])
    seats = posts.filter(_is_seat(posts)).semi_join(search.tops, [("object", "id")])
    left = search.persons.moves.select("subject", "from_org").distinct().rename("l_{name}")
    seats = seats.left_join(left, [seats["subject"] == left["l_subject"], seats["object"] == left["l_from_org"]])
    places = posts.rename("p_{name}")
    both = seats.join(places, seats["subject"] == places["p_subject"]).filter(lambda t: t["object"] != t["p_object"])
    kept = both["l_subject"].notnull()
    return made(
        both, "board", _degree(both, kept),
        vendor="object", rival="p_object", way=joined(way(both, "p_"), way(both)), through=[both["subject"]],
    )  # fmt: skip


def _is_seat(table: "Table") -> Any:
    return (table["relation"] == "board-member-of") | (
        (table["relation"] == "holds-role") & table["post"].isin(sorted(SEATS))
    )


def _degree(table: "Table", kept: Any = None) -> Any:
    import ibis

    told = [] if kept is None else [(kept, "kept seat")]
    return ibis.cases((table["post"] == "observer", "observer"), *told, else_="seat")
