"""Ties by persons as plans: `vendorgraph.analysis.ties.people` at many vendors (R12)."""

from typing import TYPE_CHECKING, Any

from vendorgraph.analysis.persons import EXECUTIVE, SEATS
from vendorgraph.scale.ties.made import made
from vendorgraph.scale.ties.search import Search
from vendorgraph.scale.ties.ways import COURSE, ESTABLISHED, HOLDS, OVER, POSSIBLE, Way, both, joined, possible, way

if TYPE_CHECKING:
    from ibis.expr.types import Table


def person(search: Search) -> "Table":
    """Return a tie for every person between a top and another organisation, one for each way."""
    import ibis

    return ibis.union(*_posts(search), *_moved(search), _founders(search), _holders(search), _staff(search))


def _posts(search: Search) -> list["Table"]:
    """Posts at both: held at both now, or given up at the vendor."""
    import ibis

    posts = search.persons.posts
    here = posts.filter(posts["relation"].isin(("holds-role", "advises")) & posts["post"].notin(sorted(SEATS)))
    here = here.filter(possible(here)).semi_join(search.ground.people, [("subject", "id")])
    found = _with_places(search, here.semi_join(search.tops, [("object", "id")]))
    now, former = (found.filter(found["state"] == state) for state in (HOLDS, OVER))
    executive = _executive(now["post"]) | _executive(now["p_post"])
    degree = ibis.ifelse(executive, "executive in both", "in both")
    together = _way(now) | both(way(now), way(now, "p_"))
    return [_tie(now, degree, together), _tie(former, "other", _way(former) | _there(former))]


def _moved(search: Search) -> list["Table"]:
    """Moves from the vendor and to it, each by itself and with each post that shows an executive before."""
    stays = search.persons.stays
    left = stays.filter(stays["from_org"].notnull()).mutate(vendor="from_org", rival="object")
    came = left.semi_join(search.ground.people, [("subject", "id")]).mutate(vendor="object", rival="from_org")
    came = came.filter(came["vendor"] != came["rival"])
    return [
        tie
        for moves, forwards in ((left, False), (came, True))
        for tie in _by_move(search, moves.semi_join(search.tops, [("vendor", "id")]), forwards)
    ]


def _by_move(search: Search, moves: "Table", forwards: bool) -> list["Table"]:
    """Moves by themselves, and after an executive post where they began; `forwards` from the rival to the vendor."""
    import ibis

    unsure = (moves["state"] == HOLDS) & ~moves["sure"]
    moves = moves.mutate(verdict=ibis.greatest(moves["verdict"], ibis.ifelse(unsure, POSSIBLE, ESTABLISHED)))
    before = search.persons.executive.rename("b_{name}")
    known = moves.join(before, [moves["subject"] == before["b_subject"], moves["from_org"] == before["b_object"]])
    led = joined(way(known, "b_"), way(known)) if forwards else joined(way(known), way(known, "b_"))
    alone = ibis.ifelse(_executive(moves["post"]), "executive moved", "other")
    parts = ((moves, alone, way(moves)), (known, "executive moved", led | {name: known[name] for name in COURSE}))
    return [
        made(part, "person", degree, vendor="vendor", rival="rival", way=along, through=[part["subject"]])
        for part, degree, along in parts
    ]


def _founders(search: Search) -> "Table":
    told = search.ground.of("founded")
    told = told.filter(told["state"] == HOLDS).semi_join(search.ground.people, [("subject", "id")])
    found = _with_places(search, told.semi_join(search.tops, [("object", "id")]))
    return _tie(found, "other", _way(found) | _there(found))


def _holders(search: Search) -> "Table":
    held = search.holdings.semi_join(search.ground.people, [("holder", "id")])
    held = held.filter((held["state"] == HOLDS) & possible(held)).semi_join(search.tops, [("company", "id")])
    found = _with_places(search, held.mutate(subject="holder", object="company"))
    return _tie(found, "holder", _way(found) | both(way(found), way(found, "p_")))


def _staff(search: Search) -> "Table":
    told = search.ground.of("staff-moved-to").semi_join(search.tops, [("subject", "id")])
    return made(told, "person", "other", vendor="subject", rival="object", way=way(told))


def _with_places(search: Search, here: "Table") -> "Table":
    """With each post (`p_...`) that the person holds now at another organisation."""
    places = search.persons.current.rename("p_{name}")
    found = here.join(places, here["subject"] == places["p_subject"])
    return found.filter(found["object"] != found["p_object"])


def _way(found: "Table") -> Way:
    """From the rival to the person, and from there to the vendor."""
    return joined(way(found, "p_"), way(found))


def _there(found: "Table") -> Way:
    """The course of the post at the rival."""
    return {name: found[f"p_{name}"] for name in COURSE}


def _tie(found: "Table", degree: Any, led: Way) -> "Table":
    return made(
        found, "person", degree, vendor="object", rival="p_object", way=led, through=[found["subject"]]
    )  # fmt: skip


def _executive(post: Any) -> Any:
    return post.isin(sorted(EXECUTIVE))
