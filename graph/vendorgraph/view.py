"""The relations around an entity as one HTML file to click through, drawn by pyvis (extra "view").

The file works offline: positions are computed here, and whatever would be fetched from elsewhere is taken out. Its
policy allows the scripts that are in it by their hashes, and nothing to be fetched. pyvis turns hover texts into markup
when one of them holds the letters "href"; the texts given to it never do.
"""

import re
from collections import Counter
from collections.abc import Iterable
from html import escape
from typing import Any

from msgspec import Struct

from vendorgraph import network
from vendorgraph.contentpolicy import allowed
from vendorgraph.extras import need
from vendorgraph.model import Entity, Market
from vendorgraph.relations.model import Relation, Relations

#: Entities that a picture has room for, and letters of a name.
LIMIT, NAME_MOST = 60, 80

#: Of an entity in a picture, by its type.
COLOURS = {
    "company": "#2f6f9f",
    "fund": "#8a6d1d",
    "organisation": "#4f6d7a",
    "person": "#8c4a6b",
    "product": "#4d7c3f",
    "government": "#7a4f2a",
    "group": "#5b5b8c",
    "topic": "#6b6b6b",
}
_ELSEWHERE = re.compile(r"<link\b[^>]*?\bhref=[^>]*?>|<script\b[^>]*?\bsrc=[^>]*?>\s*</script>", re.DOTALL)
_FETCHING = re.compile(r"<[a-z]+\b[^>]*?\b(?:src|href)\s*=\s*[\"']?\s*(?:https?:)?//", re.IGNORECASE)
_HEAD = '<meta charset="utf-8">'
# The library writes style sheets of its own while it draws.
_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.DOTALL)
_HEADING = re.compile(r"<center>\s*<h1>.*?</h1>\s*</center>", re.DOTALL)


class View(Struct, frozen=True):
    """A page, and how many entities and relations it shows and leaves out for want of room.

    A notebook shows it in a frame that may run the scripts of the page and nothing else.
    """

    html: str
    entities: int
    relations: int
    left_out: int

    def __repr__(self) -> str:
        return f"<view: {self.entities} entities, {self.relations} relations, {self.left_out} left out>"

    def _repr_html_(self) -> str:
        return f'<iframe sandbox="allow-scripts" width="100%" height="600" srcdoc="{escape(self.html)}"></iframe>'


def around(market: Market, relations: Relations, centre: Entity | None = None, limit: int = LIMIT) -> View:
    """Return the page of what holds or is planned around `centre`, or among the most connected when it is None.

    The nearest entities come first, then those with the most relations; at most `limit` of them. Raises
    MissingExtra without pyvis.
    """
    drawn = [each for each in relations if each.holds or each.status == "planned"]
    ranked = _ranked(drawn, centre)
    chosen = set(ranked[:limit])
    kept = [each for each in drawn if each.subject in chosen and each.object in chosen]
    title = f"Relations around {centre.name}" if centre else "Relations of the market"
    page = _page(market, sorted(chosen), kept)
    return View(_offline(page, f"{title} as of {relations.as_of}"), len(chosen), len(kept), len(ranked) - len(chosen))


def _ranked(relations: list[Relation], centre: Entity | None) -> list[str]:
    """Slugs by distance from the centre, then by number of relations; without what nothing joins to the centre."""
    degree = Counter(slug for each in relations for slug in (each.subject, each.object))
    distance = dict.fromkeys(degree, 0) if centre is None else _distances(relations, centre.slug)
    return sorted(distance, key=lambda slug: (distance[slug], -degree[slug], slug))


def _distances(relations: list[Relation], start: str) -> dict[str, int]:
    joined: dict[str, set[str]] = {}
    for each in relations:
        joined.setdefault(each.subject, set()).add(each.object)
        joined.setdefault(each.object, set()).add(each.subject)
    distance, ring = {start: 0}, {start}
    while ring:
        step = distance[next(iter(ring))] + 1
        ring = {slug for near in ring for slug in joined.get(near, ())} - distance.keys()
        distance |= dict.fromkeys(ring, step)
    return distance


def _page(market: Market, slugs: list[str], relations: list[Relation]) -> str:
    need("pyvis.network", "view")
    from pyvis.network import Network

    net = Network(height="100vh", width="100%", directed=True, cdn_resources="in_line")
    net.toggle_physics(False)
    places = _places(slugs, relations)
    for slug in slugs:
        net.add_node(slug, **_node(market.entities[slug], places[slug]))
    for each, turn in _turned(relations):
        net.add_edge(each.subject, each.object, **_edge(market, each, turn))
    return str(net.generate_html(notebook=False))


def _places(slugs: list[str], relations: list[Relation]) -> dict[str, tuple[int, int]]:
    """Pixels, the same for the same network."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(slugs)
    graph.add_edges_from((each.subject, each.object) for each in relations)
    scale = 110 * max(len(slugs), 1) ** 0.5
    places = nx.spring_layout(graph, seed=7, scale=scale, k=2.5 / max(len(slugs), 1) ** 0.5)
    return {slug: (round(float(x)), round(float(y))) for slug, (x, y) in places.items()}


def _turned(relations: list[Relation]) -> Iterable[tuple[Relation, int]]:
    """Each relation with its number among those that join the same two, so that they can be bent apart."""
    seen: Counter[tuple[str, str]] = Counter()
    for each in relations:
        pair = (min(each.subject, each.object), max(each.subject, each.object))
        yield each, seen[pair]
        seen[pair] += 1


def _node(entity: Entity, place: tuple[int, int]) -> dict[str, Any]:
    words = [entity.name, entity.name_ar, entity.type, ", ".join(entity.roles)]
    colour = COLOURS[entity.type]
    return {
        "label": entity.name if len(entity.name) <= NAME_MOST else f"{entity.name[:NAME_MOST]}…",
        "title": _safe("\n".join(word for word in words if word)),
        "x": place[0],
        "y": place[1],
        "color": colour,
        "shape": "dot",
        "size": 14,
    }


def _edge(market: Market, relation: Relation, turn: int) -> dict[str, Any]:
    kind = market.vocabulary.relations[relation.relation]
    claims = network.SEPARATOR.join(relation.supports)
    return {
        "label": kind.label,
        "title": _safe(f"{kind.label}\n{relation.label}, grade {relation.grade} by {relation.rule}\n{claims}"),
        "color": "#8895a3",
        "dashes": relation.status != "current" or relation.disputed,
        "smooth": {"enabled": turn > 0, "type": "curvedCW", "roundness": 0.15 * turn},
        "font": {"size": 10, "color": "#616e7c"},
        "arrows": "" if kind.symmetric else "to",
    }


def _safe(text: str) -> str:
    return re.sub("href", "hre-f", text, flags=re.IGNORECASE)


def _offline(page: str, title: str) -> str:
    """The page with a title, without what pyvis would fetch from other sites, and forbidden to fetch anything."""
    page = _HEADING.sub("", _ELSEWHERE.sub("", page.replace("\r\n", "\n")))
    scripts = " ".join(map(allowed, _SCRIPT.findall(page))) or "'none'"
    policy = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY.format(scripts=scripts)}">'
    page = page.replace(_HEAD, f"{_HEAD}{policy}<title>{escape(title)}</title>", 1)
    found = _FETCHING.search(page)
    if found or policy not in page:
        raise AssertionError(f"the picture would fetch from elsewhere: {found[0] if found else 'it has no policy'}")
    return f"<!DOCTYPE html>\n{page}"
