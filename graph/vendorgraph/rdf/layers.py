"""The derived layers: a named graph for each step from relations to conflicts, which says how it was made.

    relations -> exposures, rivalries, ties -> conflicts

A graph names the days that it is for, the activity that made it, the graphs (or sources) that this used, its rules and
convention (PROV). It bears no time stamp: the same relations give the same graphs.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec import Struct
from pyoxigraph import NamedNode, Quad, Store

from vendorgraph.analysis.basis import Basis
from vendorgraph.analysis.ground import MAX_HOPS
from vendorgraph.analysis.model import Conflict
from vendorgraph.rdf import findings, terms
from vendorgraph.rdf.described import activity, described
from vendorgraph.rdf.pairs import Pairs, about, each
from vendorgraph.rdf.terms import term
from vendorgraph.relations.model import Relations
from vendorgraph.vocabulary import Vocabulary


class Layer(Struct, frozen=True, kw_only=True):
    """A derived layer: what it holds and how it is made, in words, by which rules, and from which layers."""

    label: str
    made: str
    rules: tuple[str, ...]
    uses: tuple[str, ...] = ("relations",)
    measures: bool = False  # whether integrated shares are counted, by some convention and up to some length of chains


#: All layers after the relations, by the name that stands in the IRI of their graphs.
LAYERS = {
    "exposures": Layer(
        label="Exposures of every lab", made="Purchases followed to vendors and their suppliers", rules=("R13", "R14")
    ),
    "rivalries": Layer(label="Rivalries of every lab", made="Rivalries as stated or derived", rules=("R11", "R14")),
    "ties": Layer(
        label="Ties of every rival of a lab at every data vendor",
        made="Paths from rivals to vendors",
        rules=("R12", "R14"),
        measures=True,
    ),
    "conflicts": Layer(
        label="Conflicts of interest of every lab",
        made="Exposures, rivalries and ties brought together",
        rules=("R13", "R14", "R15"),
        uses=("relations", "exposures", "rivalries", "ties"),
        measures=True,
    ),
}


def add(store: Store, layers: Iterable[Quad]) -> None:
    """Put whole derived graphs into the store, each in place of an earlier one for the same days."""
    found = list(layers)
    for name in dict.fromkeys(quad.graph_name for quad in found):
        store.remove_graph(name)
    store.bulk_extend(found)


def quads(
    vocabulary: Vocabulary,
    relations: Relations,
    basis: Basis,
    conflicts: Iterable[Conflict],
    convention: str = "baldone",
) -> Iterator[Quad]:
    """Yield the layers after the relations; `convention` and the usual length of chains are those of the findings."""
    things = {
        "exposures": findings.exposures(vocabulary, basis.exposures),
        "rivalries": findings.rivalries(vocabulary, basis.rivalries),
        "ties": findings.ties(vocabulary, basis.ties),
        "conflicts": findings.conflicts(vocabulary, conflicts),
    }
    for name, layer in LAYERS.items():
        graph = terms.layer(name, relations.as_of, relations.known_by)
        yield from _described(graph, layer, relations, convention)
        for node, pairs in things[name]:
            yield from about(node, pairs, graph)


def _described(graph: NamedNode, layer: Layer, relations: Relations, convention: str) -> Iterator[Quad]:
    days = relations.as_of, relations.known_by
    used = [terms.layer(name, *days) for name in layer.uses]
    made = chain(activity(layer.made, used), _how(layer, convention))
    return described(graph, layer.label, relations, made, terms.layer("relations", *days))


def _how(layer: Layer, convention: str) -> Pairs:
    yield from each("vg:rule", terms.text, layer.rules)
    if layer.measures:
        yield term("vg:convention"), terms.text(convention)
        yield term("vg:maxHops"), terms.integer(MAX_HOPS)
