"""Exposures, rivalries, ties and conflicts as things with what is said of each, and the hops of their paths.

An exposure, a rivalry or a tie is named after its ends and its path, so that it has one IRI on every day on which its
path is there; a conflict after customer, vendor and rival. A hop says how its relation stands, with the claims, and
which place it has; what else is known of the relation stands in the graph of relations.
"""

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import TypeVar

from pyoxigraph import NamedNode

from vendorgraph.analysis.model import Conflict, Exposure, Path, Rivalry, Tie, Window
from vendorgraph.rdf import terms
from vendorgraph.rdf.pairs import Pairs, code, dated, each, types
from vendorgraph.rdf.terms import term
from vendorgraph.rdf.views import share, standing
from vendorgraph.relations.model import Relation
from vendorgraph.vocabulary import Vocabulary

Things = Iterator[tuple[NamedNode, Pairs]]
T = TypeVar("T", Exposure, Rivalry, Tie)

_DIGITS = 12  # of the hash of a path: what has the same ends has a handful of paths


def exposures(vocabulary: Vocabulary, found: Iterable[Exposure]) -> Things:
    """Return the exposures, each with its hops."""
    return _with_hops(vocabulary, found, _exposure_of, _exposure)


def rivalries(vocabulary: Vocabulary, found: Iterable[Rivalry]) -> Things:
    """Return the rivalries, each with its hops."""
    return _with_hops(vocabulary, found, _rivalry_of, _rivalry)


def ties(vocabulary: Vocabulary, found: Iterable[Tie]) -> Things:
    """Return the ties, each with its hops."""
    return _with_hops(vocabulary, found, _tie_of, _tie)


def conflicts(vocabulary: Vocabulary, found: Iterable[Conflict]) -> Things:
    """Yield the conflicts, each with its ties as they weigh in it and the sets of relations that would clear it.

    Exposure, rivalry and ties are named, and described in the graphs of their own.
    """
    for conflict in found:
        node = terms.finding("conflict", conflict.customer, conflict.vendor, conflict.rival)
        yield node, _conflict(vocabulary, node, conflict)
        for number, tie in enumerate(conflict.ties, 1):
            yield terms.below(node, "tie", number), _weighed(vocabulary, number, tie)
        for number, clearing in enumerate(conflict.clears_if_false, 1):
            yield terms.below(node, "clearing", number), _clearing(number, clearing.relations)


def _with_hops(
    vocabulary: Vocabulary,
    found: Iterable[T],
    name: Callable[[T], NamedNode],
    said: Callable[[Vocabulary, NamedNode, T], Pairs],
) -> Things:
    for finding in found:
        node = name(finding)
        yield node, said(vocabulary, node, finding)
        for number, relation in enumerate(finding.path, 1):
            yield terms.below(node, "hop", number), _hop(vocabulary, number, relation)


def _exposure(vocabulary: Vocabulary, node: NamedNode, found: Exposure) -> Pairs:
    yield from types("vg:Exposure", "prov:Entity")
    yield from _ends(customer=found.customer, vendor=found.vendor)
    purchase = next(hop for hop in found.path if hop.relation == "customer-of")
    yield term("vg:status"), code(vocabulary, "status", purchase.status)
    if purchase.was is not None:
        yield term("vg:was"), code(vocabulary, "status", purchase.was)
    yield term("vg:disputed"), terms.boolean(purchase.disputed)
    yield from _interval(found.since, found.until)
    yield from _judged(vocabulary, node, found)


def _rivalry(vocabulary: Vocabulary, node: NamedNode, found: Rivalry) -> Pairs:
    yield from types("vg:Rivalry", "prov:Entity")
    yield from _ends(customer=found.a, rival=found.b)
    yield term("vg:rivalryKind"), code(vocabulary, "rivalry", found.kind)
    yield from each("vg:via", terms.english, [found.via])
    yield from _judged(vocabulary, node, found)


def _tie(vocabulary: Vocabulary, node: NamedNode, found: Tie) -> Pairs:
    yield from types("vg:Tie", "prov:Entity")
    yield from _ends(rival=found.rival, vendor=found.vendor, actor=found.actor, place=found.place)
    yield from each("vg:through", terms.entity, found.through)
    yield term("vg:tieKind"), code(vocabulary, "tie", found.kind)
    yield from each("vg:degree", terms.text, [found.degree or None])
    yield term("vg:rule"), terms.text(found.rule)
    yield term("vg:strength"), terms.english(found.strength)
    yield from share("vg:share", found.share)
    yield from each("vg:voting", terms.boolean, [found.voting])
    yield from each("vg:power", terms.decimal, [found.power])
    yield from _interval(found.course.since, found.course.until)
    yield from _judged(vocabulary, node, found)


