"""What a derived graph says of itself: for which days it is, what made it, and from what (PROV), with no time stamp."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from vendorgraph.rdf import terms
from vendorgraph.rdf.pairs import Pairs, about, types
from vendorgraph.rdf.terms import term
from vendorgraph.relations.model import Relations


def described(graph: NamedNode, label: str, days: Relations, activity: Pairs, base: NamedNode | None) -> Iterator[Quad]:
    """Yield the description of a graph of the days of `days`, of the activity that made it, and of its base."""
    made = NamedNode(graph.value + "/derivation")
    yield from about(graph, _graph(label, days, made, base), graph)
    yield from about(made, activity, graph)


def activity(label: str, used: Iterable[NamedNode]) -> Pairs:
    """Say what was done, in words, and what was used."""
    yield from types("prov:Activity")
    yield term("rdfs:label"), terms.text(label, "en")
    for each in used:
        yield term("prov:used"), each


def _graph(label: str, days: Relations, made: NamedNode, base: NamedNode | None) -> Pairs:
    as_of, known_by = days.as_of.isoformat(), days.known_by.isoformat()
    yield from types("prov:Entity")
    yield term("rdfs:label"), terms.text(f"{label} as of {as_of} as known by {known_by}", "en")
    yield term("vg:asOf"), terms.day(days.as_of)
    yield term("vg:knownBy"), terms.day(days.known_by)
    yield term("prov:wasGeneratedBy"), made
    if base is not None:
        yield term("prov:wasDerivedFrom"), base