def _conflict(vocabulary: Vocabulary, node: NamedNode, found: Conflict) -> Pairs:
    yield from types("vg:Conflict", "prov:Entity")
    yield from _ends(customer=found.customer, vendor=found.vendor, rival=found.rival)
    for scheme in ("level", "verdict", "timing"):
        yield term("vg:" + scheme), code(vocabulary, scheme, getattr(found, scheme))
    yield term("vg:exposure"), _exposure_of(found.exposure)
    yield term("vg:rivalry"), _rivalry_of(found.rivalry)
    yield term("vg:leadingTie"), _tie_of(found.ties[0])
    yield from each("vg:tie", _tie_of, found.ties)
    yield from _parts(node, "vg:weighedTie", "tie", found.ties)
    yield from _parts(node, "vg:clearedBy", "clearing", found.clears_if_false)
    yield term("vg:weakestHop"), _weakest(found)
    yield from _window(found.window)
    yield from each("vg:missing", terms.english, found.missing)


def _weighed(vocabulary: Vocabulary, number: int, tie: Tie) -> Pairs:
    yield from types("vg:WeighedTie")
    yield term("vg:position"), terms.integer(number)
    yield term("vg:tie"), _tie_of(tie)
    for scheme in ("timing", "level"):
        yield term("vg:" + scheme), code(vocabulary, scheme, getattr(tie, scheme))


def _clearing(number: int, relations: Path) -> Pairs:
    yield from types("vg:ClearingSet")
    yield term("vg:position"), terms.integer(number)
    for relation in relations:
        yield term("vg:relation"), terms.relation(*relation.key)


def _hop(vocabulary: Vocabulary, number: int, relation: Relation) -> Pairs:
    yield from types("vg:Hop")
    yield term("vg:position"), terms.integer(number)
    yield term("vg:relation"), terms.relation(*relation.key)
    yield from standing(vocabulary, relation)


def _judged(vocabulary: Vocabulary, node: NamedNode, found: Exposure | Rivalry | Tie) -> Pairs:
    yield term("vg:verdict"), code(vocabulary, "verdict", found.verdict)
    yield from each("vg:missing", terms.english, found.missing)
    yield from _parts(node, "vg:hop", "hop", found.path)


def _parts(node: NamedNode, curie: str, part: str, parts: Iterable[object]) -> Pairs:
    return ((term(curie), terms.below(node, part, number)) for number, _ in enumerate(parts, 1))


def _ends(**named: str) -> Pairs:
    return ((term("vg:" + local), terms.entity(slug)) for local, slug in named.items())


def _interval(since: str | None, until: str | None) -> Pairs:
    yield from dated("vg:from", "vg:from", since)
    yield from dated("vg:to", "vg:to", until)


def _window(window: Window | None) -> Pairs:
    if window is not None:
        yield from _interval(window.since, window.until)
        yield term("vg:windowCertain"), terms.boolean(window.certain)


def _weakest(found: Conflict) -> NamedNode:
    """The hop of the exposure, the rivalry or the leading tie that is the weakest."""
    lead = found.ties[0]
    owners = (_exposure_of(found.exposure), _rivalry_of(found.rivalry), _tie_of(lead))
    paths = (found.exposure.path, found.rivalry.path, lead.path)
    return next(
        terms.below(owner, "hop", number)
        for owner, path in zip(owners, paths, strict=True)
        for number, hop in enumerate(path, 1)
        if hop.key == found.weakest_hop.key
    )


def _exposure_of(found: Exposure) -> NamedNode:
    return terms.finding("exposure", found.customer, found.vendor, _name(found.path))


def _rivalry_of(found: Rivalry) -> NamedNode:
    return terms.finding("rivalry", found.a, found.b, _name(found.path))


def _tie_of(found: Tie) -> NamedNode:
    return terms.finding("tie", found.rival, found.vendor, found.kind, _name(found.path))


def _name(path: Path) -> str:
    relations = "\n".join(terms.relation(*hop.key).value for hop in path)
    return sha256(relations.encode()).hexdigest()[:_DIGITS]
